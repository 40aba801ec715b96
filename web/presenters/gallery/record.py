"""Samples of one record page: verdict, facts, table, timeline."""

from markupsafe import Markup

from web.presenters.gallery.invented import CODE, NAME_ZH, Say, tags
from web.presenters.parts import (
    Choice,
    Column,
    Event,
    Explanation,
    Fact,
    Link,
    SectionLink,
    TableRow,
    Tag,
    Tone,
    Verdict,
    ltr,
    missing,
    zh,
)


def _explanation(say: Say) -> Explanation:
    return Explanation(
        question=say("什么是经营异常名录？", "بىنورمال تىزىملىك دېگەن نېمە؟"),
        answer=say(
            "企业没有按期公示年度报告、公示的信息不真实，或者在登记的住所联系不上时，"
            "登记机关把它列入这个名录提醒公众。"
            "改正后可以申请移出。",
            "كارخانا يىللىق دوكلاتىنى ۋاقتىدا ئاشكارىلىمىسا ياكى تىزىملاتقان ئورنى بويىچە "
            "ئالاقىلىشىشقا بولمىسا، "
            "تىزىملاش ئورگىنى ئۇنى بۇ تىزىملىككە كىرگۈزىدۇ. تۈزەتكەندىن كېيىن چىقىرىشنى ئىلتىماس قىلالايدۇ.",
        ),
        source=zh("《企业信息公示暂行条例》第十七条"),
    )


def record(say: Say) -> dict[str, object]:
    listed = Markup("%s<strong>%s</strong>%s%s%s<strong>%s</strong>%s") % (
        say("这家企业", "بۇ كارخانا "),
        say("在营", "تىجارەت قىلىۋاتىدۇ"),
        say("。因未按期公示 2024 年度报告，自 ", ". 2024-يىللىق دوكلاتنى ۋاقتىدا ئاشكارىلىمىغاچقا، "),
        ltr("2025-07-08"),
        say(" 起列入", " دىن باشلاپ "),
        say("经营异常名录", "تىجارىتى بىنورمال كارخانىلار تىزىملىكى"),
        say(
            "；补报并公示后可申请移出。",
            "گە كىرگۈزۈلگەن؛ تولۇقلاپ ئاشكارىلىغاندىن كېيىن چىقىرىشنى ئىلتىماس قىلالايدۇ.",
        ),
    )
    clean = Markup("%s<strong>%s</strong>%s") % (
        say("这家企业", "بۇ كارخانا "),
        say("在营", "تىجارەت قىلىۋاتىدۇ"),
        say("，没有被列入任何名单。", "، ھېچقانداق تىزىملىككە كىرگۈزۈلمىگەن."),
    )
    serious = say(
        "这家企业被列入严重违法失信名单。",
        "بۇ كارخانا قانۇنغا ئېغىر خىلاپلىق قىلغانلار تىزىملىكىگە كىرگۈزۈلگەن.",
    )
    ended = say("这家企业已经注销。", "بۇ كارخانا تىزىمدىن ئۆچۈرۈلگەن.")
    explanation = _explanation(say)
    return {
        "verdicts": (
            Verdict(tone=Tone.WARN, sentence=listed, explanations=(explanation,)),
            Verdict(tone=Tone.GOOD, sentence=clean),
            Verdict(tone=Tone.BAD, sentence=serious),
            Verdict(tone=Tone.ENDED, sentence=ended),
        ),
        "explanation": explanation,
        "crumbs": (
            Link(label=say("首页", "باش بەت"), href="#"),
            Link(label=say("企业查询", "كارخانا ئىزدەش"), href="#"),
            Link(label=NAME_ZH, href="#", lang="zh-Hans"),
        ),
        "facts": _facts(say),
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


def _capital(say: Say) -> Explanation:
    return Explanation(
        question=say("认缴和实缴有什么不同？", "بۇ قانداق مەبلەغ؟"),
        answer=say(
            "注册资本是股东承诺缴付的数额，实际缴付多少看“股东及出资”。",
            "بۇ پايچىلار چىقىرىشقا ۋەدە بەرگەن مەبلەغ.",
        ),
        source=zh("《公司法》第四十七条"),
    )


def _facts(say: Say) -> tuple[Fact, ...]:
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
            explain=_capital(say),
        ),
        Fact(
            label=say("住所", "تۇرۇشلۇق ئورنى"),
            value=zh("乌鲁木齐市天山区解放北路 88 号"),
            day=ltr("2023-02-17"),
            tag=Tag(say("有异议，正在核实", "ئېتىراز بار، تەكشۈرۈلۈۋاتىدۇ")),
            wrong=Link(label=say("住所：有误？", "تۇرۇشلۇق ئورنى: خاتامۇ؟"), href="/zh/"),
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


def timeline(say: Say) -> dict[str, object]:
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
                tags=(tags(say)["objection"],),
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


def table(say: Say) -> dict[str, object]:
    marks = tags(say)
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
                    marks["operating"],
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
                    zh("新乌安经〔2021〕15号"),
                    ltr("2024-05-06"),
                    ltr("0.00"),
                    marks["ended"],
                ),
                tags=(marks["objection"],),
            ),
        ),
    }
