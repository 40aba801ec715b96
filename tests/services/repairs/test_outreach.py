"""Telling enterprises of their chances: two officers at once tell once; reach and roles are asked."""

from concurrent.futures import ThreadPoolExecutor

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError
from credit.domain.repair_desk import ContactWay
from credit.services.ids import new_id
from credit.services.repairs import chances, outreach
from tests.services.repairs.conftest import Desk
from tests.services.repairs.test_repairs import keep_penalty, refused


def test_two_officers_at_once_tell_once(desk: Desk) -> None:
    keep_penalty(desk)
    chances.refresh(desk.handler)

    def tell(_turn: int) -> str:
        try:
            return outreach.contact(desk.handler, desk.key, ContactWay.LETTER, "", new_id()).id
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(tell, range(3)))
    assert answers.count("outreach.recent") == 2


def test_only_who_reaches_the_authority_and_handles_may_tell(desk: Desk) -> None:
    keep_penalty(desk)
    chances.refresh(desk.handler)
    far = desk.officer("f", OfficerRole.HANDLER, authority="653101")
    watcher = desk.officer("w", OfficerRole.SUPERVISOR)
    refused(outreach.contact, "outreach.nothing", far, desk.key, ContactWay.LETTER, "", new_id())
    refused(outreach.contact, "access.role", watcher, desk.key, ContactWay.LETTER, "", new_id())
    with desk.sessions.read() as session:
        assert outreach.page(session, far).found == ()
        assert [one.subject.key for one in outreach.page(session, watcher).found] == [desk.key]
        assert outreach.page(session, watcher, "nonsense").found
