"""Takes from kept conversations what was made of articles that were forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ui.kept.conversations_json import TurnUnreadable, forgotten, told_of, turn_of
from ui.kept.conversations_words import folded, repeats, runs_of, text_of
from ui.next_html import without_next

_AT_ONCE = 500  # ids in a query


def forget_in(file: sqlite3.Connection, article_ids: Sequence[str], texts: Sequence[str]) -> None:
    """Take from each turn that cites one of the articles its answer, and say there that it is gone.

    A later follow-up in the same conversation goes with it: what it lacked may have come out of that answer. What a
    person typed is theirs and stays, unless it repeats five words in a row of the texts.
    """
    runs = {run for text in texts for run in runs_of(text)}
    citing = _turns_of(file, "cited", article_ids)
    for key in _turns_of(file, "drawn", article_ids) - citing:
        _forget_next(file, key)
    for conversation, first in _first_of(file, citing).items():
        query = "SELECT key, number, told FROM turns WHERE conversation = ? AND number >= ?"
        for key, number, told in file.execute(query, (conversation, first)).fetchall():
            _forget_turn(file, key, number, told, runs, cites=key in citing)
        (title,) = file.execute("SELECT title FROM conversations WHERE key = ?", (conversation,)).fetchone()
        if repeats(title, runs):
            file.execute("UPDATE conversations SET title = '…', words = '' WHERE key = ?", (conversation,))


def _forget_turn(
    file: sqlite3.Connection, key: int, number: int, told: str, runs: set[tuple[str, ...]], *, cites: bool
) -> None:
    try:
        turn = turn_of(number, "done", told)
        follows = turn.question is not None and turn.question.rewritten is not None
        own = forgotten(told)
    except TurnUnreadable:  # nobody can tell what is in it
        file.execute("DELETE FROM turns WHERE key = ?", (key,))
        return
    typed = repeats(turn.asked.words, runs)
    if not (cites or follows or typed):
        return
    words = "…" if typed else turn.asked.words
    if typed:
        own = told_of(
            replace(turn, asked=replace(turn.asked, words=words), question=None, exchange=None, clipping=None)
        )
    file.execute(
        "UPDATE turns SET state = 'removed', words = ?, told = ?, reply = '', evidence = '' WHERE key = ?",
        (folded(words), own, key),
    )
    for table in ("cited", "drawn"):
        file.execute(f"DELETE FROM {table} WHERE turn = ?", (key,))  # noqa: S608


def _forget_next(file: sqlite3.Connection, key: int) -> None:
    """Take from a turn what may be asked next: that was drawn from what was found, beyond what was cited."""
    reply, told = file.execute("SELECT reply, told FROM turns WHERE key = ?", (key,)).fetchone()
    try:
        asked = turn_of(1, "done", told).asked.words
    except TurnUnreadable:
        asked = ""
    left = without_next(reply)
    words = folded(f"{asked} {text_of(left)}")
    file.execute("UPDATE turns SET reply = ?, words = ? WHERE key = ?", (left, words, key))
    file.execute("DELETE FROM drawn WHERE turn = ?", (key,))


def _first_of(file: sqlite3.Connection, turns: Iterable[int]) -> dict[int, int]:
    """Return the conversations of turns, with the number of the first of these in each."""
    found: dict[int, int] = {}
    for key in turns:
        conversation, number = file.execute("SELECT conversation, number FROM turns WHERE key = ?", (key,)).fetchone()
        found[conversation] = min(number, found.get(conversation, number))
    return found


def _turns_of(file: sqlite3.Connection, table: str, article_ids: Sequence[str]) -> set[int]:
    return {
        row[0]
        for some in _batches(article_ids)
        for row in file.execute(f"SELECT turn FROM {table} WHERE article IN ({','.join('?' * len(some))})", some)  # noqa: S608
    }


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
