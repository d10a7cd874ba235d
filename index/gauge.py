"""How far a run has read: in bytes of its files, also within one that is read for hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from io import BufferedReader
from itertools import accumulate
from pathlib import Path

from index.readers.source import SourceFile

Progress = Callable[[str, int, int], None]  # stage ("read", in bytes; "keywords", "vectors"), done, of how many


class Gauge:
    """Tells how much of some files has been read, by where the one that was opened last stands."""

    def __init__(self, files: Sequence[SourceFile], progress: Progress) -> None:
        self._progress = progress
        sizes = [_size(file) for file in files]
        self._before = list(accumulate(sizes, initial=0))
        self._opened: tuple[int, BufferedReader] | None = None
        self.files = [replace(file, opener=partial(self._open, at, file.path)) for at, file in enumerate(files)]

    def tell(self, number: int) -> None:
        """Tell the progress while the file of this number, from 0, is taken in."""
        done = self._before[number]
        if self._opened and self._opened[0] == number:
            with suppress(ValueError):  # it has been closed
                done += self._opened[1].tell()
        self._progress("read", min(done, self._before[number + 1]), self._before[-1])

    def finish(self) -> None:
        """Tell that all is read."""
        self._progress("read", self._before[-1], self._before[-1])

    def _open(self, number: int, path: Path) -> BufferedReader:
        opened = path.open("rb")
        self._opened = number, opened
        return opened


def _size(file: SourceFile) -> int:
    """Return a file's bytes, and no less than one, so that each file counts for something."""
    try:
        return 1 if file.fault else max(1, file.path.stat().st_size)
    except OSError:
        return 1
