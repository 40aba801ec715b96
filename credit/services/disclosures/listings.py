"""Intended listings (列入前告知): told beforehand, answered with reasons and evidence, decided with reasons.

Nobody is listed unheard. Who told does not decide; a listing is public in the transaction that decides it.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import ListingCaseRow, PublishOrderRow, StatementRow
from credit.domain.accounts import Right, Standing, Task
from credit.domain.actors import OfficerRole
from credit.domain.cases import LateFacts, ListingAct, ListingCase, ListingState, OrderState
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.records import AbnormalEntry, Record
from credit.domain.reference import authorities
from credit.domain.values import NOT_COLLECTED, Agency, Provenance
from credit.domain.vocabulary import AbnormalGround, SubjectClass
from credit.rules import cases as rules
from credit.services import access, audit, batches, owner_notices, projection
from credit.services.annual_reports import store
from credit.services.batches import Incoming
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms, issued, statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said
from credit.services.dossiers import facts_of, read_facts
from credit.services.ids import new_id

SOURCE, UNKNOWN = "listing", "listing.unknown"
TELLERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
DECIDERS = (OfficerRole.REVIEWER,)
LONGEST_FACTS, LONGEST_NUMBER = 1000, 100
OPEN = (ListingState.NOTIFIED.value, ListingState.ANSWERED.value)


class Intended(msgspec.Struct, frozen=True, kw_only=True):
    """What is told: the ground, what it rests on, how many working days there are to answer."""

    ground: AbnormalGround
    facts: str
    workdays: int
    report_year: int | None = None
    order_id: str | None = None


def tell(ctx: Context, subject_key: str, intended: Intended, token: str) -> ListingCase:
    """Tell a subject that it is to be listed. The same form sent twice tells once.

    Raises InputError `listing.facts`, `listing.year`, `listing.order`, `form.token`, RuleError
    `listing.answer_days`, ConflictError `listing.open` (told already), `listing.listed` (is listed for
    the same), NotAllowedError `access.*`, NotFoundError `subject.unknown`.
    """
    facts = forms.said(intended.facts, LONGEST_FACTS, "listing.facts")
    until = rules.answer_until(ctx.clock.today(), intended.workdays)
    checked = forms.checked(token)

    def work(session: Session) -> ListingCase:
        access.require_officer(session, ctx, subject_key, *TELLERS)
        files.require_fit_for(session, ctx.actor, subject_key)
        forms.hold_subject(session, subject_key)
        authority = access.authority_of(access.by_key(session, subject_key).registration)
        known = issued.by_token(session, ListingCaseRow, authority, checked)
        if known is not None:
            return _case(session, known)
        _require_ground(session, subject_key, intended)
        row = _new(ctx, subject_key, authority, checked, intended)
        row.facts, row.answer_until, row.firm = facts, until.day, until.firm
        session.add(row)
        session.flush()
        made = _case(session, row)
        audit.write(session, ctx, "listing.tell", subject_key, after=made, case=row.id)
        _announce(session, ctx, row, "listing.notice", day=until.day.isoformat())
        return made

    return ctx.sessions.run(work)


def answer(ctx: Context, folder: Folder, subject_key: str, case_id: str, said: Said) -> None:
    """Answer with reasons and evidence, as often as there is something to add before the decision.

    Raises NotAllowedError `access.*`, NotFoundError `listing.unknown`, ConflictError `listing.closed`,
    InputError `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.SUBMIT)
        case = issued.owned(session, ListingCaseRow, case_id, subject_key, UNKNOWN, lock=True)
        if statements.known(session, case.id, row.token):
            return False
        row.case_id = case.id
        state = ListingState(case.state)
        case.state = rules.after_listing(state, ListingAct.ANSWER, case.answer_until, ctx.clock.today()).value
        session.flush()
        audit.write(session, ctx, "listing.answer", subject_key, case=case.id)
        return True

    statements.add(ctx, folder, said, work)


def decide(ctx: Context, case_id: str, act: ListingAct, reasons: str, number: str = "") -> ListingCase:
    """Decide with reasons; a listing has the number of its decision and is public at once.

    Raises NotAllowedError `access.*`, `access.own_case` (who told does not list), NotFoundError
    `listing.unknown`, ConflictError `listing.closed`, RuleError `listing.too_early`, `listing.filed`,
    `listing.not_exempt`, InputError `listing.reasons`, `listing.number`.
    """
    said = forms.said(reasons, LONGEST_FACTS, "listing.reasons")
    lists = act is ListingAct.LIST
    number = forms.said(number, LONGEST_NUMBER, "listing.number") if lists else number.strip()

    def work(session: Session) -> ListingCase:
        row = session.get(ListingCaseRow, case_id, with_for_update=True)
        if row is None:
            raise NotFoundError("listing.unknown")
        access.require_case(ctx.actor, row.authority, *DECIDERS)
        files.require_fit_for(session, ctx.actor, row.subject_key)
        if row.issued_by == ctx.actor.name and act is not ListingAct.WITHDRAW:
            raise NotAllowedError("access.own_case")
        before, today = _case(session, row), ctx.clock.today()
        late = late_facts(session, ctx, before)
        row.state = rules.after_listing(before.state, act, row.answer_until, today, late).value
        row.reasons, row.decision_no = said, number[:LONGEST_NUMBER]
        row.decided_by, row.decided_at = ctx.actor.name, ctx.clock.now()
        session.flush()
        if lists:
            _list(session, ctx, row)
        after = _case(session, row)
        audit.write(session, ctx, "listing.decide", row.subject_key, before=before, after=after, case=row.id)
        _announce(session, ctx, row, f"listing.{row.state}")
        return after

    return ctx.sessions.run(work)


def late_facts(session: Session, ctx: Context, case: ListingCase) -> LateFacts:
    """What is known of the report a case is about, and of earlier ones."""
    kept = store.standings(session, case.subject_key, ctx.clock.now())
    filed = {year for year, one in kept.items() if one.filed_at is not None}
    late = {one.year for one in store.filed(session, case.subject_key) if one.late}
    entries = _entries(session, case.subject_key)
    return LateFacts(
        ground=case.ground,
        filed=case.report_year in filed,
        listed_before=any(one.ground is AbnormalGround.REPORT_NOT_FILED for one in entries),
        late_before=bool(late - {case.report_year}),
    )


def own(ctx: Context, subject_key: str, case_id: str) -> tuple[ListingCase, LateFacts]:
    """A case as its subject sees it. Raises NotAllowedError `access.*`, NotFoundError `listing.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.READ)
        found = _case(session, issued.owned(session, ListingCaseRow, case_id, subject_key, UNKNOWN))
        return found, late_facts(session, ctx, found)


def case(session: Session, ctx: Context, case_id: str) -> ListingCase:
    """A case as an officer sees it. Raises NotAllowedError `access.*`, NotFoundError `listing.unknown`."""
    return _case(session, issued.for_officer(session, ctx, ListingCaseRow, case_id, UNKNOWN))


def of_subject(session: Session, subject_key: str) -> list[ListingCase]:
    """Every case of a subject, newest first."""
    return [_case(session, row) for row in issued.of_subject(session, ListingCaseRow, subject_key)]


def queue(session: Session, ctx: Context) -> list[ListingCase]:
    """Open cases within the reach of an officer, the one whose answer is due first on top."""
    query = select(ListingCaseRow).where(ListingCaseRow.state.in_(OPEN)).order_by(ListingCaseRow.answer_until)
    return [_case(session, row) for row in issued.within_reach(ctx, session.scalars(query))]


def _new(ctx: Context, subject_key: str, authority: str, token: str, intended: Intended) -> ListingCaseRow:
    return ListingCaseRow(
        id=new_id(),
        subject_key=subject_key,
        authority=authority,
        token=token,
        ground=intended.ground.value,
        report_year=intended.report_year,
        order_id=intended.order_id,
        state=ListingState.NOTIFIED.value,
        issued_by=ctx.actor.name,
        issued_at=ctx.clock.now(),
        decided_by="",
        reasons="",
        decision_no="",
    )


def _require_ground(session: Session, subject_key: str, intended: Intended) -> None:
    report = intended.ground is AbnormalGround.REPORT_NOT_FILED
    if report != (intended.report_year is not None):
        raise InputError("listing.year")
    if intended.ground is AbnormalGround.ORDER_NOT_FOLLOWED:
        order = session.get(PublishOrderRow, intended.order_id or "")
        if order is None or order.subject_key != subject_key or order.state != OrderState.UNFULFILLED.value:
            raise InputError("listing.order")
    same = (intended.ground, intended.report_year)
    for row in of_subject(session, subject_key):
        if row.state.value in OPEN and (row.ground, row.report_year) == same:
            raise ConflictError("listing.open")
    for entry in _entries(session, subject_key):
        if entry.removed_on is None and (entry.ground, entry.report_year) == same:
            raise ConflictError("listing.listed")


def _entries(session: Session, subject_key: str) -> Iterable[AbnormalEntry]:
    (raw,) = read_facts(session, [store.subject_id(session, subject_key)])
    contents = [record.content for record in facts_of(raw).records]
    return [one for one in contents if isinstance(one, AbnormalEntry)]


def _list(session: Session, ctx: Context, row: ListingCaseRow) -> None:
    """The entry itself, and the dossier that shows it."""
    subject = access.by_key(session, row.subject_key)
    batches.write(session, [], [Incoming((subject.address,), _record(ctx, subject, row))])
    projection.publish_now(session, [store.subject_id(session, row.subject_key)], ctx.clock)


def _record(ctx: Context, subject: Standing, row: ListingCaseRow) -> Record:
    body, today = authorities.authority(row.authority), ctx.clock.today()
    content = AbnormalEntry(
        ground=AbnormalGround(row.ground),
        listed_on=today,
        decision_no=row.decision_no or NOT_COLLECTED,
        report_year=row.report_year,
        warned_on=row.issued_at.date(),
        marking=subject.registration.subject_class is SubjectClass.INDIVIDUAL_BUSINESS,
    )
    return Record(
        id="",
        provenance=Provenance(
            agency=Agency(body.name if body else ""),
            source=SOURCE,
            source_id=row.id,
            effective_on=today,
            published_on=today,
            received_at=ctx.clock.now(),
        ),
        content=content,
    )


def _announce(session: Session, ctx: Context, row: ListingCaseRow, code: str, **params: str) -> None:
    told = {"ground": row.ground, **params}
    owner_notices.tell_owners(session, ctx, row.subject_key, code, f"/listing/{row.id}", **told)


def _case(session: Session, row: ListingCaseRow) -> ListingCase:
    return ListingCase(
        id=row.id,
        subject_key=row.subject_key,
        authority=row.authority,
        ground=AbnormalGround(row.ground),
        facts=row.facts,
        state=ListingState(row.state),
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        answer_until=row.answer_until,
        firm=row.firm,
        report_year=row.report_year,
        order_id=row.order_id,
        reasons=row.reasons,
        decision_no=row.decision_no,
        decided_at=row.decided_at,
        statements=statements.of_case(session, row.id),
    )
