"""Joins the numbers of a sentence to what they count, the last number first: `3 van de 14 meetpunten` share a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.annotate.bounds import bound_after
from index.annotate.counted import (
    EVENTS,
    KEY_OF,
    MEASURE_KEY,
    Counted,
    head_after,
    is_living,
    is_plural,
    key_of,
)
from index.annotate.events import KILLING, Stretch, event_of
from index.annotate.function_words import ARTICLES, STOPS, VERBS
from index.annotate.numbers import Number
from index.annotate.tokens import Token, first_from
from index.annotate.values import value_of
from index.span import Span

_NAMING = frozenset(
    """
    nr no nummer number artikel article page pagina category categorie formula formule highway interstate route class
    groep group fase phase level type model boeing airbus chapter hoofdstuk kamer perron platform gate flight vlucht
    apollo section size maat versie version release ronde round aged age leeftijd magnitude psalm lijn line g us-
    per elke every each iedere
    """.split()
)
_SAME = frozenset(
    """
    to naar from van vs against tot tegen tegenover and en or of dan than er was were waren is werd nog op at where
    last this vorig vorige dit in
    """.split()
)
_OF_THOSE = frozenset(
    """
    er only slechts maar andere overige other and en but while terwijl , year's month's week's
    """.split()
)
_JOINS = frozenset(("to", "naar", "tot", "or", "of", "à", "and", "en"))
_NUMBER_OF = frozenset(("aantal", "number", "aantallen"))
_TOLLS = frozenset(("dodental", "toll"))
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")  # what is counted comes in whole numbers, unless there are millions
_KG = re.compile(r"\b(?:kg|kilos?|weigh\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """A sentence, its words and its numbers."""

    text: str
    words: Sequence[Token]
    numbers: Sequence[Number]
    language: str

    @cached_property
    def starts(self) -> list[int]:
        """The place of the first word of each number, its bound included."""
        return [first_from(self.words, number.span.start) for number in self.numbers]

    @cached_property
    def ends(self) -> list[int]:
        """The place of the first word behind each number and its unit."""
        return [first_from(self.words, number.value.end) for number in self.numbers]


def counted_by(context: Context) -> dict[Span, Counted]:
    """Return what each number counts, by the span of the number; those that count nothing are left out."""
    found: dict[int, Counted] = {}
    for place in reversed(range(len(context.numbers))):
        if _names_something(context, place):
            continue
        counted = _measure(context, place) or _noun(context, place, found)
        if counted is not None:
            found[place] = counted
    for place in range(len(context.numbers)):
        if place not in found and not _names_something(context, place):
            counted = _left_out(context, place, found) or _noun_before(context, place)
            if counted is not None:
                found[place] = counted
    return {context.numbers[place].number: counted for place, counted in found.items()}


def _names_something(context: Context, place: int) -> bool:
    """Tell whether a number only names something (`Formula 1`), or is the first part of a word (`34-jarige`)."""
    number, start = context.numbers[place], context.starts[place]
    if context.text[number.value.end : number.value.end + 1] == "-":
        return True
    before = context.words[start - 1].lower if start else ""
    return before in _NAMING and number.bound.start == number.bound.end


def _measure(context: Context, place: int) -> Counted | None:
    """Return the currency or percent that the number is an amount of."""
    number = context.numbers[place]
    unit = number.unit if number.unit.start < number.unit.end else Span(number.value.start, number.number.start)
    word = unit.of(context.text).strip().lower()
    if not word:
        following = context.words[context.ends[place] : context.ends[place] + 1]
        if not following or following[0].lower not in MEASURE_KEY:
            return None
        unit, word = following[0].span, following[0].lower
    if word in ("pound", "pounds") and _KG.search(context.text):
        return None
    return Counted(Span(unit.start, unit.start + len(unit.of(context.text).rstrip())), MEASURE_KEY[word])


def _noun(context: Context, place: int, found: dict[int, Counted]) -> Counted | None:
    """Return the noun that follows the number, or what befell those whom it means."""
    number = context.numbers[place]
    written = number.number.of(context.text)
    value = value_of(written, context.language)
    if value is None or _DECIMAL.fullmatch(written):
        return None
    if context.text[number.unit.start : number.unit.end]:
        return None
    begin = _past_of(context, place)
    if begin in context.starts and begin != context.ends[place]:
        return found.get(context.starts.index(begin))
    head = head_after(context.words, begin, context.language, single=value.exact == 1.0)
    if head is None:
        return _event(context, place, None, found) if _stands_for_people(context, place) or value.exact == 0 else None
    key = key_of(head.lower, context.language)
    if value.exact == 0 and key not in EVENTS:
        return _event(context, place, head, found)
    if key in EVENTS:
        return Counted(head.span, key)
    if is_living(head.lower) or (head.is_capitalised and is_plural(head.lower, context.language)):
        event = _event(context, place, head, found)
        if event is not None:
            return event
    return Counted(head.span, key)


def _past_of(context: Context, place: int) -> int:
    """Return where the noun phrase begins behind a number: past `of`, `van de`, `of the`."""
    begin, words = context.ends[place], context.words
    if bound_after(context.text, context.numbers[place].value.end):
        return begin + 2
    if begin < len(words) and words[begin].lower in ("of", "van"):
        if words[begin].lower == "of" and context.language == "nl":
            return begin
        begin += 1
        while begin < len(words) and words[begin].lower in ARTICLES:
            begin += 1
    return begin


def _stands_for_people(context: Context, place: int) -> bool:
    """Tell whether the number itself is the people: `vier raakten gewond`, `killed twelve`."""
    end, start = context.ends[place], context.starts[place]
    following = context.words[end].lower if end < len(context.words) else ""
    before = context.words[start - 1].lower if start else ""
    return following in VERBS or following in ("more", "others") or before in KILLING


def _event(context: Context, place: int, head: Token | None, found: dict[int, Counted]) -> Counted | None:
    """Return what befell the people whom the number counts, unless they are named as some of those counted before."""
    if _is_part(context, place):
        return None
    later = (context.starts[other] for other in sorted(found) if other > place and not _is_part(context, other))
    stretch = Stretch(context.starts[place], context.ends[place], next(later, len(context.words)))
    return event_of(context.words, stretch, head)


def _is_part(context: Context, place: int) -> bool:
    """Tell whether the number is some of those counted before: `onder wie drie kinderen`."""
    before = [word.lower for word in context.words[max(0, context.starts[place] - 2) : context.starts[place]]]
    return (
        before[-1:] in (["including"], ["among"], ["waaronder"])
        or before == ["onder", "wie"]
        or before == ["among", "them"]
    )


def _left_out(context: Context, place: int, found: dict[int, Counted]) -> Counted | None:
    """Return what the figure before or after counts, where this one does not say: `van 22 naar 25 doden`."""
    start, end = context.starts[place], context.ends[place]
    words = context.words
    if place - 1 in found and start and words[start - 1].lower == "er":
        return found[place - 1]
    if not start or (place == 0 and place + 1 not in found):
        return None
    following = words[end] if end < len(words) and words[end].is_word else None
    before = words[start - 1]
    if _joined(context, place) and place + 1 in found:
        return found[place + 1]
    if place - 1 not in found:
        return None
    if following is None or following.lower in _SAME:
        return found[place - 1] if before.lower in _SAME | _OF_THOSE or before.is_capitalised else None
    # 54 nations signed, only 27 have ratified: the verb tells that nothing else is counted
    return found[place - 1] if following.lower in VERBS and before.lower in _OF_THOSE else None


def _joined(context: Context, place: int) -> bool:
    """Tell whether only `to`, `naar`, `or` or the like stands between this number and the next."""
    end = context.ends[place]
    nexts = context.starts[place + 1] if place + 1 < len(context.starts) else end
    return nexts == end + 1 and context.words[end].lower in _JOINS


def _noun_before(context: Context, place: int) -> Counted | None:
    """Return what was to be counted: `het dodental liep op tot 25`, `the number of injured rose to 40`."""
    end, words = context.ends[place], context.words
    if end < len(words) and words[end].is_word and words[end].lower not in STOPS:
        return None
    previous = context.ends[place - 1] if place else 0
    for at in range(context.starts[place] - 1, previous - 1, -1):
        word = words[at]
        if word.text == ";":
            return None
        if word.lower in _TOLLS:
            return Counted(word.span, "killed")
        if word.lower in _NUMBER_OF and at + 1 < len(words):
            begin = at + 2 if words[at + 1].lower == "of" else at + 1
            head = head_after(words, begin, context.language, single=False)
            return Counted(head.span, key_of(head.lower, context.language)) if head else None
        if word.lower in ("gewonden", "doden", "vermisten") and (end >= len(words) or not words[end].is_word):
            return Counted(word.span, KEY_OF[word.lower])
    return None
