"""Writes articles into the catalog: what is new, what was revised, what vanished."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from index.article import Article
from index.catalog_copies import drop_copies, write_copies
from index.catalog_figures import drop_figures, write_figures
from index.catalog_times import drop_times, write_times
from index.catalog_writing import MIRRORS, WritableCatalog
from index.splitter import split

Outcome = Literal["added", "revised", "unchanged"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file on record: the digest of its bytes (empty until all of it was read), its stamp, how many articles it gave.

    A stamp is a file's size and times, as text; empty where they do not tell.
    """

    digest: str = ""
    stamp: str = ""
    articles: int = 0


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
        query = "SELECT digest, stamp, articles FROM files WHERE source = ? AND file = ?"
        row = self.catalog.connection.execute(query, (self.source, file)).fetchone()
        return KnownFile(*row) if row else None

    def note_file(self, file: str, known: KnownFile) -> None:
        """Put a file on record; without a digest it has to be read again."""
        row = (self.source, file, known.digest, known.stamp, known.articles)
        self.catalog.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", row)

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

    def take(self, article: Article, file: str) -> Outcome:
        """Take an article in; a changed one becomes the next revision, the older ones stay readable."""
        query = "SELECT key, revision, content_hash FROM articles WHERE id = ? AND current = 1"
        known = self.catalog.connection.execute(query, (article.id,)).fetchone()
        if known and known[2] == article.content_hash:
            self._moved(known[0], file)
            self._filed(known[0], article)
            return "unchanged"
        if known:
            self._drop_passages(known[0])
            self.catalog.connection.execute("UPDATE articles SET current = 0 WHERE key = ?", (known[0],))
        self._insert(article, known[1] + 1 if known else 1, file)
        return "revised" if known else "added"

    def remove(self, article_id: str) -> None:
        """Remove an article with all its revisions."""
        query = "SELECT key FROM articles WHERE id = ?"
        for (key,) in self.catalog.connection.execute(query, (article_id,)).fetchall():
            self._drop_passages(key)
            self.catalog.connection.execute("DELETE FROM articles WHERE key = ?", (key,))

    def _insert(self, article: Article, revision: int, file: str) -> None:
        connection = self.catalog.connection
        key = (
            connection.execute(
                "INSERT INTO articles VALUES (NULL, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(article.id, revision, article.content_hash, self.source, file, article.title, article.text),
                    *(article.published.start.isoformat(), article.published.end.isoformat()),
                    *(article.language, article.outlet, article.url, article.author, *_filing(article)),
                ),
            ).lastrowid
            or 0
        )
        for span in split(article.text):
            row = (key, span.start, span.end)
            passage = connection.execute("INSERT INTO passages VALUES (NULL, ?, ?, ?)", row).lastrowid
            connection.executemany("INSERT INTO pending VALUES (?, ?)", ((mirror, passage) for mirror in MIRRORS))
        write_figures(connection, key, article.text, article.language, article.published)
        write_times(connection, key, article.text, article.published, article.language)
        write_copies(connection, key, article.text, article.published)

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

    def _moved(self, key: int, file: str) -> None:
        query = "UPDATE articles SET source = ?, file = ? WHERE key = ? AND (source, file) <> (?, ?)"
        self.catalog.connection.execute(query, (self.source, file, key, self.source, file))


def _filing(article: Article) -> tuple[str, str, str, str]:
    """Return section, keywords, and the moments of publication and change, as the catalog keeps them."""
    moments = (moment.isoformat() if moment else "" for moment in (article.published_at, article.modified_at))
    published_at, modified_at = moments
    return article.section, json.dumps(article.keywords, ensure_ascii=False), published_at, modified_at
