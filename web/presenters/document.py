"""The answer to “is this document real?”: which public record bears the number."""

from datetime import date

import msgspec

from credit.domain.labels import zh
from search.page import Hit
from web.presenters.hits import Rows
from web.presenters.parts import ResultRow, Text, Tone
from web.presenters.speech import Speech
from web.presenters.unavailable import Apology


class DocumentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs. tone: None before a number was asked for."""

    number: str
    action: str
    tone: Tone | None
    title: Text
    text: Text
    rows: tuple[ResultRow, ...]


def document(
    words: Speech, number: str, hits: tuple[Hit, ...] | None, on: date, *, down: Apology | None = None
) -> DocumentPage:
    """The page. hits: None when nothing was asked, or could not be asked; `down` says why."""
    tone: Tone | None = None
    title: Text = ""
    text: Text = ""
    if down:
        tone, title = Tone.NOTE, words._(down.title)
        text = words._("请稍后再试，或者在企业页面上核对文书号。")
    elif hits:
        tone, title = Tone.GOOD, words._("查到了公示的记录")
        text = words._("请核对名称、机关和日期是否与手里的文书一致；文书内容以作出机关的原件为准。")
    elif hits is not None:
        tone, title = (
            Tone.WARN,
            words.say(zh("没有查到编号为 %(number)s 的公示记录"), number=words.bdi(number)),
        )
        text = words._(
            "这不说明文书是假的：公示期满、依法不公示、由其他部门公示或者不在新疆的文书，在这里都查不到。"
            "请逐字核对编号，或者向作出文书的机关查询。"
        )
    rows = Rows(words, on, number)
    return DocumentPage(
        number=number,
        action=f"/{words.prefix}/document",
        tone=tone,
        title=title,
        text=text,
        rows=tuple(map(rows.row, hits or ())),
    )
