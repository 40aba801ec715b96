"""What is due and what an authority has begun, invented."""

from web.presenters.cases import Answer, Case, File
from web.presenters.due import Due
from web.presenters.gallery.invented import Say
from web.presenters.parts import Tag, Tone, ltr


def cases(say: Say) -> dict[str, object]:
    """A duty that is near and one without a day; a case with an answer, and one that is decided."""
    day, order = ltr("2026-06-30"), say("责令限期公示", "مۆھلەت ئىچىدە ئاشكارىلاش بۇيرۇلغان")
    dues = (
        Due(
            title=say("报送年度报告", "يىللىق دوكلات يوللاش"),
            detail=ltr("2025"),
            when=day,
            left=Tag(label=say("还有 8 天", "8 كۈن قالدى"), tone=Tone.WARN),
            href="#cases",
            action=say("去报送", "يوللاش"),
            source=say("《企业信息公示暂行条例》", "«كارخانا ئۇچۇرلىرىنى ئاشكارىلاش ۋاقىتلىق نىزامى»"),
            iso="2026-06-30",
        ),
        Due(title=order, detail="", when="", left=None, href="", action="", source=""),
    )
    told = Case(
        title=order,
        tag=Tag(label=say("等待答复", "جاۋاب كۈتۈلۈۋاتىدۇ"), tone=Tone.WARN),
        facts=(),
        answers=(_answer(say),),
        here="#cases",
        running=True,
        subject=say("示例商贸有限公司", "مىسال سودا چەكلىك شىركىتى"),
        clock=day,
    )
    decided = Case(
        title=order,
        tag=Tag(label=say("已履行", "ئادا قىلىنغان"), tone=Tone.GOOD),
        facts=(),
        answers=(),
        here="#cases",
        running=False,
    )
    return {"dues": dues, "cases": (told, decided)}


def _answer(say: Say) -> Answer:
    text = say("已经在规定的期限内公示。", "بەلگىلەنگەن مۆھلەت ئىچىدە ئاشكارىلاندى.")
    return Answer(at=ltr("2026-06-22"), text=text, files=(File(ltr("1.pdf"), "#cases"),))
