"""ConversationStore: each person's conversations, in a small SQLite file of its own beside the archive."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ui.kept.conversations_file import ConversationsFile
from ui.kept.conversations_forgetting import forget_in
from ui.kept.conversations_json import TurnUnreadable, told_of, turn_of
from ui.kept.conversations_words import folded, searched, text_of, title_from
from ui.kept.exchange_json import ArticleOf
from ui.turn import Turn

_log = logging.getLogger("knipsel.conversations")
_KEY = "(SELECT c.key FROM conversations c JOIN persons p ON p.key = c.person WHERE p.id = ? AND c.name = ?)"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept at most, `size` in bytes of everybody together; what was asked from longest ago goes first."""

    persons: int = 10_000
    of_person: int = 200  # conversations
    turns: int = 30  # of a conversation
    size: int = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as a list has it; `asked_at` is when its last question was asked, in ISO form, UTC."""

    name: str
    title: str
    asked_at: str


class ConversationStore:
    """Keeps conversations in a file of a folder; any number of processes may.

    All is by a person's id and the name of a conversation: to anybody else than its person a name says nothing. A turn
    is written when it begins and when it has ended, never in between. Everything raises ConversationsUnusable.
    """

    def __init__(self, folder: Path, bounds: Bounds | None = None) -> None:
        self._file = ConversationsFile(folder)
        self._bounds = bounds or Bounds()

    def begin(self, person: str, name: str, turn: Turn) -> None:
        """Keep a turn that begins, in the place of one of that number; the conversation is made if it is not there."""
        with self._file.writing() as file:
            key = _conversation(file, person, name)
            file.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (key, turn.number))
            file.execute(
                "INSERT INTO turns (conversation, number, state, words, told, reply, evidence) "
                "VALUES (?, ?, '', '', '', '', '')",
                (key, turn.number),
            )
            _write(file, key, turn)
            _name_after_first(file, key)
            self._keep_within(file, key)

    def end(self, person: str, name: str, turn: Turn) -> bool:
        """Keep what became of a turn; false where it has been deleted meanwhile, and stays so."""
        if not self._file.exists():
            return False
        with self._file.writing() as file:
            row = file.execute(f"SELECT {_KEY}", (person, name)).fetchone()
            there = row[0] is not None and _write(file, row[0], turn)
            if there:
                self._keep_within(file, row[0])
        return there

    def turns(self, person: str, name: str, article: ArticleOf | None = None) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first; with `article` they can be followed.

        What cannot be read is named in the log and left out.
        """
        if not self._file.exists():
            return ()
        with self._file.reading() as file:
            query = (
                f"SELECT number, state, told, reply, evidence FROM turns WHERE conversation = {_KEY} ORDER BY number"  # noqa: S608
            )
            rows = file.execute(query, (person, name)).fetchall()
        turns = []
        for number, state, told, reply, evidence in rows:
            try:
                turn = turn_of(number, state, told, article)
            except TurnUnreadable as wrong:
                _log.warning("turn %s of conversation %s in %s is left out: %s", number, name, self._file.path, wrong)
                continue
            turns.append(replace(turn, reply=reply, evidence=evidence))
        return tuple(turns)

    def listed(self, person: str, search: str = "") -> list[Listed]:
        """Return a person's conversations, the last used first: those that have every word of a search.

        A word may be part of one, in the title, a question or an answer.
        """
        if not self._file.exists():
            return []
        words = searched(search)
        has = "(instr(c.words, ?) OR EXISTS (SELECT 1 FROM turns t WHERE t.conversation = c.key AND instr(t.words, ?)))"
        query = (
            "SELECT c.name, c.title, c.asked_at FROM conversations c JOIN persons p ON p.key = c.person "  # noqa: S608
            f"WHERE p.id = ? {''.join(f'AND {has} ' for _ in words)}ORDER BY c.used DESC"
        )
        with self._file.reading() as file:
            rows = file.execute(query, (person, *(word for word in words for _ in range(2)))).fetchall()
        return [Listed(*row) for row in rows]

    def rename(self, person: str, name: str, title: str) -> bool:
        """Give a conversation a title, or that of its first question again; false where there is none."""
        given = title_from(_storable(title))
        if not self._file.exists():
            return False
        with self._file.writing() as file:
            row = file.execute(f"SELECT {_KEY}", (person, name)).fetchone()
            if row[0] is None:
                return False
            file.execute("UPDATE conversations SET by_hand = ? WHERE key = ?", (bool(given), row[0]))
            _entitle(file, row[0], given) if given else _name_after_first(file, row[0])
        return True

    def delete(self, person: str, name: str) -> bool:
        """Delete a conversation for good; false where there is none."""
        if not self._file.exists():
            return False
        with self._file.writing() as file:
            query = f"DELETE FROM conversations WHERE key = {_KEY}"  # noqa: S608
            deleted = file.execute(query, (person, name)).rowcount > 0
        if deleted:
            self._file.empty_log()
        return deleted

    def forget(self, article_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Take from all turns what was made of articles: those of these ids, or what repeats their texts."""
        if not self._file.exists():
            return
        with self._file.writing() as file:
            forget_in(file, article_ids, texts)
        self._file.rewrite()

    def _keep_within(self, file: sqlite3.Connection, key: int) -> None:
        """Delete what is beyond the bounds, of conversations other than the one that is written last."""
        bounds = self._bounds
        last = "SELECT number FROM turns WHERE conversation = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
        file.execute(
            f"DELETE FROM turns WHERE conversation = ? AND number <= ({last})",  # noqa: S608
            (key, key, bounds.turns),
        )
        beyond = "SELECT key FROM conversations WHERE person = ? ORDER BY used DESC LIMIT -1 OFFSET ?"
        (person,) = file.execute("SELECT person FROM conversations WHERE key = ?", (key,)).fetchone()
        file.execute(f"DELETE FROM conversations WHERE key IN ({beyond})", (person, bounds.of_person))  # noqa: S608
        others = "SELECT key FROM persons ORDER BY used DESC LIMIT -1 OFFSET ?"
        file.execute(f"DELETE FROM persons WHERE key IN ({others})", (bounds.persons,))  # noqa: S608
        oldest = "SELECT key FROM conversations WHERE key <> ? ORDER BY used LIMIT 1"
        while _size(file) > bounds.size and (row := file.execute(oldest, (key,)).fetchone()):
            file.execute("DELETE FROM conversations WHERE key = ?", row)


def _conversation(file: sqlite3.Connection, person: str, name: str) -> int:
    """Return the key of a conversation, made if it is not there, used last of all from now on."""
    (used,) = file.execute("SELECT coalesce(max(used), 0) + 1 FROM persons").fetchone()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    file.execute(
        "INSERT INTO persons (id, used) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET used = excluded.used",
        (person, used),
    )
    file.execute(
        "INSERT INTO conversations (person, name, used, asked_at, by_hand, title, words) "
        "SELECT key, ?, ?, ?, 0, '', '' FROM persons WHERE id = ? "
        "ON CONFLICT (person, name) DO UPDATE SET used = excluded.used, asked_at = excluded.asked_at",
        (name, used, now, person),
    )
    return int(file.execute(f"SELECT {_KEY}", (person, name)).fetchone()[0])


def _write(file: sqlite3.Connection, conversation: int, turn: Turn) -> bool:
    """Write a turn over the one of its number; false where there is none."""
    words = folded(_storable(f"{turn.asked.words} {text_of(turn.reply)}"))
    row = (turn.state, words, *map(_storable, (told_of(turn), turn.reply, turn.evidence)))
    query = (
        "UPDATE turns SET state = ?, words = ?, told = ?, reply = ?, evidence = ? "
        "WHERE conversation = ? AND number = ? RETURNING key"
    )
    written = file.execute(query, (*row, conversation, turn.number)).fetchall()
    for (key,) in written:
        for table, articles in (("cited", turn.cited), ("drawn", turn.drawn)):
            file.execute(f"DELETE FROM {table} WHERE turn = ?", (key,))  # noqa: S608
            rows = ((article, key) for article in articles)
            file.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", rows)  # noqa: S608
    return bool(written)


def _name_after_first(file: sqlite3.Connection, key: int) -> None:
    """Have a conversation that nobody gave a title be called by its first question."""
    row = file.execute(
        "SELECT t.told FROM turns t JOIN conversations c ON c.key = t.conversation "
        "WHERE c.key = ? AND c.by_hand = 0 ORDER BY t.number LIMIT 1",
        (key,),
    ).fetchone()
    if row is None:
        return
    try:
        _entitle(file, key, title_from(turn_of(1, "done", row[0]).asked.words) or "…")
    except TurnUnreadable:
        _entitle(file, key, "…")


def _entitle(file: sqlite3.Connection, key: int, title: str) -> None:
    file.execute("UPDATE conversations SET title = ?, words = ? WHERE key = ?", (title, folded(title), key))


def _size(file: sqlite3.Connection) -> int:
    """Return how many bytes of the file are in use."""
    pages, free, each = (
        file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * each)


def _storable(text: str) -> str:
    """Return text that SQLite takes: halves of surrogate pairs, which a page may send, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
