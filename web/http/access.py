"""Who may use a route: every view carries one marker, and a test walks the route table for it.

A marker is asked before the view runs (`web.http.guard`); the service asks again inside the
transaction that acts. A route for members names its subject: `<subject>` in the address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "__portal_access__"
SUBJECT = "subject"  # the part of an address that names the subject somebody acts for


class Access(StrEnum):
    PUBLIC = "public"  # anyone, GET and HEAD only; never reads a session
    MACHINE = "machine"  # probes and robots: no page, no language, no quota
    ENTRANCE = "entrance"  # ways in and out: for anyone, shows nothing personal, may set the session
    LETTERBOX = "letterbox"  # anyone may hand something in: no session, no cookie, nothing kept in a browser
    SIGNED_IN = "signed_in"  # any person who has signed in, for what is theirs
    MEMBER = "member"  # members of the subject in the address, within task and right
    OFFICER = "officer"  # officers in one of the roles, within the reach of their authority


@dataclass(frozen=True, slots=True)
class Mark:
    """What a view says about who may use it. tasks: any one of them is enough."""

    access: Access
    tasks: tuple[Task, ...] = ()
    right: Right = Right.READ
    roles: frozenset[OfficerRole] = frozenset()


def public(view: View) -> View:
    """Everybody may read this; nothing can be written through it."""
    return _marked(view, Mark(Access.PUBLIC))


def machine(view: View) -> View:
    """For probes, collectors of figures and robots."""
    return _marked(view, Mark(Access.MACHINE))


def entrance(view: View) -> View:
    """For anyone on the way in or out; what it is sent, it must check by itself."""
    return _marked(view, Mark(Access.ENTRANCE))


def letterbox(view: View) -> View:
    """For anyone who hands something in, or asks after it with a code; never reads a session.

    The guard asks whether a page of ours sent the form; the view checks the form's own token
    (`web.http.letterbox`). What is sent stands in the body, never in the address.
    """
    return _marked(view, Mark(Access.LETTERBOX))


def signed_in(view: View) -> View:
    """For any signed-in person; whatever it shows or changes is that person's own."""
    return _marked(view, Mark(Access.SIGNED_IN))


def member(*tasks: Task, right: Right = Right.READ) -> Callable[[View], View]:
    """For members of the subject in the address who have one of the tasks (none given: any), and the right.

    Officers at the counter come in too, within the reach of their authority.
    """
    mark = Mark(Access.MEMBER, tasks or tuple(Task), right)
    return lambda view: _marked(view, mark)


def officer(*roles: OfficerRole) -> Callable[[View], View]:
    """For officers in one of the roles (none given: any); with `<subject>` in the address, within reach."""
    mark = Mark(Access.OFFICER, roles=frozenset(roles or OfficerRole))
    return lambda view: _marked(view, mark)


def _marked(view: View, mark: Mark) -> View:
    setattr(view, _MARK, mark)
    return view


def mark_of(view: Callable[..., Any]) -> Mark | None:
    """What a view says, or None where it was forgotten."""
    mark = getattr(view, _MARK, None)
    return mark if isinstance(mark, Mark) else None


def marker(view: Callable[..., Any]) -> Access | None:
    """The kind of a view's marker, or None where it was forgotten."""
    mark = mark_of(view)
    return mark.access if mark else None
