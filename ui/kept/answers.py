"""KeptAnswers: answers that people shared, as they were, in a small SQLite file of its own beside the archive."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import ArchiveTooNew
from ui.kept.clipping import Clipping
from ui.kept.clipping_json import clipping_from, clipping_json

NAME = "answers.sqlite3"
SCHEMA = 1
_MOST, _MOST_OF_MAKER = 20_000, 1_000  # kept; the oldest go first, so that nobody can fill the disk with it
_LONGEST = 2_000_000  # characters of one answer as JSON; a usual one has ten thousand
_BUSY_TIMEOUT_S = 10
_ID_BYTES = 16  # 128 bits of chance: a link that nobody guesses
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_TABLES = """
    CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,   -- in the order in which they were shared
        maker TEXT NOT NULL,              -- the id of the person who shared it
        at TEXT NOT NULL,
        told TEXT NOT NULL                -- JSON: ui/kept/clipping_json.py
    ) STRICT;
    CREATE INDEX answers_of_maker ON answers (maker, number);
    CREATE TABLE quoted (
        answer TEXT NOT NULL REFERENCES answers ON DELETE CASCADE,
        article TEXT NOT NULL,            -- the id of one that it quotes or names
        PRIMARY KEY (article, answer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX quoted_by_answer ON quoted (answer);
"""


class AnswerTooLong(ValueError):
    """An answer that is too long to be kept; the message says how long it may be."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was, under the id that its link has; `maker` is the id of the person who shared it."""

    id: str
    maker: str
    clipping: Clipping


class KeptAnswers:
    """Keeps answers in a file of a folder; any number of processes may."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, clipping: Clipping, maker: str) -> str:
        """Store an answer and return its id, 22 letters; the same one where its maker shared it before.

        Raises AnswerTooLong, or ArchiveTooNew.
        """
        told = json.dumps(clipping_json(clipping), ensure_ascii=False)
        if len(told) > _LONGEST:
            raise AnswerTooLong(f"the answer has {len(told):,} characters; at most {_LONGEST:,} are kept")
        with self._changing() as file:
            known = file.execute("SELECT id FROM answers WHERE maker = ? AND told = ?", (maker, told)).fetchone()
            if known:
                return str(known[0])
            made = secrets.token_urlsafe(_ID_BYTES)
            number = file.execute("SELECT coalesce(max(number), 0) + 1 FROM answers").fetchone()[0]
            row = (made, number, maker, datetime.now(UTC).isoformat(timespec="seconds"), told)
            file.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", row)
            _quote(file, made, clipping)
            _make_room(file, maker, number)
        return made

    def of(self, answer: str) -> KeptAnswer | None:
        """Return the answer of that id; None where there is none. Raises ArchiveTooNew."""
        if not self._path.exists() or not _ID.fullmatch(answer):
            return None
        with closing(self._opened()) as file:
            row = file.execute("SELECT id, maker, told FROM answers WHERE id = ?", (answer,)).fetchone()
        return KeptAnswer(row[0], row[1], clipping_from(json.loads(row[2]))) if row else None

    def delete(self, answer: str, maker: str) -> bool:
        """Delete an answer for good; false where there is none of that id that this person shared."""
        if not self._path.exists():
            return False
        with self._changing() as file:
            return file.execute("DELETE FROM answers WHERE id = ? AND maker = ?", (answer, maker)).rowcount > 0

    def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Erase from the file every word of the articles of these ids and texts, as `Clipping.without` does."""
        if not self._path.exists():
            return
        with self._changing() as file:
            for answer in sorted({answer for article in article_ids for answer in _quoting(file, article)}):
                (told,) = file.execute("SELECT told FROM answers WHERE id = ?", (answer,)).fetchone()
                left = clipping_from(json.loads(told)).without(article_ids, texts)
                words = json.dumps(clipping_json(left), ensure_ascii=False)
                file.execute("UPDATE answers SET told = ? WHERE id = ?", (words, answer))
                file.execute("DELETE FROM quoted WHERE answer = ?", (answer,))
                _quote(file, answer, left)
        with closing(self._opened()) as file:
            file.execute("VACUUM")  # what was deleted has been overwritten; this takes what moved within pages too

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Give the file, with nobody else writing to it, and keep what was done unless that failed."""
        with closing(self._opened()) as file:
            file.execute("BEGIN IMMEDIATE")
            with file:
                yield file

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT_S)
        try:
            file.execute("PRAGMA foreign_keys = ON")
            file.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not merely left out
            self._prepare(file)
        except (sqlite3.Error, ArchiveTooNew):
            file.close()
            raise
        return file

    def _prepare(self, file: sqlite3.Connection) -> None:
        """Make the tables in a new file; raise ArchiveTooNew for one of a later Knipsel."""
        if _schema(file) == 0:
            with file:
                file.execute("BEGIN IMMEDIATE")
                if _schema(file) == 0:  # no other process has just made them
                    for statement in filter(str.strip, re.sub(r"--.*", "", _TABLES).split(";")):
                        file.execute(statement)
                    file.execute(f"PRAGMA user_version = {SCHEMA}")
        if (written := _schema(file)) > SCHEMA:
            file.close()
            raise ArchiveTooNew(
                f"{self._path} has schema {written}, this Knipsel reads up to {SCHEMA}; upgrade Knipsel"
            )


def _schema(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])


def _quoting(file: sqlite3.Connection, article: str) -> list[str]:
    return [row[0] for row in file.execute("SELECT answer FROM quoted WHERE article = ?", (article,))]


def _quote(file: sqlite3.Connection, answer: str, clipping: Clipping) -> None:
    file.executemany("INSERT INTO quoted VALUES (?, ?)", [(answer, article) for article in sorted(clipping.articles)])


def _make_room(file: sqlite3.Connection, maker: str, number: int) -> None:
    """Delete the oldest of what is too much: of one person, and of all."""
    file.execute("DELETE FROM answers WHERE number <= ?", (number - _MOST,))
    oldest = "SELECT number FROM answers WHERE maker = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
    row = file.execute(oldest, (maker, _MOST_OF_MAKER)).fetchone()
    if row:
        file.execute("DELETE FROM answers WHERE maker = ? AND number <= ?", (maker, row[0]))
