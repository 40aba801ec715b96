"""An application for access: proofs given, proofs that can still be given."""

from collections.abc import Iterable

import msgspec

from credit.domain.accounts import Standing
from credit.domain.labels import zh
from credit.domain.recovery import NEEDED, Proof, Recovery, RecoveryState
from web.presenters.accounts import subject_link
from web.presenters.parts import Link, Tag, Text, Tone
from web.presenters.speech import Speech

_LEFT = zh("还需要 %(count)s 项证明")
_EFFECT = zh("%(moment)s 生效。现有负责人可以在此之前提出异议。")
_TONES = {
    RecoveryState.OPEN: Tone.NOTE,
    RecoveryState.WAITING: Tone.WARN,
    RecoveryState.GRANTED: Tone.GOOD,
    RecoveryState.REFUSED: Tone.BAD,
    RecoveryState.WITHDRAWN: Tone.ENDED,
}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """given: what was shown. running: proofs can be shown. may_*: which."""

    id: str
    subject: Link
    code: Text
    state: Tag
    given: tuple[Text, ...]
    left: Text
    effect: Text
    running: bool
    may_identity: bool
    may_receipt: bool
    may_letter: bool
    letter_asked: bool
    here: str
    since: Text
    prints: bool


def recovery(words: Speech, found: Recovery, subject: Standing) -> Case:
    """One application, for the person who applied and for the officer in charge."""
    running = found.state is RecoveryState.OPEN
    missing = max(0, NEEDED - len(found.proofs))
    waits = found.state is RecoveryState.WAITING and found.takes_effect_at is not None
    return Case(
        id=found.id,
        subject=subject_link(words, subject),
        code=words.ltr(subject.address),
        state=Tag(words.label(found.state), _TONES[found.state]),
        given=tuple(words.label(proof) for proof in Proof if proof in found.proofs),
        left=words.say(_LEFT, count=words.ltr(missing)) if running else "",
        effect=words.say(_EFFECT, moment=words.moment(found.takes_effect_at))
        if waits and found.takes_effect_at
        else "",
        running=running,
        may_identity=running and Proof.IDENTITY not in found.proofs,
        may_receipt=running and Proof.RECEIPT not in found.proofs,
        may_letter=running and Proof.LETTER not in found.proofs,
        letter_asked=found.letter_asked,
        here=f"/{words.prefix}/account/recovery/{found.id}",
        since=words.moment(found.created_at),
        prints=found.letter_asked and Proof.LETTER not in found.proofs,
    )


def cases(words: Speech, found: Iterable[tuple[Recovery, Standing]]) -> tuple[Case, ...]:
    """Those within an officer's reach."""
    return tuple(recovery(words, one, subject) for one, subject in found)
