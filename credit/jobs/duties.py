"""What the queue wakes, each duty one function: safe to repeat, and led by one process at a time."""

from collections.abc import Callable, Mapping
from pathlib import Path

from credit.domain.messages import Channel, Words
from credit.domain.repair_applications import Recipient
from credit.jobs import post
from credit.jobs.post import Transport
from credit.jobs.queue import Work
from credit.services import (
    authority_notices,
    held_forms,
    leases,
    logins,
    projection,
    recoveries,
    registration_watch,
    reminders,
)
from credit.services.casework import escalation
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder
from credit.services.findings import planning
from credit.services.objections.asking import heard
from credit.services.repairs import chances, closing, ordering, telling
from credit.services.repairs.telling import Way
from credit.services.supervision import keeping


def duties(
    ctx: Context, words: Words, ways: Mapping[Channel, Transport], sealed: Path, way: Way, held: Path
) -> dict[Work, Callable[[], None]]:
    """The work of this installation, ready to be handed to a queue. words: puts messages into words.

    sealed: the folder of reporters' photos. way: by which others are told of repairs. held: the folder of
    files that came with forms whose session had ended.
    """
    return {
        Work.POST: lambda: _post(ctx, words, ways),
        Work.REMIND: lambda: _alone(ctx, Work.REMIND, lambda: reminders.remind(ctx)),
        Work.SWEEP: lambda: _alone(ctx, Work.SWEEP, lambda: _sweep(ctx, sealed, held)),
        Work.WATCH: lambda: _alone(ctx, Work.WATCH, lambda: registration_watch.follow(ctx)),
        Work.CASES: lambda: _alone(ctx, Work.CASES, lambda: escalation.run(ctx)),
        Work.TELL: lambda: _alone(ctx, Work.TELL, lambda: _tell(ctx, way)),
        Work.CHECKS: lambda: _alone(ctx, Work.CHECKS, lambda: planning.plan(ctx)),
        Work.DECIDE: lambda: _alone(ctx, Work.DECIDE, lambda: ordering.carry_out(ctx)),
        Work.CHANCES: lambda: _alone(ctx, Work.CHANCES, lambda: chances.refresh(ctx)),
    }


def _post(ctx: Context, words: Words, ways: Mapping[Channel, Transport]) -> None:
    post.deliver(ctx, words, ways)


def _tell(ctx: Context, way: Way) -> None:
    telling.tell(ctx, dict.fromkeys(Recipient, way), heard)
    closing.close_done(ctx)


def _sweep(ctx: Context, sealed: Path, held: Path) -> None:
    projection.sweep(ctx.sessions, ctx.clock)
    authority_notices.sweep(ctx.sessions, ctx.clock)
    recoveries.settle_due(ctx)
    logins.forget(ctx)
    held_forms.sweep(held, (ctx.clock.now() - held_forms.KEPT).timestamp())
    keeping.destroy_due(ctx, Folder(sealed))
    keeping.sweep_strays(ctx, sealed)


def _alone(ctx: Context, work: Work, do: Callable[[], object]) -> None:
    """Do the work unless another process does it now."""
    me = leases.new_holder()
    if not leases.acquire(ctx.sessions, ctx.clock, work.value, me):
        return
    try:
        do()
    finally:
        leases.release(ctx.sessions, work.value, me)
