"""Reads a source into the catalog: which files changed, which articles in them, and what vanished."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, islice
from pathlib import Path

from index.article import Article
from index.catalog_writing import WritableCatalog
from index.errors import ArticleUnprepared
from index.intake import Intake, KnownFile
from index.preparing import Preparation
from index.readers import files_in, read
from index.readers.source import Noted, SourceFile, Unreadable
from index.workers import Workers

_ARTICLES_PER_TRANSACTION = 500
_CLOCK_GRAIN_S = 2  # the coarsest that file systems keep (FAT)

Progress = Callable[[str, int, int], None]  # stage ("read", "keywords", "vectors"), done, of how many


@dataclass(slots=True)
class SyncReport:
    """What a run did, in articles; `skipped` names each file or line that could not be read, and why.

    `embedded` counts passages that the vectors took in or dropped, `seconds` is wall-clock time.
    """

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    removed: int = 0
    embedded: int = 0
    seconds: float = 0.0
    skipped: list[Unreadable] = field(default_factory=list)


def read_source(
    catalog: WritableCatalog, source: Path, report: SyncReport, progress: Progress, workers: Workers
) -> None:
    """Read what changed in `source`, an absolute path, into the catalog and add it up in `report`."""
    intake = Intake(catalog, str(source))
    files = list(files_in(source))
    found = workers.ahead(_found_in(files, intake), partial(_to_prepare, intake))
    for done, (visit, contents) in enumerate(groupby(found, key=lambda one: one[0][0])):
        progress("read", done, len(files))
        _read_file(intake, visit, contents, report)
    progress("read", len(files), len(files))
    faulty = tuple(file.path for file in files if file.fault)
    for vanished in sorted(intake.known_files() - {str(file.path) for file in files}):
        if any(Path(vanished).is_relative_to(closed) for closed in faulty):
            continue  # it may well be there still, in a folder that could not be looked into
        with catalog.transaction():
            _remove(intake, intake.articles_of(vanished), report)
            intake.forget_file(vanished)


@dataclass(frozen=True, slots=True, eq=False)
class _Visit:
    """A file as it was found, and what is on record of it; the digest is empty where it cannot be opened."""

    file: SourceFile
    known: KnownFile | None
    stamp: str
    digest: str

    @classmethod
    def of(cls, file: SourceFile, intake: Intake) -> _Visit:
        """Look at a file; read it only if its stamp does not tell that it is unchanged."""
        known = intake.known(str(file.path))
        stamp = "" if file.fault else _stamp(file.path)
        if known and known.digest and stamp and stamp == known.stamp:
            return cls(file, known, stamp, known.digest)
        return cls(file, known, stamp, "" if file.fault else _digest(file.path))

    @property
    def unchanged(self) -> KnownFile | None:
        """What is on record of the file, if that is still so."""
        return self.known if self.known and self.digest and self.digest == self.known.digest else None


_Found = tuple[_Visit, Article | Unreadable | None]  # None: the file itself, before what is in it
_Ahead = tuple[_Found, Preparation | None]


def _found_in(files: Iterable[SourceFile], intake: Intake) -> Iterator[_Found]:
    """Yield each file, and then what is in it if it changed."""
    for file in files:
        visit = _Visit.of(file, intake)
        yield visit, None
        if not visit.unchanged:
            yield from ((visit, item) for item in read(file))


def _to_prepare(intake: Intake, found: _Found) -> Article | None:
    article = found[1]
    return article if isinstance(article, Article) and not intake.has(article) else None


def _read_file(intake: Intake, visit: _Visit, contents: Iterator[_Ahead], report: SyncReport) -> None:
    """Take in one file if it changed; remove articles that it no longer holds, unless a part was unreadable."""
    path = str(visit.file.path)
    if (known := visit.unchanged) is not None:
        report.unchanged += known.articles
        if known.stamp != visit.stamp:
            with intake.catalog.transaction():
                intake.note_file(path, replace(known, stamp=visit.stamp))
        return
    before = intake.articles_of(path)
    seen = _take_articles(intake, visit.file, contents, report)
    with intake.catalog.transaction():
        if seen.whole:
            _remove(intake, before - seen.ids, report)
        _remove(intake, intake.withdrawn(seen.withdrawn) - seen.ids, report)
        intake.note_file(path, KnownFile(visit.digest, visit.stamp, len(seen.ids)) if seen.whole else KnownFile())


@dataclass(slots=True)
class _Seen:
    """The ids that a file gave, those that it takes back, and whether all of it could be read."""

    ids: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    whole: bool = True


def _take_articles(intake: Intake, file: SourceFile, contents: Iterator[_Ahead], report: SyncReport) -> _Seen:
    seen = _Seen()
    skipped_before = len(report.skipped)
    articles = _articles(file, contents, intake, seen, report)
    path = str(file.path)
    while batch := list(islice(articles, _ARTICLES_PER_TRANSACTION)):
        with intake.catalog.transaction():
            intake.note_file(path, KnownFile())  # begun: what is read now is found again if the rest never is
            for article, prepared in batch:
                try:
                    outcome = intake.take(article, path, prepared)
                    setattr(report, outcome, getattr(report, outcome) + 1)
                except ArticleUnprepared as failed:
                    report.skipped.append(Unreadable(file.path, None, str(failed)))
    seen.whole = all(isinstance(item, Noted) for item in report.skipped[skipped_before:])
    return seen


def _articles(
    file: SourceFile, contents: Iterator[_Ahead], intake: Intake, seen: _Seen, report: SyncReport
) -> Iterator[tuple[Article, Preparation | None]]:
    """Yield the file's articles, noting in `seen` their ids and what is taken back; what is none goes to the report."""
    for (_, item), prepared in contents:
        if item is None:
            continue
        if isinstance(item, Unreadable):
            report.skipped.append(item)
            if isinstance(item, Noted) and item.withdrawn:
                seen.withdrawn.add(item.withdrawn)
        elif item.id in seen.ids:
            report.skipped.append(
                Unreadable(file.path, None, f"has two articles with the id {item.id!r}; took the first")
            )
        elif (other := intake.file_of(item.id)) not in (None, str(file.path)) and Path(str(other)).exists():
            report.skipped.append(Unreadable(file.path, None, f"its id {item.id!r} is that of the article in {other}"))
        else:
            seen.ids.add(item.id)
            yield item, prepared


def _remove(intake: Intake, article_ids: set[str], report: SyncReport) -> None:
    for article_id in sorted(article_ids):
        intake.remove(article_id)
    report.removed += len(article_ids)


def _digest(path: Path) -> str:
    """Return the digest of a file's bytes, or nothing if it cannot be opened; the reader will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _stamp(path: Path) -> str:
    """Return a file's size and times, which differ when its bytes do; nothing where that cannot be relied on.

    The time of change (ctime) betrays also a tool that sets the time of modification back. A file written within the
    clock's own grain could be written again unseen.
    """
    try:
        stat = path.stat()
    except OSError:
        return ""
    settled = time.time() - max(stat.st_mtime, stat.st_ctime) > _CLOCK_GRAIN_S
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}" if settled else ""
