"""The pages of an application for repair in the making, as they are shown again with what is wrong."""

from collections.abc import Mapping

from flask import Response, request
from werkzeug.datastructures import MultiDict

from credit.domain.accounts import Right, Task
from credit.domain.repair import Seen
from credit.domain.repair_applications import Application
from credit.domain.repair_cases import SigningWay
from credit.rules.repair_papers import signs_by_licence
from credit.services import access
from credit.services.repairs import papers, radar
from web.forms.repair_filing import ApplicantForm, SignForm
from web.http import disclosures, documents
from web.http.page import speech
from web.http.signed import acting, private_page
from web.presenters.forms import questions
from web.presenters.parts import Problem
from web.presenters.repair_check import check_page
from web.presenters.repair_items import form_page

_WITHOUT_LICENCE = tuple(one for one in SigningWay if one is not SigningWay.LICENCE)


def seen() -> Mapping[str, Seen]:
    """What of the records may be shown to their own enterprise, by id."""
    who = acting()
    return {one.record_id: one for one in radar.own(who.ctx, who.key)}


def form(found: Application, said: tuple[Problem, ...] = (), *, status: int = 400) -> Response:
    """The form of a draft, with what is wrong. status: of a page with problems."""
    draft, words = found.draft, speech()
    typed = {
        "applicant": draft.applicant.value,
        "representative": draft.representative,
        "service": draft.service.value,
        "address": draft.address,
    }
    return private_page(
        "repair/form",
        status=status if said else 200,
        at=disclosures.path(f"/repair/apply/{found.id}"),
        page=form_page(words, found, seen(), disclosures.base(), said),
        form=questions(words, ApplicantForm(MultiDict(typed)), said=said),
        problems=said,
        saved="saved" in request.args,
    )


def check(found: Application, said: tuple[Problem, ...] = ()) -> Response:
    """The last page before it is filed, with what is wrong with the signature."""
    who, words, draft = acting(), speech(), found.draft
    licensed = signs_by_licence(access.check(who.ctx, who.key, Task.REPAIR, Right.READ))
    signing = draft.signing if licensed else SigningWay.SEALED_COPY
    asked = SignForm(
        MultiDict(
            {
                "signer": draft.signer,
                "signing": signing.value,
                **({"declared": "1"} if draft.declared else {}),
            }
        )
    )
    if not licensed:
        asked.signing.choices = [(one.value, one.label) for one in _WITHOUT_LICENCE]
    texts = papers.to_sign(who.ctx, who.key, found.id)
    wrong = {one.field: one.text for one in said}
    return private_page(
        "repair/check",
        status=400 if said else 200,
        at=disclosures.path(f"/repair/apply/{found.id}/check"),
        page=check_page(
            words,
            found,
            seen(),
            texts,
            disclosures.base(),
            wrong,
            on_paper=signing is SigningWay.SEALED_COPY,
        ),
        form=questions(words, asked, said=said),
        problems=said,
        pdf=documents.can_be_made(),
        wrong_declared=wrong.get("declared", ""),
    )
