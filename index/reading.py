"""Reads a source into the catalog: which files changed, which articles in them, and what vanished."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from index.article import Article
from index.forgotten import Forgotten
from index.intake import Intake, KnownFile
from index.readers import files_in, read
from index.readers.source import Noted, SourceFile, Unreadable
from index.report import SourceReport
from index.sources import Source

_ARTICLES_PER_TRANSACTION = 500
_CLOCK_GRAIN_S = 2  # the coarsest that file systems keep (FAT)

Progress = Callable[[str, int, int], None]  # stage ("read", "keywords", "vectors"), done, of how many


@dataclass(frozen=True, slots=True)
class Reading:
    """One source, as one run reads it into the catalog; what became of its articles is added up in `report`."""

    source: Source
    intake: Intake
    forgotten: Forgotten
    report: SourceReport
    progress: Progress

    def read(self) -> None:
        """Read what changed in the source's folder or file, and let go of what vanished from it."""
        root = Path(self.source.location)
        defaults = {"outlet": self.source.outlet, "language": self.source.language}
        files = [replace(file, defaults=defaults, fields=self.source.fields) for file in files_in(root)]
        for done, file in enumerate(files):
            self.progress("read", done, len(files))
            self._read_file(file)
        self.progress("read", len(files), len(files))
        self._let_go_of_files(files)

    def _let_go_of_files(self, files: list[SourceFile]) -> None:
        faulty = tuple(file.path for file in files if file.fault)
        for vanished in sorted(self.intake.known_files() - {str(file.path) for file in files}):
            if any(Path(vanished).is_relative_to(closed) for closed in faulty):
                continue  # it may well be there still, in a folder that could not be looked into
            with self._counted() as became:
                became.update(self._let_go(self.intake.articles_of(vanished)))
                self.intake.forget_file(vanished)
        if self.source.vanished == "remove" and (kept := self.intake.kept()):  # it was `keep` before
            with self._counted() as became:
                became.update(self._let_go(kept))

    def _read_file(self, file: SourceFile) -> None:
        """Read one file if it changed; let go of articles that it no longer holds, unless a part was unreadable."""
        path = str(file.path)
        known = self.intake.known(path)
        stamp = "" if file.fault else self._stamp(file.path)
        if known and known.digest and stamp and stamp == known.stamp:
            self._unchanged(known)
            return
        digest = "" if file.fault else self._digest(file.path)
        if known and digest and digest == known.digest:
            self._unchanged(known)
            with self.intake.catalog.transaction():
                self.intake.note_file(path, replace(known, stamp=stamp))
            return
        before = self.intake.articles_of(path)
        seen = self._take_articles(file)
        with self._counted() as became:
            if seen.whole:
                became.update(self._let_go(before - seen.ids))
            became.update(self._take_back(seen))
            if seen.ids or not seen.withheld:  # else the name of the file would tell what was forgotten
                whole = KnownFile(digest, stamp, len(seen.ids), seen.withheld)
                self.intake.note_file(path, whole if seen.whole else KnownFile())

    def _unchanged(self, known: KnownFile) -> None:
        self.report.add({"unchanged": known.articles, "withheld": known.withheld})

    def _take_articles(self, file: SourceFile) -> _Seen:
        seen, path = _Seen(), str(file.path)
        articles = self._articles(file, seen)
        while batch := list(islice(articles, _ARTICLES_PER_TRANSACTION)):
            with self._counted() as became:
                self.intake.note_file(path, KnownFile())  # begun: what is read now is found again if the rest never is
                became.update(self.intake.take(article, path) for article in batch)
        self.report.withheld += seen.withheld
        return seen

    def _articles(self, file: SourceFile, seen: _Seen) -> Iterator[Article]:
        """Yield the file's articles, noting them in `seen`; what is none of its own goes to the report."""
        for item in read(file):
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
                yield item

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
            seen.taken_back.add(item.withdrawn)

    def _take_back(self, seen: _Seen) -> dict[str, int]:
        """Remove the articles that their source takes back, also where what vanishes is kept; return how many."""
        gone = self.intake.withdrawn(seen.taken_back) - seen.ids
        for article_id in sorted(gone):
            self.intake.remove(article_id)
        return {"removed": len(gone)}

    def _let_go(self, article_ids: set[str]) -> dict[str, int]:
        """Remove articles that vanished, or keep them, marked, where the source has it so; return how many it was."""
        if self.source.vanished == "keep":
            now = datetime.now(UTC)
            return {"kept": sum(self.intake.keep(article_id, now) for article_id in sorted(article_ids))}
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

    def _digest(self, path: Path) -> str:
        """Return the digest of a file's bytes and of how they are read; nothing if it cannot be opened.

        The reader will say why.
        """
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
        except OSError:
            return ""
        digest.update(self.source.choices.encode())
        return digest.hexdigest()

    def _stamp(self, path: Path) -> str:
        """Return a file's size and times, which differ when its bytes do; nothing where that cannot be relied on.

        The time of change (ctime) betrays also a tool that sets the time of modification back. A file written within
        the clock's own grain could be written again unseen.
        """
        try:
            stat = path.stat()
        except OSError:
            return ""
        if time.time() - max(stat.st_mtime, stat.st_ctime) <= _CLOCK_GRAIN_S:
            return ""
        return "-".join(filter(None, (*map(str, (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)), self._read_as)))

    @property
    def _read_as(self) -> str:
        """A short digest of how the source's files are read; empty where nothing was chosen."""
        choices = self.source.choices
        return hashlib.sha256(choices.encode()).hexdigest()[:16] if choices else ""


@dataclass(slots=True)
class _Seen:
    """What a file gave: the ids of its articles, those that its source takes back, how many more are withheld.

    `whole` says whether all of it could be read.
    """

    ids: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    withheld: int = 0
    whole: bool = True
