"""Commitments from approval systems: taken once, bad rows named, kinds that are made here refused."""

from collections.abc import Callable

import pytest

from credit.domain.commitments import Commitment, CommitmentState, CommitmentType
from credit.services.context import Context
from credit.services.imports.run import Receipt
from tests.fixtures.facts import code
from tests.imports.test_import import ctx, enterprise, reasons, records_of, row, sheet, take

__all__ = ["ctx", "take"]
FIRM = {"credit_code": code(1)}


def commitments(ctx: Context) -> list[Commitment]:
    return [one for one in records_of(ctx, code(1)) if isinstance(one, Commitment)]


def test_one_is_taken_once_and_public(ctx: Context, take: Callable[..., Receipt]) -> None:
    take(sheet([enterprise()]), "firms.csv")
    first = take(sheet([row("commitment", **FIRM)]))
    assert (first.counts["new"], first.counts["rejected"]) == (1, 0)
    assert take(sheet([row("commitment", **FIRM)]), "again.csv").counts["unchanged"] == 1
    (public,) = commitments(ctx)
    assert public.commitment_type is CommitmentType.LICENCE
    assert (public.matter, public.basis) == ("食品经营许可", "国办发〔2020〕42号")
    assert public.checks == ()


def test_a_withdrawal_follows_under_the_same_id(ctx: Context, take: Callable[..., Receipt]) -> None:
    take(sheet([enterprise()]), "firms.csv")
    take(sheet([row("commitment", **FIRM)]))
    gone = row("commitment", **FIRM, state="已撤回", withdrawn_on="2026-05-01")
    assert take(sheet([gone]), "later.csv").counts["changed"] == 1
    assert [one.state for one in commitments(ctx)] == [CommitmentState.WITHDRAWN]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"commitment_type": "信用修复类承诺"}, "承诺类型"),
        ({"commitment_type": "声明类承诺"}, "承诺类型"),
        ({"state": "已到期"}, "承诺状态"),
        ({"state": "已撤回"}, "撤回日期"),
        ({"withdrawn_on": "2026-05-01"}, "撤回日期"),
        ({"valid_to": "2023-01-01"}, "承诺有效期至"),
        ({"committed_on": "2031-01-01"}, "承诺日期"),
        ({"publication_agreed": ""}, "是否同意公示"),
        ({"matter": ""}, "承诺事项"),
    ],
)
def test_a_bad_row_is_named(
    ctx: Context, take: Callable[..., Receipt], changes: dict[str, str], column: str
) -> None:
    take(sheet([enterprise()]), "firms.csv")
    receipt = take(sheet([row("commitment", **(FIRM | changes))]))
    assert receipt.counts["rejected"] == 1
    assert [named for _, named, _ in reasons(ctx, receipt)] == [column]
    assert commitments(ctx) == []


def test_a_certificate_commitment_without_consent_is_kept_and_not_shown(
    ctx: Context, take: Callable[..., Receipt]
) -> None:
    take(sheet([enterprise()]), "firms.csv")
    receipt = take(sheet([row("commitment", **FIRM, commitment_type="证明类", publication_agreed="否")]))
    assert receipt.counts["new"] == 1
    assert commitments(ctx) == []


def test_a_check_does_not_come_in_with_it(ctx: Context, take: Callable[..., Receipt]) -> None:
    take(sheet([enterprise()]), "firms.csv")
    receipt = take(sheet([row("commitment", **FIRM) | {"fulfilment": "未履行", "checks": "未履行"}]))
    assert set(receipt.unknown) == {"fulfilment", "checks"}
    assert [one.checks for one in commitments(ctx)] == [()]
