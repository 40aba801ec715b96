"""An application for repair of an enterprise, for those who try to get at it: ids by parameters."""

from datetime import timedelta

from msgspec.structs import replace

from credit.domain.records import Record
from credit.domain.reference import authorities
from credit.domain.repair_applications import Application, Draft
from credit.domain.repair_cases import SigningWay
from credit.domain.values import Agency
from credit.services import records
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.repairs import applying, radar
from tests.fixtures.facts import penalty, said

PLACE = "653125"  # of the authority that made the records: who handles them
PDF = Upload("示例.pdf", b"%PDF-1.7 proof")


def applied_for_repair(
    system: Context, owner: Context, key: str, code: str, folder: Folder
) -> dict[str, str]:
    """A draft, and a case of an application that was filed, with a file; a record that has a notice."""
    _fine(system, code, "示例罚1号")
    _fine(system, code, "示例罚2号")
    first, second = (one.record_id for one in radar.own(owner, key) if one.answer.may_start)
    begun = applying.begin(owner, key, [first], "a" * 26)
    filed = _filled(owner, key, applying.begin(owner, key, [second], "b" * 26), folder)
    made = applying.submit(owner, key, filed.id)
    material = next(file.id for paper in made.papers for file in paper.files)
    return {"sitting": begun.id, "repair": made.items[0].case_id, "material": material, "record": first}


def _fine(system: Context, code: str, number: str) -> None:
    day = system.clock.today() - timedelta(days=200)
    body = authorities.authority(PLACE)
    assert body is not None
    came = replace(said(number, "cases", day), received_at=system.clock.now(), agency=Agency(body.name))
    made = penalty(number, decided_on=day)
    records.put(system, (code,), Record(id="", provenance=came, content=made))


def _filled(owner: Context, key: str, begun: Application, folder: Folder) -> Application:
    """Every claim made, every paper there, signed on paper."""
    items = tuple(
        replace(one.item, claims=tuple(step.duty for step in one.answer.steps)) for one in begun.items
    )
    draft = Draft(items=items, signer="示例", signing=SigningWay.SEALED_COPY, declared=True)
    kept = applying.save(owner, key, begun.id, draft, begun.revision)
    wanted = [("", one.kind) for one in kept.papers if one.state == "missing"]
    wanted += [
        (one.item.record_id, paper.kind)
        for one in kept.items
        for paper in one.papers
        if paper.state == "missing"
    ]
    for record, kind in wanted:
        applying.attach(owner, folder, key, kept.id, kind, [PDF], record)
    return kept
