"""Messages leave the portal: claimed in the database, put into words, handed over, noted."""

import logging
from collections.abc import Mapping
from typing import Protocol

from credit.domain.messages import Channel, Letter, Outgoing, Words
from credit.services import deliveries
from credit.services.context import Context

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """The other side will never take this message. `code` says why, without an address in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    """A way out of the portal."""

    def send(self, message: Outgoing, letter: Letter) -> None:
        """Hand over one message. Raises RefusedError where trying again is of no use, OSError else."""
        ...


def deliver(ctx: Context, words: Words, ways: Mapping[Channel, Transport]) -> int:
    """Send everything that is due; how many messages were handed over."""
    done = 0
    while due := deliveries.claim(ctx):
        for message in due:
            done += _send(ctx, message, words, ways)
    return done


def _send(ctx: Context, message: Outgoing, words: Words, ways: Mapping[Channel, Transport]) -> int:
    way = ways.get(message.channel)
    try:
        if way is None or not message.address:
            raise RefusedError("no_way")
        way.send(message, words(message))
    except RefusedError as error:
        deliveries.failed(ctx, message.id, error.code, for_good=True)
        return 0
    except Exception as error:  # whatever a far server does, the next message still leaves
        # the kind of failure only: the text of an error may hold an address
        log.warning("a message did not leave: %s", type(error).__name__)
        deliveries.failed(ctx, message.id, type(error).__name__)
        return 0
    deliveries.sent(ctx, message.id)
    return 1
