"""What a run did, source by source: added up while it goes, kept in the catalog, shown by `knipsel status`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from index.readers.source import Unreadable

Ending = Literal["running", "finished", "interrupted", "failed", "killed"]

_MOST_NAMED = 1_000  # skipped parts of a source that are named; beyond them they are counted
_MOST_KEPT = 100  # of those of a run, how many stay on record
_LONGEST_KEPT = 300  # code points of a path or a reason on record
COUNTED = ("added", "revised", "unchanged", "removed", "kept", "withheld")


@dataclass(slots=True)
class SourceReport:
    """What a run did with one source, in articles.

    `kept` vanished from the source and were kept by choice, `withheld` were forgotten and not taken in again. `skipped`
    names the first thousand files or lines that could not be read, and why; `skipped_count` counts all of them.
    `failed` says why the source as a whole could not be read, where it could not.
    """

    source: str
    added: int = 0
    revised: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
    withheld: int = 0
    skipped: list[Unreadable] = field(default_factory=list)
    skipped_count: int = 0
    failed: str = ""

    def skip(self, unreadable: Unreadable) -> None:
        """Count what could not be read, and name it while there is room."""
        self.skipped_count += 1
        if len(self.skipped) < _MOST_NAMED:
            self.skipped.append(unreadable)

    def counted(self) -> dict[str, Any]:
        """Return the name of the source and all that was counted."""
        return {name: getattr(self, name) for name in ("source", *COUNTED, "skipped_count")}

    def add(self, counted: Mapping[str, int]) -> None:
        """Add up what became of some articles, given as {one of COUNTED: how many}."""
        for name, count in counted.items():
            setattr(self, name, getattr(self, name) + count)


@dataclass(slots=True)
class SyncReport:
    """What a run did; `seconds` is wall-clock time, `embedded` counts passages that the vectors took in or dropped.

    `ending` is how it ended, `failed` why, where it failed. `rounds` counts the runs in a row that changed nothing and
    told the same.
    """

    sources: list[SourceReport] = field(default_factory=list)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float = 0.0
    embedded: int = 0
    ending: Ending = "finished"
    failed: str = ""
    rounds: int = 1

    @property
    def added(self) -> int:
        """Articles that were not there before."""
        return self._sum("added")

    @property
    def revised(self) -> int:
        """Articles that changed."""
        return self._sum("revised")

    @property
    def unchanged(self) -> int:
        """Articles that are as they were."""
        return self._sum("unchanged")

    @property
    def removed(self) -> int:
        """Articles that vanished from their source and went."""
        return self._sum("removed")

    @property
    def kept(self) -> int:
        """Articles that vanished from their source and stay."""
        return self._sum("kept")

    @property
    def withheld(self) -> int:
        """Articles that were forgotten and are in their source still."""
        return self._sum("withheld")

    @property
    def skipped_count(self) -> int:
        """Files and lines that could not be read."""
        return self._sum("skipped_count")

    @property
    def skipped(self) -> list[Unreadable]:
        """Those of them that are named."""
        return [unreadable for source in self.sources for unreadable in source.skipped]

    @property
    def changed(self) -> bool:
        """Whether the archive is another one than before."""
        return bool(self.added or self.revised or self.removed or self.kept or self.embedded)

    def _sum(self, name: str) -> int:
        return sum(int(getattr(source, name)) for source in self.sources)


def kept(report: SyncReport) -> dict[str, Any]:
    """Return what of a report stays on record, as JSON: bounded, whatever a source holds."""
    room, sources = _MOST_KEPT, list[dict[str, Any]]()
    for source in report.sources:
        named = [_told(one) for one in source.skipped[:room]]
        room -= len(named)
        sources.append({**source.counted(), "failed": source.failed[:_LONGEST_KEPT], "skipped": named})
    return {"sources": sources, "embedded": report.embedded, "failed": report.failed[:_LONGEST_KEPT]}


def restored(told: Mapping[str, Any], **of_the_run: Any) -> SyncReport:  # noqa: ANN401 - JSON
    """Return the report that `kept` made this of."""
    sources = [
        SourceReport(
            **{**source, "skipped": [Unreadable(Path(file), line, why) for file, line, why in source["skipped"]]}
        )
        for source in told["sources"]
    ]
    return SyncReport(sources, embedded=told["embedded"], failed=told["failed"], **of_the_run)


def _told(unreadable: Unreadable) -> tuple[str, int | None, str]:
    return str(unreadable.path)[-_LONGEST_KEPT:], unreadable.line, unreadable.reason[:_LONGEST_KEPT]
