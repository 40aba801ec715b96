"""Repair commitments stay between the parties; proof is theirs too; checks are put on what is public."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from credit.db.models import RecordRow
from credit.domain.agenda import AgendaKind
from credit.domain.commitments import Commitment, CommitmentType, Fulfilment, FulfilmentCheck
from credit.domain.committing import Progress
from credit.domain.errors import InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.records import Record
from credit.domain.vocabulary import RecordKind
from credit.rules import personal_data
from credit.services import agenda, records
from credit.services.commitments import drafts, ending, own, proofs, repairing, rows, signing
from credit.services.commitments import records as public_side
from credit.services.disclosures.statements import Said
from tests.fixtures.facts import code, said
from tests.services.commitments.conftest import BY_LICENCE, DAY, PDF, Town, token

CASE = "case".ljust(26, "0")


def records_of(town: Town, key: str = "") -> list[str]:
    return [one.id for one in town.dossier(key).of_kind(RecordKind.COMMITMENT)]


def checked(content: Commitment) -> Commitment:
    kept = FulfilmentCheck(on=DAY, by="天山区市场监督管理局", outcome=Fulfilment.KEPT)
    return replace(content, checks=(kept,), fulfilment=kept.outcome)


def test_a_repair_commitment_has_no_record_at_all(town: Town) -> None:
    with town.sessions.write() as session:
        made = repairing.for_repair(session, town.owner, town.key, CASE, "乌市监处罚〔2026〕12号", "张三")
        again = repairing.for_repair(session, town.owner, town.key, CASE, "乌市监处罚〔2026〕12号", "张三")
        assert made.id == again.id
        assert session.query(RecordRow).filter(RecordRow.kind == "commitment").count() == 0
        assert repairing.seen(session, town.owner, CASE).commitment == made.commitment
        with pytest.raises(NotFoundError):
            repairing.seen(session, town.owner, "")
    assert made.progress is Progress.PARTIES
    assert "乌市监处罚〔2026〕12号" in str(made.commitment.text)
    assert "不向社会公示" in str(made.commitment.text)
    assert town.public() == []
    assert [one.id for one in own.of_subject(town.owner, town.key)] == [made.id]
    with pytest.raises(RuleError):
        ending.withdraw(town.owner, town.key, made.id, "x")


def test_a_repair_commitment_is_the_applicants(town: Town) -> None:
    with town.sessions.write() as session:
        with pytest.raises(NotAllowedError):
            repairing.for_repair(session, town.chair, town.key, CASE, "x", "张三")
        with pytest.raises(InputError):
            repairing.for_repair(session, town.owner, town.key, CASE, "电话13812345678", "张三")


def test_proof_counts_once_and_is_never_public(town: Town) -> None:
    made = town.made()
    proof = Said("CANARYPROOF 已经履行", token(9), files=[PDF])
    proofs.prove(town.owner, town.folder, town.key, made.id, proof)
    proofs.prove(town.owner, town.folder, town.key, made.id, proof)
    (kept,) = own.one(town.owner, town.key, made.id).proofs
    assert len(kept.evidence) == 1
    assert "CANARYPROOF" not in repr(town.dossier())
    with pytest.raises(NotFoundError):
        proofs.prove(town.owner, town.folder, town.key, "x" * 26, proof)


def test_proof_is_asked_for_before_the_end_and_not_when_it_came(town: Town) -> None:
    made = town.made("statement_food")
    town.on = DAY + timedelta(days=310)

    def items() -> dict[AgendaKind, str]:
        found = agenda.own(town.owner, town.key)
        return {one.kind: str(one.due_on) for one in found if one.about == made.id}

    assert items() == {AgendaKind.PROOF: "2027-05-16", AgendaKind.COMMITMENT: "2027-06-15"}
    proofs.prove(town.owner, town.folder, town.key, made.id, Said("照片", token(9)))
    assert items() == {AgendaKind.COMMITMENT: "2027-06-15"}
    ending.withdraw(town.owner, town.key, made.id, "x")
    assert items() == {}


def test_a_check_is_public_under_everybody_it_was_made_for(town: Town) -> None:
    draft = town.filled("statement_general")
    draft = drafts.save(town.owner, town.key, draft.id, {}, branches=[town.branch_code])
    town.sign(draft)
    (record,) = records_of(town)
    with town.sessions.write() as session:
        public_side.amend(session, town.handler, record, checked)
    for key in (town.key, town.branch):
        (public,) = town.public(key)
        assert [one.outcome for one in public.checks] == [Fulfilment.KEPT]
        assert public.fulfilment is Fulfilment.KEPT
    assert records_of(town) == [record]


def test_one_that_came_in_is_seen_but_not_withdrawn(town: Town) -> None:
    came = Commitment(
        number="LC-1",
        commitment_type=CommitmentType.LICENCE,
        matter="食品经营许可",
        committed_on=DAY,
        publication_agreed=False,
    )
    records.put(town.ctx(), (code(7),), Record(id="", provenance=said("l1", "approvals", DAY), content=came))
    (record,) = records_of(town)
    with town.sessions.write() as session:
        public_side.amend(session, town.handler, record, checked)
    (public,) = town.public()
    assert (public.number, public.fulfilment) == ("LC-1", Fulfilment.KEPT)
    anew = replace(came, matter="食品经营许可（改）")
    records.put(town.ctx(), (code(7),), Record(id="", provenance=said("l1", "approvals", DAY), content=anew))
    (public,) = town.public()
    assert (public.matter, public.fulfilment) == ("食品经营许可（改）", Fulfilment.KEPT)
    assert len(public.checks) == 1
    (mine,) = own.of_subject(town.owner, town.key)
    assert (mine.progress, mine.may_withdraw) == (None, False)


def test_a_check_of_nothing_is_refused(town: Town) -> None:
    with town.sessions.write() as session, pytest.raises(NotFoundError):
        public_side.amend(session, town.handler, "nothing", checked)


def test_the_number_is_no_number_of_a_person(town: Town) -> None:
    for _ in range(300):
        assert personal_data.mask(number := rows.number("653101", DAY)) == number
    assert signing.may_sign_by_licence(town.owner, town.key)
    assert BY_LICENCE.files == []
