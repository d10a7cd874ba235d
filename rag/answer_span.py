"""Which part of a sentence answers: the number next to what is counted, the name, the date, the place, the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotate.dates import dates
from index.annotate.names import names
from index.annotate.numbers import numbers
from index.span import Span
from index.words import stems, word_stems
from rag.measures import BESIDE, asks_for_the_clock, measure_in
from rag.persons import personhood
from rag.question import Question
from rag.wanted import Wanted

_WORD = re.compile(r"[\w’'-]+")
_PLACE = re.compile(
    r"\b(?:in|op|aan|bij|te|nabij|naar|uit|langs|tussen|vanuit|at|on|near|outside|along|from|to|between)\s"
    r"(?:(?:de|het|een|the|a)\s)?"
    r"(?P<place>(?:[\w-]+\s){0,2}?[A-ZÀ-Þ][\w’'-]*(?:\s(?:van|de|den|aan|of|the)?\s?[A-ZÀ-Þ][\w’'-]*)*)"
)
_PLAIN_PLACE = re.compile(
    r"\b(?:in|op|aan|bij|te|nabij|naar|uit|langs|vanuit|onder|achter|at|on|near|outside|along|from|to|inside|behind|under)\s"
    r"(?P<place>(?:de|het|een|zijn|haar|hun|the|a|an|his|her|their)\s(?:[a-zà-ÿ-]+\s)?[a-zà-ÿ-]{4,})\b"
)
_CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b(?:\suur)?(?:\s?(?:[ap]\.m\.|[ap]m)\b)?"
    r"(?:\s(?:en|tot|and|to|until)\s(?:[01]?\d|2[0-3])[.:][0-5]\d\b(?:\suur)?)?|\b\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b)|\b\d{1,2}\suur\b"
)
_FIRST_NAME = re.compile(
    r"(?:^|[.:\"“]\s?)(?!(?:The|De|Het|Een|In|Op|Maar|En|But|And|When|Toen|Ook|Dat|Volgens|Met|Van|Voor|At|On|For|After)\b)(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)\s$"
)
_SAYS = re.compile(
    r"\b(?:zei|zegt|aldus|volgens|verklaarde|noemde|noemt|stelde|stelt|vindt|vond|schreef|schrijft|meldde|meldt|"
    r"liet weten|waarschuwde|beloofde|sprak|reageerde|said|says|told|according to|"
    r"called|wrote|claimed|claims|warned|promised|added)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\s?\b(?:jaar|jaren|jarige?|maand|maanden|weken|week|dagen|dag|uur|minuten|years?|months?|weeks?|days?|hours?|minutes?|"
    r"procent|percent|euros?|miljoen euro|million euros?|meter|metres?|kilometer|kilometres?|liter|litres?)\b|\s?%",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„]([^\"“”„]{3,})[\"”]?|(?<!\w)['‘]([^'’]{12,})['’](?!\w)")
_AFTER = 2.5  # words; a number mostly stands before what it counts
_FAR_OFF = 0.4  # what a candidate is worth that stands far from all that was asked
_PLAIN = 0.7  # a place without a name, a number that may be an article
_HARDLY_COUNTS = frozenset(("een", "één", "one"))
_FAR = 12  # words; a number further from what is counted probably counts something else


def answer_span(question: Question, sentence: str, matched: frozenset[str], language: str) -> tuple[Span | None, float]:
    """Return the span of `sentence` that answers and how surely it does, 0 to 1; (None, 0.0) where none can.

    Of several candidates the one nearest to what was counted or matched (`matched`, as stems) is taken; candidates
    that the question itself names are not answers. Questions that ask for no kind of span give (None, 1.0).
    """
    if question.wanted is Wanted.ANYTHING:
        return None, 1.0
    if question.wanted is Wanted.WORDS:
        return _words_said(sentence)
    asked = frozenset(stems(question.text, language))
    anchors = _anchors(sentence, matched, language)
    candidates = [_unasked(span, sentence, asked, language) for span in _candidates(question, sentence)]
    candidates = [span for span in candidates if span.start < span.end]
    if not candidates:
        return None, 0.0
    worths = [(_worth(question, sentence, span, anchors), -span.start, span) for span in candidates]
    worth, _, best = max(worths)
    return best, worth


def _worth(question: Question, sentence: str, span: Span, anchors: list[Span]) -> float:
    """Return how surely a candidate answers, 0 to 1: by what it is, and how near it stands to what was asked."""
    near = max(_FAR_OFF, 1.0 - _distance(sentence, span, anchors) / (2 * _FAR))
    if question.wanted is Wanted.PERSON:
        return near * personhood(span, sentence)
    if question.wanted is Wanted.PLACE and span.of(sentence).islower():
        return near * _PLAIN
    if question.wanted is Wanted.NUMBER and span.of(sentence).lower() in _HARDLY_COUNTS:
        return near * _PLAIN
    if question.wanted not in (Wanted.NUMBER, Wanted.TIME) or (measure := measure_in(question.text)) is None:
        return near
    beside = sentence[span.end : span.end + BESIDE] if question.wanted is Wanted.NUMBER else ""
    return near * measure.worth(span.of(sentence), beside)


def _candidates(question: Question, sentence: str) -> Iterator[Span]:
    wanted = question.wanted
    if wanted is Wanted.NUMBER:
        measured = bool(question.counted) and not _MEASURE.search(question.counted)
        yield from (span for span in numbers(sentence) if not (measured and _MEASURE.match(sentence, span.end)))
    elif wanted is Wanted.TIME:
        yield from dates(sentence)
        if asks_for_the_clock(question.text):
            yield from (Span(*match.span()) for match in _CLOCK.finditer(sentence))
    elif wanted is Wanted.PLACE:
        times = list(dates(sentence))
        found = (*_PLACE.finditer(sentence), *_PLAIN_PLACE.finditer(sentence))
        places = (Span(*match.span("place")) for match in found)
        yield from (place for place in places if not any(time.overlaps(place) for time in times))
    else:
        taken = list(dates(sentence))
        spans = (_whole(span, sentence) for span in names(sentence))
        yield from (span for span in spans if not any(span.within(date) for date in taken))


def _whole(name: Span, sentence: str) -> Span:
    """Return the name with the first name before it, where that might be any word that begins a sentence."""
    first = _FIRST_NAME.search(sentence, 0, name.start)
    return Span(first.start("name"), name.end) if first and " " not in name.of(sentence) else name


def _words_said(sentence: str) -> tuple[Span | None, float]:
    quoted = _QUOTED.search(sentence)
    if quoted:
        return Span(*quoted.span(1 if quoted[1] else 2)), 1.0
    return None, 0.8 if _SAYS.search(sentence) else 0.3


def _unasked(span: Span, sentence: str, asked: frozenset[str], language: str) -> Span:
    """Return the span without the words at its head that the question itself has; empty if it has them all."""
    words = [word for word in _WORD.finditer(sentence, span.start, span.end) if word_stems(word.group(), language)]
    fresh = [word for word in words if not asked >= word_stems(word.group(), language)]
    if not fresh:
        return Span(span.start, span.start if words else span.end)
    return span if fresh[0] is words[0] else Span(fresh[0].start(), span.end)


def _anchors(sentence: str, matched: frozenset[str], language: str) -> list[Span]:
    """Return where the question's words stand in the sentence."""
    words = (Span(*word.span()) for word in _WORD.finditer(sentence))
    return [span for span in words if matched & word_stems(span.of(sentence), language)]


def _distance(sentence: str, span: Span, anchors: list[Span]) -> float:
    """Return how many words lie between a candidate and the nearest anchor; what follows a number is counted by it."""
    gaps = []
    for anchor in anchors:
        between = sentence[span.end : anchor.start] if anchor.start >= span.end else sentence[anchor.end : span.start]
        gaps.append(len(between.split()) + (_AFTER if anchor.start < span.start else 0.0))
    return min(gaps, default=float(_FAR))
