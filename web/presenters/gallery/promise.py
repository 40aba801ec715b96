"""A commitment as everybody reads it, kept and broken, and the form of its signature; invented."""

from web.presenters.breaches import Finding
from web.presenters.commitment_own import SigningForm
from web.presenters.commitment_page import Check, CommitmentPage
from web.presenters.gallery.invented import CODE, NAME_UG, NAME_ZH, Say
from web.presenters.parts import Fact, Link, Tag, Tone, Verdict, ltr, zh


def promise(say: Say) -> dict[str, object]:
    """Its text with a rendering, a check, a finding; a signature that was refused."""
    uyghur = say("", "yes")
    facts = (Fact(label=say("承诺编号", "ۋەدە نومۇرى"), value=ltr("C650102-26P0000000")),)
    kept = Tag(label=say("已履行", "ئادا قىلىنغان"), tone=Tone.GOOD)
    broken = say("没有按期付款。", "ۋاقتىدا پۇل تۆلىمىگەن.")
    page = CommitmentPage(
        title=say("按期付款", "ۋاقتىدا پۇل تۆلەش"),
        name=say("按期付款", "ۋاقتىدا پۇل تۆلەش"),
        subject=Link(label=say(NAME_ZH, NAME_UG), href="#promise"),
        second="",
        code=ltr(CODE),
        tags=(kept,),
        breadcrumb=(),
        verdict=Verdict(tone=Tone.GOOD, sentence=""),
        paragraphs=("一、收货后按期付款。", "二、自觉接受监督。"),
        rendering=("1. مالنى تاپشۇرۇۋالغاندىن كېيىن ئوتتۇز كۈن ئىچىدە پۇل تۆلەيمىز.",) if uyghur else (),
        note=say("", "ۋەدە خەنزۇچە ئەسلى تېكىستنى ئاساس قىلىدۇ."),
        absent="",
        facts=facts,
        checks=(Check(on=ltr("2026-05-02"), by=zh("示例市场监督管理局"), tag=kept, note=""),),
        findings=(Finding(title=zh("示例违诺〔2026〕1号"), sentence=broken, facts=facts, repair="#promise"),),
        mark=None,
        report="",
        here="#promise",
    )
    wrong = say("请上传盖章的承诺书", "تامغا بېسىلغان ۋەدىنامىنى يۈكلەڭ")
    form = SigningForm(
        signer="", on_paper=True, licensed=True, token="", letter="#promise", wrong_files=wrong
    )
    return {"promise": page, "signing": form}
