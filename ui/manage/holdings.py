"""What the archive holds, counted anew only where it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from index.archive import CATALOG, Archive
from index.catalog_counts import Counts
from index.catalog_coverage import Coverage


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much an archive holds: in all, by month, and by the location of its sources."""

    counts: Counts
    coverage: Coverage
    by_source: dict[str, int]


class KeptHoldings:
    """The holdings of an archive; safe to share between threads.

    To count half a million articles takes a while, so that it is done once for each state of the catalog's files.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = Lock()
        self._kept: Holdings | None = None
        self._stamp: tuple[object, ...] = ()

    def now(self) -> Holdings:
        """Return what it holds now; raise CatalogUnreadable."""
        with self._lock:
            stamp = tuple(_stamp(self._archive.folder / f"{CATALOG}{suffix}") for suffix in ("", "-wal"))
            if self._kept is None or stamp != self._stamp:
                archive, self._stamp = self._archive, stamp
                self._kept = Holdings(archive.counts(), archive.coverage(), archive.articles_by_source())
            return self._kept


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder; those that go while it is looked at do not count."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.lstat().st_size
        except OSError:
            continue
    return total


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        told = file.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
