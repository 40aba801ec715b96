"""An answer about a repair, invented: a duty with its place, papers of each way, what may be begun."""

from web.presenters.gallery.invented import Say
from web.presenters.parts import Fact, Tag, Tone, ltr, zh
from web.presenters.repair_answers import PaperShown, Shown, StepShown


def repair(say: Say) -> dict[str, object]:
    """One record that has a duty left."""
    duty = say("履行行政处罚决定的义务", "مەمۇرىي جازا قارارىدىكى مەجبۇرىيەتنى ئادا قىلىش")
    answer = Shown(
        id="r-sample",
        title=say("行政处罚：示例违法行为", "مەمۇرىي جازا: مىسال قىلمىش"),
        detail=ltr("2026-01-15"),
        tag=Tag(label=say("先办理再申请", "ئاۋۋال بېجىرىش كېرەك"), tone=Tone.WARN),
        headline=say(
            "先办好下面的事，就可以申请。", "ئاۋۋال تۆۋەندىكى ئىشلارنى بېجىرسىڭىز، ئىلتىماس قىلالايسىز."
        ),
        reasons=(say("已经满最短公示期", "ئەڭ قىسقا ئاشكارىلاش مۇددىتى توشتى"),),
        steps=(StepShown(text=duty, where=zh("示例市市场监督管理局"), href="#repair"),),
        proof=say("已经办好的，申请时提交证明。", "بېجىرىپ بولغان بولسىڭىز، ئىسپاتنى تاپشۇرۇڭ."),
        papers=(
            PaperShown(
                label=say("信用修复申请书", "ئىلتىماسنامە"),
                way=say("系统生成", "سىستېما ھاسىل قىلىدۇ"),
                upload=False,
            ),
            PaperShown(
                label=say("缴款凭证", "پۇل تاپشۇرۇش تالونى"), way=say("需要上传", "يۈكلەش كېرەك"), upload=True
            ),
        ),
        facts=(Fact(label=say("不申请时公示到", "ئاخىرقى كۈن"), value=ltr("2027-01-15")),),
        sources=(zh("《示例办法》第六条"),),
        apply="#repair",
        notice="#repair",
    )
    return {"repair": answer}
