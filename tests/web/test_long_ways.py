"""Long ways through real requests, to their end: access regained, paper at the counter, many clients."""

from datetime import date

import pytest

from credit.domain.accounts import Role, Terms
from credit.services import invitations, owner_notices
from tests.fixtures.people import BAKER, DAIRY, EATERY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, fill, key_of, versions

YEAR = 2025


@pytest.fixture(scope="module")
def filed(stage: Stage) -> Stage:
    """Everything but the last year has been filed."""
    for code in (TRADER, BAKER, DAIRY, EATERY):
        for year in (2023, 2024):
            then = context(stage.sessions, date(year + 1, 3, 3))
            file(then, key_of(then, code), year)
    return stage


def signed_in(stage: Stage, who: str, target: str = "/zh/account") -> Browser:
    browser = stage.browser()
    browser.sign_in(who, target=target)
    return browser


def test_access_is_regained_by_two_proofs_and_used(filed: Stage) -> None:
    receipt = versions(filed.ctx(), key_of(filed.ctx(), EATERY), 2024)[0].receipt
    successor = signed_in(filed, "successor")
    assert successor.get(f"/zh/my/{EATERY}").status_code == 403
    successor.get("/zh/account/recovery")
    successor.post("/zh/account/recovery", code=EATERY)
    case = successor.path[-1]
    successor.post(f"{case}/identity")
    successor.get(case)
    assert successor.post(f"{case}/receipt", shown="2020-0101-AAAA-AAAAA-A").status_code == 400
    successor.post(f"{case}/receipt", shown=receipt)
    assert successor.get(f"/zh/my/{EATERY}").status_code == 200  # nobody is there to object
    assert "报送 2025 年度报告" in successor.text


def test_a_paper_report_is_entered_at_the_counter_and_marked(filed: Stage) -> None:
    desk = signed_in(filed, "kashgar", f"/zh/my/{BAKER}/report")
    fill(filed.ctx(), key_of(filed.ctx(), BAKER), YEAR)
    desk.get(f"/zh/my/{BAKER}/report/{YEAR}/check")
    draft = str(desk.page.css("input[name=draft]")[0].attributes["value"])
    desk.post(f"/zh/my/{BAKER}/report/{YEAR}/check", draft=draft, declared="yes", paper="1")
    assert desk.path[-1].endswith(f"/report/{YEAR}/receipt/1")
    (made,) = versions(filed.ctx(), key_of(filed.ctx(), BAKER), YEAR)
    assert made.channel.value == "paper"
    assert made.receipt in desk.text.replace(" ", "")
    owner = signed_in(filed, "baker", f"/zh/my/{BAKER}/filings")
    assert made.receipt in owner.text.replace(" ", "")
    assert "窗口" in owner.text


def test_an_agent_works_for_three_clients_from_one_place(filed: Stage) -> None:
    agent = signed_in(filed, "agent")
    assert agent.page.css_first(".place") is None
    for who, code in (("trader", TRADER), ("baker", BAKER), ("dairy", DAIRY)):
        signed_in(filed, who)
        key = key_of(filed.ctx(), code)
        with filed.sessions.read() as session:
            owner = owner_notices.owners(session, key, filed.clock.now())[0]
        _, token = invitations.invite(filed.ctx(owner), key, Terms(role=Role.FILER, label="代办"))
        agent.get(f"/zh/invitation/{token}")
        agent.post(agent.path[-1])
    agent.get("/zh/account")
    clients = {str(node.attributes["href"]) for node in agent.page.css(".place-name")}
    assert clients == {f"/zh/my/{code}" for code in (TRADER, BAKER, DAIRY)}
    for client in sorted(clients):
        assert agent.get(f"{client}/report").status_code == 200
    assert agent.get(f"/zh/my/{EATERY}").status_code == 403
    agent.get("/zh/account/reports")
    assert "3" in agent.text
