"""Messages in words: every code that is sent has a sentence, in both languages, and mail holds no more."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from credit.domain.actors import Tongue
from credit.domain.clock import SHANGHAI
from credit.domain.messages import Channel, Outgoing
from web.presenters.letters import letters
from web.presenters.messages import WORDS, shown, told
from web.presenters.speech import SPEECH

SERVICES = Path(__file__).parents[2] / "credit" / "services"
_SENT = re.compile(r"(?:\btell|\btell_owners|\b_tell)\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)", re.S)
_CODE = re.compile(r'"([a-z_]+\.[a-z_]+)"')


def codes_sent() -> set[str]:
    found: set[str] = set()
    for path in SERVICES.rglob("*.py"):
        for call in _SENT.finditer(path.read_text(encoding="utf-8")):
            found.update(_CODE.findall(call["inside"]))
    return found


def outgoing(code: str, locale: Tongue = Tongue.ZH, **params: str) -> Outgoing:
    return Outgoing(
        id="d1",
        notice_id="n1",
        channel=Channel.EMAIL,
        address="a@shop.example",
        locale=locale,
        recipient="某某",
        subject_name="喀什示例商贸有限公司",
        subject_address="91650100MA77X3PQ6A",
        code=code,
        params=params,
        href="/filings/1",
        attempts=1,
        created_at=datetime(2026, 6, 1, tzinfo=SHANGHAI),
    )


def test_every_code_that_is_sent_has_words() -> None:
    sent = codes_sent()
    assert "filing.new" in sent  # the search itself finds what it should
    assert sent <= set(WORDS)


@pytest.mark.parametrize("locale", list(Tongue))
@pytest.mark.parametrize("code", sorted(WORDS))
def test_words_leave_nothing_to_be_filled_in(code: str, locale: Tongue) -> None:
    params = {
        "task": "annual_report",
        "receipt": "R-1",
        "state": "upheld",
        "role": "owner",
        "period": "2025",
    } | {"ground": "unreachable", "item": "licence", "items": "name,address"}
    speech = SPEECH[locale.value]
    filled = {
        name: params.get(name, "2026-06-30") for name in re.findall(r"%\((\w+)\)", "".join(WORDS[code]))
    }
    said = told(speech, code, filled)
    assert "%" not in said.subject + said.sentence
    assert said.sentence != told(speech, "unknown.code", {}).sentence
    if locale is Tongue.UG:
        assert not re.search(r"[一-鿿]", said.subject + said.sentence)


def test_a_message_of_a_newer_version_is_still_announced() -> None:
    assert told(SPEECH["zh"], "future.code", {}).sentence == "有一条新消息。"
    assert told(SPEECH["zh"], "filing.new", {}).sentence == "有一条新消息。"
    assert (
        "新的" in told(SPEECH["zh"], "filing.new", {"task": "no such", "receipt": "1", "period": ""}).subject
    )


def test_a_letter_names_the_enterprise_and_the_way_and_no_person() -> None:
    letter = letters("https://credit.example")(
        outgoing("filing.new", task="annual_report", receipt="R-7", period="2025")
    )
    assert letter.subject == "有一件新的填报：喀什示例商贸有限公司"
    assert "提交了年度报告 2025，回执编号 R-7" in letter.body
    assert "https://credit.example/zh/my/91650100MA77X3PQ6A/filings/1" in letter.body
    assert "某某" not in letter.body + letter.subject + letter.short
    assert letter.short.startswith("【信用公示】喀什示例商贸有限公司：")


def test_a_uyghur_reader_gets_uyghur() -> None:
    message = outgoing("filing.new", Tongue.UG, task="annual_report", receipt="R-7", period="2025")
    letter = letters("https://credit.example")(message)
    assert "/ug/my/91650100MA77X3PQ6A/filings/1" in letter.body
    assert re.search(r"[\u0600-\u06ff]", letter.subject)


@pytest.mark.parametrize("lang", ["zh", "ug"])
def test_the_number_of_a_case_is_never_broken(lang: str) -> None:
    """It was: 异议653125-2026- on one line of a phone, 000001 on the next."""
    code = next(code for code in WORDS if code.startswith("objection.") and "number)" in WORDS[code][1])
    params = dict.fromkeys(re.findall(r"%\((\w+)\)", WORDS[code][1]), "")
    said = shown(SPEECH[lang], code, {**params, "number": "异议653125-2026-000001"})
    assert '<bdi lang="zh-Hans" dir="ltr" class="num">异议653125-2026-000001</bdi>' in str(said)
    other = shown(SPEECH[lang], code, {**params, "number": "乌市监责公〔2026〕17号"})
    assert "num" not in str(other)
