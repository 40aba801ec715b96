"""Messages leave by real SMTP, once each, whatever servers and processes do meanwhile."""

import os
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import orjson
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from credit.db.account_models import OwnerNoticeRow, PersonRow
from credit.db.message_models import DeliveryRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.clock import SHANGHAI, FixedClock
from credit.domain.messages import Channel, DeliveryState, Letter, Outgoing
from credit.jobs import post
from credit.jobs.transports import MailFolder, open_mail, open_sms
from credit.services import deliveries
from credit.services.context import Context
from credit.services.ids import new_id
from tests.fixtures.served import free_port

NOW = datetime(2026, 6, 1, 9, tzinfo=SHANGHAI)
SENDER = "企业信用信息公示门户 <portal@credit.example>"


@dataclass
class Mailbox:
    """A mail server of ours: `answer` is what it says to a recipient."""

    answer: str = "250 OK"
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: SmtpSession, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def words(message: Outgoing) -> Letter:
    return Letter(f"年度报告 {message.code}", f"{message.recipient}，您好。\nھۆججەت {message.href}", "请填报")


def tell(ctx: Context, email: str = "a@shop.example", phone: str = "", urgent: bool = False) -> str:
    """A person with a message that is to leave; the id of the message."""
    with ctx.sessions.write() as session:
        person = PersonRow(
            id=new_id(), display_name="经营者", locale="ug", email=email, phone=phone, created_at=NOW
        )
        session.add(person)
        session.flush()
        notice = OwnerNoticeRow(
            id=new_id(),
            person_id=person.id,
            subject_key=None,
            code="filing.new",
            params={"period": "2025"},
            href="/filings/1",
            created_at=NOW,
        )
        session.add(notice)
        session.flush()
        deliveries.post(session, NOW, [notice], urgent=urgent)
        return notice.id


def states(ctx: Context) -> dict[str, str]:
    with ctx.sessions.read() as session:
        return {row.channel: row.state for row in session.query(DeliveryRow)}


def at(ctx: Context, later: timedelta) -> Context:
    return Context(ctx.sessions, FixedClock(NOW + later), ctx.actor)


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return Context(sessions, FixedClock(NOW), system("post"))


def test_a_mail_arrives_once_in_the_reader_s_language(ctx: Context, mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox
    tell(ctx)
    ways = {Channel.EMAIL: open_mail(url, SENDER)}
    assert post.deliver(ctx, words, ways) == 1
    assert post.deliver(at(ctx, timedelta(days=1)), words, ways) == 0
    (mail,) = box.mails
    assert mail["Subject"] == "年度报告 filing.new"
    assert mail["Content-Language"] == "ug-CN"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "ھۆججەت /filings/1" in mail.get_content()
    assert states(ctx) == {"email": DeliveryState.SENT}


def test_who_dies_while_sending_leaves_the_message_to_the_next(
    ctx: Context, mailbox: tuple[Mailbox, str]
) -> None:
    box, url = mailbox
    tell(ctx)
    first = deliveries.claim(ctx)
    ways = {Channel.EMAIL: open_mail(url, SENDER)}
    assert post.deliver(ctx, words, ways) == 0  # claimed: nobody else sends meanwhile
    assert post.deliver(at(ctx, deliveries.CLAIM), words, ways) == 1
    assert first[0].id in box.mails[0]["Message-ID"]


def test_a_server_that_is_gone_is_tried_again_and_given_up_in_the_end(ctx: Context) -> None:
    tell(ctx)
    ways = {Channel.EMAIL: open_mail("smtp://127.0.0.1:1", SENDER)}
    later = timedelta()
    for pause in deliveries.PAUSES:
        assert post.deliver(at(ctx, later), words, ways) == 0
        assert states(ctx) == {"email": DeliveryState.WAITING}
        later += pause
    assert deliveries.waiting(ctx) == 1
    post.deliver(at(ctx, later), words, ways)
    assert states(ctx) == {"email": DeliveryState.GIVEN_UP}
    assert deliveries.waiting(ctx) == 0


@pytest.mark.parametrize(
    ("answer", "state"),
    [("550 no such box", DeliveryState.REFUSED), ("451 later", DeliveryState.WAITING)],
)
def test_a_server_s_no_is_final_only_when_it_says_so(
    ctx: Context, mailbox: tuple[Mailbox, str], answer: str, state: DeliveryState
) -> None:
    box, url = mailbox
    box.answer = answer
    tell(ctx)
    assert post.deliver(ctx, words, {Channel.EMAIL: open_mail(url, SENDER)}) == 0
    assert states(ctx) == {"email": state}


@pytest.mark.parametrize("address", ["no address", "a@b\r\nBcc: all@example.org", "@", "ئا@shop.example"])
def test_an_address_that_cannot_be_one_does_not_stop_the_others(
    ctx: Context, mailbox: tuple[Mailbox, str], address: str
) -> None:
    box, url = mailbox
    tell(ctx, email=address)
    tell(ctx)
    assert post.deliver(ctx, words, {Channel.EMAIL: open_mail(url, SENDER)}) == 1
    assert [mail["To"] for mail in box.mails] == ["a@shop.example"]


def test_words_that_fail_stop_one_message_only(ctx: Context, tmp_path: Path) -> None:
    tell(ctx, email="first@shop.example")
    tell(ctx, email="second@shop.example")

    def choosy(message: Outgoing) -> Letter:
        if message.address.startswith("first"):
            raise KeyError(message.code)
        return words(message)

    assert post.deliver(ctx, choosy, {Channel.EMAIL: MailFolder(tmp_path / "out", SENDER)}) == 1
    assert len(list((tmp_path / "out").glob("*.eml"))) == 1


def test_a_telephone_is_used_for_what_is_urgent_only(ctx: Context, tmp_path: Path) -> None:
    sink = tmp_path / "sms" / "out.jsonl"
    ways = {Channel.EMAIL: MailFolder(tmp_path, SENDER), Channel.SMS: open_sms(f"file://{sink}")}
    tell(ctx, phone="13000000000")
    assert post.deliver(ctx, words, ways) == 1
    tell(ctx, phone="13000000000", urgent=True)
    assert post.deliver(ctx, words, ways) == 2
    (line,) = map(orjson.loads, sink.read_bytes().splitlines())
    assert (line["to"], line["lang"], line["text"]) == ("13000000000", "ug", "请填报")
    assert os.stat(sink).st_mode & 0o077 == 0


def test_who_has_no_address_is_told_on_the_page_alone(ctx: Context) -> None:
    tell(ctx, email="")
    assert states(ctx) == {}


def test_a_gateway_of_the_operator_s_own_is_named_in_the_settings() -> None:
    assert isinstance(open_sms(f"python:{__name__}:gateway"), Gateway)
    for url in ("", "http://x", "python:", "file://host/x"):
        with pytest.raises(ValueError, match="PORTAL_SMS_URL"):
            open_sms(url)
    for url in ("", "http://x", "file://host/x", "smtp:///x"):
        with pytest.raises(ValueError, match="PORTAL_MAIL_URL"):
            open_mail(url, SENDER)


class Gateway:
    def send(self, message: Outgoing, letter: Letter) -> None:
        raise smtplib.SMTPException


def gateway() -> Gateway:
    return Gateway()
