"""The bar of a signed-in person: who, until when, for whom they act."""

from datetime import timedelta

import msgspec

from credit.domain.accounts import Standing
from credit.domain.labels import zh
from credit.domain.logins import HeldForm, Login
from web.presenters.accounts import subject_link
from web.presenters.desk import rooms
from web.presenters.parts import Link, Text
from web.presenters.speech import SPEECH, Speech

WARN = timedelta(minutes=5)  # before the end of a session without requests
OWN_PAGES = "/my/"  # the pages of an enterprise: what is typed there is kept
_KEPT = zh("%(moment)s 为您保留，保留一天。")


class SignedFrame(msgspec.Struct, frozen=True, kw_only=True):
    """token: for the forms of the page. seconds: until the session ends without a request; warn: how many
    before that a script says so. subject: for whom the page acts, as a link to its own pages.
    """

    name: Text
    token: str
    until: Text
    seconds: str
    warn: str
    home: str
    extend: str
    logout: str
    recovery: str
    office: Text = ""
    subject: Link | None = None
    desk: tuple[Link, ...] = ()  # the rooms of the desk, on its pages
    keep: str = ""  # where a script keeps what is typed; empty where nothing is to be kept
    kept: "KeptHere | None" = None


class KeptHere(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into a form of the page before, and not sent. href: to look at it, or to read it."""

    text: Text
    href: str


def signed_frame(
    login: Login,
    token: str,
    prefix: str,
    subject: Standing | None,
    path: str = "",
    kept: HeldForm | None = None,
) -> SignedFrame:
    """The bar of one page. path: where it is, without the language; kept: of a form of it."""
    words = SPEECH[prefix]
    end = min(login.idle_end, login.last_end)
    actor = login.actor
    place = words.full_place(actor.authority) if actor.is_official else None
    return SignedFrame(
        name=words.bdi(login.person.display_name) if login.person.display_name else words._("已登录用户"),
        token=token,
        until=words.say(zh("登录有效至 %(moment)s，操作后自动顺延"), moment=words.moment(end)),
        seconds=str(int((end - login.seen_at).total_seconds())),
        warn=str(int(WARN.total_seconds())),
        home=f"/{prefix}/account",
        extend=f"/{prefix}/account/extend",
        logout=f"/{prefix}/logout",
        recovery=f"/{prefix}/account/recovery",
        office=place or "",
        subject=subject_link(words, subject) if subject is not None else None,
        desk=rooms(words, path) if actor.is_official and path.startswith("/desk") else (),
        keep=f"/{prefix}/account/kept" if path.startswith(OWN_PAGES) else "",
        kept=_kept(words, kept) if kept is not None else None,
    )


def _kept(words: Speech, form: HeldForm) -> KeptHere:
    text = words.say(_KEPT, moment=words.moment(form.created_at))
    return KeptHere(text=text, href=f"/{words.prefix}/account/kept/{form.id}")
