"""Samples of one's own pages: the bar of a session, questions of every kind."""

from markupsafe import Markup

from web.presenters.forms import Option, Question
from web.presenters.gallery.invented import CODE, NAME_UG, NAME_ZH, Say
from web.presenters.parts import Link, ltr
from web.presenters.signed import KeptHere, SignedFrame


def signed(say: Say) -> dict[str, object]:
    """A bar, and one question of each kind; one of them came back with a problem."""
    return {
        "session": SignedFrame(
            name=say("企业负责人（演示）", "كارخانا مەسئۇلى (سىناق)"),
            token="sample",  # noqa: S106 - a sample protects nothing
            until=say("登录有效至 20:56", "كىرىش مۆھلىتى: 20:56"),
            seconds="1800",
            warn="300",
            home="#signed",
            extend="#signed",
            logout="#signed",
            recovery="#signed",
            office=ltr(CODE),
            subject=Link(label=say(NAME_ZH, NAME_UG), href="#signed"),
            keep="#signed",
            kept=KeptHere(
                text=Markup(  # noqa: S704 - nothing of a reader is in it
                    say("%s 为您保留，保留一天。", "سىز ئۈچۈن ساقلانغان ۋاقتى: %s. بىر كۈن ساقلىنىدۇ.")
                )
                % ltr("2026-06-03 20:56"),
                href="#signed",
            ),
        ),
        "questions": tuple(_question(say, kind) for kind in _KINDS),
        "finding_question": _question(say, "text", "finding"),
    }


_KINDS = ("text", "email", "date", "lines", "radio", "checkboxes", "tick")


def _question(say: Say, kind: str, form: str = "sample") -> Question:
    wrong = kind == "email"
    options = tuple(
        Option(value=value, label=say(chinese, uyghur), checked=value == "a")
        for value, chinese, uyghur in (("a", "填报人", "تولدۇرغۇچى"), ("b", "查看人", "كۆرگۈچى"))
    )
    return Question(
        name=f"{form}-{kind}",
        id=f"{form}-{kind}",
        label=say("问题", "سوئال"),
        kind=kind,
        hint=say("提示", "ئەسكەرتىش"),
        error=say("请检查后再试", "تەكشۈرۈپ قايتا سىناڭ") if wrong else "",
        options=options if kind in ("radio", "checkboxes") else (),
        described=f"{form}-{kind}-{'error' if wrong else 'hint'}",
    )
