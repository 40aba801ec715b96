"""The matter of a wording that an authority entered itself, in Uyghur wherever a finding speaks of it."""

import pytest

from credit.domain.agenda import AgendaKind
from credit.domain.findings import FindingOutcome
from credit.domain.values import NOT_COLLECTED
from credit.services import agenda, owner_notices
from credit.services.disclosures.statements import Said
from credit.services.findings import cases, reading
from tests.fixtures.company import PDF, TOKENS
from tests.fixtures.findings import ruling
from tests.services.findings.conftest import Firm, commitment
from web.presenters import messages
from web.presenters.case_titles import case_title
from web.presenters.due import title as duty_title
from web.presenters.finding_room import title
from web.presenters.speech import SPEECH

CHINESE, UYGHUR = "早市不缺斤短两", "ئەتىگەنلىك بازاردا كەم تارتماسلىق"


@pytest.mark.parametrize("language", ["zh", "ug"])
def test_every_word_of_a_finding_names_the_matter_as_its_reader_does(firm: Firm, language: str) -> None:
    words, wanted = SPEECH[language], UYGHUR if language == "ug" else CHINESE
    other = CHINESE if language == "ug" else UYGHUR
    record = firm.promise(commitment(matter=CHINESE, matter_uyghur=UYGHUR))
    case = firm.finding_of(record)
    found = reading.own(firm.owner, firm.key, case)
    (notice,) = owner_notices.of_person(firm.owner)
    (duty,) = [one for one in agenda.own(firm.owner, firm.key) if one.kind is AgendaKind.HEARING]
    with firm.sessions.read() as session:
        room = reading.room(session, firm.handler, case)
    said = [
        title(words, found.finding, found.matter),
        title(words, room.finding, room.matter),
        case_title(words, room.file),
        messages.told(words, notice.code, notice.params).sentence,
        messages.shown(words, notice.code, notice.params),
        duty_title(words, duty),
    ]
    assert all(wanted in one and other not in one for one in map(str, said)), said


def test_a_published_finding_carries_it_and_one_without_it_none(firm: Firm) -> None:
    case = firm.finding_of(firm.promise(commitment(matter=CHINESE, matter_uyghur=UYGHUR)))
    said = Said("设备已经订购", TOKENS[3], files=[PDF])
    cases.answer(firm.owner, firm.folder, firm.key, case, said, said_all=True)
    cases.decide(firm.reviewer, case, ruling(FindingOutcome.CORRECTION_ORDERED, firm.on))
    (breach,) = firm.breaches
    assert (breach.matter, breach.matter_uyghur) == (CHINESE, UYGHUR)
    firm.promise(commitment(matter="早市不短斤缺两", matter_uyghur="باشقا"))  # told anew as something else
    assert "matter_uyghur" not in reading.own(firm.owner, firm.key, case).matter


def test_a_wording_without_uyghur_stays_in_its_own_words(firm: Firm) -> None:
    case = firm.finding_of(firm.promise(commitment(matter=CHINESE, matter_uyghur=NOT_COLLECTED)))
    found = reading.own(firm.owner, firm.key, case)
    assert CHINESE in title(SPEECH["ug"], found.finding, found.matter)
