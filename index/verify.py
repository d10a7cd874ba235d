"""Compares the catalog with itself, with the keywords and with the vectors, passage by passage."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.archive import CATALOG
from index.catalog import Catalog
from index.catalog_writing import WritableCatalog
from index.encoder import Encoder
from index.errors import MirrorUnreadable
from index.mirrors import Mirrors
from index.vector_server import VectorServer
from index.writing import writing

_MOST_NAMED = 5  # passages or articles that a difference names


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it should be, in a sentence, and whether `knipsel index --rebuild` mends it."""

    what: str
    mended_by_rebuild: bool


def verify(folder: Path, encoder: Encoder, server: VectorServer | None = None) -> list[Difference]:
    """Return all that differs within the archive in `folder`; it is locked meanwhile, and nothing is changed.

    Passages that a run has yet to take in or to drop are no difference. Raises IndexNotBuilt, ArchiveBusy and
    CatalogUnreadable.
    """
    Catalog.open(folder / CATALOG).close()
    with writing(folder, encoder, server) as mirrors:
        if damage := _damage(mirrors.catalog):
            return [damage]  # nothing else can be compared with what cannot be read
        return [*_in_catalog(mirrors.catalog), *_in_mirrors(mirrors)]


# What must never be found, as (what it is, a query for whose it is). A span of an article lies within its text.
_NEVER = (
    (
        "passages lie outside their article's text",
        "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article "
        'WHERE p.start < 0 OR p."end" <= p.start OR p."end" > length(a.text)',
    ),
    (
        "figures have a part that lies outside their sentence or their article's text",
        "SELECT DISTINCT a.id FROM figures f JOIN articles a ON a.key = f.article "
        "WHERE f.sentence_start < 0 OR f.sentence_end > length(a.text) OR f.start < f.sentence_start "
        'OR f."end" <= f.start OR f."end" > f.sentence_end '
        "OR min(f.counted_start, ifnull(f.who_start, 0), ifnull(f.source_start, 0), ifnull(f.time_start, 0)) < 0 "
        "OR max(f.counted_end, ifnull(f.who_end, 0), ifnull(f.source_end, 0), ifnull(f.time_end, 0)) > length(a.text)",
    ),
    (
        "expressions of time lie outside their article's text",
        "SELECT DISTINCT a.id FROM times t JOIN articles a ON a.key = t.article "
        'WHERE t.start < 0 OR t."end" <= t.start OR t."end" > length(a.text) OR t.first > t.last',
    ),
    (
        "articles have no passage, so that nobody finds them",
        "SELECT id FROM articles WHERE current = 1 AND key NOT IN (SELECT article FROM passages)",
    ),
    (
        "older revisions are searched",
        "SELECT DISTINCT a.id FROM passages p JOIN articles a ON a.key = p.article WHERE a.current = 0",
    ),
    (
        "articles have revisions and no newest one",
        "SELECT DISTINCT id FROM articles WHERE id NOT IN (SELECT id FROM articles WHERE current = 1)",
    ),
)


def _damage(catalog: WritableCatalog) -> Difference | None:
    """Return what is wrong with the catalog's file; None where it is whole."""
    try:
        faults = [row[0] for row in catalog.connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as damaged:
        faults = [str(damaged)]
    return None if faults == ["ok"] else Difference(f"the catalog's file is damaged: {_named(faults)}", False)


def _in_catalog(catalog: WritableCatalog) -> Iterator[Difference]:
    """Yield what is wrong in the catalog, which no rebuild mends: it is the truth that all else is rebuilt from."""
    for table, row, *_ in catalog.connection.execute("PRAGMA foreign_key_check"):
        yield Difference(f"the catalog has a row of {table} ({row}) that belongs to no article", False)
    for what, query in _NEVER:
        if found := [row[0] for row in catalog.connection.execute(query)]:
            yield Difference(f"in the catalog {len(found):,} {what}: {_named(found)}", False)


def _in_mirrors(mirrors: Mirrors) -> Iterator[Difference]:
    """Yield where keywords and vectors hold other passages than the catalog has them hold."""
    catalog = mirrors.catalog
    passages = {row[0] for row in catalog.connection.execute("SELECT id FROM passages")}
    pending = {name: set(catalog.pending(name, -1)) for name in ("keywords", "vectors", "recent")}
    yield from _compared("keywords", mirrors.keywords.ids, passages, pending["keywords"])
    yield from _compared("vectors", mirrors.vectors.ids, passages, pending["vectors"])
    yield from _compared("recent vectors", mirrors.recent.ids, passages & pending["vectors"], pending["recent"])


def _compared(name: str, held: Callable[[], set[int]], due: set[int], pending: set[int]) -> Iterator[Difference]:
    try:
        ids = held()
    except (MirrorUnreadable, ValueError) as damaged:
        yield Difference(f"the {name} cannot be read: {damaged}", True)
        return
    if missing := due - ids - pending:
        yield Difference(f"the {name} lack {len(missing):,} passages: {_named(sorted(missing))}", True)
    if surplus := ids - due - pending:
        told = f"the {name} hold {len(surplus):,} passages that the catalog does not: {_named(sorted(surplus))}"
        yield Difference(told, True)


def _named(names: Iterable[object]) -> str:
    listed = [str(name) for name in names]
    return ", ".join(listed[:_MOST_NAMED]) + (" …" if len(listed) > _MOST_NAMED else "")
