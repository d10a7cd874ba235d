"""Archive: open, search, article; the one door through which questions reach the articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from index.annotate.dates import TimeExpression
from index.article import Article, Passage
from index.catalog import Catalog, EncoderIdentity, Standing
from index.catalog_counts import Counts, articles_by_source
from index.catalog_coverage import Coverage
from index.catalog_figures import ReportedFigure
from index.encoder import Encoder
from index.errors import ArchiveError, EncoderMismatch, MirrorUnreadable
from index.fusion import fuse
from index.keywords import Keywords
from index.meaning import Meaning
from index.period import Period
from index.printed import Printed
from index.report import SyncReport
from index.runs import recent
from index.vector_server import VectorServer

CATALOG, KEYWORDS = "catalog.sqlite3", "keywords"
_DEPTH = 50  # how far each ranking is read before they are fused
# Measured on bench/golden/dev.jsonl and on headlines of Reuters: more, and the mean of a passage's words outvotes the
# words themselves; without any, what no word of the question finds is not found.
WEIGHTS = {"keywords": 1.0, "vectors": 0.03}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its place among the hits, from 1, and its place in each ranking that has it.

    `times` are its expressions of time, in spans of the article's text, where the question made anybody look.
    `printings` are other articles that print the text of this one. `words` is its BM25, 0 where no word found it.
    """

    passage: Passage
    rank: int
    ranks: dict[str, int]
    times: tuple[TimeExpression, ...] = ()
    printings: tuple[Article, ...] = ()
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class VectorsStatus:
    """The server that the vectors are looked for at (None: in the archive's folder), how many it has, what is wrong."""

    where: str | None
    held: int | None
    trouble: str = ""


class Archive:
    """A built archive, for reading; any number may be open while one process writes.

    `search` loads the encoder at its first call; everything else works without.
    """

    def __init__(self, folder: Path, catalog: Catalog, encoder: Encoder, server: VectorServer | None = None) -> None:
        self.folder = folder
        self._catalog = catalog
        self._encoder = encoder
        self._server = server
        self._words_only = False

    @classmethod
    def open(cls, folder: Path, encoder: Encoder, server: VectorServer | None = None) -> Archive:
        """Open the archive in `folder`, with the server that has its vectors, if any; raise IndexNotBuilt."""
        return cls(folder, Catalog.open(folder / CATALOG), encoder, server)

    def by_words(self) -> Archive:
        """Return the same archive searched by its words only, as while the server that has the vectors is away."""
        words = copy(self)
        words._words_only = True
        return words

    def search(
        self, text: str, terms: Mapping[tuple[str, str], float], limit: int, printed: Printed | None = None
    ) -> list[Hit]:
        """Return up to `limit` hits, best first: `text` is searched by meaning, `terms` by word.

        Terms are {(field, stem): weight}, see `index.words`. With `printed`, only articles that were published
        then and there are searched. Raises EncoderMismatch, MirrorUnreadable, VectorsElsewhere, VectorServerRefused and
        VectorServerUnreachable.
        """
        words = self._keywords.search(terms, _DEPTH, printed)
        rankings = {"keywords": list(words), "vectors": self._near(text, _DEPTH, printed)}
        ranks: dict[int, dict[str, int]] = {}
        for name, ranking in rankings.items():
            for rank, passage_id in enumerate(ranking, start=1):
                ranks.setdefault(passage_id, {})[name] = rank
        found = self._catalog.passages(fuse(rankings, WEIGHTS)[: limit + _DEPTH])
        best = list(found.values())[:limit]
        return [Hit(one, rank, ranks[one.id], words=words.get(one.id, 0.0)) for rank, one in enumerate(best, start=1)]

    def rankings(
        self, text: str, terms: Mapping[tuple[str, str], float], depth: int, printed: Printed | None = None
    ) -> dict[str, list[int]]:
        """Return the ids of up to `depth` passages, best first, by `keywords` and by `vectors`, before they are fused.

        Some may have been dropped from the catalog a moment ago.
        """
        return {
            "keywords": list(self._keywords.search(terms, depth, printed)),
            "vectors": self._near(text, depth, printed),
        }

    def _near(self, text: str, depth: int, printed: Printed | None) -> list[int]:
        return [] if self._words_only else self._meaning.search(text, depth, printed)

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

    def outlets(self) -> tuple[str, ...]:
        """Return the names of the outlets that it has articles of, in alphabetical order, at most 2,000."""
        return self._catalog.outlets()

    def latest(self, by: date = date.max) -> Period | None:
        """Return the latest period of publication, of articles that had been published `by` then; None without any."""
        return self._catalog.latest(by)

    def warm(self) -> None:
        """Load now what the first search would: raise EncoderMismatch or MirrorUnreadable before anybody asks."""
        self.search("", {}, 1)

    def article(self, article_id: str, revision: int | None = None) -> Article:
        """Return an article, the newest revision unless told; raise ArticleUnknown."""
        return self._catalog.article(article_id, revision)

    def standing(self, article: Article) -> Standing:
        """Return which revision of the article is the newest, and whether it is in its source still."""
        return self._catalog.standing(article.id)

    def spread(self, field: str, stem: str) -> float:
        """Return the share of all passages, 0 to 1, that hold this word."""
        return self._keywords.spread(field, stem)

    def counts(self) -> Counts:
        """Return how much the archive holds."""
        return self._catalog.counts()

    def articles_by_source(self) -> dict[str, int]:
        """Return how many articles are searched of each source, by its location, in one pass over all of them."""
        return articles_by_source(self._catalog.connection)

    def coverage(self) -> Coverage:
        """Return how many articles were published in each month; at half a million articles it takes a while."""
        return self._catalog.coverage()

    def unfinished(self) -> int:
        """Return how many passages cannot be found by their words yet: a run goes on, or was stopped."""
        return self._catalog.unfinished()

    def runs(self, most: int) -> list[SyncReport]:
        """Return up to `most` of the last runs that wrote to the archive, the latest first."""
        return recent(self._catalog.connection, most)

    def vectors_status(self) -> VectorsStatus:
        """Return where the vectors are, and whether they can be asked now; never raises an ArchiveError."""
        where = str(self._server) if self._server else None
        keywords = Keywords(self.folder / KEYWORDS)
        with closing(Meaning(self.folder, self._catalog, keywords, self._encoder, self._server)) as meaning:
            try:
                return VectorsStatus(where, meaning.held())
            except ArchiveError as trouble:
                return VectorsStatus(where, None, str(trouble))

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
        return Meaning(self.folder, self._catalog, self._keywords, self._encoder, self._server)


def require_same_encoder(catalog: Catalog, encoder: Encoder) -> None:
    """Raise EncoderMismatch unless the archive's vectors, if any, were made by this encoder."""
    made_by = catalog.encoder
    if made_by is not None and made_by != encoder.identity:
        raise EncoderMismatch(
            f"the vectors in {catalog.path.parent} were made by {made_by}, the encoder in use is {encoder.identity}; "
            f"run `knipsel index --rebuild` to make them anew, or set KNIPSEL_ENCODER={made_by.name}"
        )
