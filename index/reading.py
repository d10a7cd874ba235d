"""Reads a source into the catalog: which files changed, which articles in them, and what vanished."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from index.article import Article
from index.catalog import WritableCatalog
from index.intake import Intake
from index.readers import files_in, read
from index.readers.source import SourceFile, Unreadable

_ARTICLES_PER_TRANSACTION = 500

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


def read_source(catalog: WritableCatalog, source: Path, report: SyncReport, progress: Progress) -> None:
    """Read what changed in `source`, an absolute path, into the catalog and add it up in `report`."""
    intake = Intake(catalog, str(source))
    files = list(files_in(source))
    for done, file in enumerate(files):
        progress("read", done, len(files))
        _read_file(intake, file, report)
    progress("read", len(files), len(files))
    for vanished in sorted(intake.known_files() - {str(file.path) for file in files}):
        with catalog.transaction():
            _remove(intake, intake.articles_of(vanished), report)
            intake.note_file(vanished, None)


def _read_file(intake: Intake, file: SourceFile, report: SyncReport) -> None:
    """Read one file if its bytes changed; remove articles that it no longer holds, unless a part was unreadable."""
    path = str(file.path)
    before = intake.articles_of(path)
    digest = _digest(file.path)
    if digest is not None and digest == intake.digest_of(path):
        report.unchanged += len(before)
        return
    seen: set[str] = set()
    skipped_before = len(report.skipped)
    articles = _articles(file, intake, seen, report)
    while batch := list(islice(articles, _ARTICLES_PER_TRANSACTION)):
        with intake.catalog.transaction():
            for article in batch:
                outcome = intake.take(article, path)
                setattr(report, outcome, getattr(report, outcome) + 1)
    whole = len(report.skipped) == skipped_before
    with intake.catalog.transaction():
        if whole:
            _remove(intake, before - seen, report)
        intake.note_file(path, digest if whole else None)


def _articles(file: SourceFile, intake: Intake, seen: set[str], report: SyncReport) -> Iterator[Article]:
    """Yield the file's articles, noting their ids in `seen`; what is none of its own goes to the report."""
    for item in read(file):
        if isinstance(item, Unreadable):
            report.skipped.append(item)
        elif item.id in seen:
            report.skipped.append(
                Unreadable(file.path, None, f"has two articles with the id {item.id!r}; took the first")
            )
        elif (other := intake.file_of(item.id)) not in (None, str(file.path)) and Path(str(other)).exists():
            report.skipped.append(Unreadable(file.path, None, f"its id {item.id!r} is that of the article in {other}"))
        else:
            seen.add(item.id)
            yield item


def _remove(intake: Intake, article_ids: set[str], report: SyncReport) -> None:
    for article_id in sorted(article_ids):
        intake.remove(article_id)
    report.removed += len(article_ids)


def _digest(path: Path) -> str | None:
    """Return the digest of a file's bytes, or None if it cannot be opened; the reader will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
