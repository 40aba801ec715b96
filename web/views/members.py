"""Whom a subject lets act for it: members, invitations, the liaison, the log."""

from flask import Blueprint, Response, request, session

from credit.domain.accounts import Member, Right, Task
from credit.domain.errors import DomainError
from credit.services import audit, invitations, members, memberships
from web.forms.accounts import InvitationForm, TermsForm
from web.http.access import member, signed_in
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import Acting, acting, context, go_on, private_page, refused
from web.presenters import members as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("members", __name__, url_prefix=PREFIX)

MY = "/my/<subject>"
LINK = "invitation"  # in the signed cookie: shown once, kept nowhere


@bp.get(f"{MY}/members")
@member(Task.MEMBERS)
def show(subject: str) -> Response:
    """Members, open invitations, and a form for a new one."""
    return _page(acting(), InvitationForm())


@bp.post(f"{MY}/members")
@member(Task.MEMBERS, right=Right.WRITE)
def invite(subject: str) -> Response:
    """A new invitation; its link is shown on the next page and never again."""
    who, form = acting(), InvitationForm(request.form)
    if not form.validate():
        return _page(who, form, problems(speech(), form))
    try:
        _, token = invitations.invite(who.ctx, who.key, shown.terms(form.data))
    except DomainError as error:
        return _page(who, form, refused(error))
    session[LINK] = token
    return go_on(f"/my/{who.subject.address}/members")


@bp.post(f"{MY}/members/invitations/<invitation>/withdraw")
@member(Task.MEMBERS, right=Right.WRITE)
def withdraw(subject: str, invitation: str) -> Response:
    """Make a link useless."""
    who = acting()
    invitations.withdraw(who.ctx, who.key, invitation)
    return go_on(f"/my/{who.subject.address}/members")


@bp.get(f"{MY}/members/<membership>")
@member(Task.MEMBERS)
def one(subject: str, membership: str) -> Response:
    """One member: what they may do."""
    who = acting()
    with who.ctx.sessions.read() as read:
        found = members.one(read, who.ctx, who.key, membership)
    return _one(found, TermsForm(data=shown.form_data(found.membership)))


@bp.post(f"{MY}/members/<membership>")
@member(Task.MEMBERS, right=Right.WRITE)
def change(subject: str, membership: str) -> Response:
    """Another role, other tasks, another end."""
    who, form = acting(), TermsForm(request.form)
    with who.ctx.sessions.read() as read:
        found = members.one(read, who.ctx, who.key, membership)
    if not form.validate():
        return _one(found, form, problems(speech(), form))
    try:
        memberships.change(who.ctx, who.key, membership, shown.terms(form.data))
    except DomainError as error:
        return _one(found, form, refused(error))
    return go_on(f"/my/{who.subject.address}/members")


@bp.post(f"{MY}/members/<membership>/liaison")
@member(Task.MEMBERS, right=Right.WRITE)
def liaison(subject: str, membership: str) -> Response:
    """Make a member the liaison."""
    who = acting()
    try:
        memberships.appoint_liaison(who.ctx, who.key, membership)
    except DomainError as error:
        return _page(who, InvitationForm(), refused(error))
    return go_on(f"/my/{who.subject.address}/members")


@bp.post(f"{MY}/members/<membership>/remove")
@member(Task.MEMBERS, right=Right.WRITE)
def remove(subject: str, membership: str) -> Response:
    """End a membership."""
    who = acting()
    try:
        memberships.remove(who.ctx, who.key, membership)
    except DomainError as error:
        return _page(who, InvitationForm(), refused(error))
    return go_on(f"/my/{who.subject.address}/members")


@bp.post(f"{MY}/leave")
@member()
def leave(subject: str) -> Response:
    """Give up one's own membership."""
    who = acting()
    try:
        memberships.leave(who.ctx, who.key)
    except DomainError as error:
        return private_page(
            "members/left", status=409, at=f"/my/{who.subject.address}", problems=refused(error)
        )
    return go_on("/account")


@bp.get(f"{MY}/log")
@member(Task.MEMBERS)
def log(subject: str) -> Response:
    """Who did what for this subject, as the trail has it: for its owners."""
    who = acting()
    with who.ctx.sessions.read() as read:
        entries = audit.of_target(read, who.key)
        names = members.names(read, [entry.actor for entry in entries])
    columns, rows = shown.log(speech(), entries, names)
    return private_page("members/log", columns=columns, rows=rows)


@bp.get("/invitation/<token>")
@signed_in
def invitation(token: str) -> Response:
    """What an invitation offers."""
    found = invitations.look(context(), token)
    return private_page("members/invitation", offer=shown.offer(speech(), found), token=token)


@bp.post("/invitation/<token>")
@signed_in
def accept(token: str) -> Response:
    """Become a member."""
    _, address = invitations.accept(context(), token)
    return go_on(f"/my/{address}")


def _page(who: Acting, form: InvitationForm, said: tuple[Problem, ...] = ()) -> Response:
    words = speech()
    with who.ctx.sessions.read() as read:
        people = members.members(read, who.ctx, who.key)
        waiting = invitations.open_ones(read, who.ctx, who.key)
    token = session.pop(LINK, "")
    base = portal().settings.base_url or request.host_url.rstrip("/")
    return private_page(
        "members/page",
        status=400 if said else 200,
        at=f"/my/{who.subject.address}/members",
        people=shown.people(words, people, who.subject.address, who.ctx.actor.id),
        waiting=shown.waiting(words, waiting, who.subject.address),
        form=questions(words, form, shown.hints(words), said, shown.role_hints(words)),
        problems=said,
        link=f"{base}/{words.prefix}/invitation/{token}" if token else "",
        here=f"/{words.prefix}/my/{who.subject.address}/members",
    )


def _one(found: Member, form: TermsForm, said: tuple[Problem, ...] = ()) -> Response:
    words = speech()
    return private_page(
        "members/one",
        status=400 if said else 200,
        person=shown.person(words, found, acting().subject.address, acting().ctx.actor.id),
        form=questions(words, form, shown.hints(words), said, shown.role_hints(words)),
        problems=said,
    )
