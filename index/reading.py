"""Reads a source into the catalog: which files changed, which articles in them, and what vanished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby, islice
from pathlib import Path

from index.article import Article
from index.errors import ArticleUnprepared
from index.forgotten import Forgotten
from index.gauge import Gauge, Progress
from index.intake import Intake, KnownFile
from index.preparing import Preparation
from index.readers import files_in, read
from index.readers.source import Noted, SourceFile, Unreadable
from index.report import SourceReport
from index.sources import Source
from index.visit import Visit
from index.workers import Workers

_ARTICLES_PER_TRANSACTION = 500
_ITEMS_PER_TELLING = 100

Found = tuple[Visit, Article | Unreadable | None]  # None: the file itself, before what is in it
_Ahead = tuple[Found, Preparation | None]


@dataclass(slots=True)
class _Seen:
    """What a file gave: the ids of its articles, those that it takes back, how many more are withheld.

    `whole` tells whether all of it could be read.
    """

    ids: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    withheld: int = 0
    whole: bool = True


def _told(contents: Iterator[_Ahead], tell: Callable[[], None]) -> Iterator[_Ahead]:
    """Yield the contents of a file, and tell now and then how far it is."""
    for number, item in enumerate(contents, start=1):
        if number % _ITEMS_PER_TELLING == 0:
            tell()
        yield item


@dataclass(frozen=True, slots=True)
class Reading:
    """One source, as one run reads it into the catalog; what became of its articles is added up in `report`."""

    source: Source
    intake: Intake
    forgotten: Forgotten
    report: SourceReport
    workers: Workers
    progress: Progress

    def read(self) -> None:
        """Read what changed in the source's folder or file, and let go of what vanished from it."""
        found = files_in(Path(self.source.location))
        files = [replace(file, defaults=self.source.defaults, fields=self.source.fields) for file in found]
        gauge = Gauge(files, self.progress)
        self.take(self._found_in(gauge.files), gauge.tell)
        gauge.finish()
        self._let_go_of_files(files)

    def take(self, found: Iterator[Found], tell: Callable[[int], None] = lambda number: None) -> None:
        """Take in what was found, each file before what is in it; `tell` is told the file's number now and then."""
        for visit, contents in groupby(self.workers.ahead(found, self._to_prepare), key=lambda one: one[0][0]):
            tell(visit.number)
            self._read_file(visit, _told(contents, partial(tell, visit.number)))

    def _found_in(self, files: Sequence[SourceFile]) -> Iterator[Found]:
        """Yield each file, and then what is in it if it changed."""
        for number, file in enumerate(files):
            visit = Visit.of(number, file, self.intake, self.source.choices)
            yield visit, None
            if not visit.unchanged:
                yield from ((visit, item) for item in read(file))

    def _to_prepare(self, found: Found) -> Article | None:
        article = found[1]
        if not isinstance(article, Article) or article.id in self.forgotten or self.intake.has(article):
            return None
        return article

    def _read_file(self, visit: Visit, contents: Iterator[_Ahead]) -> None:
        """Take in one file if it changed; let go of articles that it no longer holds, unless a part was unreadable."""
        path = str(visit.file.path)
        if (known := visit.unchanged) is not None:
            self.report.add({"unchanged": known.articles, "withheld": known.withheld})
            if known.stamp != visit.stamp:
                with self.intake.catalog.transaction():
                    self.intake.note_file(path, replace(known, stamp=visit.stamp))
            return
        before = self.intake.articles_of(path)
        seen = self._take_articles(visit.file, contents)
        with self._counted() as became:
            if seen.whole and not self.source.feed:  # what rolls out of a feed was published all the same
                became.update(self._let_go(before - seen.ids))
            became.update(self._remove(self.intake.withdrawn(seen.withdrawn) - seen.ids))
            if seen.ids or not seen.withheld:  # else the name of the file would tell what was forgotten
                whole = KnownFile(visit.digest, visit.stamp, len(seen.ids), seen.withheld)
                self.intake.note_file(path, whole if seen.whole else KnownFile())

    def _take_articles(self, file: SourceFile, contents: Iterator[_Ahead]) -> _Seen:
        seen, path = _Seen(), str(file.path)
        articles = self._articles(file, contents, seen)
        while batch := list(islice(articles, _ARTICLES_PER_TRANSACTION)):
            with self._counted() as became:
                self.intake.note_file(path, KnownFile())  # begun: what is read now is found again if the rest never is
                for article, prepared in batch:
                    try:
                        became[self.intake.take(article, path, prepared)] += 1
                    except ArticleUnprepared as failed:
                        self._skip(Unreadable(file.path, None, str(failed)), seen)
        self.report.withheld += seen.withheld
        return seen

    def _articles(
        self, file: SourceFile, contents: Iterator[_Ahead], seen: _Seen
    ) -> Iterator[tuple[Article, Preparation | None]]:
        """Yield the file's articles, noting in `seen` what it gave; what is none of its own goes to the report."""
        for (_, item), prepared in contents:
            if item is None:
                continue
            if isinstance(item, Unreadable):
                self._skip(item, seen)
            elif item.id in self.forgotten:
                seen.withheld += 1
            elif item.id in seen.ids:
                self._skip(
                    Unreadable(file.path, None, f"has two articles with the id {item.id!r}; took the first"), seen
                )
            elif (other := self._elsewhere(item, file)) is not None:
                self._skip(other, seen)
            else:
                seen.ids.add(item.id)
                yield item, prepared

    def _elsewhere(self, article: Article, file: SourceFile) -> Unreadable | None:
        """Return why an article is not taken that has the id of one from another file; None where it is taken.

        It is where it is the newer version of the two, as its source has them.
        """
        other = self.intake.file_of(article.id)
        if other in (None, str(file.path)) or not Path(str(other)).exists():
            return None
        newer = self.intake.newer(article)
        if newer is None:
            return Unreadable(file.path, None, f"its id {article.id!r} is that of the article in {other}")
        return None if newer else Noted(file.path, None, f"has an older version of {article.id!r} than {other}")

    def _skip(self, item: Unreadable, seen: _Seen) -> None:
        self.report.skip(item)
        if not isinstance(item, Noted):
            seen.whole = False
        elif item.withdrawn:
            seen.withdrawn.add(item.withdrawn)

    def _let_go_of_files(self, files: Sequence[SourceFile]) -> None:
        faulty = tuple(file.path for file in files if file.fault)
        for vanished in sorted(self.intake.known_files() - {str(file.path) for file in files}):
            if any(Path(vanished).is_relative_to(closed) for closed in faulty):
                continue  # it may well be there still, in a folder that could not be looked into
            with self._counted() as became:
                became.update(self._let_go(self.intake.articles_of(vanished)))
                self.intake.forget_file(vanished)
        if self.source.vanished == "remove" and (kept := self.intake.kept()):  # it was `keep` before
            with self._counted() as became:
                became.update(self._remove(kept))

    def _let_go(self, article_ids: set[str]) -> dict[str, int]:
        """Remove articles that vanished, or keep them, marked, where the source has it so; return how many it was."""
        if self.source.vanished == "remove":
            return self._remove(article_ids)
        now = datetime.now(UTC)
        return {"kept": sum(self.intake.keep(article_id, now) for article_id in sorted(article_ids))}

    def _remove(self, article_ids: set[str]) -> dict[str, int]:
        for article_id in sorted(article_ids):
            self.intake.remove(article_id)
        return {"removed": len(article_ids)}

    @contextmanager
    def _counted(self) -> Iterator[Counter[str]]:
        """Make what is done inside one transaction, and count what became of the articles once it has come true."""
        became = Counter[str]()
        with self.intake.catalog.transaction():
            yield became
        self.report.add(became)
