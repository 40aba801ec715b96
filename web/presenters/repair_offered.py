"""What an officer may do about a repair: offered only where the service would let them, else said why not."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from credit.domain.actors import Actor, OfficerRole
from credit.domain.labels import zh
from credit.domain.repair import Outcome
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import Course, RepairState, Verdict
from credit.rules import repair_handling
from credit.rules.repair_cases import UNDECIDED
from web.presenters.parts import Text
from web.presenters.speech import Speech

HANDLERS: Final = frozenset({OfficerRole.HANDLER, OfficerRole.REVIEWER})
SENIOR: Final = frozenset({OfficerRole.REVIEWER, OfficerRole.SUPERVISOR})
_S = RepairState
_DONE: Final = frozenset({_S.GRANTED, _S.DISPLAYED, _S.CLOSED})
_MEANS = zh("还要用 %(count)s 种方式核实属实，才能准予。")
_VISIT = zh("还要用 %(count)s 种方式核实属实，其中一种须是实地核查，才能准予。")


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """One flag for each act of the room."""

    tick: bool = False
    ask: bool = False
    ask_again: bool = False
    accept: bool = False
    not_accept: bool = False
    verify: bool = False
    propose_grant: bool = False
    refuse: bool = False
    grant: bool = False
    decide: bool = False
    contest: bool = False
    contest_over: bool = False
    hand_on: bool = False
    serve: bool = False
    propose_revocation: bool = False
    revoke: bool = False
    look: bool = False


def offered(case: RepairCase, actor: Actor, *, recused: bool, holds: bool, looks: bool, on: date) -> Offered:
    """holds: the conditions do as far as they are known now. looks: a second look at it is theirs."""
    course, state = case.course, case.course.state
    handles = bool(actor.roles & HANDLERS) and not recused
    reviews = OfficerRole.REVIEWER in actor.roles and not recused
    undecided = state in UNDECIDED
    asked = bool(course.corrections)
    sound = not repair_handling.lacking(course)[0] and not repair_handling.contradicted(course) and holds
    second = course.proposal is not None and course.proposal.by != actor.name
    running = course.contest is not None and course.contest.over_on is None
    given = course.revocation
    granted = course.decision is not None and course.decision.verdict is Verdict.GRANT and state in _DONE
    senior = bool(actor.roles & SENIOR) and not recused
    return Offered(
        tick=handles and undecided,
        ask=state is _S.SUBMITTED and (senior if asked else handles or senior),
        ask_again=asked,
        accept=handles and state is _S.SUBMITTED,
        not_accept=handles and state in (_S.SUBMITTED, _S.CORRECTION) and not _waits(course, on),
        verify=handles and state is _S.ACCEPTED,
        propose_grant=handles and state is _S.ACCEPTED and sound,
        refuse=handles and state is _S.ACCEPTED,
        grant=handles and state is _S.ACCEPTED and sound and not course.handling.two_persons,
        decide=reviews and state is _S.PROPOSED and second,
        contest=handles and undecided and not running,
        contest_over=handles and undecided and running,
        hand_on=reviews and undecided,
        serve=handles and course.decision is not None and state is not _S.REVOKED and course.service is None,
        propose_revocation=handles and granted and given is None,
        revoke=reviews and granted and given is not None and given.proposed_by != actor.name,
        look=looks and granted and not recused,
    )


def _waits(course: Course, on: date) -> bool:
    """Whether the applicant still has time to answer."""
    last = course.corrections[-1] if course.corrections else None
    return last is not None and last.answered_on is None and on <= last.answer_by


def whys(
    words: Speech, case: RepairCase, actor: Actor, may: Offered, found: Outcome | None
) -> Iterator[Text]:
    """Why what somebody may look for is not offered."""
    course, state = case.course, case.course.state
    if state is _S.PROPOSED and course.proposal is not None and not may.decide:
        mine = course.proposal.by == actor.name
        yield words._(
            zh("处理意见由您提出，要由另一位审批人员决定。") if mine else zh("等待另一位审批人员决定。")
        )
    if state is _S.ACCEPTED:
        yield from _not_yet(words, case, found)
    if state is _S.CORRECTION and not may.not_accept:
        yield words._(zh("申请人还在补正期限内，期限过了才能提出不予受理。"))
    if course.corrections and state is _S.SUBMITTED and not may.ask:
        yield words._(zh("已经一次告知补正。再次要求补正，须由审批或者督查人员写明理由。"))
    given = course.revocation
    if given is not None and given.on is None and not may.revoke:
        yield words._(zh("已经提出撤销修复，等待另一位审批人员决定。"))


def _not_yet(words: Speech, case: RepairCase, found: Outcome | None) -> Iterator[Text]:
    means, visit = repair_handling.lacking(case.course)
    if repair_handling.contradicted(case.course):
        yield words._(zh("有一种方式核实的结果与申请不符，查清以前不能准予。"))
    elif means:
        yield words.say(_VISIT if visit else _MEANS, count=words.ltr(means))
    if found is not None and found is not Outcome.NOW:
        yield words._(zh("按现在查明的情况，还不符合修复条件，不能准予。"))
    if case.course.handling.two_persons:
        yield words._(zh("严重失信信息的修复，由一人提出、另一人决定。"))
