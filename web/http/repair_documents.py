"""Papers of repairs as PDF: to be signed, the decision in both languages, the letter with its code."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import segno
from flask import Response, request

from credit.domain.errors import RuleError
from credit.domain.labels import zh
from credit.domain.reference import authorities
from credit.domain.repair_applications import Letter, PaperText, RepairCase
from credit.domain.repair_cases import Decision, Verdict
from i18n.locales import UG, ZH, Locale
from web.http import documents
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting
from web.presenters import repair_decision, repair_letter
from web.presenters.parts import Text
from web.presenters.speech import SPEECH, Speech

_HEADINGS = {
    Verdict.GRANT: zh("准予信用修复决定书"),
    Verdict.REFUSE: zh("不予信用修复决定书"),
    Verdict.NOT_ACCEPT: zh("信用修复申请不予受理通知书"),
}
_PORTAL, _APPLICATION = zh("企业信用公示"), zh("信用修复申请书")


def papers_to_print(texts: Iterable[PaperText]) -> Response:
    """The papers to be printed, signed and sealed: what is signed is the Chinese text."""
    chinese = SPEECH[ZH.prefix]
    signs = [
        _fact(chinese._(zh("申请人（盖章）")), acting().subject.registration.name),
        _fact(chinese._(zh("签名")), ""),
        _fact(chinese._(zh("日期")), ""),
    ]
    parts = [_part(ZH, heading=one.kind.label, lines=one.chinese.splitlines(), signs=signs) for one in texts]
    foot = speech()._(zh("盖章签字以后拍照或者扫描，在网上提交。"))
    return _answer(_named(_APPLICATION), foot, parts, "repair-application")


def decision(case: RepairCase, chinese: str) -> Response:
    """The decision in Chinese, which counts, and its rendering in Uyghur. Raises `repair.undecided`."""
    said = case.course.decision
    if said is None:
        raise RuleError("repair.undecided")
    parts = decision_parts(case, said, chinese)
    return _answer(parts[0]["heading"], said.number, parts, f"repair-decision-{case.file.id[-8:]}")


def decision_parts(case: RepairCase, said: Decision, chinese: str) -> list[dict[str, Any]]:
    """A decision as data for its paper, a part a language; one that was revoked says so first."""
    body = authorities.authority(case.file.authority)
    office = body.name if body else ""
    told, parts = chinese.splitlines(), []
    for locale in (ZH, UG):
        words = SPEECH[locale.prefix]
        lines: list[Text] = list(told) if locale is ZH else _rendered(words, case, said, told)
        lines += _against(words, case, said)
        parts.append(
            _part(
                locale,
                office=words.zh(office),
                heading=words._(_HEADINGS[said.verdict]),
                number=words.number(said.number),
                warning=repair_decision.overturned(words, case.course),
                lines=lines,
                close=[words.zh(office), words.iso(said.on)],
            )
        )
    return parts


def _against(words: Speech, case: RepairCase, said: Decision) -> list[Text]:
    """What can be done against the decision; of a grant that was revoked, against that."""
    if said.verdict is not Verdict.GRANT:
        return [repair_decision.clause(words, said, said.on)]
    return repair_decision.remedy(words, case.course)


def _rendered(words: Speech, case: RepairCase, said: Decision, told: list[str]) -> list[Text]:
    """The decision in Uyghur: to whom, as the original says it, and what was decided about which record."""
    kept = case.record
    about = repair_decision.about(words, kept) if kept is not None else words.label(case.kind)
    return [*map(words.zh, told[:1]), *repair_decision.body(words, said, about, case.file.number)]


def letter(found: Letter) -> Response:
    """The letter for banks and data sites, with a code that anybody can check."""
    parts = letter_parts(found)
    return _answer(parts[0]["heading"], _named(_PORTAL), parts, f"repair-letter-{found.code[:4]}")


def letter_parts(found: Letter) -> list[dict[str, Any]]:
    """A letter as data for its paper, a part a language; one that holds no more says that instead."""
    parts = []
    for locale in (ZH, UG):
        words = SPEECH[locale.prefix]
        link = f"{_host()}/{words.prefix}/repair/letter/{found.code}"
        void = repair_letter.void(words, found)
        parts.append(
            _part(
                locale,
                office=words.zh(found.agency),
                heading=words._(zh("信用修复证明")),
                warning=[void] if void else [],
                lines=[] if void else [repair_letter.certified(words, found)],
                facts=[_fact(one.label, one.value) for one in repair_letter.facts(words, found)],
                code=_code(link),
                notes=[words._(zh("扫码或者在本网站输入验证码，可以查看这份证明现在是否有效。")), link],
            )
        )
    return parts


def _part(locale: Locale, *, heading: Text, lines: Iterable[Text] = (), **more: Any) -> dict[str, Any]:
    return {
        "lang": locale.prefix,
        "dir": locale.direction,
        "heading": documents.plain(heading),
        "office": documents.plain(more.get("office", "")),
        "number": documents.value(more.get("number", "")),
        "warning": [documents.plain(one) for one in more.get("warning", ())],
        "lines": [documents.plain(one) for one in lines],
        "facts": more.get("facts", []),
        "code": more.get("code", ""),
        "notes": [documents.plain(one) for one in more.get("notes", ())],
        "signs": more.get("signs", []),
        "close": [documents.value(one) for one in more.get("close", ())],
    }


def _fact(label: Text, value: Text) -> dict[str, Any]:
    return {"label": documents.plain(label), "value": documents.value(value)}


def _answer(title: str, foot: str, parts: list[dict[str, Any]], name: str) -> Response:
    body = documents.make("repair_paper", {"title": title, "foot": foot, "parts": parts})
    return documents.answer(body, name)


def _named(source: str) -> str:
    words: Speech = speech()
    return words._(source)


def _code(link: str) -> str:
    made = BytesIO()
    segno.make(link, error="m").save(made, kind="svg", border=2)
    return made.getvalue().decode()


def _host() -> str:
    return portal().settings.base_url or request.host_url.rstrip("/")
