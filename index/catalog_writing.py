"""The catalog in the hands of the one process that may write it: transactions, and what each mirror has yet to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from index.annotate.dates import RULES as TIME_RULES
from index.annotate.figures import RULES as FIGURE_RULES
from index.catalog import SCHEMA, Catalog, EncoderIdentity
from index.catalog_copies import CREATE as CREATE_COPIES
from index.catalog_copies import FACT as COPIES
from index.catalog_copies import rewrite_copies
from index.catalog_figures import rewrite_figures
from index.catalog_times import CREATE as CREATE_TIMES
from index.catalog_times import FACT as TIMES
from index.catalog_times import rewrite_times
from index.copies import RULES as COPY_RULES

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
    """
    + CREATE_COPIES,
}


class WritableCatalog(Catalog):
    """The catalog in the hands of the one process that holds the archive's lock."""

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
                raise catalog._unreadable("it was not made by Knipsel")
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
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    def set_encoder(self, identity: EncoderIdentity) -> None:
        """Record which encoder makes the vectors from here on."""
        with self.transaction():
            self._set_fact("encoder", asdict(identity))

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

    def passage_count(self) -> int:
        """Return how many passages there are."""
        return self._count("SELECT count(*) FROM passages")

    def settle(self, mirror: str, passages: Iterable[int]) -> None:
        """Record that the mirror now agrees about these passages."""
        with self.transaction():
            query = "DELETE FROM pending WHERE mirror = ? AND passage = ?"
            self.connection.executemany(query, ((mirror, passage) for passage in passages))
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

    def _advance(self, mirror: str) -> None:
        self._set_fact(f"generation:{mirror}", self.generation(mirror) + 1)

    def _count(self, query: str, *values: str) -> int:
        count: int = self.connection.execute(query, values).fetchone()[0]
        return count

    def _set_fact(self, name: str, value: object) -> None:
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))
