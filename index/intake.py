"""Writes articles into the catalog: what is new, what was revised, what vanished."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from index.article import Article
from index.catalog_copies import drop_copies, write_copies
from index.catalog_figures import drop_figures, write_figures
from index.catalog_times import drop_times, write_times
from index.catalog_writing import MIRRORS, WritableCatalog
from index.errors import ArticleUnprepared
from index.preparing import Prepared, prepare

Outcome = Literal["added", "revised", "unchanged"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file on record: the digest of its bytes (empty until all of it was read), its stamp, how many articles it gave.

    A stamp is a file's size and times, as text; empty where they do not tell. `withheld` articles were forgotten.
    """

    digest: str = ""
    stamp: str = ""
    articles: int = 0
    withheld: int = 0


class Intake:
    """Takes the articles of one source into the catalog; call inside `catalog.transaction()`.

    `source` and the `file`s in it are absolute paths, as text.
    """

    def __init__(self, catalog: WritableCatalog, source: str) -> None:
        self.catalog = catalog
        self.source = source

    def other_sources(self) -> list[str]:
        """Return the sources that were indexed beside this one."""
        query = "SELECT DISTINCT source FROM files WHERE source <> ?"
        return [row[0] for row in self.catalog.connection.execute(query, (self.source,))]

    def known(self, file: str) -> KnownFile | None:
        """Return what is on record of a file."""
        query = "SELECT digest, stamp, articles, withheld FROM files WHERE source = ? AND file = ?"
        row = self.catalog.connection.execute(query, (self.source, file)).fetchone()
        return KnownFile(*row) if row else None

    def note_file(self, file: str, known: KnownFile) -> None:
        """Put a file on record; without a digest it has to be read again."""
        row = (self.source, file, known.digest, known.stamp, known.articles, known.withheld)
        self.catalog.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", row)

    def forget_file(self, file: str) -> None:
        """Take a file off the record."""
        self.catalog.connection.execute("DELETE FROM files WHERE source = ? AND file = ?", (self.source, file))

    def known_files(self) -> set[str]:
        """Return the files of this source that articles were, or began to be, read from."""
        query = "SELECT file FROM files WHERE source = ?"
        return {row[0] for row in self.catalog.connection.execute(query, (self.source,))}

    def articles_of(self, file: str) -> set[str]:
        """Return the ids of the articles that the file gave."""
        query = "SELECT id FROM articles WHERE source = ? AND file = ? AND current = 1"
        return {row[0] for row in self.catalog.connection.execute(query, (self.source, file))}

    def file_of(self, article_id: str) -> str | None:
        """Return the file that gave this article, of whatever source."""
        query = "SELECT file FROM articles WHERE id = ? AND current = 1"
        row = self.catalog.connection.execute(query, (article_id,)).fetchone()
        return row[0] if row else None

    def newer(self, article: Article) -> bool | None:
        """Return whether an article was changed after the one with its id that is here; None where that is not told."""
        query = "SELECT modified_at FROM articles WHERE id = ? AND current = 1"
        row = self.catalog.connection.execute(query, (article.id,)).fetchone()
        here = datetime.fromisoformat(row[0]) if row and row[0] else None
        there = article.modified_at
        if here is None or there is None or (here.tzinfo is None) != (there.tzinfo is None) or here == there:
            return None
        return there > here

    def withdrawn(self, ids: set[str]) -> set[str]:
        """Return the articles of this source that have one of the ids, or that id, a `#` and their language."""
        query = "SELECT id FROM articles WHERE current = 1 AND source = ? AND (id = ? OR id BETWEEN ? AND ?)"
        rows = (
            self.catalog.connection.execute(query, (self.source, one, f"{one}#", f"{one}#\U0010ffff")) for one in ids
        )
        return {row[0] for found in rows for row in found}

    def has(self, article: Article) -> bool:
        """Tell whether the article is in the catalog as it is."""
        query = "SELECT 1 FROM articles WHERE id = ? AND current = 1 AND content_hash = ?"
        return self.catalog.connection.execute(query, (article.id, article.content_hash)).fetchone() is not None

    def take(self, article: Article, file: str, prepared: Prepared | ArticleUnprepared | None = None) -> Outcome:
        """Take an article in; a changed one becomes the next revision, the older ones stay readable.

        `prepared` is what is kept of it beside its text, worked out here unless given; raises ArticleUnprepared.
        """
        query = "SELECT key, revision, content_hash FROM articles WHERE id = ? AND current = 1"
        known = self.catalog.connection.execute(query, (article.id,)).fetchone()
        if known and known[2] == article.content_hash:
            self._found_in(known[0], file)
            self._filed(known[0], article)
            return "unchanged"
        prepared = prepared or prepare(article)  # before anything is written: it may fail
        if isinstance(prepared, ArticleUnprepared):
            raise prepared
        if known:
            self._drop_passages(known[0])
            self.catalog.connection.execute("UPDATE articles SET current = 0 WHERE key = ?", (known[0],))
        self._insert(article, prepared, known[1] + 1 if known else 1, file)
        return "revised" if known else "added"

    def remove(self, article_id: str) -> None:
        """Remove an article with all its revisions."""
        query = "SELECT key FROM articles WHERE id = ?"
        for (key,) in self.catalog.connection.execute(query, (article_id,)).fetchall():
            self._drop_passages(key)
            self.catalog.connection.execute("DELETE FROM articles WHERE key = ?", (key,))

    def keep(self, article_id: str, since: datetime) -> bool:
        """Mark an article as no longer in its source; tell whether it was not marked before."""
        query = "UPDATE articles SET gone_since = ? WHERE id = ? AND current = 1 AND gone_since = ''"
        return self.catalog.connection.execute(query, (since.isoformat(timespec="seconds"), article_id)).rowcount > 0

    def kept(self) -> set[str]:
        """Return the ids of the articles that are no longer in the source, and were kept."""
        query = "SELECT id FROM articles WHERE source = ? AND gone_since <> '' AND current = 1"
        return {row[0] for row in self.catalog.connection.execute(query, (self.source,))}

    def _insert(self, article: Article, prepared: Prepared, revision: int, file: str) -> None:
        connection = self.catalog.connection
        key = (
            connection.execute(
                "INSERT INTO articles VALUES (NULL, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                (
                    *(article.id, revision, article.content_hash, self.source, file, article.title, article.text),
                    *(article.published.start.isoformat(), article.published.end.isoformat()),
                    *(article.language, article.outlet, article.url, article.author, *_filing(article)),
                ),
            ).lastrowid
            or 0
        )
        for start, end in prepared.passages:
            passage = connection.execute("INSERT INTO passages VALUES (NULL, ?, ?, ?)", (key, start, end)).lastrowid
            connection.executemany("INSERT INTO pending VALUES (?, ?)", ((mirror, passage) for mirror in MIRRORS))
        write_figures(connection, key, prepared.figures)
        write_times(connection, key, prepared.times)
        write_copies(connection, key, article.text, article.published, prepared.bands)

    def _drop_passages(self, key: int) -> None:
        connection = self.catalog.connection
        for mirror in MIRRORS:
            query = "INSERT OR IGNORE INTO pending SELECT ?, id FROM passages WHERE article = ?"
            connection.execute(query, (mirror, key))
        connection.execute("DELETE FROM passages WHERE article = ?", (key,))
        drop_figures(connection, key)
        drop_times(connection, key)
        drop_copies(connection, key)

    def _filed(self, key: int, article: Article) -> None:
        """Bring how an article is filed up to date; that makes no revision."""
        filing = _filing(article)
        query = (
            "UPDATE articles SET section = ?, keywords = ?, published_at = ?, modified_at = ? "
            "WHERE key = ? AND (section, keywords, published_at, modified_at) <> (?, ?, ?, ?)"
        )
        self.catalog.connection.execute(query, (*filing, key, *filing))

    def _found_in(self, key: int, file: str) -> None:
        query = (
            "UPDATE articles SET source = ?, file = ?, gone_since = '' "
            "WHERE key = ? AND (source, file, gone_since) <> (?, ?, '')"
        )
        self.catalog.connection.execute(query, (self.source, file, key, self.source, file))


def _filing(article: Article) -> tuple[str, str, str, str]:
    """Return section, keywords, and the moments of publication and change, as the catalog keeps them."""
    moments = (moment.isoformat() if moment else "" for moment in (article.published_at, article.modified_at))
    published_at, modified_at = moments
    return article.section, json.dumps(article.keywords, ensure_ascii=False), published_at, modified_at
