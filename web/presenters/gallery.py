"""Sample objects for the gallery of components: invented, in both languages, every state once.

`samples(locale)` gives the variables of `templates/gallery/index.html`. The texts are samples, not
texts of the portal, and so stay out of its catalogue.
"""

from collections.abc import Callable

from markupsafe import Markup

from web.presenters.parts import (
    Chip,
    Choice,
    Column,
    Event,
    Explanation,
    FacetGroup,
    FacetItem,
    Fact,
    Link,
    Pager,
    Problem,
    ResultRow,
    SearchBox,
    SectionLink,
    Span,
    Suggestion,
    TableRow,
    Tag,
    Tone,
    Verdict,
    ltr,
    missing,
    ug,
    zh,
)

CODE = "91650100MA77X3PQ0T"
NAME_ZH = "新疆天山金石商贸有限公司"
NAME_UG = "شىنجاڭ تەڭرىتاغ جىنشى سودا چەكلىك شىركىتى"

Say = Callable[[str, str], str]


def samples(locale: str) -> dict[str, object]:
    """The sample objects in the words of `locale` ("zh" or "ug")."""

    def say(chinese: str, uyghur: str) -> str:
        return uyghur if locale == "ug" else chinese

    return {
        **_search(say),
        **_results(say),
        **_facets(say),
        **_record(say),
        **_timeline(say),
        **_table(say),
        **_messages(say),
        "code": CODE,
        "name_zh": NAME_ZH,
        "name_ug": NAME_UG,
    }


def _tags(say: Say) -> dict[str, Tag]:
    return {
        "operating": Tag(say("在营", "تىجارەت قىلىۋاتقان"), Tone.GOOD),
        "abnormal": Tag(say("经营异常名录", "تىجارىتى بىنورمال كارخانىلار تىزىملىكى"), Tone.WARN),
        "serious": Tag(say("严重违法失信名单", "قانۇنغا ئېغىر خىلاپلىق قىلغانلار تىزىملىكى"), Tone.BAD),
        "ended": Tag(say("注销", "تىزىمدىن ئۆچۈرۈلگەن"), Tone.ENDED),
        "objection": Tag(say("有异议", "ئېتىراز بار"), Tone.NOTE),
    }


def _search(say: Say) -> dict[str, object]:
    examples = (
        Link(label=NAME_ZH[2:6], href="?q=1", lang="zh-Hans"),
        Link(label=ltr(CODE), href="?q=2"),
        Link(label=ltr("tianshan jinshi"), href="?q=3"),
    )
    tags = _tags(say)
    return {
        "boxes": {
            "empty": SearchBox(action="#", id="q-empty", suggest="?"),
            "filled": SearchBox(action="#", id="q-filled", value="天山金石"),
            "wrong": SearchBox(
                action="#",
                id="q-wrong",
                value="91650100MA77X3PQ0",
                error=say("统一社会信用代码应为 18 位", "ئىجتىمائىي ئىناۋەت كودى 18 خانىلىق بولۇشى كېرەك"),
            ),
            "home": SearchBox(action="#", id="q-home", examples=examples),
        },
        "suggestions": (
            Suggestion(
                href="#1",
                value=NAME_ZH,
                spans=(Span("新疆"), Span("天山金石", True), Span("商贸有限公司")),
                lang="zh-Hans",
                code=CODE,
                tag=tags["operating"],
            ),
            Suggestion(
                href="#2",
                value=NAME_UG,
                spans=(Span(NAME_UG, True),),
                lang="ug",
                note=say("维吾尔文名称", "ئۇيغۇرچە نامى"),
                tag=tags["ended"],
            ),
        ),
        "suggestion_status": say("2 条建议", "2 تەۋسىيە"),
        "tags": tuple(tags.values()),
    }


def _results(say: Say) -> dict[str, object]:
    tags = _tags(say)
    reason = say("名称相符：", "نامى ماس: ")
    first = ResultRow(
        href="#1",
        spans=(Span("新疆"), Span("天山金石", True), Span("商贸有限公司")),
        lang="zh-Hans",
        second=ug(NAME_UG),
        tags=(tags["operating"],),
        meta=_meta(say, CODE, "阿不都热合曼·买买提", "2016-04-12"),
        reason=Markup("%s%s") % (reason, zh("天山金石")),
    )
    second = ResultRow(
        href="#2",
        spans=(Span("乌鲁木齐"), Span("天山金石", True), Span("建材有限公司")),
        lang="zh-Hans",
        tags=(tags["operating"], tags["abnormal"]),
        meta=_meta(say, "91650102MA78K1DD5H", "王建国", "2018-09-03"),
        reason=Markup("%s%s") % (say("曾用名相符：", "بۇرۇنقى نامى ماس: "), zh("天山金石建筑材料有限公司")),
    )
    third = ResultRow(
        href="#3",
        spans=(Span("新疆天山"), Span("金实", True), Span("农业科技有限公司")),
        lang="zh-Hans",
        tags=(tags["ended"],),
        meta=_meta(say, "91652300MA7751AR2C", "李春梅", "2015-01-20"),
        reason=Markup("%s%s") % (say("读音相近：", "تەلەپپۇزى يېقىن: "), zh("金实 jīn shí")),
    )
    return {"rows": (first, second, third)}


def _meta(say: Say, code: str, person: str, day: str) -> tuple[str, ...]:
    founded = Markup(say("%s 成立", "قۇرۇلغان چېسلا: %s")) % ltr(day)
    return (ltr(code), say("乌鲁木齐市天山区", "ئۈرۈمچى شەھىرى، تىيانشان رايونى"), zh(person), founded)


def _facets(say: Say) -> dict[str, object]:
    def item(label: str, count: str, depth: int = 0, selected: bool = False) -> FacetItem:
        return FacetItem(
            label=label,
            count=count,
            href="#",
            depth=depth,
            selected=selected,
            exclude_href="" if selected else "#",
            exclude_label=say(f"排除：{label}", f"چىقىرىۋېتىش: {label}"),
        )

    return {
        "groups": (
            FacetGroup(
                title=say("登记状态", "تىزىملاش ھالىتى"),
                items=(
                    item(say("在营", "تىجارەت قىلىۋاتقان"), "96", selected=True),
                    item(say("注销", "تىزىمدىن ئۆچۈرۈلگەن"), "21"),
                    item(say("吊销", "كىنىشكىسى بىكار قىلىنغان"), "11"),
                ),
            ),
            FacetGroup(
                title=say("地区", "رايون"),
                items=(
                    item(say("乌鲁木齐市", "ئۈرۈمچى شەھىرى"), "54"),
                    item(say("天山区", "تىيانشان رايونى"), "31", depth=1),
                    item(say("昌吉州", "سانجى ئوبلاستى"), "23"),
                ),
                more=(
                    item(say("喀什地区", "قەشقەر ۋىلايىتى"), "18"),
                    item(say("和田地区", "خوتەن ۋىلايىتى"), "2"),
                ),
            ),
        ),
        "chips": (
            Chip(
                label=say("状态：在营", "ھالىتى: تىجارەت قىلىۋاتقان"),
                href="#",
                remove=say("去掉条件：在营", "شەرتنى ئېلىۋېتىش: تىجارەت قىلىۋاتقان"),
            ),
            Chip(
                label=say("排除：注销", "چىقىرىۋېتىلگەن: تىزىمدىن ئۆچۈرۈلگەن"),
                href="#",
                remove=say("去掉条件：排除注销", "شەرتنى ئېلىۋېتىش: تىزىمدىن ئۆچۈرۈلگەن"),
                exclude=True,
            ),
        ),
        "kinds": (
            Link(label=say("企业", "كارخانا"), href="#", count="128", current=True),
            Link(label=say("公告", "ئېلان"), href="#", count="4"),
            Link(label=say("行政处罚", "مەمۇرىي جازا"), href="#", count="2"),
        ),
        "sorts": (
            Link(label=say("按相关度", "مۇناسىۋەتلىكلىكى بويىچە"), href="#", current=True),
            Link(label=say("最新成立", "ئەڭ يېڭى قۇرۇلغان"), href="#"),
            Link(label=say("最早成立", "ئەڭ بۇرۇن قۇرۇلغان"), href="#"),
        ),
        "pagers": (
            Pager(next="#", place=say("第 1–20 家，共 128 家", "جەمئىي 128 كارخانا")),
            Pager(
                previous="#", next="#", first="#", place=say("第 41–60 家，共 128 家", "جەمئىي 128 كارخانا")
            ),
        ),
    }


def _explanation(say: Say) -> Explanation:
    return Explanation(
        question=say("什么是经营异常名录？", "بىنورمال تىزىملىك دېگەن نېمە؟"),
        answer=say(
            "企业没有按期公示年度报告、公示的信息不真实，或者在登记的住所联系不上时，登记机关把它列入这个名录提醒公众。"
            "改正后可以申请移出。",
            "كارخانا يىللىق دوكلاتىنى ۋاقتىدا ئاشكارىلىمىسا ياكى تىزىملاتقان ئورنى بويىچە ئالاقىلىشىشقا بولمىسا، "
            "تىزىملاش ئورگىنى ئۇنى بۇ تىزىملىككە كىرگۈزىدۇ. تۈزەتكەندىن كېيىن چىقىرىشنى ئىلتىماس قىلالايدۇ.",
        ),
        source=Markup("%s") % zh("《企业信息公示暂行条例》第十七条"),
    )


def _record(say: Say) -> dict[str, object]:
    abnormal = Markup(
        say(
            "这家企业<strong>在营</strong>。因未按期公示 2024 年度报告，自 %s 起列入<strong>经营异常名录</strong>；"
            "补报并公示后可申请移出。",
            "بۇ كارخانا <strong>تىجارەت قىلىۋاتىدۇ</strong>. 2024-يىللىق دوكلاتنى ۋاقتىدا ئاشكارىلىمىغاچقا، "
            "<strong>تىجارىتى بىنورمال كارخانىلار تىزىملىكى</strong>گە كىرگۈزۈلگەن (%s).",
        )
    ) % ltr("2025-07-08")
    good = Markup(
        say(
            "这家企业<strong>在营</strong>，没有被列入任何名单。",
            "بۇ كارخانا <strong>تىجارەت قىلىۋاتىدۇ</strong>، ھېچقانداق تىزىملىككە كىرگۈزۈلمىگەن.",
        )
    )
    serious = say(
        "这家企业被列入严重违法失信名单。",
        "بۇ كارخانا قانۇنغا ئېغىر خىلاپلىق قىلغانلار تىزىملىكىگە كىرگۈزۈلگەن.",
    )
    ended = say("这家企业已经注销。", "بۇ كارخانا تىزىمدىن ئۆچۈرۈلگەن.")
    explanation = _explanation(say)
    return {
        "verdicts": (
            Verdict(tone=Tone.WARN, sentence=abnormal, explanations=(explanation,)),
            Verdict(tone=Tone.GOOD, sentence=good),
            Verdict(tone=Tone.BAD, sentence=serious),
            Verdict(tone=Tone.ENDED, sentence=ended),
        ),
        "explanation": explanation,
        "crumbs": (
            Link(label=say("首页", "باش بەت"), href="#"),
            Link(label=say("企业查询", "كارخانا ئىزدەش"), href="#"),
            Link(label=NAME_ZH, href="#", lang="zh-Hans"),
        ),
        "facts": _facts(say, explanation),
        "contents": (
            SectionLink(id="facts", label=say("登记信息", "تىزىملاش ئۇچۇرى")),
            SectionLink(id="table", label=say("行政许可", "مەمۇرىي ئىجازەت"), count="4"),
            SectionLink(
                id="timeline",
                label=say("经营异常", "بىنورمال تىجارەت"),
                count="1",
                tone=Tone.WARN,
            ),
            SectionLink(id="empty", label=say("抽查检查", "تاللاپ تەكشۈرۈش"), count="0"),
        ),
    }


def _facts(say: Say, explanation: Explanation) -> tuple[Fact, ...]:
    return (
        Fact(
            label=say("统一社会信用代码", "بىرلىككە كەلگەن ئىجتىمائىي ئىناۋەت كودى"),
            value=ltr(CODE),
            copy=CODE,
        ),
        Fact(
            label=say("法定代表人", "قانۇنىي ۋەكىل"),
            value=zh("阿不都热合曼·买买提"),
            day=ltr("2021-06-30"),
        ),
        Fact(
            label=say("注册资本", "تىزىملاتقان مەبلەغ"),
            value=Markup("%s %s") % (ltr("500"), say("万元", "تۈمەن يۈەن")),
            day=ltr("2016-04-12"),
            explain=explanation,
        ),
        Fact(
            label=say("住所", "تۇرۇشلۇق ئورنى"),
            value=zh("乌鲁木齐市天山区解放北路 88 号"),
            day=ltr("2023-02-17"),
        ),
        Fact(
            label=say("从业人数", "ئىشلەۋاتقان خادىملار سانى"),
            value=missing("not_disclosed", say("企业选择不公示", "كارخانا ئاشكارىلىماسلىقنى تاللىغان")),
        ),
        Fact(
            label=say("营业期限", "تىجارەت مۇددىتى"),
            value=missing("not_applicable", say("不适用", "ماس كەلمەيدۇ")),
        ),
        Fact(
            label=say("网站", "تور بېكەت"),
            value=missing("not_collected", say("未采集", "توپلانمىغان")),
            note=say("企业在年度报告中填报", "كارخانا يىللىق دوكلاتتا تولدۇرىدۇ"),
        ),
        Fact(label=say("行政处罚", "مەمۇرىي جازا"), value=ltr("0")),
    )


def _timeline(say: Say) -> dict[str, object]:
    office = zh("乌鲁木齐市市场监督管理局")
    return {
        "events": (
            Event(
                day="2025-07-08",
                title=say("列入经营异常名录", "تىجارىتى بىنورمال كارخانىلار تىزىملىكىگە كىرگۈزۈلدى"),
                category="abnormal",
                tone=Tone.WARN,
                text=say("未按规定期限公示年度报告", "يىللىق دوكلات بەلگىلەنگەن مۇددەتتە ئاشكارىلانمىغان"),
                source=office,
                tags=(_tags(say)["objection"],),
            ),
            Event(
                day="2024-03-19",
                title=say("取得食品经营许可", "يېمەكلىك تىجارىتى ئىجازىتى ئېلىندى"),
                category="licence",
                tone=Tone.GOOD,
                source=office,
                href="#table",
            ),
            Event(
                day="2016-04-12",
                title=say("成立", "قۇرۇلدى"),
                category="change",
                text=say("登记成立", "تىزىمغا ئالدۇرۇپ قۇرۇلدى"),
                source=office,
            ),
        ),
        "choices": (
            Choice(value="abnormal", label=say("经营异常", "بىنورمال تىجارەت"), count="1"),
            Choice(value="licence", label=say("行政许可", "مەمۇرىي ئىجازەت"), count="4"),
            Choice(value="change", label=say("变更", "ئۆزگەرتىش"), count="3"),
        ),
    }


def _table(say: Say) -> dict[str, object]:
    tags = _tags(say)
    return {
        "columns": (
            Column(label=say("许可文件", "ئىجازەت ھۆججىتى"), lead=True),
            Column(label=say("编号", "نومۇرى")),
            Column(label=say("有效期至", "مۇددىتى توشىدىغان چېسلا")),
            Column(label=say("金额（万元）", "سوممىسى (تۈمەن يۈەن)"), numeric=True),
            Column(label=say("状态", "ھالىتى"), tags=True),
        ),
        "table_rows": (
            TableRow(
                id="L-1",
                cells=(
                    zh("食品经营许可证"),
                    ltr("JY16501020012345"),
                    ltr("2029-03-18"),
                    ltr("12.50"),
                    tags["operating"],
                ),
                details=(
                    Fact(
                        label=say("许可机关", "ئىجازەت ئورگىنى"), value=zh("乌鲁木齐市天山区市场监督管理局")
                    ),
                    Fact(label=say("许可内容", "ئىجازەت مەزمۇنى"), value=zh("食品销售（含冷藏冷冻食品）")),
                ),
            ),
            TableRow(
                id="L-2",
                cells=(
                    zh("危险化学品经营许可证"),
                    ltr("新乌安经〔2021〕15号"),
                    ltr("2024-05-06"),
                    ltr("0.00"),
                    tags["ended"],
                ),
                tags=(tags["objection"],),
            ),
        ),
    }


def _messages(say: Say) -> dict[str, object]:
    return {
        "banner_links": (Link(label=say("查看公告", "ئېلاننى كۆرۈش"), href="#"),),
        "banner_title": say("搜索服务正在恢复，暂按名称开头查找", "ئىزدەش مۇلازىمىتى ئەسلىگە كېلىۋاتىدۇ"),
        "banner_text": say(
            "企业页面和按代码查询不受影响。", "كارخانا بەتلىرى ۋە كود بويىچە ئىزدەش تەسىرگە ئۇچرىمايدۇ."
        ),
        "problems": (
            Problem(
                say("代码应为 18 位，现有 17 位", "كود 18 خانىلىق بولۇشى كېرەك، ھازىر 17 خانە"), "q-wrong"
            ),
            Problem(say("请选择一个地区", "بىر رايوننى تاللاڭ")),
        ),
        "problem_title": say("有 2 处需要改正", "2 يەرنى تۈزىتىش كېرەك"),
        "empty_title": say("没有找到“天山金石”", "«天山金石» تېپىلمىدى"),
        "empty_text": say(
            "换一种写法，或者去掉一个条件再试。", "باشقىچە يېزىپ ياكى بىر شەرتنى ئېلىۋېتىپ قايتا سىناڭ."
        ),
        "empty_links": (
            Link(
                label=say("去掉条件“在营”", "«تىجارەت قىلىۋاتقان» شەرتىنى ئېلىۋېتىش"),
                href="#",
                text=say("32 家企业", "32 كارخانا"),
            ),
            Link(label="天山金实", href="#", lang="zh-Hans", text=say("读音相近", "تەلەپپۇزى يېقىن")),
        ),
        "section_empty": say("没有抽查检查记录", "تاللاپ تەكشۈرۈش خاتىرىسى يوق"),
        "section_empty_text": say(
            "表示登记机关至今没有公布对这家企业的检查结果。",
            "تىزىملاش ئورگىنى تەكشۈرۈش نەتىجىسى ئېلان قىلمىغان.",
        ),
        "doors": (
            Link(
                label=say("查企业", "كارخانا ئىزدەش"),
                href="#",
                icon="enterprise",
                text=say("登记、许可、处罚、名单", "تىزىملاش، ئىجازەت، جازا"),
            ),
            Link(
                label=say("看公告", "ئېلانلار"),
                href="#",
                icon="notice",
                text=say("注销、清算、歇业等公告", "تىزىمدىن ئۆچۈرۈش قاتارلىقلار"),
            ),
            Link(
                label=say("企业办事", "كارخانا ئىشلىرى"),
                href="#",
                icon="file",
                text=say("年度报告、即时信息", "يىللىق دوكلات"),
            ),
            Link(
                label=say("信用修复", "ئىناۋەتنى ئەسلىگە كەلتۈرۈش"),
                href="#",
                icon="repair",
                text=say("移出名单、停止公示", "تىزىملىكتىن چىقىرىش"),
            ),
        ),
        "counts": (
            Link(label=say("今日公示的许可", "بۈگۈن ئاشكارىلانغان ئىجازەت"), href="#", count="126"),
            Link(label=say("今日公示的处罚", "بۈگۈن ئاشكارىلانغان جازا"), href="#", count="9"),
            Link(label=say("本周列入异常名录", "بۇ ھەپتە تىزىملىككە كىرگەن"), href="#", count="31"),
        ),
    }
