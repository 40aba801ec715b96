"""One's own pages: where somebody works, what happened there, where they are signed in."""

from collections.abc import Iterable

import msgspec

from credit.domain.accounts import OwnerNotice, Role, Standing, Workplace
from credit.domain.labels import zh
from credit.domain.logins import HeldForm, Login
from credit.domain.recovery import Recovery
from web.presenters.frame import segment
from web.presenters.messages import shown
from web.presenters.parts import Link, Tag, Text, Tone
from web.presenters.speech import Speech

_FILE = zh("文件：%(name)s，已经保留，不用再选")
_UNTIL = zh("有效至 %(day)s")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One subject somebody works for."""

    link: Link
    code: Text
    tags: tuple[Tag, ...]
    until: Text = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message; subject: whom it is about, as a link."""

    id: str
    text: Text
    at: Text
    subject: Link | None
    href: str
    fresh: bool


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A session of a browser."""

    id: str
    device: Text
    since: Text
    seen: Text
    here: bool


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed when a session had ended. pairs: to be sent again; shown: to be read."""

    id: str
    action: str
    at: Text
    pairs: tuple[tuple[str, str], ...]
    shown: tuple[Text, ...]
    files: tuple[Text, ...]
    more: Text = ""


def places(words: Speech, workplaces: Iterable[Workplace]) -> tuple[Place, ...]:
    """Every subject somebody works for."""
    return tuple(_place(words, one) for one in workplaces)


def _place(words: Speech, one: Workplace) -> Place:
    held = one.membership
    tags = [Tag(words.label(held.role), Tone.GOOD if held.role is Role.OWNER else Tone.NOTE)]
    if held.liaison:
        tags.append(Tag(words._("联络员"), Tone.NOTE))
    label = words.bdi(one.uyghur_name) if words.uyghur and one.uyghur_name else words.zh(one.name)
    return Place(
        link=Link(label=label, href=f"/{words.prefix}/my/{segment(one.address)}"),
        code=words.ltr(one.address),
        tags=tuple(tags),
        until=words.say(_UNTIL, day=words.iso(held.end.date())) if held.end else "",
    )


def subject_link(words: Speech, subject: Standing) -> Link:
    """A subject by its name in the reader's language, as a link to its own pages."""
    said = subject.registration
    uyghur = said.uyghur_name if words.uyghur else None
    label = words.bdi(uyghur) if uyghur else words.zh(said.name)
    return Link(label=label, href=f"/{words.prefix}/my/{segment(subject.address)}")


def titles(words: Speech, subject: Standing) -> tuple[Text, Text]:
    """What a subject is called in the reader's language, and below it its registered Chinese name, or ""."""
    return names(words, subject.registration.name, subject.registration.uyghur_name)


def names(words: Speech, name: str, uyghur: object) -> tuple[Text, Text]:
    """`titles` of a name and the Uyghur one beside it, whatever stands for there being none."""
    chinese = words.name(name)
    own = words.uyghur and isinstance(uyghur, str) and uyghur
    return (words.bdi(own), chinese) if own else (chinese, "")


def subject_links(words: Speech, subjects: Iterable[Standing]) -> dict[str, Link]:
    """Links to subjects by their keys."""
    return {one.key: subject_link(words, one) for one in subjects}


def applications(words: Speech, running: Iterable[Recovery]) -> tuple[Link, ...]:
    """Running applications for access."""
    return tuple(
        Link(
            label=words.say(zh("%(day)s 的申请"), day=words.iso(one.created_at.date())),
            href=f"/{words.prefix}/account/recovery/{one.id}",
            text=words.label(one.state),
        )
        for one in running
    )


def messages(words: Speech, notices: Iterable[OwnerNotice], links: dict[str, Link]) -> tuple[Message, ...]:
    """Messages with whom they are about. links: by key of the subject."""
    return tuple(_message(words, one, links.get(one.subject_key or "")) for one in notices)


def _message(words: Speech, notice: OwnerNotice, subject: Link | None) -> Message:
    return Message(
        id=notice.id,
        text=shown(words, notice.code, notice.params),
        at=words.moment(notice.created_at),
        subject=subject,
        href=_way(words, notice, subject),
        fresh=notice.read_at is None,
    )


def _way(words: Speech, notice: OwnerNotice, subject: Link | None) -> str:
    """Where a message leads: into the pages of its subject, or, about none, to a page of the portal."""
    if not notice.href or (subject is None and notice.subject_key is not None):
        return ""
    return f"{subject.href if subject is not None else f'/{words.prefix}'}{notice.href}"


def seats(words: Speech, logins: Iterable[Login], here: str) -> tuple[Seat, ...]:
    """The sessions of a person; here: id of the present one."""
    return tuple(
        Seat(
            id=one.id,
            device=words.bdi(one.device) if one.device else words._("未知设备"),
            since=words.moment(one.created_at),
            seen=words.moment(one.seen_at),
            here=one.id == here,
        )
        for one in logins
    )


def kept(words: Speech, form: HeldForm) -> Kept:
    """A kept form: every value, and those that can be read."""
    readable = [value for _, value in form.fields if value.strip() and len(value) < 500]
    return Kept(
        id=form.id,
        action=form.address,
        at=words.moment(form.created_at),
        pairs=tuple(form.fields),
        shown=tuple(words.bdi(value) for value in readable[:40]),
        files=tuple(words.say(_FILE, name=words.bdi(one.name)) for one in form.files),
        more=words.say(zh("另有 %(count)s 项"), count=words.ltr(len(readable) - 40))
        if len(readable) > 40
        else "",
    )
