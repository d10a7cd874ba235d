"""How much the catalog holds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an archive holds, and how many passages have yet to get their keywords and vectors.

    `gone` articles are no longer in their source and were kept; `forgotten` ones must not come back, and
    are in some of the archive's files yet while it is `erasing`.
    """

    articles: int
    older_revisions: int
    passages: int
    languages: dict[str, int]
    outlets: dict[str, int]
    first: str
    last: str
    pending: dict[str, int]
    gone: int = 0
    forgotten: int = 0
    erasing: bool = False


def counts_of(connection: sqlite3.Connection, *, erasing: bool) -> Counts:
    """Return how much the catalog holds; `erasing` is a fact that its reader knows."""
    one = connection.execute
    current = "FROM articles WHERE current = 1"
    articles, first, last = one(f"SELECT count(*), min(published_start), max(published_end) {current}").fetchone()
    # A passage whose vector is in the recent store is pending for the large one only.
    wordless = one("SELECT count(*) FROM pending WHERE mirror = 'keywords'").fetchone()[0]
    vectorless = one(
        "SELECT count(*) FROM pending r JOIN pending v USING (passage) "
        "WHERE r.mirror = 'recent' AND v.mirror = 'vectors'"
    ).fetchone()[0]
    return Counts(
        articles=articles,
        older_revisions=one("SELECT count(*) FROM articles WHERE current = 0").fetchone()[0],
        passages=one("SELECT count(*) FROM passages").fetchone()[0],
        languages=dict(one(f"SELECT language, count(*) {current} GROUP BY language ORDER BY 2 DESC").fetchall()),
        outlets=dict(one(f"SELECT outlet, count(*) {current} GROUP BY outlet ORDER BY 2 DESC").fetchall()),
        first=first or "",
        last=last or "",
        pending={"keywords": wordless, "vectors": vectorless},
        gone=one(f"SELECT count(*) {current} AND gone_since <> ''").fetchone()[0],
        forgotten=one("SELECT count(*) FROM forgotten").fetchone()[0],
        erasing=erasing,
    )


def articles_by_source(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many articles are searched of each source, by its location; sources without any are left out."""
    query = "SELECT source, count(*) FROM articles WHERE current = 1 GROUP BY source ORDER BY 1"
    return dict(connection.execute(query).fetchall())
