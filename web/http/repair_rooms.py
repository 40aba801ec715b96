"""The page of a repair case for its applicant, put together; the list of all of them."""

from flask import Response, request

from credit.domain.errors import NotFoundError
from credit.domain.repair import Answer
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import RepairState
from credit.services.repairs import answering, applying, cases, letters, papers, radar
from web.forms.repair_filing import AnswerForm, WithdrawForm
from web.http import disclosures, documents
from web.http.page import speech
from web.http.repair_filing import Attach
from web.http.signed import acting, private_page
from web.presenters.forms import questions
from web.presenters.parts import Problem
from web.presenters.repair_case import Around, CaseLine, case_lines, case_page


def one(repair: str, said: tuple[Problem, ...] = (), form: AnswerForm | None = None) -> Response:
    """The page of a case, with what is wrong with what was sent."""
    who, words = acting(), speech()
    found = cases.own(who.ctx, who.key, repair)
    wrong = {problem.field: problem.text for problem in said}
    return private_page(
        "repair/case",
        status=400 if said else 200,
        at=disclosures.path(f"/repair/case/{found.file.id}"),
        page=case_page(words, found, _around(found), wrong),
        form=questions(words, form or AnswerForm(), said=said),
        back=questions(words, WithdrawForm()),
        problems=said,
        answered="answered" in request.args and found.course.state is RepairState.SUBMITTED,
        pdf=documents.can_be_made(),
    )


def _around(found: RepairCase) -> Around:
    who = acting()
    with who.ctx.sessions.read() as session:
        texts, files = papers.signed(session, who.ctx, found), papers.files(session, found)
    letter = letters.own(who.ctx, who.key, found.file.id) if found.letter_code else None
    return Around(
        application=applying.own(who.ctx, who.key, found.application_id),
        seen=radar.seen(found.record, found.answer) if found.record else None,
        texts=texts,
        files=files,
        now=_today(found.record_id),
        base=disclosures.base(),
        public=f"/{speech().prefix}/enterprise/{who.subject.address}",
        on=who.ctx.clock.today(),
        ended=letter is not None and letter.revoked_on is not None,
    )


def _today(record_id: str) -> Answer | None:
    """The answer of today about a record; None where nothing is left to repair."""
    who = acting()
    try:
        return radar.one(who.ctx, who.key, record_id).answer
    except NotFoundError:
        return None


def lines() -> tuple[CaseLine, ...]:
    """Every case of the enterprise in the address."""
    who = acting()
    found = [
        (one, radar.seen(one.record, one.answer) if one.record else None)
        for one in cases.of_subject(who.ctx, who.key)
    ]
    return case_lines(speech(), found, disclosures.base(), who.ctx.clock.today())


def attach_to(found: RepairCase) -> Attach:
    """Keeps files that answer a request."""
    who = acting()
    return lambda kind, _record, sent: answering.add(
        who.ctx, disclosures.folder(), who.key, found.file.id, kind, sent
    )
