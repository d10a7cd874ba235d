"""A sentence read for its figures: each number found, taken apart, and joined to what it counts and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.annotate.figures.attribution import sources_of_figures
from index.annotate.figures.bounds import Bound, bound_after, bound_of
from index.annotate.figures.changes import with_ranges_and_changes
from index.annotate.figures.context import Context
from index.annotate.figures.counted import Counted, is_living
from index.annotate.figures.counting import counted_by
from index.annotate.figures.figure import Figure
from index.annotate.figures.function_words import STOPS
from index.annotate.figures.keys import EVENTS
from index.annotate.figures.sources import sources
from index.annotate.figures.times import times_of_figures
from index.annotate.figures.tokens import Token, first_from, tokens
from index.annotate.figures.values import Value, value_of
from index.annotate.numbers import Number, dissected_numbers
from index.span import Span

RULES = 3  # raise it when the rules give other figures: an archive's are then read anew at its next indexing
LONGEST_SENTENCE = 2_000  # code points; what is longer is a table, and what its numbers count stands elsewhere

_NOT_BESIDE_A_NOUN = STOPS - {"wilde"}  # wild, or wanted
_MOST_ADJECTIVES = 2  # 60 dode jonge wilde ganzen
_SOMEBODY_OF = re.compile(
    r"\b(?:(?:een|haar|zijn|hun|a|an|her|his|their)\s(?:\w+\s)?(?:man|vrouw|jongen|meisje|zoon|dochter|kind|woman|boy|girl|"
    r"husband|wife|son|daughter|child)\s(?:van|of|aged)|(?:in|by)\sage\sfrom(?:\s[\w-]+\sto)?)\s$",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\d{1,2}-\d{1,2}")
_SPORT = re.compile(
    r"\b(?:won|win|wint|winnen|wonnen|verlo\w+|lost|lose|beat|beaten|defeated|drew|draw|gelijk\w*|gelijkspel|score|stand|"
    r"play-off|penalt\w+|derby|goal\w*|doelpunt\w*|wedstrijd|match|final|finale|thuis|uitslag|eindigde|geëindigd)\b",
    re.IGNORECASE,
)


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures of one sentence, in order.

    Left out are times, dates, ages, distances and other measurements, numbers that name something (`Formula 1`), and
    numbers of which the sentence does not say what they count. A sentence longer than LONGEST_SENTENCE gives none.
    """
    numbers = list(dissected_numbers(text)) if len(text) <= LONGEST_SENTENCE else []
    if not numbers:
        return []
    words = tokens(text)
    found = _counted_figures(text, words, numbers, language)
    if not found:
        return []
    found = with_ranges_and_changes(text, found)
    named = sources(words, language)
    found = [figure for figure in found if not any(figure.span.within(source) for source in named)]
    said = sources_of_figures([figure.span for figure in found], named, words)
    times = times_of_figures(text, words, numbers, found)
    return [replace(figure, source=source, as_of=time) for figure, source, time in zip(found, said, times, strict=True)]


def _counted_figures(text: str, words: Sequence[Token], numbers: Sequence[Number], language: str) -> list[Figure]:
    context = Context(text, words, numbers, language)
    counted = counted_by(context)
    found = []
    for number in numbers:
        written = number.number.of(text)
        if _SCORE.fullmatch(written):
            if _SPORT.search(text):
                found.append(Figure(number.span, None, None, Bound.EXACTLY, Counted(number.number, "score")))
            continue
        value = value_of(written, language)
        if value is not None and (what := counted.get(number.number)) is not None and not _is_age(text, number):
            what = _with_those_named_behind(words, what)
            found.append(Figure(number.span, value.exact, value.order, _bound(text, number, value), what))
    return found


def _is_age(text: str, number: Number) -> bool:
    """Tell whether a number is somebody's age: `een vrouw van 54`, `a man of 71`."""
    return _SOMEBODY_OF.search(text, 0, number.span.start) is not None


def _with_those_named_behind(words: Sequence[Token], counted: Counted) -> Counted:
    """Return the same with those whom it befell, where they stand right behind it: `26 dead sheep`."""
    following = first_from(words, counted.span.end)
    if counted.who or counted.key not in EVENTS:
        return counted
    for last in range(following, min(len(words), following + _MOST_ADJECTIVES + 1)):
        if not words[last].is_word or words[last].lower in _NOT_BESIDE_A_NOUN:
            break
        if is_living(words[last].lower):
            return replace(counted, who=Span(words[following].start, words[last].span.end))
    return counted


def _bound(text: str, number: Number, value: Value) -> Bound:
    bound = bound_after(text, number.value.end) or bound_of(number.bound.of(text))
    return Bound.ABOUT if value.exact is None and bound is Bound.EXACTLY else bound
