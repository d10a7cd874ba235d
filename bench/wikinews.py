"""Wikinews articles from a CSV file (url, date, title, text) as JSON Lines that Knipsel indexes."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

_DATELINE = re.compile(r"\s*\w+day,\s+\w+\s+\d{1,2},\s+\d{4}\s*")


def write_wikinews(table: Path, folder: Path) -> None:
    """Write the rows as articles, `wikinews:1` and so on in the order of the table."""
    folder.mkdir(parents=True)
    with (
        table.open(encoding="utf-8", newline="") as rows,
        (folder / "wikinews.jsonl").open("w", encoding="utf-8") as out,
    ):
        for number, row in enumerate(csv.DictReader(rows), start=1):
            told = {
                "id": f"wikinews:{number}",
                "title": row["title"],
                "date": row["date"],
                "text": _DATELINE.sub("", row["text"], count=1),
                "url": row["url"],
                "outlet": "Wikinews",
                "language": "en",
            }
            out.write(json.dumps(told) + "\n")
