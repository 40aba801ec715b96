"""What an enterprise published of its own will, as it sees it itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from credit.domain.labels import zh
from web.presenters.parts import Tag, Text, Tone
from web.presenters.speech import Speech


class Published(Protocol):
    """One thing published voluntarily, see `credit.services.disclosures.voluntary.Entry`."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...
    @property
    def waits(self) -> bool: ...
    @property
    def history(self) -> tuple[Mapping[str, str], ...]: ...


class Former(msgspec.Struct, frozen=True):
    until: Text
    title: Text
    text: Text


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """open: it can be corrected and withdrawn. note: why the public does not see it."""

    title: Text
    text: Text
    at: Text
    tag: Tag
    note: Text
    here: str
    open: bool
    former: tuple[Former, ...]


def entries(words: Speech, found: Iterable[Published], base: str) -> tuple[Own, ...]:
    return tuple(_entry(words, one, base) for one in found)


def _entry(words: Speech, one: Published, base: str) -> Own:
    note: Text = ""
    if one.withdrawn_at is not None:
        tag = Tag(words._("已撤回"), Tone.ENDED)
        note = words.say(zh("%(moment)s 撤回"), moment=words.moment(one.withdrawn_at))
    elif one.waits:
        tag = Tag(words._("待复核，暂不公示"), Tone.WARN)
        note = words._(
            "内容里像是有个人住址或者敏感词。登记机关查看以后才公示；也可以现在修改，去掉这些内容。"
        )
    else:
        tag = Tag(words._("公示中"), Tone.GOOD)
    return Own(
        title=words.bdi(one.title),
        text=words.bdi(one.text),
        at=words.moment(one.published_at),
        tag=tag,
        note=note,
        here=f"{base}/voluntary/{one.id}",
        open=one.withdrawn_at is None,
        former=tuple(_former(words, two) for two in one.history),
    )


def _former(words: Speech, one: Mapping[str, str]) -> Former:
    until = words.moment(datetime.fromisoformat(one["until"]))
    return Former(
        words.say(zh("%(moment)s 起的内容"), moment=until), words.bdi(one["title"]), words.bdi(one["text"])
    )
