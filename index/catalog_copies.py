"""Which articles in the catalog print one text: found when one is taken in, among those printed around then."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date

from index.copies import bands, is_copy, months
from index.period import Period

FACT = "copies"  # by which rules the origins on record were found

CREATE = """
    CREATE TABLE origins (
        article INTEGER PRIMARY KEY REFERENCES articles (key),
        origin INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX origin_article ON origins (origin);
    CREATE TABLE bands (
        month INTEGER NOT NULL, hash INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles (key),
        PRIMARY KEY (month, hash, article)
    ) STRICT, WITHOUT ROWID
"""
# One text that a thousand outlets print, or a form that an agency fills in each hour, stays cheap.
_MOST_IN_A_BAND = 50
_MOST_COMPARED = 20  # those that share most bands
_MOST_PRINTINGS = 12  # of one text, that are read for a question
# For each month and hash the articles of that band. One statement: a hundred of them took most of the writer's time.
_IN_BANDS = """
    SELECT (
        SELECT group_concat(article) FROM (
            SELECT article FROM bands WHERE month = months.value AND hash = hashes.value LIMIT ?
        )
    ) FROM json_each(?) AS months, json_each(?) AS hashes
"""
_ARTICLES_AT_ONCE = 1_000


def write_copies(
    connection: sqlite3.Connection, article: int, text: str, published: Period, hashes: Sequence[int]
) -> None:
    """Put on record of which articles this one is a copy, and by what later ones find it: the bands of its text."""
    around = months(published)
    if groups := _printed_before(connection, text, hashes, around):
        first = min(groups)
        connection.executemany("INSERT OR IGNORE INTO origins VALUES (?, ?)", ((one, one) for one in groups))
        connection.executemany("UPDATE origins SET origin = ? WHERE origin = ?", ((first, one) for one in groups))
        connection.execute("INSERT INTO origins VALUES (?, ?)", (article, first))
    rows = ((around[0], one, article) for one in sorted(hashes))
    connection.executemany("INSERT INTO bands VALUES (?, ?, ?)", rows)


def drop_copies(connection: sqlite3.Connection, article: int) -> None:
    """Take an article, whose text is still there, off the record of copies."""
    query = "SELECT text, published_start, published_end FROM articles WHERE key = ?"
    for text, first, last in connection.execute(query, (article,)).fetchall():
        month = months(Period(date.fromisoformat(first), date.fromisoformat(last)))[0]
        rows = ((month, one, article) for one in bands(text))
        connection.executemany("DELETE FROM bands WHERE month = ? AND hash = ? AND article = ?", rows)
    connection.execute("DELETE FROM origins WHERE article = ?", (article,))
    left = "SELECT min(article) FROM origins WHERE origin = ?"  # an origin is the key of one of its own articles
    connection.execute(f"UPDATE origins SET origin = ({left}) WHERE origin = ?", (article, article))  # noqa: S608


def rewrite_copies(connection: sqlite3.Connection) -> None:
    """Find the copies among all articles that are searched anew: the rules have changed, or nobody had looked yet."""
    connection.execute("DELETE FROM origins")
    connection.execute("DELETE FROM bands")
    query = (
        "SELECT key, text, published_start, published_end FROM articles "
        "WHERE current = 1 AND key > ? ORDER BY key LIMIT ?"
    )
    last = -1
    while rows := connection.execute(query, (last, _ARTICLES_AT_ONCE)).fetchall():
        for key, text, start, end in rows:
            published = Period(date.fromisoformat(start), date.fromisoformat(end))
            write_copies(connection, key, text, published, bands(text))
        last = rows[-1][0]


def printings_of(connection: sqlite3.Connection, articles: Sequence[str]) -> dict[str, list[int]]:
    """Return, for the articles of those ids, the keys of up to 12 others that print the same text, earliest first."""
    query = (
        "SELECT id, key FROM ("  # noqa: S608 - question marks only
        "SELECT a.id, b.key, row_number() OVER "
        "(PARTITION BY a.id ORDER BY b.published_end, b.published_start, b.id) AS place FROM articles a "
        "JOIN origins o ON o.article = a.key JOIN origins p ON p.origin = o.origin AND p.article <> o.article "
        f"JOIN articles b ON b.key = p.article WHERE a.current = 1 AND a.id IN ({','.join('?' * len(articles))})"
        ") WHERE place <= ? ORDER BY id, place"
    )
    found = dict[str, list[int]]()
    for article, other in connection.execute(query, (*articles, _MOST_PRINTINGS)):
        found.setdefault(article, []).append(other)
    return found


def _printed_before(
    connection: sqlite3.Connection, text: str, hashes: Sequence[int], around: Sequence[int]
) -> set[int]:
    """Return the origins on record whose articles print this text."""
    found = connection.execute(_IN_BANDS, (_MOST_IN_A_BAND, json.dumps(around), json.dumps(hashes)))
    shared = Counter(int(key) for (keys,) in found if keys for key in keys.split(","))
    origins = set[int]()
    for key, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MOST_COMPARED]:
        origin = _origin(connection, key)
        if origin not in origins and is_copy(text, _text(connection, key)):
            origins.add(origin)
    return origins


def _origin(connection: sqlite3.Connection, article: int) -> int:
    """Return the first of the articles that print what this one does, by key: itself where there is no other."""
    row = connection.execute("SELECT origin FROM origins WHERE article = ?", (article,)).fetchone()
    return int(row[0]) if row else article


def _text(connection: sqlite3.Connection, article: int) -> str:
    text: str = connection.execute("SELECT text FROM articles WHERE key = ?", (article,)).fetchone()[0]
    return text
