"""Archive: open, search, article; the one door through which questions reach the articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from index.annotate.dates import TimeExpression
from index.article import Article, Passage
from index.catalog import Catalog, Counts, EncoderIdentity
from index.catalog_figures import ReportedFigure
from index.encoder import Encoder
from index.errors import EncoderMismatch, MirrorUnreadable
from index.fusion import Ranking, fuse
from index.keywords import Keywords
from index.meaning import Meaning
from index.period import Period
from index.printed import Printed

CATALOG, KEYWORDS = "catalog.sqlite3", "keywords"
_DEPTH = 50  # how far each ranking is read before they are fused
# Measured on bench/golden/dev.jsonl and on headlines of Reuters: more, and the mean of a passage's words outvotes the
# words themselves; without any, what no word of the question finds is not found.
WEIGHTS = {"keywords": 1.0, "vectors": 0.03}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its place among the hits, from 1, its place and its score in each ranking that has it.

    Scores are BM25 by `keywords` and a cosine by `vectors`. `times` are its expressions of time, in spans of the
    article's text, where the question made anybody look. `printings` are other articles that print this one's text.
    """

    passage: Passage
    rank: int
    ranks: dict[str, int]
    times: tuple[TimeExpression, ...] = ()
    printings: tuple[Article, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


class Archive:
    """A built archive, for reading; any number may be open while one process writes.

    `search` loads the encoder at its first call; everything else works without.
    """

    def __init__(self, folder: Path, catalog: Catalog, encoder: Encoder) -> None:
        self.folder = folder
        self._catalog = catalog
        self._encoder = encoder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Archive:
        """Open the archive in `folder`; raise IndexNotBuilt if there is none."""
        return cls(folder, Catalog.open(folder / CATALOG), encoder)

    def search(
        self, text: str, terms: Mapping[tuple[str, str], float], limit: int, printed: Printed | None = None
    ) -> list[Hit]:
        """Return up to `limit` hits, best first: `text` is searched by meaning, `terms` by word.

        Terms are {(field, stem): weight}, see `index.words`. With `printed`, only articles that were published
        then are searched. Raises EncoderMismatch, MirrorUnreadable.
        """
        rankings = self.rankings(text, terms, _DEPTH, printed)
        ranks: dict[int, dict[str, int]] = defaultdict(dict)
        scores: dict[int, dict[str, float]] = defaultdict(dict)
        for name, ranking in rankings.items():
            for rank, (passage_id, score) in enumerate(ranking.items(), start=1):
                ranks[passage_id][name], scores[passage_id][name] = rank, score
        found = self._catalog.passages(fuse(rankings, WEIGHTS)[: limit + _DEPTH])
        best = list(found.values())[:limit]
        return [Hit(one, rank, ranks[one.id], scores=scores[one.id]) for rank, one in enumerate(best, start=1)]

    def rankings(
        self, text: str, terms: Mapping[tuple[str, str], float], depth: int, printed: Printed | None = None
    ) -> dict[str, Ranking]:
        """Return up to `depth` passages and their scores, best first, by `keywords` and by `vectors`, not yet fused.

        Some may have been dropped from the catalog a moment ago.
        """
        return {
            "keywords": self._keywords.search(terms, depth, printed),
            "vectors": self._meaning.search(text, depth, printed),
        }

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """Return the passages that exist among `ids`, in the order asked."""
        return list(self._catalog.passages(ids).values())

    def figures(self, passages: Iterable[int]) -> dict[int, list[ReportedFigure]]:
        """Return the figures of each of the passages, given by their ids; passages without any are left out."""
        return self._catalog.figures(passages)

    def times(self, passages: Iterable[int]) -> dict[int, list[TimeExpression]]:
        """Return the expressions of time in each of the passages, given by their ids; others are left out."""
        return self._catalog.times(passages)

    def printings(self, articles: Iterable[str]) -> dict[str, list[Article]]:
        """Return, for the articles of those ids, up to 12 others that print the same text, the earliest first."""
        return self._catalog.printings(articles)

    def latest(self, by: date = date.max) -> Period | None:
        """Return the latest period of publication, of articles that had been published `by` then; None without any."""
        return self._catalog.latest(by)

    def warm(self) -> None:
        """Load now what the first search would: raise EncoderMismatch or MirrorUnreadable before anybody asks."""
        self.search("", {}, 1)

    def article(self, article_id: str, revision: int | None = None) -> Article:
        """Return an article, the newest revision unless told; raise ArticleUnknown."""
        return self._catalog.article(article_id, revision)

    def spread(self, field: str, stem: str) -> float:
        """Return the share of all passages, 0 to 1, that hold this word."""
        return self._keywords.spread(field, stem)

    def counts(self) -> Counts:
        """Return how much the archive holds."""
        return self._catalog.counts()

    def unfinished(self) -> int:
        """Return how many passages cannot be found by their words yet: a run goes on, or was stopped."""
        return self._catalog.unfinished()

    @property
    def encoder(self) -> EncoderIdentity | None:
        """Which encoder made the vectors; None where there are none yet."""
        return self._catalog.encoder

    def close(self) -> None:
        """Let go of the archive's files."""
        if "_meaning" in self.__dict__:
            self._meaning.close()
        self._catalog.close()

    @cached_property
    def _keywords(self) -> Keywords:
        keywords = Keywords(self.folder / KEYWORDS)
        if not keywords.is_there() and self._catalog.has_finished_any():
            advice = "run `knipsel index --rebuild`; no article is lost"
            raise MirrorUnreadable(f"the keywords in {self.folder / KEYWORDS} are gone; {advice}")
        return keywords

    @cached_property
    def _meaning(self) -> Meaning:
        require_same_encoder(self._catalog, self._encoder)
        return Meaning(self.folder, self._catalog, self._keywords, self._encoder)


def require_same_encoder(catalog: Catalog, encoder: Encoder) -> None:
    """Raise EncoderMismatch unless the archive's vectors, if any, were made by this encoder."""
    made_by = catalog.encoder
    if made_by is not None and made_by != encoder.identity:
        raise EncoderMismatch(
            f"the vectors in {catalog.path.parent} were made by {made_by}, the encoder in use is {encoder.identity}; "
            f"run `knipsel index --rebuild` to make them anew, or set KNIPSEL_ENCODER={made_by.name}"
        )
