"""FeedbackStore: what people said of answers, in a small SQLite file of its own beside the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ui.kept.conversations_words import repeats, runs_of

Verdict = Literal["right", "wrong", "declined-rightly", "declined-wrongly"]
NAME = "feedback.sqlite3"
_MOST = 20_000  # kept; the oldest go first, so that nobody can fill the disk with it
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, told TEXT NOT NULL)
"""
# Whose it is and of which answer, as a digest: what one person says of one answer counts once.
_ONCE = "ALTER TABLE feedback ADD COLUMN once TEXT"
_ONCE_INDEX = "CREATE UNIQUE INDEX IF NOT EXISTS feedback_once ON feedback (once)"


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

    def keep(self, feedback: Feedback, once: str = "") -> int:
        """Store what was said and return its number; with `once` in the place of what was kept under that key."""
        told = json.dumps(asdict(feedback), ensure_ascii=False)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with closing(self._opened()) as file, file:
            made = file.execute(
                "INSERT OR REPLACE INTO feedback (at, told, once) VALUES (?, ?, ?)", (now, told, once or None)
            )
            number = int(made.lastrowid or 0)
            file.execute("DELETE FROM feedback WHERE id <= ?", (number - _MOST,))
        return number

    def take_back(self, once: str) -> None:
        """Drop what was kept under a key, if anything."""
        if self._path.exists():
            with closing(self._opened()) as file, file:
                file.execute("DELETE FROM feedback WHERE once = ?", (once,))

    def said(self, keys: Iterable[str]) -> dict[str, Feedback]:
        """Return what is kept under some keys, of which there may be some hundreds."""
        if not self._path.exists():
            return {}
        wanted = list(keys)
        with closing(self._opened()) as file:
            query = f"SELECT once, told FROM feedback WHERE once IN ({','.join('?' * len(wanted))})"  # noqa: S608
            return {once: Feedback(**json.loads(told)) for once, told in file.execute(query, wanted)}

    def all(self) -> Iterator[tuple[int, Feedback]]:
        """Yield what was stored with its number, the oldest first."""
        if not self._path.exists():
            return
        with closing(self._opened()) as file:
            for number, told in file.execute("SELECT id, told FROM feedback ORDER BY id"):
                yield number, Feedback(**json.loads(told))

    def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Erase what was said of sentences of these articles, and what repeats five words in a row of their texts."""
        if not self._path.exists():
            return
        runs = {run for text in texts for run in runs_of(text)}
        gone = [
            (number,)
            for number, told in self.all()
            if told.article in article_ids
            or any(repeats(typed, runs) for typed in (told.question, told.answer, told.comment))
        ]
        with closing(self._opened()) as file:
            with file:
                file.executemany("DELETE FROM feedback WHERE id = ?", gone)
            file.execute("VACUUM")  # so that no byte is left of them, nor of what was taken back before

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=10)
        file.execute(_SCHEMA)
        if "once" not in {name for _, name, *_ in file.execute("PRAGMA table_info(feedback)")}:
            with suppress(sqlite3.OperationalError):  # another process has just added it
                file.execute(_ONCE)
        file.execute(_ONCE_INDEX)
        return file
