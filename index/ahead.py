"""Keywords and vectors of what is in the catalog already, taken in while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import TracebackType

from index.mirrors import Mirrors

_LOOKED_EVERY_S = 1.0


class Ahead:
    """Has the stores catch up in a thread, in whole blocks of vectors, for as long as the context lasts.

    A block is what Chroma puts on disk at once; a run that does not fill one is left to `Mirrors.catch_up`, and so is
    the rest of any other. `begin` is called before the first block. What goes wrong is raised at the end of the
    context; if that is left by an exception, the block is left where it is, like one that was killed. `taken` counts
    the passages that got, or lost, their vectors.
    """

    def __init__(self, mirrors: Mirrors, begin: Callable[[], None]) -> None:
        self._mirrors = mirrors
        self._begin = begin
        self.taken = 0
        self._all_is_read, self._abandoned = Event(), Event()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")

    def __enter__(self) -> Ahead:
        """Start to look for blocks."""
        self._work = self._pool.submit(self._run)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        """Wait for the block that is under way."""
        if raised is not None:
            self._abandoned.set()
            self._mirrors.stop()
        self._all_is_read.set()
        self._pool.shutdown()
        if raised is None:
            self._work.result()

    def _run(self) -> None:
        blocks = 0
        try:
            while not self._all_is_read.wait(_LOOKED_EVERY_S):
                if not self._mirrors.has_block():
                    continue
                if not blocks:
                    self._begin()
                    self._mirrors.mend_large()
                self.taken += self._mirrors.take_block(lambda: not self._abandoned.is_set())
                blocks += 1
            if blocks:
                self._mirrors.vectors.close()  # when it is opened next, it counts anew towards a write to disk
        finally:
            self._mirrors.catalog.close()  # this thread's connection
