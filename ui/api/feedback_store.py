"""FeedbackStore: what people said of answers, in a small SQLite file of its own beside the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Verdict = Literal["right", "wrong", "declined-rightly", "declined-wrongly"]
NAME = "feedback.sqlite3"
_MOST = 20_000  # kept; the oldest go first, so that nobody can fill the disk with it
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, told TEXT NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said of an answer: `article` and `answer` are what the question should have had, or rightly had.

    `site` is the one whose page it came from, `today` the day it was said, in ISO form.
    """

    question: str
    verdict: Verdict
    answer: str = ""
    article: str = ""
    revision: int = 0
    start: int = 0
    end: int = 0
    comment: str = ""
    request_id: str = ""
    site: str = ""
    today: str = ""


class FeedbackStore:
    """Keeps feedback in a file of a folder; any number of processes may."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, feedback: Feedback) -> int:
        """Store what was said and return its number."""
        told = json.dumps(asdict(feedback), ensure_ascii=False)
        with closing(self._opened()) as file, file:
            made = file.execute(
                "INSERT INTO feedback (at, told) VALUES (?, ?)", (datetime.now(UTC).isoformat(timespec="seconds"), told)
            )
            number = int(made.lastrowid or 0)
            file.execute("DELETE FROM feedback WHERE id <= ?", (number - _MOST,))
        return number

    def all(self) -> Iterator[tuple[int, Feedback]]:
        """Yield what was stored with its number, the oldest first."""
        if not self._path.exists():
            return
        with closing(self._opened()) as file:
            for number, told in file.execute("SELECT id, told FROM feedback ORDER BY id"):
                yield number, Feedback(**json.loads(told))

    def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Erase what was said of sentences of these articles, with the questions that they answered."""
        gone = [(number,) for number, told in self.all() if told.article in article_ids]
        if gone:
            with closing(self._opened()) as file:
                with file:
                    file.executemany("DELETE FROM feedback WHERE id = ?", gone)
                file.execute("VACUUM")  # so that no byte of them is left

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=10)
        file.execute(_SCHEMA)
        return file
