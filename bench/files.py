"""A part of the region as import files: registrations, and four records each in random order."""

import csv
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from credit.domain.records import Registration
from credit.domain.values import Missing

EACH = 4


@dataclass(frozen=True, slots=True)
class Written:
    """What lies in the files."""

    paths: tuple[Path, ...]
    subjects: int
    records: int


def write(folder: Path, registrations: Iterable[Registration]) -> Written:
    """Write registration.csv and records.jsonl."""
    known = list(registrations)
    rows = [_registration(item) for item in known]
    first, second = folder / "registration.csv", folder / "records.jsonl"
    with first.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
    lines = [line for number, item in enumerate(known) for line in _records(item, number)]
    random.Random(5).shuffle(lines)
    with second.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return Written((first, second), len(rows), len(lines))


def _registration(item: Registration) -> dict[str, str]:
    fields = ("name", "credit_code", "registration_no", "uyghur_name", "type_code", "legal_representative")
    dated = ("established_on", "approved_on", "address", "division", "industry", "scope")
    row = {field: _cell(getattr(item, field)) for field in (*fields, *dated, "registration_authority")}
    row["subject_class"], row["status"] = item.subject_class.label, item.status.label
    row["registration_authority"] = row["registration_authority"] or item.provenance.agency.name
    row["effective_on"] = item.provenance.effective_on.isoformat()
    row["source"], row["source_id"] = item.provenance.source, item.provenance.source_id
    return row


def _cell(value: object) -> str:
    if value is None or isinstance(value, Missing):
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _records(item: Registration, number: int) -> Iterator[dict[str, str]]:
    """Two licences, a check and a change, in the columns of the import."""
    day = item.provenance.effective_on
    whose = {"credit_code": item.credit_code or "", "registration_no": item.registration_no or ""}
    agency = item.provenance.agency.name
    for turn in range(EACH - 2):
        yield {
            "kind": "licence",
            "XK_XDR_MC": item.name,
            "XK_XDR_LB": "法人及非法人组织",
            "XK_XDR_SHXYM": whose["credit_code"],
            "XK_XDR_GSZC": whose["registration_no"],
            "XK_WSH": f"许准字〔2024〕第{number}-{turn}号",
            "XK_XKLB": "普通",
            "XK_NR": "食品销售",
            "XK_JDRQ": day.isoformat(),
            "XK_YXQZ": day.isoformat(),
            "XK_YXQZI": (day + timedelta(days=1825)).isoformat(),
            "XK_XKJG": agency,
            "XK_ZT": "1",
        }
    common = {**whose, "subject_name": item.name, "agency": agency}
    yield {
        "kind": "check",
        **common,
        "check_kind": "抽查",
        "checked_on": day.isoformat(),
        "results": "未发现问题",
        "task_no": f"T{number}",
        "source_id": f"check-{number}",
    }
    yield {
        "kind": "change",
        **common,
        "item": "经营范围变更",
        "changed_on": day.isoformat(),
        "before": "日用百货销售",
        "after": "日用百货销售；食品销售",
        "source_id": f"change-{number}",
    }
