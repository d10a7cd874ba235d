"""The catalog, in SQLite: which articles and passages there are. It is the truth; all else mirrors it."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.annotate.dates import TimeExpression
from index.article import Article, Passage
from index.catalog_copies import printings_of
from index.catalog_counts import Counts, counts_of
from index.catalog_coverage import Coverage, coverage_of
from index.catalog_facts import Facts
from index.catalog_figures import ReportedFigure, figures_in
from index.catalog_outlets import outlets_of
from index.catalog_times import times_in
from index.connection import connect
from index.errors import ArchiveTooNew, ArchiveTooOld, ArticleUnknown, CatalogUnreadable, IndexNotBuilt
from index.period import Period
from index.printed import Printed
from index.span import Span

SCHEMA = 6

_ARTICLE = (
    "a.id, a.title, a.text, a.published_start, a.published_end, a.language, a.outlet, a.url, a.author, a.revision, "
    "a.section, a.keywords, a.published_at, a.modified_at"
)
_MOST_VARIABLES = 10_000  # ids in one statement; SQLite's own limit is 32,766


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which encoder made an archive's vectors: vectors of two encoders cannot be compared."""

    name: str
    revision: str
    dimension: int

    def __str__(self) -> str:
        return f"{self.name} (revision {self.revision}, {self.dimension} dimensions)"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article stands: its newest revision, and since when it is no longer in its source, if so."""

    newest: int
    gone_since: datetime | None


class Catalog(Facts):
    """Reads the catalog of an archive; safe to share between threads, and to use while another process writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open an existing catalog file; raise IndexNotBuilt, ArchiveTooNew, ArchiveTooOld or CatalogUnreadable."""
        catalog = cls(path)
        # Without tables it is what a run leaves that was killed before it had made them.
        if not path.exists() or not catalog._tables():
            raise IndexNotBuilt(f"no index at {path.parent}; build it with `knipsel index corpus`")
        catalog._check_schema()
        return catalog

    @property
    def encoder(self) -> EncoderIdentity | None:
        """The encoder that made the vectors; None until the first ones are made."""
        fact = self._fact("encoder")
        return EncoderIdentity(**fact) if fact else None

    def standing(self, article_id: str) -> Standing:
        """Return which revision of an article is the newest, and whether it is in its source still."""
        query = "SELECT revision, gone_since FROM articles WHERE id = ? AND current = 1"
        revision, gone_since = self.connection.execute(query, (article_id,)).fetchone()
        return Standing(revision, datetime.fromisoformat(gone_since) if gone_since else None)

    def article(self, article_id: str, revision: int | None = None) -> Article:
        """Return an article, the newest revision unless told; raise ArticleUnknown."""
        which, wanted = ("a.current = 1", ()) if revision is None else ("a.revision = ?", (revision,))
        query = f"SELECT {_ARTICLE} FROM articles a WHERE a.id = ? AND {which}"  # noqa: S608 - constants only
        printable = article_id.encode("utf-8", "replace").decode()  # an argument may hold bytes that are no UTF-8
        row = self.connection.execute(query, (printable, *wanted)).fetchone()
        if row is None:
            which = f"revision {revision} of article" if revision else "article"
            raise ArticleUnknown(f"no {which} {printable!r} in {self.path.parent}; answers and --json name the ids")
        return _article(row)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages that exist among `ids`, in the order asked."""
        wanted, found = list(ids), dict[int, Passage]()
        for start in range(0, len(wanted), _MOST_VARIABLES):
            part = wanted[start : start + _MOST_VARIABLES]
            query = (
                f'SELECT p.id, p.start, p."end", {_ARTICLE} FROM passages p JOIN articles a ON a.key = p.article '  # noqa: S608
                f"WHERE p.id IN ({','.join('?' * len(part))})"
            )
            for passage_id, begin, end, *row in self.connection.execute(query, part):
                found[passage_id] = Passage(passage_id, _article(row), Span(begin, end))
        return {passage_id: found[passage_id] for passage_id in wanted if passage_id in found}

    def figures(self, passages: Iterable[int]) -> dict[int, list[ReportedFigure]]:
        """Return the figures of each of the passages, in the order of their text; passages without any are left out."""
        wanted, found = list(passages), dict[int, list[ReportedFigure]]()
        for start in range(0, len(wanted), _MOST_VARIABLES):
            found |= figures_in(self.connection, wanted[start : start + _MOST_VARIABLES])
        return found

    def times(self, passages: Iterable[int]) -> dict[int, list[TimeExpression]]:
        """Return the expressions of time in each of the passages, in order; passages without any are left out."""
        wanted, found = list(passages), dict[int, list[TimeExpression]]()
        for start in range(0, len(wanted), _MOST_VARIABLES):
            found |= times_in(self.connection, wanted[start : start + _MOST_VARIABLES])
        return found

    def printings(self, articles: Iterable[str]) -> dict[str, list[Article]]:
        """Return, for the articles of those ids, up to 12 others that print the same text, the earliest first."""
        keys = printings_of(self.connection, list(articles)[:_MOST_VARIABLES])
        wanted = list({key for others in keys.values() for key in others})[:_MOST_VARIABLES]
        query = f"SELECT a.key, {_ARTICLE} FROM articles a WHERE a.key IN ({','.join('?' * len(wanted))})"  # noqa: S608
        found = {key: _article(row) for key, *row in self.connection.execute(query, wanted)}
        return {article: [found[key] for key in others if key in found] for article, others in keys.items()}

    def latest(self, by: date = date.max) -> Period | None:
        """Return the latest period of publication, of articles that had been published `by` then; None without any."""
        query = (
            "SELECT published_start, published_end FROM articles "
            "WHERE current = 1 AND published_start <= :by AND published_end <= :by "  # the first is what an index finds
            "ORDER BY published_start DESC, published_end DESC LIMIT 1"
        )
        row = self.connection.execute(query, {"by": by.isoformat()}).fetchone()
        return Period(*map(date.fromisoformat, row)) if row else None

    def printed(self, ids: Iterable[int], printed: Printed) -> set[int]:
        """Return those of the passages whose article was published then and there."""
        wanted = list(ids)[:_MOST_VARIABLES]
        there = f" AND a.outlet IN ({','.join('?' * len(printed.outlets))})" if printed.outlets else ""
        query = (
            f"SELECT p.id FROM passages p JOIN articles a ON a.key = p.article WHERE p.id IN "  # noqa: S608
            f"({','.join('?' * len(wanted))}) AND a.published_start <= ? AND a.published_end BETWEEN ? AND ?{there}"
        )
        dates = (printed.within.end.isoformat(), printed.within.start.isoformat(), printed.by.isoformat())
        return {row[0] for row in self.connection.execute(query, (*wanted, *dates, *printed.outlets))}

    def outlets(self) -> tuple[str, ...]:
        """Return the names of the outlets that it has articles of, in alphabetical order."""
        return outlets_of(self.connection)

    def counts(self) -> Counts:
        """Return how much the archive holds."""
        return counts_of(self.connection, erasing=self.erasing)

    def coverage(self) -> Coverage:
        """Return how many articles were published in each month."""
        return coverage_of(self.connection)

    def unfinished(self) -> int:
        """Return how many passages cannot be found by their words yet."""
        query = "SELECT count(*) FROM pending JOIN passages ON id = passage WHERE mirror = 'keywords'"
        return int(self.connection.execute(query).fetchone()[0])

    def has_finished_any(self, mirror: str = "keywords") -> bool:
        """Tell whether a mirror should hold any passage."""
        query = "SELECT 1 FROM passages WHERE id NOT IN (SELECT passage FROM pending WHERE mirror = ?) LIMIT 1"
        return self.connection.execute(query, (mirror,)).fetchone() is not None

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection; raise CatalogUnreadable where the file is no catalog."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self.path)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def close(self) -> None:
        """Close this thread's connection; the next use opens a new one."""
        if hasattr(self._local, "connection"):
            self._local.connection.close()
            del self._local.connection

    def _tables(self) -> set[str]:
        return {row[0] for row in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def _check_schema(self) -> None:
        if "facts" not in self._tables():
            raise CatalogUnreadable.because(self.path, "it was not made by Knipsel")
        written = self._fact("schema")
        if written > SCHEMA:
            advice = "upgrade Knipsel, or index into another folder (KNIPSEL_ARCHIVE)"
            raise ArchiveTooNew(f"{self.path.parent} has schema {written}, this Knipsel reads up to {SCHEMA}; {advice}")
        if written < SCHEMA:
            advice = "run `knipsel index` with the sources it was made from; that brings it forward"
            raise ArchiveTooOld(f"{self.path.parent} was written by an older Knipsel (schema {written}); {advice}")


def _article(row: Iterable[Any]) -> Article:
    article_id, title, text, start, end, language, outlet, url, author, revision, section, keywords, *moments = row
    published_at, modified_at = (datetime.fromisoformat(moment) if moment else None for moment in moments)
    return Article(
        id=article_id,
        title=title,
        text=text,
        published=Period(date.fromisoformat(start), date.fromisoformat(end)),
        language=language,
        outlet=outlet,
        url=url,
        author=author,
        revision=revision,
        section=section,
        keywords=tuple(json.loads(keywords)),
        published_at=published_at,
        modified_at=modified_at,
    )
