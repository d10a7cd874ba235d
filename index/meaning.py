"""Search by meaning over the vectors of an archive: the large store, and beside it the one for what is recent."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from pathlib import Path

from index.catalog import Catalog
from index.encoder import Encoder, Vectors
from index.errors import MeaningUnsearchable, MirrorUnreadable, VectorsElsewhere
from index.keywords import Keywords
from index.printed import Printed
from index.vector_server import VectorServer
from index.vectors import stores_of

_DROPPED_SINCE = 50  # nearest passages asked for beyond those wanted: the large store may still hold some that are gone
_COMPARED_ONE_BY_ONE = 300  # passages; Chroma gives out the vectors of this many in a tenth of a second
_MOST_READ = 2_000  # nearest passages read to find those of a period; 25 ms among half a million
_WAITS_S = (0.05, 0.2, 0.5)
_REST_S = 15.0  # that vectors which cannot be searched are left alone for, so that not every question waits for them

_log = logging.getLogger(__name__)


class Meaning:
    """Finds passages by meaning; a reader's view, which follows what a writing process does."""

    def __init__(
        self,
        folder: Path,
        catalog: Catalog,
        keywords: Keywords,
        encoder: Encoder,
        server: VectorServer | None = None,
    ) -> None:
        self._catalog = catalog
        self._keywords = keywords
        self._encoder = encoder
        self._stores = stores_of(folder, catalog, encoder, server)
        self._resting: tuple[float, tuple[int, ...], MeaningUnsearchable] | None = None

    def search(self, text: str, limit: int, printed: Printed | None = None) -> list[int]:
        """Return up to `limit` passages, the nearest in meaning first.

        Raises MirrorUnreadable, VectorsElsewhere, VectorServerRefused, VectorServerUnreachable and VectorsUnreadable;
        after the last two at once for a while, unless vectors were written since.
        """
        written = tuple(self._catalog.generation(store.name) for store in self._stores)
        if self._resting and time.monotonic() < self._resting[0] and written == self._resting[1]:
            why = self._resting[2]
            raise type(why)(*why.args)
        try:
            self._require_here()
            return self._search_while_written(text, limit, printed)
        except MeaningUnsearchable as why:
            self._resting = time.monotonic() + _REST_S, written, why
            _log.warning("%s", why)
            raise

    def _require_here(self) -> None:
        """Raise VectorsElsewhere, or MirrorUnreadable, rather than search where nothing is."""
        large, at = self._stores[0], self._catalog.vectors_at
        if large.where != at:
            places = (
                f"at {place}" if place else f"in its folder, {self._catalog.path.parent}" for place in (at, large.where)
            )
            advice = "set KNIPSEL_CHROMA to that server" if at else "unset KNIPSEL_CHROMA"
            raise VectorsElsewhere(
                f"the vectors of this archive are {next(places)}, and were looked for {next(places)}; "
                f"run `knipsel index` with the archive's sources to take them in there, or {advice}"
            )
        if self._catalog.has_finished_any(large.name):
            large.require_there()

    def _search_while_written(self, text: str, limit: int, printed: Printed | None) -> list[int]:
        """Search; where a store cannot be read, look at it anew: another process may be making it just now."""
        for wait_s in _WAITS_S:
            try:
                return self._search(text, limit, printed)
            except MirrorUnreadable:
                for store in self._stores:
                    store.look_again()
                time.sleep(wait_s)
        return self._search(text, limit, printed)

    def _search(self, text: str, limit: int, printed: Printed | None) -> list[int]:
        """Search the stores.

        With `printed`, only those of articles that were published then and there. Where these
        hold more than a few hundred passages but is a small part of the archive, they are looked for among the
        nearest 2,000 of the whole archive, so that fewer than `limit` may be found.
        """
        question = self._encoder.encode_question(text)
        if printed is None:
            return self._nearest(question, limit + _DROPPED_SINCE)[:limit]
        few = self._keywords.printed(printed, _COMPARED_ONE_BY_ONE + 1)
        if len(few) <= _COMPARED_ONE_BY_ONE:
            ranked = (pair for store in self._stores for pair in store.distances(question, few))
            return _in_order(ranked)[:limit]
        share = self._keywords.share_printed(printed)
        read = self._nearest(question, min(_MOST_READ, int(2 * limit / share)) + _DROPPED_SINCE)
        fitting = self._catalog.printed(read, printed)
        return [passage for passage in read if passage in fitting][:limit]

    def _nearest(self, question: Vectors, limit: int) -> list[int]:
        ranked = (
            pair
            for store in self._stores
            for pair in store.nearest(question, limit, self._catalog.generation(store.name))
        )
        return _in_order(ranked)

    def held(self) -> int | None:
        """Return how many vectors the server has, None without a server; raises what `search` does."""
        self._require_here()
        large = self._stores[0]
        return large.count() if large.where else None

    def close(self) -> None:
        """Let go of the stores' files."""
        for store in self._stores:
            store.close()


def _in_order(ranked: Iterable[tuple[float, int]]) -> list[int]:
    """Return the passages by distance; one that both stores hold, as while it moves from one to the other, once."""
    return list(dict.fromkeys(passage for _, passage in sorted(ranked)))
