"""Which part of a sentence answers: the number next to what is counted, the name, the date, the place, the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotate.dates import dates
from index.annotate.names import names
from index.annotate.numbers import numbers
from index.span import Span
from index.words import stems
from rag.question import Question
from rag.wanted import Wanted

_WORD = re.compile(r"[\w’'-]+")
_PLACE = re.compile(
    r"\b(?:in|op|aan|bij|te|nabij|naar|uit|langs|tussen|vanuit|at|on|near|outside|along|from|to|between)\s"
    r"(?:(?:de|het|een|the|a)\s)?"
    r"(?P<place>(?:[\w-]+\s){0,2}?[A-ZÀ-Þ][\w’'-]*(?:\s(?:van|de|den|aan|of|the)?\s?[A-ZÀ-Þ][\w’'-]*)*)"
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
    asked = {stem for stem in stems(question.text, language)}
    anchors = _anchors(sentence, matched, language)
    candidates = [_unasked(span, sentence, asked, language) for span in _candidates(question, sentence)]
    candidates = [span for span in candidates if span.start < span.end]
    if not candidates:
        return None, 0.0
    nearest = min(candidates, key=lambda span: (_distance(sentence, span, anchors), span.start))
    return nearest, max(0.4, 1.0 - _distance(sentence, nearest, anchors) / (2 * _FAR))


def _candidates(question: Question, sentence: str) -> Iterator[Span]:
    wanted = question.wanted
    if wanted is Wanted.NUMBER:
        measured = bool(question.counted) and not _MEASURE.search(question.counted)
        yield from (span for span in numbers(sentence) if not (measured and _MEASURE.match(sentence, span.end)))
    elif wanted is Wanted.TIME:
        yield from dates(sentence)
    elif wanted is Wanted.PLACE:
        times = list(dates(sentence))
        places = (Span(*match.span("place")) for match in _PLACE.finditer(sentence))
        yield from (place for place in places if not any(time.within(place) for time in times))
    else:
        taken = list(dates(sentence))
        yield from (span for span in names(sentence) if not any(span.within(date) for date in taken))


def _words_said(sentence: str) -> tuple[Span | None, float]:
    quoted = _QUOTED.search(sentence)
    if quoted:
        return Span(*quoted.span(1 if quoted[1] else 2)), 1.0
    return None, 0.8 if _SAYS.search(sentence) else 0.3


def _unasked(span: Span, sentence: str, asked: set[str], language: str) -> Span:
    """Return the span without the words at its head that the question itself has; empty if it has them all."""
    words = [word for word in _WORD.finditer(sentence, span.start, span.end) if stems(word.group(), language)]
    fresh = [word for word in words if not asked.issuperset(stems(word.group(), language))]
    if not fresh:
        return Span(span.start, span.start if words else span.end)
    return span if fresh[0] is words[0] else Span(fresh[0].start(), span.end)


def _anchors(sentence: str, matched: frozenset[str], language: str) -> list[Span]:
    """Return where the question's words stand in the sentence."""
    words = (Span(*word.span()) for word in _WORD.finditer(sentence))
    return [span for span in words if matched.intersection(stems(span.of(sentence), language))]


def _distance(sentence: str, span: Span, anchors: list[Span]) -> float:
    """Return how many words lie between a candidate and the nearest anchor; what follows a number is counted by it."""
    gaps = []
    for anchor in anchors:
        between = sentence[span.end : anchor.start] if anchor.start >= span.end else sentence[anchor.end : span.start]
        gaps.append(len(between.split()) + (_AFTER if anchor.start < span.start else 0.0))
    return min(gaps, default=float(_FAR))
