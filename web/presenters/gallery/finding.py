"""Samples of finding: the box, hits, facets."""

from markupsafe import Markup

from web.presenters.gallery.invented import CODE, NAME_UG, NAME_ZH, Say, tags
from web.presenters.parts import (
    Chip,
    FacetGroup,
    FacetItem,
    Link,
    Pager,
    ResultRow,
    SearchBox,
    Span,
    Suggestion,
    ltr,
    ug,
    zh,
)


def search(say: Say) -> dict[str, object]:
    examples = (
        Link(label=NAME_ZH[2:6], href="?q=1", lang="zh-Hans"),
        Link(label=ltr(CODE), href="?q=2"),
        Link(label=ltr("tianshan jinshi"), href="?q=3"),
    )
    marks = tags(say)
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
                tag=marks["operating"],
            ),
            Suggestion(
                href="#2",
                value=NAME_UG,
                spans=(Span(NAME_UG, True),),
                lang="ug",
                note=say("维吾尔文名称", "ئۇيغۇرچە نامى"),
                tag=marks["ended"],
            ),
        ),
        "suggestion_status": say("2 条建议", "2 تەۋسىيە"),
        "tags": tuple(marks.values()),
    }


def results(say: Say) -> dict[str, object]:
    marks = tags(say)
    reason = say("名称相符：", "نامى ماس: ")
    first = ResultRow(
        href="#1",
        spans=(Span("新疆"), Span("天山金石", True), Span("商贸有限公司")),
        lang="zh-Hans",
        second=ug(NAME_UG),
        tags=(marks["operating"],),
        meta=_meta(say, CODE, "阿不都热合曼·买买提", "2016-04-12"),
        reason=Markup("%s%s") % (reason, zh("天山金石")),
    )
    second = ResultRow(
        href="#2",
        spans=(Span("乌鲁木齐"), Span("天山金石", True), Span("建材有限公司")),
        lang="zh-Hans",
        tags=(marks["operating"], marks["abnormal"]),
        meta=_meta(say, "91650102MA78K1DD5H", "王建国", "2018-09-03"),
        reason=Markup("%s%s") % (say("曾用名相符：", "بۇرۇنقى نامى ماس: "), zh("天山金石建筑材料有限公司")),
    )
    third = ResultRow(
        href="#3",
        spans=(Span("新疆天山"), Span("金实", True), Span("农业科技有限公司")),
        lang="zh-Hans",
        tags=(marks["ended"],),
        meta=_meta(say, "91652300MA7751AR2C", "李春梅", "2015-01-20"),
        reason=Markup("%s%s") % (say("读音相近：", "تەلەپپۇزى يېقىن: "), zh("金实 jīn shí")),
    )
    return {"rows": (first, second, third)}


def _meta(say: Say, code: str, person: str, day: str) -> tuple[str, ...]:
    founded = Markup("%s%s%s") % (say("", "قۇرۇلغان چېسلا: "), ltr(day), say(" 成立", ""))
    return (ltr(code), say("乌鲁木齐市天山区", "ئۈرۈمچى شەھىرى، تىيانشان رايونى"), zh(person), founded)


def facets(say: Say) -> dict[str, object]:
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
            Link(label=say("最相关", "ئەڭ ماس كەلگىنى"), href="#", current=True),
            Link(label=say("最新在前", "يېڭىدىن كونىغا"), href="#"),
            Link(label=say("最早在前", "كونىدىن يېڭىغا"), href="#"),
        ),
        "pagers": (
            Pager(next="#", place=say("第 1–20 家，共 128 家", "جەمئىي 128 كارخانا")),
            Pager(
                previous="#", next="#", first="#", place=say("第 41–60 家，共 128 家", "جەمئىي 128 كارخانا")
            ),
        ),
    }
