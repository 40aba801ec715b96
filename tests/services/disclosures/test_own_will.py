"""What is published voluntarily, and a calendar of what is due: always one's own, gone when taken back."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.records import Voluntary
from credit.domain.vocabulary import RecordKind
from credit.services import calendar_links, memberships
from credit.services.disclosures import voluntary
from tests.services.disclosures.conftest import Firm
from web.presenters.calendar import calendar_file
from web.presenters.speech import SPEECH

TOKEN = "0" * 26


def texts(firm: Firm) -> list[str]:
    contents = [one.content for one in firm.dossier().of_kind(RecordKind.VOLUNTARY)]
    return [one.text for one in contents if isinstance(one, Voluntary)]


def test_published_corrected_and_withdrawn_at_once(firm: Firm) -> None:
    made = voluntary.publish(firm.owner, firm.key, "质量承诺", "假一赔三", TOKEN)
    assert voluntary.publish(firm.owner, firm.key, "质量承诺", "假一赔三", TOKEN).id == made.id
    assert texts(firm) == ["假一赔三"]
    firm.on += timedelta(days=1)
    changed = voluntary.correct(firm.owner, firm.key, made.id, "质量承诺", "假一赔十")
    assert texts(firm) == ["假一赔十"]
    assert [one["text"] for one in changed.history] == ["假一赔三"]
    voluntary.withdraw(firm.owner, firm.key, made.id)
    assert texts(firm) == []
    with pytest.raises(ConflictError, match=r"voluntary\.withdrawn"):
        voluntary.correct(firm.owner, firm.key, made.id, "质量承诺", "假一赔三")


def test_numbers_of_persons_are_refused_and_homes_wait_for_an_officer(firm: Firm) -> None:
    with pytest.raises(InputError, match=r"voluntary\.personal"):
        voluntary.publish(firm.owner, firm.key, "联系", "电话 13900001111", TOKEN)
    held = voluntary.publish(firm.owner, firm.key, "联系", "老板家住幸福路5号楼3单元", TOKEN)
    assert held.waits
    assert texts(firm) == []
    mended = voluntary.correct(firm.owner, firm.key, held.id, "联系", "欢迎到店")
    assert not mended.waits
    assert texts(firm) == ["欢迎到店"]


def test_a_calendar_holds_the_days_of_its_member_and_ends_with_the_link(firm: Firm) -> None:
    token = calendar_links.renew(firm.owner, firm.membership)
    subject, items = calendar_links.read(firm.ctx(), token)
    now = firm.ctx().clock.now()
    parsed = Calendar.from_ical(calendar_file(SPEECH["ug"], subject, items, "https://credit.example", now))
    events = parsed.walk("VEVENT")
    due = {item.due_on for item in items if item.due_on}
    assert {event.decoded("dtstart") for event in events} == due
    assert len({str(event["uid"]) for event in events}) == len(events) > 0
    assert all("<" not in str(event["summary"]) for event in events)
    again = calendar_links.renew(firm.owner, firm.membership)
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        calendar_links.read(firm.ctx(), token)
    calendar_links.end(firm.owner, firm.membership)
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        calendar_links.read(firm.ctx(), again)


def test_a_calendar_ends_with_the_membership(firm: Firm) -> None:
    token = calendar_links.renew(firm.owner, firm.membership)
    with firm.sessions.write() as session:
        row = memberships.MembershipRow
        session.get_one(row, firm.membership.id).ended_at = firm.ctx().clock.now()
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        calendar_links.read(firm.ctx(), token)
