"""Samples of an annual report: questions as they are asked, a section as it is read."""

from web.presenters.forms import Option
from web.presenters.gallery.invented import Say
from web.presenters.instant import Version
from web.presenters.parts import Fact, ltr
from web.presenters.report_form import Box
from web.presenters.report_parts import Change, SectionFacts


def filing(say: Say) -> dict[str, object]:
    """Questions with and without an error, and a finished section."""
    amount = Box(
        key="revenue",
        name="f-sample.revenue",
        id="sample-revenue",
        label=say("营业收入", "تىجارەت كىرىمى"),
        kind="decimal",
        value="12.5",
        unit=say("万元", "تۈمەن يۈەن"),
        last=say("去年：11 万元", "ئۆتكەن يىلى: 11 تۈمەن يۈەن"),
        read=say("读作：十二万五千元", "ئوقۇلۇشى: بىر يۈز يىگىرمە بەش مىڭ يۈەن"),
        publish="no",
        publish_name="p-sample.revenue",
    )
    staff = Box(
        key="staff",
        name="f-sample.staff",
        id="sample-staff",
        label=say("从业人数", "ئىشلەۋاتقان خادىملار سانى"),
        kind="numeric",
        value="two",
        error=say("要填整数。", "پۈتۈن سان بولۇشى كېرەك."),
        described="sample-staff-error",
    )
    shop = Box(
        key="any",
        name="f-sample.any",
        id="sample-any",
        label=say("有网店吗？", "تور دۇكىنى بارمۇ؟"),
        kind="radio",
        options=(
            Option(value="no", label=say("没有", "يوق"), checked=True),
            Option(value="yes", label=say("有", "بار")),
        ),
    )
    section = SectionFacts(
        id="sample",
        title=say("生产经营情况", "ئىشلەپچىقىرىش-تىجارەت ئەھۋالى"),
        facts=(
            Fact(label=amount.label, value=ltr("12.5"), note=say("不公示", "ئاشكارىلانمايدۇ")),
            Fact(label=staff.label, value=ltr("2"), note=say("公示", "ئاشكارىلىنىدۇ")),
        ),
        edit="#report",
    )
    return {
        "report_boxes": (amount, staff, shop),
        "report_section_sample": section,
        "filed_versions": _versions(say),
    }


def _versions(say: Say) -> tuple[Version, ...]:
    """Two versions of something filed: the one in force with what it corrected, and the first."""
    label = say("许可文件编号", "ئىجازەتنامە ھۆججىتىنىڭ نومۇرى")
    return (
        Version(
            title=say("第 2 版", "2-نەشرى"),
            state=say("现在有效", "ھازىر كۈچكە ئىگە"),
            open=True,
            facts=(Fact(label=label, value=ltr("SC-1002")),),
            changes=(Change(label=label, before=(ltr("SC-1001"),), after=(ltr("SC-1002"),)),),
        ),
        Version(
            title=say("第 1 版", "1-نەشرى"),
            state=say("已更正", "تۈزىتىلگەن"),
            open=False,
            facts=(Fact(label=label, value=ltr("SC-1001")),),
            changes=(),
        ),
    )
