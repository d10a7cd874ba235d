"""Prepares articles ahead of the one who writes them, in processes of their own where a run is large enough."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from threading import Thread
from types import TracebackType
from typing import Generic, TypeVar

from index.article import Article
from index.preparing import Preparation, prepare_all

_ALONE = 200  # articles of a run that are left to the one who writes: processes take a third of a second to start
_AT_ONCE = 32  # articles sent to a process at once
_LETTERS_AT_ONCE = 200_000  # code points of text sent at once, unless one article has more
_ITEMS_AT_ONCE = 512
_AHEAD = 3  # batches under way, per process

Item = TypeVar("Item")


def usable_cores() -> int:
    """Return how many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """The processes that prepare the articles of one run; a context manager, because they have to be ended.

    None are started for a small run, or where there are fewer than two cores. They end with the process that started
    them, however it ends. If they are killed, the run goes on without them.
    """

    def __init__(self, number: int | None = None) -> None:
        self._number = usable_cores() if number is None else number
        self._seen = 0
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        """Start nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        """End the processes; what they have not begun they leave."""
        self._end()

    def ahead(
        self, items: Iterable[Item], to_prepare: Callable[[Item], Article | None]
    ) -> Iterator[tuple[Item, Preparation | None]]:
        """Yield all items in order, each with what was prepared of the article that `to_prepare` finds in it.

        None where that is left to the one who asks. Items are read ahead, but no more than a bounded number of them.
        """
        under_way = deque[_Batch[Item]]()
        for batch in _batches(items, to_prepare):
            under_way.append(batch)
            self._submit(batch)
            if len(under_way) > self._number * _AHEAD or batch.prepared is None:
                yield from self._done(under_way.popleft())
        while under_way:
            yield from self._done(under_way.popleft())

    def _submit(self, batch: _Batch[Item]) -> None:
        self._seen += len(batch.articles)
        if self._number < 2 or self._seen <= _ALONE or not batch.articles:
            return
        if self._pool is None:
            spawned = multiprocessing.get_context("spawn")  # a fork would inherit the threads' locks, but no threads
            self._pool = ProcessPoolExecutor(self._number, spawned, _live_with_parent)
        try:
            batch.prepared = self._pool.submit(prepare_all, list(batch.articles.values()))
        except BrokenProcessPool:
            self._do_without()

    def _done(self, batch: _Batch[Item]) -> Iterator[tuple[Item, Preparation | None]]:
        outcomes = dict[int, Preparation]()
        if batch.prepared is not None:
            try:
                outcomes = dict(zip(batch.articles, batch.prepared.result(), strict=True))
            except BrokenProcessPool:
                self._do_without()
        yield from ((item, outcomes.get(place)) for place, item in enumerate(batch.items))

    def _do_without(self) -> None:
        self._number = 0
        self._end()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@dataclass(slots=True)
class _Batch(Generic[Item]):
    """Some items, the articles to be prepared among them by their place, and what will be prepared of these."""

    items: list[Item] = field(default_factory=list)
    articles: dict[int, Article] = field(default_factory=dict)
    letters: int = 0
    prepared: Future[list[Preparation]] | None = None

    def add(self, item: Item, article: Article | None) -> None:
        """Take an item in, and the article in it that is to be prepared."""
        if article is not None:
            self.articles[len(self.items)] = article
            self.letters += len(article.text)
        self.items.append(item)

    @property
    def is_full(self) -> bool:
        """Whether it is enough to be sent."""
        enough = len(self.articles) >= _AT_ONCE or self.letters >= _LETTERS_AT_ONCE
        return enough or len(self.items) >= _ITEMS_AT_ONCE


def _batches(items: Iterable[Item], to_prepare: Callable[[Item], Article | None]) -> Iterator[_Batch[Item]]:
    batch = _Batch[Item]()
    for item in items:
        batch.add(item, to_prepare(item))
        if batch.is_full:
            yield batch
            batch = _Batch[Item]()
    if batch.items:
        yield batch


def _live_with_parent() -> None:
    """Have this process end when the one that started it is gone, and leave Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    os._exit(1)
