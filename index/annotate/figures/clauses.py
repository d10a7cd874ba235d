"""The parts of a sentence that tell of another time than the rest: relative clauses, reasons, comparisons."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter

from index.annotate.figures.function_words import ARTICLES, SAID_BY, STOPS, VERBS
from index.annotate.figures.keys import EVENTS, KEY_OF
from index.annotate.figures.tokens import Token, first_from
from index.span import Span


class Kind(Enum):
    """What a part is to what stands outside it, which tells whose times are whose."""

    RELATIVE = auto()  # which were stolen in February
    AFTER = auto()  # a month after inspectors found them
    FOLLOWING = auto()  # Dutch `na de brand van vrijdag`, which is no clause, so that others date what follows it
    REASON = auto()  # because the bridge closed on Saturday
    BESIDE = auto()  # against 240 a year ago: its time is its own, but it has that of the rest where it has none
    JOINED = auto()  # and has 164 people


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, from the word that opens it up to the next comma."""

    span: Span
    kind: Kind


_RELATIVE = frozenset("which who whom whose where waar waarin waarbij waarvan waarop waarmee".split())
_RELATIVE_WHERE_A_NOUN_STANDS_BEFORE = frozenset(("die", "dat"))
_SAID = frozenset("said says say told reported reports announced confirmed found estimated claimed added".split())
_AFTER = frozenset("after before nadat voordat".split())
_REASON = frozenset("because omdat want aangezien hoewel although though whereas".split())
_BESIDE = frozenset("while terwijl but maar than dan compared versus vs vergeleken".split())
_THAN = frozenset(("than", "dan"))
_AGAINST = frozenset("against tegen".split())
_FROM = frozenset("up down".split())
_AND = frozenset(("and", "en"))
_LEAVING = frozenset("left leaving liet lieten raakte raakten kwam kwamen".split())
_AT = frozenset("on in at by op in per".split())
_OPENER: Callable[[Clause], int] = attrgetter("span.start")
_MOST_NESTED = 8  # clauses within each other; what is nested deeper is no prose
_BEFORE_FOR = re.compile(r",\s$")


def clauses(text: str, words: Sequence[Token], times: Sequence[Span], numbers: Sequence[Span]) -> list[Clause]:
    """Return the parts of a sentence that have a time of their own, in order of where they begin.

    Words inside a time (`before December`) or a number (`more than 20`) open nothing.
    """
    taken = sorted([*times, *numbers])
    starts = [span.start for span in taken]
    ends = [word.start for word in words if word.text in ",;" and not _inside(word.start, taken, starts)]
    found = list[Clause]()
    for place, word in enumerate(words):
        if word.text == ":" or word.is_word:
            kind = None if _inside(word.start, taken, starts) else _kind(text, words, place, times, numbers)
            if kind is not None:
                end = len(text) if word.text == ":" else _next(ends, word.start, len(text))
                if word.lower in _THAN:  # than at the last elections, four years ago
                    end = _past_apposition(text, end, times)
                found.append(Clause(Span(word.start, end), kind))
    return found


def _kind(text: str, words: Sequence[Token], place: int, times: Sequence[Span], numbers: Sequence[Span]) -> Kind | None:
    word = words[place]
    before = words[place - 1] if place else None
    following = words[place + 1] if place + 1 < len(words) else None
    if word.text == ":" or word.lower in _BESIDE:
        return Kind.BESIDE
    if word.lower in _RELATIVE or _is_relative(word, before, following):
        return Kind.RELATIVE
    if word.lower in _AFTER:
        return Kind.AFTER
    if word.lower == "na":
        return Kind.FOLLOWING
    if word.lower in _REASON or (word.lower == "for" and _BEFORE_FOR.search(text, 0, word.start)):
        return Kind.REASON
    if following is None:
        return None
    if (word.lower in _AGAINST and _is_number(following, numbers)) or (
        word.lower in _FROM and following.lower in ("from", "van")
    ):
        return Kind.BESIDE
    return Kind.JOINED if word.lower in _AND and _opens_a_clause(words, place, times) else None


def _is_relative(word: Token, before: Token | None, following: Token | None) -> bool:
    if before is None or following is None:
        return False
    after_noun = before.is_word and before.lower not in STOPS
    if word.lower in _RELATIVE_WHERE_A_NOUN_STANDS_BEFORE:
        return before.text == "," or (after_noun and word.lower == "die")
    return word.lower == "that" and following.lower in VERBS and after_noun and before.lower not in _SAID


def _opens_a_clause(words: Sequence[Token], place: int, times: Sequence[Span]) -> bool:
    """Tell whether `and` joins another clause: with a verb right behind it (`and has`), or a time (`and on Friday`)."""
    word = words[place + 1]
    if word.lower in _LEAVING or KEY_OF.get(word.lower) in EVENTS:
        return False  # killed five and left ten injured: of one time
    if word.lower in VERBS or (word.lower.endswith("ed") and not word.is_capitalised):
        return True
    if place and words[place - 1].text == "," and word.lower in ARTICLES | SAID_BY:
        return True  # , and a memorial was opened
    at = place + 2 if word.lower in _AT and place + 2 < len(words) else place + 1
    time = bisect_left(times, Span(words[at].start, words[at].start))
    begins = time < len(times) and times[time].start in (word.start, words[at].start)
    behind = first_from(words, times[time].end) if begins else len(words)
    return behind < len(words) and words[behind].is_word


def _is_number(word: Token, numbers: Sequence[Span]) -> bool:
    at = bisect_left(numbers, Span(word.start, word.start))
    return at < len(numbers) and numbers[at].start == word.start


def _inside(offset: int, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < spans[at].end


def _past_apposition(text: str, comma: int, times: Sequence[Span]) -> int:
    """Return where a time ends that stands alone behind a comma; the comma where there is none."""
    at = bisect_left(times, Span(comma, comma))
    if at == len(times) or text[comma : times[at].start].strip(" ,"):
        return comma
    return times[at].end if text[times[at].end : times[at].end + 1] in ("", ".", ",", ";") else comma


def _next(places: Sequence[int], offset: int, otherwise: int) -> int:
    at = bisect_right(places, offset)
    return places[at] if at < len(places) else otherwise


def holding(found: Sequence[Clause], offset: int) -> set[Clause]:
    """Return the clauses that hold an offset; only the last ones that begin before it are looked at."""
    last = bisect_right(found, offset, key=_OPENER)
    return {clause for clause in found[max(0, last - _MOST_NESTED) : last] if offset < clause.span.end}
