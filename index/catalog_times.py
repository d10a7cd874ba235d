"""The event times of the articles in the catalog: resolved when an article is taken in, read with its passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from index.annotate.dates import TimeExpression, time_expressions
from index.language import LANGUAGES
from index.period import Period
from index.span import Span

FACT = "times"  # by which rules the times on record were read

# Days are ordinals, so that an open end is the first or the last day there is.
CREATE = """
    CREATE TABLE times (
        article INTEGER NOT NULL REFERENCES articles (key),
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (article, start)
    ) STRICT, WITHOUT ROWID
"""
_INSERT = "INSERT INTO times VALUES (?, ?, ?, ?, ?)"
_ARTICLES_AT_ONCE = 1_000

TimeRow = tuple[int, int, int, int]  # a row of the table without its article


def time_rows(text: str, language: str, published: Period) -> list[TimeRow]:
    """Return when what an article tells happened, as it is kept; only Dutch and English ones have any."""
    if language not in LANGUAGES:
        return []
    return [
        (one.span.start, one.span.end, one.period.start.toordinal(), one.period.end.toordinal())
        for one in time_expressions(text, published, language)
    ]


def write_times(connection: sqlite3.Connection, key: int, rows: Iterable[TimeRow]) -> None:
    """Put the event times of the article with this key on record."""
    connection.executemany(_INSERT, ((key, *row) for row in rows))


def drop_times(connection: sqlite3.Connection, article: int) -> None:
    """Take the event times of an article off the record."""
    connection.execute("DELETE FROM times WHERE article = ?", (article,))


def rewrite_times(connection: sqlite3.Connection) -> None:
    """Resolve the times of all articles that are searched anew: the rules have changed, or there were none yet."""
    connection.execute("DELETE FROM times")
    query = (
        "SELECT key, text, published_start, published_end, language FROM articles "
        "WHERE current = 1 AND key > ? ORDER BY key LIMIT ?"
    )
    last = -1
    while rows := connection.execute(query, (last, _ARTICLES_AT_ONCE)).fetchall():
        for key, text, first, end, language in rows:
            published = Period(date.fromisoformat(first), date.fromisoformat(end))
            write_times(connection, key, time_rows(text, language, published))
        last = rows[-1][0]


def times_in(connection: sqlite3.Connection, passages: Sequence[int]) -> dict[int, list[TimeExpression]]:
    """Return the expressions of time that lie in each of the passages; their spans are of the article's text."""
    query = (
        'SELECT p.id, t.start, t."end", t.first, t.last FROM passages p '  # noqa: S608 - question marks only
        'JOIN times t ON t.article = p.article AND t.start >= p.start AND t."end" <= p."end" '
        f"WHERE p.id IN ({','.join('?' * len(passages))}) ORDER BY p.id, t.start"
    )
    found = dict[int, list[TimeExpression]]()
    for passage, start, end, first, last in connection.execute(query, passages):
        period = Period(date.fromordinal(first), date.fromordinal(last))
        found.setdefault(passage, []).append(TimeExpression(Span(start, end), period))
    return found
