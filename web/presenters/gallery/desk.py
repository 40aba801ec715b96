"""The desk of an officer, invented: its rooms, a case with its clock, tools and history."""

from web.presenters.case_tools import CaseTool
from web.presenters.casework import CaseClock, CaseHead
from web.presenters.gallery.invented import NAME_UG, NAME_ZH, Say
from web.presenters.parts import Event, Fact, Link, Tag, Tone, ltr


def desk(say: Say) -> dict[str, object]:
    """A case that runs, and what a clock says in every tone."""
    clocks = tuple(CaseClock(text=say(*text), tone=tone) for tone, text in _CLOCKS)
    return {
        "desk_rooms": (
            Link(label=say("待办案件", "بىر تەرەپ قىلىنىدىغان ئىشلار"), href="#desk", current=True),
            Link(label=say("时限看板", "مۆھلەت تاختىسى"), href="#desk"),
        ),
        "case_sample": CaseHead(
            number=ltr("653101-2026-000012"),
            kind=say("信用修复申请", "ئىناۋەت ئەسلىگە كەلتۈرۈش ئىلتىماسى"),
            title=say("示例案件", "مىسال دېلو"),
            subject=Link(label=say(NAME_ZH, NAME_UG), href="#desk"),
            tags=(Tag(label=say("核实中", "تەكشۈرۈلۈۋاتىدۇ"), tone=Tone.NOTE),),
            clock=clocks[0],
            facts=(Fact(label=say("承办人员", "مەسئۇل خادىم"), value=say("示例人员", "مىسال خادىم")),),
        ),
        "case_clocks": clocks,
        "case_tools_sample": (
            CaseTool(label=say("由我办理", "مەن بىر تەرەپ قىلاي"), href="#desk", at_once=True),
            CaseTool(label=say("暂停计时", "ۋاقىتنى توختىتىش"), href="#desk", at_once=False),
        ),
        "case_events": (
            Event(
                day="2026-06-16",
                title=say("计时暂停：鉴定检验", "ۋاقىت توختىتىلدى: ئېكسپېرتىزا"),
                category="",
                tone=Tone.NOTE,
                source=ltr("11:20"),
            ),
            Event(day="2026-06-15", title=say("收到并登记", "تاپشۇرۇۋېلىندى"), category=""),
        ),
    }


_CLOCKS = (
    (Tone.GOOD, ("期限以内", "مۆھلەت ئىچىدە")),
    (Tone.WARN, ("今天是期限的最后一天", "بۈگۈن مۆھلەتنىڭ ئاخىرقى كۈنى")),
    (Tone.BAD, ("已经超过期限", "مۆھلەت ئۆتۈپ كەتتى")),
    (Tone.NOTE, ("计时暂停", "ۋاقىت توختىتىلدى")),
    (Tone.ENDED, ("已经办结", "بېجىرىپ بولۇندى")),
)
