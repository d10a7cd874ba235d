"""Search by meaning over the vectors of an archive: the large store, and beside it the one for what is recent."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from index.catalog import Catalog
from index.encoder import Encoder, Vectors
from index.fusion import Ranking
from index.keywords import Keywords
from index.printed import Printed
from index.vectors import PassageVectors

LARGE, RECENT = "vectors", "recent"  # the mirrors, and their folders in an archive
_DROPPED_SINCE = 50  # nearest passages asked for beyond those wanted: the large store may still hold some that are gone
_COMPARED_ONE_BY_ONE = 300  # passages; Chroma gives out the vectors of this many in a tenth of a second
_MOST_READ = 2_000  # nearest passages read to find those of a period; 25 ms among half a million


class Meaning:
    """Finds passages by meaning; a reader's view, which follows what a writing process does."""

    def __init__(self, folder: Path, catalog: Catalog, keywords: Keywords, encoder: Encoder) -> None:
        self._catalog = catalog
        self._keywords = keywords
        self._encoder = encoder
        self._stores = [PassageVectors(name, folder / name, encoder) for name in (LARGE, RECENT)]

    def search(self, text: str, limit: int, printed: Printed | None = None) -> Ranking:
        """Return up to `limit` passages with their cosines, the nearest in meaning first; raise MirrorUnreadable.

        With `printed`, only those of articles that were published then. Where these
        hold more than a few hundred passages but is a small part of the archive, they are looked for among the
        nearest 2,000 of the whole archive, so that fewer than `limit` may be found.
        """
        question = self._encoder.encode_question(text)
        if printed is None:
            return _first(self._nearest(question, limit + _DROPPED_SINCE), limit)
        few = self._keywords.printed(printed, _COMPARED_ONE_BY_ONE + 1)
        if len(few) <= _COMPARED_ONE_BY_ONE:
            ranked = (pair for store in self._stores for pair in store.distances(question, few))
            return _first(_in_order(ranked), limit)
        share = self._keywords.share_printed(printed)
        read = self._nearest(question, min(_MOST_READ, int(2 * limit / share)) + _DROPPED_SINCE)
        fitting = self._catalog.printed(read, printed)
        return _first({passage: cosine for passage, cosine in read.items() if passage in fitting}, limit)

    def _nearest(self, question: Vectors, limit: int) -> Ranking:
        ranked = (
            pair
            for store in self._stores
            for pair in store.nearest(question, limit, self._catalog.generation(store.name))
        )
        return _in_order(ranked)

    def close(self) -> None:
        """Let go of the stores' files."""
        for store in self._stores:
            store.close()


def _in_order(ranked: Iterable[tuple[float, int]]) -> Ranking:
    """Return the passages by distance; one that both stores hold, as while it moves from one to the other, once."""
    cosines: Ranking = {}
    for distance, passage in sorted(ranked):
        cosines.setdefault(passage, 1.0 - distance)
    return cosines


def _first(ranking: Ranking, limit: int) -> Ranking:
    return dict(islice(ranking.items(), limit))
