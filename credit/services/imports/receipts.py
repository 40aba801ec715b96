"""The file of rejected rows: place, column, reason. Values are left out, they might be personal."""

import csv
from pathlib import Path

from credit.services.context import Context
from credit.services.imports.run import Receipt, rejects

HEADING = ("行号", "列", "原因")


def write_rejects(ctx: Context, receipt: Receipt, directory: Path) -> Path | None:
    """Write the rejected rows of a file, readable by spreadsheets; None when there are none."""
    if not receipt.counts["rejected"]:
        return None
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{Path(receipt.name).stem}-{receipt.file_id}-rejects.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        writer.writerows(rejects(ctx, receipt.file_id))
    return path
