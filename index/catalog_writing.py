"""The catalog in the hands of the one process that may write it: transactions, and what each mirror has yet to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from threading import RLock
from uuid import uuid4

from index.annotate.dates import RULES as TIME_RULES
from index.annotate.figures import RULES as FIGURE_RULES
from index.article import Passage
from index.catalog import SCHEMA, Catalog, EncoderIdentity
from index.catalog_copies import CREATE as CREATE_COPIES
from index.catalog_copies import FACT as COPIES
from index.catalog_copies import rewrite_copies
from index.catalog_figures import rewrite_figures
from index.catalog_outlets import CREATE as CREATE_OUTLETS
from index.catalog_times import CREATE as CREATE_TIMES
from index.catalog_times import FACT as TIMES
from index.catalog_times import rewrite_times
from index.copies import RULES as COPY_RULES
from index.errors import ArchiveBusy, CatalogUnreadable

MIRRORS = ("keywords", "recent", "vectors")

# What brings a catalog of an older schema to the next one.
_UPGRADES = {
    1: """
        CREATE INDEX article_published ON articles (published_start, published_end) WHERE current = 1;
        DROP TABLE files;
        CREATE TABLE files (
            source TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, stamp TEXT NOT NULL,
            articles INTEGER NOT NULL, PRIMARY KEY (source, file)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO files SELECT source, file, '', '', count(*) FROM articles WHERE current = 1 GROUP BY source, file;
        INSERT INTO pending SELECT 'recent', passage FROM pending WHERE mirror = 'vectors'
    """,
    2: """
        CREATE TABLE figures (
            article INTEGER NOT NULL REFERENCES articles (key), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, value REAL, magnitude REAL,
            bound TEXT NOT NULL, counted TEXT NOT NULL, counted_start INTEGER NOT NULL, counted_end INTEGER NOT NULL,
            who_start INTEGER, who_end INTEGER, source_start INTEGER, source_end INTEGER,
            time_start INTEGER, time_end INTEGER, as_of_start TEXT, as_of_end TEXT, former INTEGER NOT NULL,
            PRIMARY KEY (article, start)
        ) STRICT, WITHOUT ROWID
    """,
    3: CREATE_TIMES,
    4: """
        ALTER TABLE articles ADD COLUMN section TEXT NOT NULL DEFAULT '';
        ALTER TABLE articles ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE articles ADD COLUMN published_at TEXT NOT NULL DEFAULT '';
        ALTER TABLE articles ADD COLUMN modified_at TEXT NOT NULL DEFAULT '';
        ALTER TABLE articles ADD COLUMN gone_since TEXT NOT NULL DEFAULT '';
        ALTER TABLE files ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE runs (
            key INTEGER PRIMARY KEY, began TEXT NOT NULL, seconds REAL NOT NULL, ending TEXT NOT NULL,
            rounds INTEGER NOT NULL, report TEXT NOT NULL
        ) STRICT;
        CREATE TABLE forgotten (digest TEXT PRIMARY KEY, since TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """
    + CREATE_COPIES,
    5: CREATE_OUTLETS,  # the keywords, which have a field for it since, are found not to fit, and made anew
}


class WritableCatalog(Catalog):
    """The catalog in the hands of the one process that holds the archive's lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._writing = RLock()  # threads wait here for each other; SQLite would have them look again and again

    @classmethod
    def create(cls, path: Path) -> WritableCatalog:
        """Open the catalog at `path`, made first if it is not there, whole or not at all."""
        catalog = cls(path)
        with catalog.transaction():
            tables = catalog._tables()
            if not tables:
                catalog._run(files("index").joinpath("schema.sql").read_text("utf-8"))
                catalog._set_fact("schema", SCHEMA)
            elif "facts" not in tables:
                raise CatalogUnreadable.because(path, "it was not made by Knipsel")
            while (written := catalog._fact("schema")) in _UPGRADES:
                catalog._run(_UPGRADES[written])
                catalog._set_fact("schema", written + 1)
            if catalog._fact("schema") == SCHEMA and catalog._fact("figures") != FIGURE_RULES:
                rewrite_figures(catalog.connection)
                catalog._set_fact("figures", FIGURE_RULES)
            if catalog._fact("schema") == SCHEMA and catalog._fact(TIMES) != TIME_RULES:
                rewrite_times(catalog.connection)
                catalog._set_fact(TIMES, TIME_RULES)
            if catalog._fact("schema") == SCHEMA and catalog._fact(COPIES) != COPY_RULES:
                rewrite_copies(catalog.connection)
                catalog._set_fact(COPIES, COPY_RULES)
        catalog._check_schema()
        return catalog

    def _run(self, script: str) -> None:
        for statement in script.split(";"):
            self.connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what is written inside all come true, or none of it."""
        with self._writing:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def set_erasing(self, erasing: bool) -> None:
        """Record that files hold what was forgotten, or no longer do; inside `transaction()`."""
        self._set_fact("erasing", erasing)

    def compact(self) -> None:
        """Rewrite the file, so that nothing of what was deleted is left in it or its log; raise ArchiveBusy."""
        self.connection.execute("VACUUM")
        busy, *_ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            again = "what was forgotten is in its log until it has finished; run the same command again"
            raise ArchiveBusy(f"another process is reading {self.path.parent}; {again}")

    def set_encoder(self, identity: EncoderIdentity) -> None:
        """Record which encoder makes the vectors from here on."""
        with self.transaction():
            self._set_fact("encoder", asdict(identity))

    def name_archive(self) -> None:
        """Give the archive an id that no other has; a copy in another folder gets one, and so vectors, of its own."""
        folder = str(self.path.parent.resolve())
        if (self._fact("archive") or {}).get("folder") != folder:
            with self.transaction():
                self._set_fact("archive", {"id": uuid4().hex, "folder": folder})

    def set_vectors_at(self, where: str | None) -> None:
        """Record which server has the vectors from here on; None for the archive's folder."""
        with self.transaction():
            self._set_fact("vectors_at", where)

    def pending(self, mirror: str, most: int, after: int = -1) -> list[int]:
        """Return up to `most` passages that the mirror has yet to agree about, the first one beyond `after`."""
        query = "SELECT passage FROM pending WHERE mirror = ? AND passage > ? ORDER BY passage LIMIT ?"
        return [row[0] for row in self.connection.execute(query, (mirror, after, most))]

    def pending_count(self, mirror: str) -> int:
        """Return how many passages the mirror has yet to agree about."""
        return self._count("SELECT count(*) FROM pending WHERE mirror = ?", mirror)

    def pending_present(self, mirror: str) -> int:
        """Return how many passages the mirror has yet to take in."""
        return self._count("SELECT count(*) FROM pending JOIN passages ON id = passage WHERE mirror = ?", mirror)

    def pending_gone(self, mirror: str) -> list[int]:
        """Return the passages that the mirror has yet to drop."""
        query = "SELECT passage FROM pending WHERE mirror = ? AND passage NOT IN (SELECT id FROM passages)"
        return [row[0] for row in self.connection.execute(query, (mirror,))]

    def all_passages(self) -> Iterator[Passage]:
        """Yield every passage, a thousand read at a time."""
        query, after = "SELECT id FROM passages WHERE id > ? ORDER BY id LIMIT 1000", -1
        while ids := [row[0] for row in self.connection.execute(query, (after,))]:
            yield from self.passages(ids).values()
            after = ids[-1]

    def passage_count(self) -> int:
        """Return how many passages there are."""
        return self._count("SELECT count(*) FROM passages")

    def settle(self, mirror: str, taken: Iterable[int], dropped: Iterable[int]) -> None:
        """Record that the mirror has taken in some passages and dropped others.

        One that was dropped from the catalog while a mirror took it in stays pending.
        """
        query = "DELETE FROM pending WHERE mirror = ? AND passage = ?"
        still = "EXISTS (SELECT 1 FROM passages WHERE id = passage)"
        with self.transaction():
            self.connection.executemany(f"{query} AND {still}", ((mirror, passage) for passage in taken))
            self.connection.executemany(query, ((mirror, passage) for passage in dropped))
            self._advance(mirror)

    def distrust(self, mirror: str) -> None:
        """Have an emptied mirror take in anew every passage that it should hold."""
        held = (
            "SELECT passage FROM pending WHERE mirror = 'vectors'" if mirror == "recent" else "SELECT id FROM passages"
        )
        with self.transaction():
            self.connection.execute("DELETE FROM pending WHERE mirror = ?", (mirror,))
            self.connection.execute(f"INSERT INTO pending SELECT ?, * FROM ({held})", (mirror,))  # noqa: S608
            self._advance(mirror)
            if mirror == "recent":
                self._set_fact("moving", False)

    def set_moving(self) -> None:
        """Record that vectors begin to be moved from the recent store to the large one; `distrust` ends it."""
        with self.transaction():
            self._set_fact("moving", True)

    def _advance(self, mirror: str) -> None:
        self._set_fact(f"generation:{mirror}", self.generation(mirror) + 1)

    def _count(self, query: str, *values: str) -> int:
        count: int = self.connection.execute(query, values).fetchone()[0]
        return count

    def _set_fact(self, name: str, value: object) -> None:
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))
