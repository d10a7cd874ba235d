"""Joins the numbers of a sentence to what they count, the last number first: `3 van de 14 meetpunten` share a noun."""

from __future__ import annotations

import re

from index.annotate.figures.bounds import bound_after
from index.annotate.figures.context import Context
from index.annotate.figures.counted import Counted, head_after, is_living, is_plural
from index.annotate.figures.events import KILLING, LIVES, Stretch, are_lost, event_of
from index.annotate.figures.function_words import ARTICLES, VERBS
from index.annotate.figures.keys import EVENTS, MEASURE_KEY, key_of
from index.annotate.figures.tokens import Token, first_from
from index.annotate.figures.unsaid import is_partitive, left_out, noun_before
from index.annotate.figures.values import value_of
from index.span import Span

_NAMING = frozenset(
    """
    nr no nummer number artikel article page pagina category categorie formula formule highway interstate route class
    groep group fase phase level type model boeing airbus chapter hoofdstuk kamer perron platform gate flight vlucht
    area apollo section size maat versie version release ronde round aged age leeftijd magnitude psalm lijn line g us-
    week day dag zone stage etappe per elke every each iedere
    """.split()
)
_POINTING = frozenset(("those", "these", "die", "deze"))
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")  # what is counted comes in whole numbers, unless there are millions
_OF_VERBS = ("t", "d", "te", "de")
_KG = re.compile(r"\b(?:kg|kilos?|weigh\w*)\b", re.IGNORECASE)


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
        if _is_open(context, place, found) and not _names_something(context, place):
            counted = left_out(context, place, found) or noun_before(context, place)
            if counted is not None:
                found[place] = counted
    for place in range(1, len(context.numbers)):
        if place in found and place - 1 in found:
            found[place] = _befallen_too(context, place, found[place - 1], found[place])
    return {context.numbers[place].number: counted for place, counted in found.items()}


def _is_open(context: Context, place: int, found: dict[int, Counted]) -> bool:
    """Tell whether no noun was found for a number, or one that Dutch `er` makes doubtful: `er maar één onderzocht`."""
    if place not in found:
        return True
    counted = found[place]
    sure = counted.key in EVENTS or is_plural(counted.span.of(context.text).lower(), context.language)
    return not sure and is_partitive(context, place)


def _befallen_too(context: Context, place: int, former: Counted, counted: Counted) -> Counted:
    """Give the people behind `and` the verb before those ahead of it: `killed five children and two drivers`."""
    before = context.words[context.starts[place] - 1].lower if context.starts[place] else ""
    has_object = former.key in EVENTS and former.span.end <= context.numbers[place - 1].span.start
    noun = counted.span.of(context.text).lower()
    if before in ("and", "en") and has_object and counted.key not in EVENTS and is_living(noun):
        return Counted(former.span, former.key, counted.span)
    return counted


def _names_something(context: Context, place: int) -> bool:
    """Tell whether a number only names something (`Formula 1`), or is the first part of a word (`34-jarige`)."""
    number, start = context.numbers[place], context.starts[place]
    if context.text[number.value.end : number.value.end + 1] == "-":
        return True
    if context.text[number.value.end : number.value.end + 1] == ")" and "(" not in context.text[: number.span.start]:
        return True  # 1) the first of a list
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
    key = MEASURE_KEY.get(word.removeprefix("us ").removeprefix("u.s. "))
    return Counted(Span(unit.start, unit.start + len(unit.of(context.text).rstrip())), key) if key else None


def _noun(context: Context, place: int, found: dict[int, Counted]) -> Counted | None:
    """Return the noun that follows the number, or what befell those whom it means."""
    number = context.numbers[place]
    written = number.number.of(context.text)
    value = value_of(written, context.language)
    if value is None or _DECIMAL.fullmatch(written) or number.unit.start < number.unit.end:
        return None
    begin = _past_of(context, place)
    if begin in context.starts and begin != context.ends[place]:
        return found.get(context.starts.index(begin))
    until = context.starts[place + 1] if place + 1 < len(context.starts) else len(context.words)
    head = head_after(context.words, begin, until, context.language, single=value.exact == 1.0)
    if head is None:
        return _event(context, place, None, found) if _stands_for_people(context, place) or value.exact == 0 else None
    plural = is_plural(head.lower, context.language)
    if value.exact != 1.0 and not plural and _follows_name(context, place):
        return None  # a Falcon 9 rocket
    if value.exact != 1.0 and not plural and context.language == "nl" and _may_be_a_verb(head):
        return None  # bij de achttien hoorde: Dutch has a plural behind a number
    return _with_event(context, place, head, found, none=value.exact == 0)


def _may_be_a_verb(word: Token) -> bool:
    return word.lower.endswith(_OF_VERBS) and key_of(word.lower, "nl") not in EVENTS


def _with_event(context: Context, place: int, head: Token, found: dict[int, Counted], *, none: bool) -> Counted | None:
    """Return what befell those who are counted, else their noun; only the former where there are none of them."""
    key = key_of(head.lower, context.language)
    if head.lower in LIVES and not are_lost(context.words, first_from(context.words, head.span.start)):
        return None
    if key in EVENTS:
        return Counted(head.span, key)
    people = is_living(head.lower) or (head.is_capitalised and is_plural(head.lower, context.language))
    event = _event(context, place, head, found) if people or none else None
    return event or (None if none else Counted(head.span, key))


def _follows_name(context: Context, place: int) -> bool:
    """Tell whether the number stands directly behind a word with a capital that does not open the sentence."""
    start, number = context.starts[place], context.numbers[place]
    return start > 1 and context.words[start - 1].is_capitalised and number.bound.start == number.bound.end


def _past_of(context: Context, place: int) -> int:
    """Return where the noun phrase begins behind a number: past `of`, `van de`, `of the`."""
    begin, words = context.ends[place], context.words
    if bound_after(context.text, context.numbers[place].value.end):
        return begin + 2
    if begin < len(words) and words[begin].lower in ("of", "van"):
        if words[begin].lower == "of" and context.language == "nl":
            return begin
        begin += 1
        while begin + 1 < len(words) and words[begin].lower in ARTICLES:
            if words[begin].lower in _POINTING and not is_plural(words[begin + 1].lower, context.language):
                break
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
