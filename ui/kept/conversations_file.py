"""The file that conversations are kept in: its schema, and short transactions, also of several processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NAME = "conversations.sqlite3"
_SCHEMA = 1
_BUSY_TIMEOUT_S = 10.0
# `used` counts questions, so that what was asked from longest ago is known whatever the clocks say. The columns that a
# search reads stand before the long ones, which it then need not read past.
_TABLES = """
    CREATE TABLE persons (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, used INTEGER NOT NULL);
    CREATE INDEX persons_by_use ON persons (used);
    CREATE TABLE conversations (
        key INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE, name TEXT NOT NULL,
        used INTEGER NOT NULL, asked_at TEXT NOT NULL, by_hand INTEGER NOT NULL, title TEXT NOT NULL,
        words TEXT NOT NULL, UNIQUE (person, name)
    );
    CREATE INDEX conversations_by_use ON conversations (used);
    CREATE TABLE turns (
        key INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
        number INTEGER NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL, told TEXT NOT NULL, reply TEXT NOT NULL,
        evidence TEXT NOT NULL, UNIQUE (conversation, number)
    );
    CREATE TABLE cited (
        article TEXT NOT NULL, turn INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE, PRIMARY KEY (article, turn)
    ) WITHOUT ROWID;
    CREATE INDEX cited_by_turn ON cited (turn);
"""


class ConversationsUnusable(Exception):
    """The file that conversations are kept in cannot be read or written; the message says which, and what to do."""


class ConversationsFile:
    """The file of a folder. What is deleted or replaced in it is overwritten, not merely let go."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._held: sqlite3.Connection | None = None

    def exists(self) -> bool:
        """Tell whether anything was ever kept."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file; raise ConversationsUnusable."""
        with self._told(), closing(self._opened()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open the file, made if it is not there, for a transaction of all or nothing; raise ConversationsUnusable."""
        with self.reading() as connection:
            # With a log the disk need not be waited for twice a question, and a crash costs the last ones at most.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._bring_forward(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
            self._hold()

    def rewrite(self) -> None:
        """Write the file anew, so that nothing of what was deleted is left in it; raise ConversationsUnusable."""
        with self.reading() as connection:
            connection.execute("VACUUM")
        if not self.empty_log():
            again = "what was deleted is in its log until it has finished; run the same command again"
            raise ConversationsUnusable(f"another process is reading {self.path}; {again}")

    def empty_log(self) -> bool:
        """Take from the log what has been deleted; false where a reader keeps it, as it may for a moment."""
        with self.reading() as connection:
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        written = _version(connection)
        if written > _SCHEMA:
            connection.close()
            raise ConversationsUnusable(
                f"{self.path} was written by a later Knipsel (schema {written}, this one reads up to {_SCHEMA}); "
                "upgrade Knipsel, or move that file away"
            )
        return connection

    def _hold(self) -> None:
        """Keep a connection that does nothing: the last one to be closed would write the log into the file."""
        if self._held is None:
            self._held = sqlite3.connect(self.path, check_same_thread=False)
            _version(self._held)

    def _bring_forward(self, connection: sqlite3.Connection) -> None:
        if _version(connection) == 0:  # looked at within the transaction: another process may just have made it
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            advice = "make room or see that you may write there; a file that is damaged has to be moved away"
            raise ConversationsUnusable(
                f"the conversations in {self.path} cannot be used ({fault}); {advice}"
            ) from fault


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
