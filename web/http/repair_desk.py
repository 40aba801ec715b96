"""The forms of a repair at the desk: every one of its room, and what each of them does."""

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

from flask import request
from wtforms import Form, SelectMultipleField

from credit.domain.errors import ConflictError
from credit.domain.labels import Vocabulary
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import Found, Method, RefusalReason, RevocationReason, ServiceWay, Verdict
from credit.domain.repair_desk import CheckPoint, LookOutcome
from credit.services.context import Context
from credit.services.disclosures.statements import Said
from credit.services.repairs import cases, deciding, desk, handling, later, looks, verifying
from credit.services.repairs.verifying import Looked
from web.forms import repair_desk as forms
from web.http import disclosures
from web.http.page import speech
from web.http.signed import context
from web.presenters.forms import questions
from web.presenters.parts import Problem

FORMS: Mapping[str, type[Form]] = {
    "tick": Form,
    "accept": Form,
    "decide": Form,
    "revoke": Form,
    "grant": forms.GrantForm,
    "propose-grant": forms.GrantForm,
    "refuse": forms.RefusalForm,
    "not-accept": forms.RefusalForm,
    "verify": forms.VerifyForm,
    "return": forms.ReturnForm,
    "serve": forms.ServeForm,
    "contest": forms.ContestForm,
    "contest-over": forms.OverForm,
    "hand-on": forms.HandOnForm,
    "propose-revocation": forms.RevocationForm,
    "look": forms.LookForm,
}
ALWAYS = (DocumentKind.APPLICATION, DocumentKind.COMMITMENT, DocumentKind.MANDATE)

Kind = TypeVar("Kind", bound=Vocabulary)
Act = Callable[[Context, str, Mapping[str, Any]], object]


def _few(kinds: type[Kind], values: Iterable[str] | None) -> tuple[Kind, ...]:
    """The members that are meant, each once; whatever no page of ours could send is left out."""
    return tuple(kinds(value) for value in dict.fromkeys(values or ()) if value in set(kinds))


def _reasons(said: Mapping[str, Any]) -> tuple[RefusalReason, ...]:
    return _few(RefusalReason, said["reasons"])


def _verify(ctx: Context, case: str, said: Mapping[str, Any]) -> None:
    looked = Looked(
        Method(said["method"]),
        Found(said["found"]),
        done=_few(Duty, said["done"]),
        undone=_few(Duty, said["undone"]),
    )
    sent = Said(said["text"], request.form.get("token", "")[:40], files=disclosures.uploads())
    verifying.verify(ctx, disclosures.folder(), case, looked, sent)


def _decide(ctx: Context, case: str, _said: Mapping[str, Any]) -> None:
    """As it was proposed: whoever does not follow it sends it back."""
    with ctx.sessions.read() as read:
        one = cases.case(read, ctx, case).course.proposal
    if one is None:
        raise ConflictError("case.changed")
    deciding.decide(ctx, case, one.verdict, one.reasons, one.text, seen=disclosures.seen())


def _tick(ctx: Context, case: str, _said: Mapping[str, Any]) -> None:
    points = _few(CheckPoint, request.form.getlist("points"))
    desk.tick(ctx, case, frozenset(points))


ACTS: Mapping[str, Act] = {
    "tick": _tick,
    "accept": lambda ctx, case, said: handling.accept(ctx, case),
    "decide": _decide,
    "revoke": lambda ctx, case, said: later.revoke(ctx, case, seen=disclosures.seen()),
    "grant": lambda ctx, case, said: deciding.decide(ctx, case, Verdict.GRANT, (), said["text"] or ""),
    "propose-grant": lambda ctx, case, said: handling.propose(
        ctx, case, Verdict.GRANT, (), said["text"] or ""
    ),
    "refuse": lambda ctx, case, said: handling.propose(
        ctx, case, Verdict.REFUSE, _reasons(said), said["text"]
    ),
    "not-accept": lambda ctx, case, said: handling.propose(
        ctx, case, Verdict.NOT_ACCEPT, _reasons(said), said["text"]
    ),
    "verify": _verify,
    "return": lambda ctx, case, said: handling.send_back(ctx, case, said["why"]),
    "serve": lambda ctx, case, said: handling.serve(
        ctx, case, ServiceWay(said["way"]), said["address"] or "", said["on"]
    ),
    "contest": lambda ctx, case, said: handling.contest(ctx, case, said["number"], said["since"]),
    "contest-over": lambda ctx, case, said: handling.contest_over(ctx, case, said["on"]),
    "hand-on": lambda ctx, case, said: handling.hand_on(
        ctx, case, request.form.get("authority", "")[:12], said["why"]
    ),
    "propose-revocation": lambda ctx, case, said: later.propose_revocation(
        ctx, case, RevocationReason(said["reason"]), said["text"]
    ),
    "look": lambda ctx, case, said: looks.look(ctx, case, LookOutcome(said["outcome"]), said["text"]),
}


def form_of(act: str) -> Form:
    """The form that was sent for an act."""
    if act == "ask":
        return ask_form(context(), request.view_args or {})(request.form)
    return FORMS[act](request.form)


def ask_form(ctx: Context, where: Mapping[str, Any]) -> type[forms.AskForm]:
    """The form of a request for what is missing, with a place for each paper of the case."""
    with ctx.sessions.read() as read:
        return forms.ask_form(asked_kinds(cases.case(read, ctx, where.get("repair", ""))))


def asked_kinds(case: RepairCase) -> tuple[DocumentKind, ...]:
    """The papers of which something can be missing."""
    return tuple(dict.fromkeys([*(paper.kind for paper in case.papers), *ALWAYS]))


def done(act: str, case: str, form: Form) -> None:
    """Do what was sent. Raises what the services raise."""
    ctx = context()
    if isinstance(form, forms.AskForm):
        handling.ask(ctx, case, form.asked(), form.data["reason"] or "")
        return
    ACTS[act](ctx, case, form.data)


def shown(case: RepairCase, act: str, sent: Form | None, said: tuple[Problem, ...]) -> SimpleNamespace:
    """Every form of the room; the one that was sent with what is wrong in it. Ids differ by form."""
    words, found = speech(), dict[str, object]()
    kinds = {**FORMS, "ask": forms.ask_form(asked_kinds(case))}
    claims = {one.value: one.label for one in (case.item.claims if case.item else ())}
    for name, kind in kinds.items():
        form = sent if sent is not None and name == act else kind()
        for field in form:
            field.id = f"{name}-{field.name}"
            if isinstance(field, SelectMultipleField) and field.name in ("done", "undone"):
                field.choices = claims
        own = tuple(Problem(one.text, f"{name}-{one.field.removeprefix(name + '-')}") for one in said)
        key = name.replace("-", "_").replace("return", "send_back")
        found[key] = questions(words, form, said=own if form is sent else ())
    papers = [question for name, question in vars(found["ask"]).items() if name in set(DocumentKind)]
    return SimpleNamespace(**found, asked=papers)
