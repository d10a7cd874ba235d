"""Brings the stores that mirror the catalog into agreement with it, in batches, whatever stopped the last run."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from index.article import Passage
from index.catalog_writing import WritableCatalog
from index.errors import MirrorUnreadable
from index.gauge import Progress
from index.keywords import Keywords
from index.vectors import PassageVectors

_KEYWORDS_AT_ONCE = 20_000
_RECENT_AT_ONCE = 200
_VECTORS_AT_ONCE = 2_000
_VECTORS_PER_WRITE_TO_DISK = 50_000  # Chroma writes its whole graph each time
RECENT_MOST = 1_000  # vectors that the recent store may hold: Chroma opens that many in under half a second
_GONE_MOST = 0.05  # share of the large store that may be waiting to be dropped from it


class Mirror(Protocol):
    """A store that can be brought into agreement with the catalog."""

    name: str

    def taking(self, present: Sequence[Passage], gone: Sequence[int]) -> Callable[[], None]:
        """Prepare for taking in passages and dropping others, and return the write that does it."""

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""

    def clear(self) -> None:
        """Empty the store, whatever state its files are in."""

    def close(self) -> None:
        """Let go of the store's files."""


@dataclass(frozen=True, slots=True)
class Mirrors:
    """The stores of one archive, in the hands of the process that writes it.

    The large store of vectors takes long to open, so what changes is put into the recent one, until there is enough
    to be worth opening the large: the recent store holds what is pending for the large one. A large store at a server,
    which has it open, takes every change itself, and the recent one stays empty.
    """

    catalog: WritableCatalog
    keywords: Keywords
    recent: PassageVectors
    vectors: PassageVectors
    stop: Callable[[], None] = lambda: None  # has what is being encoded be given up

    def all(self) -> tuple[Mirror, ...]:
        """Return every store; the one that may be at a server goes first, to fail before the others are touched."""
        return (self.vectors, self.recent, self.keywords)

    def start_over(self, mirror: Mirror) -> None:
        """Empty a mirror and have it take in everything; emptied first, so that no crash leaves old vectors trusted."""
        mirror.clear()
        self.catalog.distrust(mirror.name)

    def catch_up(self, progress: Progress) -> int:
        """Bring every store into agreement with the catalog; return how many passages got, or lost, their vectors."""
        self._mend(self.keywords)
        self._take(self.keywords, _KEYWORDS_AT_ONCE, self.catalog.pending_count("keywords"), progress)
        self._move()
        for mirror in (self.vectors, self.recent):  # what the recent one holds depends on the large one
            self._mend(mirror)
        taken = 0
        if self._worth_opening_the_large():
            batch, most = self._plan(self.catalog.pending_count("vectors"))
            self.catalog.set_moving()
            taken = self._take(self.vectors, batch, most, progress)
        if self.catalog.moving:  # a run that was killed here leaves in the recent store what the large one has
            self.start_over(self.recent)
        return taken + self._take(self.recent, _RECENT_AT_ONCE, self.catalog.pending_count("recent"), progress)

    def scrub(self, progress: Progress) -> None:
        """Leave nothing in any store's files of passages that are no longer in the catalog; call after `catch_up`."""
        self.keywords.write_anew(self.catalog.all_passages())
        self.catalog.settle("keywords", [], [])
        if gone := self.catalog.pending_gone("vectors"):
            self.vectors.taking([], gone)()
            self.catalog.settle("vectors", [], gone)
        self.vectors.put_on_disk()
        self.vectors.compact()
        self.start_over(self.recent)
        self._take(self.recent, _RECENT_AT_ONCE, self.catalog.pending_count("recent"), progress)
        self.recent.compact()

    def has_block(self) -> bool:
        """Tell whether as many vectors are pending as are put on disk at once; a server sees to that itself."""
        pending = self.catalog.pending_count("vectors")
        return pending >= _VECTORS_PER_WRITE_TO_DISK and not self.vectors.takes_small_changes

    def mend_large(self) -> None:
        """Have keywords and the large store of vectors made anew where they do not agree with the catalog."""
        self._move()
        for mirror in (self.keywords, self.vectors):
            self._mend(mirror)

    def take_block(self, go_on: Callable[[], bool]) -> int:
        """Take in the keywords of what is pending and as many vectors as are put on disk at once; return their number.

        It stops early, at the end of a batch, when it is not to `go_on`.
        """
        self._take(self.keywords, _KEYWORDS_AT_ONCE, self.catalog.pending_count("keywords"), _untold, go_on)
        self.vectors.put_on_disk_every(_VECTORS_PER_WRITE_TO_DISK)
        self.catalog.set_moving()
        taken = self._take(self.vectors, _VECTORS_AT_ONCE, _VECTORS_PER_WRITE_TO_DISK, _untold, go_on)
        self.start_over(self.recent)
        return taken

    def _move(self) -> None:
        """Have the vectors taken in anew where they are not where they were."""
        if self.catalog.vectors_at != self.vectors.where:
            self.start_over(self.vectors)
            self.catalog.set_vectors_at(self.vectors.where)

    def _mend(self, mirror: Mirror) -> None:
        with self.catalog.transaction():  # nobody writes while it is counted
            agrees = self._agrees(mirror)
        if not agrees:
            self.start_over(mirror)

    def _worth_opening_the_large(self) -> bool:
        if self.vectors.takes_small_changes:
            return True
        present = self.catalog.pending_present("vectors")
        gone = self.catalog.pending_count("vectors") - present
        held = self.catalog.passage_count() - present
        return present + gone > RECENT_MOST or gone > _GONE_MOST * held > 0

    def _plan(self, pending: int) -> tuple[int, int]:
        """Return the size of the batches for the large store and that of all, and have it write to disk with the last.

        A few passages are left over, for the recent store.
        """
        if self.vectors.takes_small_changes:
            return _VECTORS_AT_ONCE, pending
        if gone := pending - self.catalog.pending_present("vectors"):
            self.vectors.put_on_disk_every(pending + gone)  # what is dropped is written twice
            return _VECTORS_AT_ONCE, pending
        times_on_disk = math.ceil(pending / _VECTORS_PER_WRITE_TO_DISK)
        batches = math.ceil(pending / times_on_disk / _VECTORS_AT_ONCE)
        batch = max(1, pending // (times_on_disk * batches))
        self.vectors.put_on_disk_every(batch * batches)
        return batch, batch * batches * times_on_disk

    def _take(
        self, mirror: Mirror, at_once: int, most: int, progress: Progress, go_on: Callable[[], bool] = lambda: True
    ) -> int:
        """Have a mirror take in what is pending, up to `most`; the next batch is prepared while one is written."""
        done, ahead = 0, ThreadPoolExecutor(max_workers=1)
        try:
            batches = self._batches(mirror, at_once, most)
            batch = next(batches, None)
            write = ahead.submit(mirror.taking, *batch[1:]) if batch else None
            while batch and write and go_on():
                progress(mirror.name, done, most)
                following = next(batches, None)
                ready = write.result()
                write = ahead.submit(mirror.taking, *following[1:]) if following else None
                ready()
                self.catalog.settle(mirror.name, [passage.id for passage in batch[1]], batch[2])
                done += len(batch[0])
                batch = following
        finally:
            ahead.shutdown(wait=False, cancel_futures=True)  # after an interrupt nobody waits for what it encodes
        progress(mirror.name, done, done)
        return done

    def _batches(self, mirror: Mirror, at_once: int, most: int) -> Iterator[tuple[list[int], list[Passage], list[int]]]:
        """Yield (passages pending, those of them to take in, those to drop)."""
        after = -1
        for start in range(0, most, at_once):
            pending = self.catalog.pending(mirror.name, min(at_once, most - start), after)
            present = self.catalog.passages(pending)
            yield pending, list(present.values()), [passage for passage in pending if passage not in present]
            after = pending[-1]

    def _agrees(self, mirror: Mirror) -> bool:
        """Tell whether the mirror holds what the catalog believes it holds; it may have been deleted or damaged.

        What is pending may or may not have been taken in, or dropped, just before a crash. The large store is counted
        only if it is to be opened anyway, or was being written when a run was stopped: its graph may be half of it.
        """
        catalog = self.catalog
        if mirror is self.vectors and not (self._worth_opening_the_large() or catalog.moving):
            return catalog.passage_count() == catalog.pending_present("vectors") or self.vectors.is_there()
        whole = catalog.pending_present("vectors") if mirror is self.recent else catalog.passage_count()
        to_take = catalog.pending_present(mirror.name)
        to_drop = catalog.pending_count(mirror.name) - to_take
        if to_take > whole:
            return False  # killed when the large store had taken in what the recent one has yet to leave out
        try:
            return whole - to_take <= mirror.count() <= whole + to_drop
        except MirrorUnreadable:
            return False


def _untold(stage: str, done: int, total: int) -> None:
    """Tell nobody how far it is: what is told meanwhile is how far reading is."""
