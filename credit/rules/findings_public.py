"""What of checks and findings is public: decisions that established something and stand, nothing else."""

from collections.abc import Iterable, Mapping

from credit.domain.findings import CheckTask, Decision, Finding, PublicCheck
from credit.rules.checks import GUIDING_OPINION
from credit.rules.citations import cites
from credit.rules.findings_after import STANDS


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def published(finding: Finding) -> Decision | None:
    """The decision the public may know of; None: there is nothing to know."""
    return finding.decision if finding.state in STANDS else None


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def public_checks(tasks: Iterable[CheckTask], findings: Mapping[str, Finding]) -> tuple[PublicCheck, ...]:
    """What the public may know of the checks of one commitment, oldest first.

    findings: by id of their check. That a promise was broken is told only with a decision that stands.
    """
    told = [
        PublicCheck(on=task.done.on, by=task.done.by, outcome=task.done.outcome)
        for task in tasks
        if task.done is not None and (not task.alleges or _stands(findings.get(task.id)))
    ]
    return tuple(sorted(told, key=lambda one: one.on))


def _stands(finding: Finding | None) -> bool:
    return finding is not None and published(finding) is not None
