"""Instant information (即时信息): what an enterprise itself has to publish when it comes into being.

企业信息公示暂行条例 Art 10, 公司法 (2023) Art 40. A statement of the enterprise, never of an authority:
what an authority decided stands under its own kinds of record.
"""

from datetime import date

import msgspec

from credit.domain.annual_report import FilingChannel, ReportItem
from credit.domain.contents import Content
from credit.domain.labels import Vocabulary, zh
from credit.domain.values import Missing


class InstantItem(Vocabulary):
    """What has to be published; the value is also the key of its form."""

    CONTRIBUTION = "contribution", zh("股东（发起人）认缴和实缴的出资")
    TRANSFER = "transfer", zh("股权、股份变更")
    LICENCE = "licence", zh("行政许可取得、变更、延续、注销")
    IP_PLEDGE = "ip_pledge", zh("知识产权出质登记")
    PENALTY = "penalty", zh("受到行政处罚")
    OTHER = "other", zh("其他依法应当公示的信息")


class Marked(msgspec.Struct, frozen=True):
    """A word of a text that waits for an officer: value[start:end] of the item with this key."""

    key: str
    start: int
    end: int


class InstantInfo(Content, tag="instant", frozen=True, kw_only=True):
    """One version of one piece of instant information.

    entry: our id of the piece, the same for all its versions. arose_on: the day on which it came into
    being, from which the time runs. first_on: the day of its first version, from which a period of
    publication runs. items: by the form of `item`. code: of the subject, for links. superseded_on: a
    correction took its place. marked: listed words, found when it was filed. under_check: something was
    found in a text and starred, an officer looks at it; set by the gate.
    """

    item: InstantItem
    entry: str
    version: int
    arose_on: date
    first_on: date
    filed_on: date
    late: bool
    channel: FilingChannel
    code: str
    items: tuple[ReportItem, ...] = ()
    currency: str = "CNY"
    superseded_on: date | None = None
    under_check: bool = False
    marked: tuple[Marked, ...] = ()

    def value(self, key: str) -> str:
        """A value by its key; empty where there is none."""
        found = next((one.value for one in self.items if one.key == key), "")
        return "" if isinstance(found, Missing) else found
