"""Reference lists read from the TSV files in `data/`: divisions, industries, types, authorities.

Each list is read once, on first use, into frozen dataclasses. Sources and licences: `data/NOTICE.md`.
"""
