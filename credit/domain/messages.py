"""Messages that leave the portal: by which channel, and how far each has come."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from credit.domain.actors import Tongue
from credit.domain.labels import Vocabulary, zh


class Channel(Vocabulary):
    """A way to somebody beside their own page of the portal."""

    EMAIL = "email", zh("电子邮件")
    SMS = "sms", zh("手机短信")


class DeliveryState(Vocabulary):
    """How far a message has come."""

    WAITING = "waiting", zh("待发送")
    SENT = "sent", zh("已发送")
    REFUSED = "refused", zh("对方拒收")  # the address or the message will never be taken
    GIVEN_UP = "given_up", zh("多次未送达")


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is due, with what is needed to put it into words. address: personal, never logged."""

    id: str
    notice_id: str
    channel: Channel
    address: str
    locale: Tongue
    recipient: str
    subject_name: str
    subject_address: str  # what stands for it in addresses; empty where a message is about none
    code: str
    params: dict[str, str]
    href: str
    attempts: int
    created_at: datetime


class Letter(msgspec.Struct, frozen=True):
    """A message in words, in one language. short: for a telephone, without a greeting."""

    subject: str
    body: str
    short: str


Words = Callable[[Outgoing], Letter]  # puts a message into words
