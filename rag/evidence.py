"""How well each sentence of the hits speaks to a question: which of its terms it has, itself or around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.archive import Hit
from index.article import Article
from index.sentences import paragraphs, sentences
from index.span import Span
from index.words import field_of, stems
from rag.terms import Term

# What a term is worth that stands not in the sentence but near it, where the reader has just read it.
_IN_SENTENCE_BEFORE, _IN_TITLE, _IN_PASSAGE, _IN_ARTICLE = 0.7, 0.7, 0.5, 0.3
_PART_OF_COMPOUND = 0.7  # `brand` in `fabrieksbrand`, `dood` in `doodtal`
_SHORTEST_PART, _LEAST_REST = 5, 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit as evidence: `direct` and `support` are shares of the question's weight, 0 to 1.

    `direct` counts only terms that stand in the sentence; `support` also those around it. `density` is the share
    of the sentence's own words that the question has. `place` is that of its article among those found, from 1.
    `missing` are the names of the question that stand neither near the sentence nor at the head of its article,
    `names_near` is how many do. `words` are the stems of the sentence, `matched` those that stand for a term.
    """

    hit: Hit
    place: int
    span: Span
    direct: float
    support: float
    density: float
    missing: tuple[str, ...]
    names_near: int
    words: frozenset[str]
    matched: frozenset[str]

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.hit.passage.article

    @property
    def text(self) -> str:
        """The sentence, as it stands."""
        return self.span.of(self.article.text)


def weigh(hits: Sequence[Hit], terms: Sequence[Term]) -> Iterator[Sentence]:
    """Yield every sentence of the hits, weighed against the terms."""
    total = sum(term.weight for term in terms) or 1.0
    places: dict[str, int] = {}
    for hit in hits:
        article = hit.passage.article
        place = places.setdefault(article.id, len(places) + 1)
        field = field_of(article.language)
        lead = next(paragraphs(article.text)).of(article.text)
        texts = (article.title, hit.passage.text, lead, article.text)
        title, passage, opening, whole = (frozenset(stems(text, article.language)) for text in texts)
        dated = whole | {str(article.published.start.year)}
        named = title | passage | opening | {str(article.published.start.year)}
        missing = tuple(term.word for term in terms if term.is_name and not match(term, field, named))
        names_near = sum(term.is_name for term in terms) - len(missing)
        around = _around(terms, field, ((title, _IN_TITLE), (passage, _IN_PASSAGE), (dated, _IN_ARTICLE)))
        just_read = [0.0] * len(terms)
        for sentence in sentences(hit.passage.text):
            words = frozenset(stems(sentence.of(hit.passage.text), article.language))
            here = [match(term, field, words) for term in terms]
            near = [
                max(one, _IN_SENTENCE_BEFORE * two, three)
                for one, two, three in zip(here, just_read, around, strict=True)
            ]
            direct = sum(term.weight * worth for term, worth in zip(terms, here, strict=True))
            support = sum(term.weight * worth for term, worth in zip(terms, near, strict=True))
            span = sentence.shifted(hit.passage.span.start)
            matched = _matched(terms, field, words)
            density = len(matched) / max(1, len(words))
            shares = (direct / total, support / total, density)
            yield Sentence(hit, place, span, *shares, missing, names_near, words, matched)
            just_read = here


def _around(terms: Sequence[Term], field: str, places: Iterable[tuple[frozenset[str], float]]) -> list[float]:
    """Return for each term what it is worth that it stands in the best of these places, once for all sentences."""
    worths = [[match(term, field, place) * worth for term in terms] for place, worth in places]
    return [max(each) for each in zip(*worths, strict=True)]


def match(term: Term, field: str, words: frozenset[str]) -> float:
    """Return how well a term stands among these stems: 0 not at all, 1 itself."""
    phrases = term.phrases.get(field, {})
    whole = max((worth for phrase, worth in phrases.items() if words.issuperset(phrase)), default=0.0)
    if whole or term.is_name:
        return 1.0 if whole else 0.0
    singles = tuple(phrase[0] for phrase in phrases if len(phrase) == 1 and len(phrase[0]) >= _SHORTEST_PART)
    if any(not words.isdisjoint(_parts(single)) for single in singles):
        return _PART_OF_COMPOUND
    compounds = (word for word in words if word.startswith(singles) or word.endswith(singles))
    return _PART_OF_COMPOUND if any(single in _parts(word) for word in compounds for single in singles) else 0.0


@lru_cache(maxsize=4_096)
def _parts(word: str) -> frozenset[str]:
    """Return what may stand in a compound as a word of its own: its beginnings and ends that leave three letters."""
    lengths = range(_SHORTEST_PART, len(word) - _LEAST_REST + 1)
    return frozenset(part for length in lengths for part in (word[:length], word[-length:]))


def _matched(terms: Sequence[Term], field: str, words: frozenset[str]) -> frozenset[str]:
    phrases = (phrase for term in terms for phrase in term.phrases.get(field, {}) if words.issuperset(phrase))
    return frozenset(stem for phrase in phrases for stem in phrase)
