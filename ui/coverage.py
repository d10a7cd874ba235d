"""What the archive has by month, looked up now and then and not for every question."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from index.archive import Archive
from index.catalog_coverage import Coverage
from index.errors import ArchiveError

_KEPT_S = 300.0


class KeptCoverage:
    """The coverage of an archive, at most five minutes old; safe to share between threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = Lock()
        self._kept: Coverage | None = None
        self._looked_up_s = 0.0

    def now(self) -> Coverage | None:
        """Return the coverage; None where the archive cannot tell, which its answer will say."""
        with self._lock:
            if self._kept is None or monotonic() - self._looked_up_s > _KEPT_S:
                try:
                    self._kept = self._archive.coverage()
                except ArchiveError:
                    return None
                self._looked_up_s = monotonic()
            return self._kept
