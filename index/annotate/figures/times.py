"""The time that a figure is of: one of its own part of the sentence, and never one that dates something else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.annotate.dates import dates
from index.annotate.figures.clauses import Clause, Kind, clauses, holding
from index.annotate.figures.counted import Counted
from index.annotate.figures.figure import Figure
from index.annotate.figures.function_words import VERBS
from index.annotate.figures.keys import EVENTS
from index.annotate.figures.tokens import Token, first_from
from index.annotate.numbers import Number
from index.span import Span

_COMPARES = re.compile(r"\b(?:dan|than)\s(?:(?:in|op|on|at)\s)?(?:(?:de|het|the)\s)?$", re.IGNORECASE)
# What `since the invasion of February 2022` and `before it began in 2014` date is the invasion; `since February 2022`
# is a time of its own, as is `since the invasion in February 2022 until now`.
_SINCE_AN_EVENT = re.compile(r"\b(?:since|sinds|vanaf|before|voordat)\s[^,;:()]+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:tot|until|till|to|through)\b", re.IGNORECASE)
_BOUNDED = re.compile(r"(?:since|sinds|vanaf|tot|until|till|by|up to)\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:since|sinds|vanaf)\b", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:first|most|worst|best|eerst\w*|meeste|(?:de|het) (?!kust|rest|lijst|komst)\w{3,}ste|"
    r"the (?:\w+ )?(?!west|rest|forest|arrest|protest|interest|latest|harvest|test)\w{2,}est)\b[^,;:()]*$",
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(
    r"\b(?:weeks?|days?|months?|years?|hours?|weken|dag(?:en)?|maand(?:en)?|jaar|uur)\s(?:before|after|voor|vóór|na)\s"
    r"(?:(?:the|de|het)\s)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAMES_A_THING = re.compile(r"\s[a-z]{3,}")  # the 1962 flats
_OF_A_THING = re.compile(r"\b(?:the|a|an|its|their|his|her|de|het|een)\s$", re.IGNORECASE)
# What was counted in the 2022 elections or by a 2017 survey is of that year.
_WHEN = re.compile(r"\b(?:in|at|during|by|to|bij|tijdens|op|sinds|since)\s\w+\s$", re.IGNORECASE)
_FROM_A_YEAR = re.compile(r"\buit\s(?:het\sjaar\s)?$", re.IGNORECASE)
_FOUNDED = re.compile(
    r"\b(?:founded|established|launched|built|born|created|opgericht|gesticht|gebouwd|geboren|gelanceerd|bestaat|"
    r"dateert|existed|exists)\s(?:(?:in|on|op|from|uit)\s)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:,| and\b| en\b)")
_PART_OF = re.compile(r"\s(?:of|van)\s(?:the|de)\s")
_WHEN_IT = re.compile(r",?\s(?:toen|when|waarin|in which)\b")  # in May, when seven were arrested
_BEING = re.compile(r"\s(?:(?:\w{2,6})\s){0,3}$")
_AND = re.compile(r",?\s(?:and|en|of|or)\s(?:(?:in|on|op)\s)?")
_ADJOINS = re.compile(r"\s(?:\w+\s)?")


def times_of_figures(
    text: str, words: Sequence[Token], numbers: Sequence[Number], found: Sequence[Figure]
) -> list[Span | None]:
    """Return the time of each figure of a sentence, None where it has none of its own.

    It is the nearest on either side, in its part between semicolons, that no clause keeps from it: a relative clause, a
    reason, a comparison or another main clause dates nothing outside it. What happened after something is of its day
    where it befell people (`twenty died after a fire on Saturday`).
    """
    times = list(dates(text))
    kept = _that_date_figures(text, times)
    if not kept:
        return [None] * len(found)
    inner = clauses(text, words, times, [number.span for number in numbers])
    semicolons = [word.start for word in words if word.text == ";"]

    dated = list[Span | None]()
    for figure in found:
        at = bisect_left(kept, figure.span)
        part = bisect_right(semicolons, figure.span.start)
        beside = [
            time
            for time in kept[max(0, at - 1) : at + 1]
            if not time.overlaps(figure.span)
            and bisect_right(semicolons, time.start) == part
            and _is_of(text, words, figure, time, inner)
        ]
        dated.append(_nearer(text, words, figure, beside))
    return dated


def _nearer(text: str, words: Sequence[Token], figure: Figure, beside: Sequence[Span]) -> Span | None:
    """Return the nearer one of the times on either side; right behind goes first: `to 6 in May from 4 in April`."""
    if len(beside) < 2:
        return beside[0] if beside else None
    before, behind = beside
    end = max(figure.span.end, _end(figure.counted))
    adjoins = _ADJOINS.fullmatch(text, min(end, behind.start), behind.start)
    if adjoins:
        return behind
    if first_from(words, before.start) <= 1 and not _BOUNDED.match(text, behind.start):
        return before  # On Monday five were arrested over a robbery in May
    return before if figure.span.start - before.end <= behind.start - figure.span.end else behind


def _that_date_figures(text: str, times: Sequence[Span]) -> list[Span]:
    """Return the times without those of what figures are compared with, start at, or stand beside."""
    found, end = list[Span](), 0
    for time in _without_lists(text, times):
        before, said = text[end : time.start], time.of(text)
        starts_it = _SINCE_AN_EVENT.search(before) and not _UNTIL.search(said)
        record = _SINCE.match(said) and _RECORD.search(before)
        if not (starts_it or record or _COMPARES.search(before) or _COUNTED_FROM.search(before)) and not (
            _YEAR.fullmatch(said) and _is_of_a_thing(text, time, before)
        ):
            found.append(time)
        end = time.end
    return found


def _without_lists(text: str, times: Sequence[Span]) -> list[Span]:
    """Return the times without those of a list: a figure of `March, April and May` is of none of them."""
    kept, listed = list[Span](), False
    for at in range(len(times) - 1, -1, -1):
        behind = text[times[at].end : times[at + 1].start] if at + 1 < len(times) else ""
        before = text[times[at - 1].end : times[at].start] if at else ""
        listed = _AND.fullmatch(behind) is not None or (listed and behind.strip() == ",")
        if not listed and not _AND.fullmatch(before):
            kept.append(times[at])
        elif not listed:
            listed = True
    return kept[::-1]


def _is_of_a_thing(text: str, year: Span, before: str) -> bool:
    """Tell whether a year only says which thing is meant: `het bad uit 1974`, `the 1962 flats`."""
    if _FROM_A_YEAR.search(before):
        return True
    names = _NAMES_A_THING.match(text, year.end) and _OF_A_THING.search(before)
    return bool(names) and not _WHEN.search(before)


def _is_of(text: str, words: Sequence[Token], figure: Figure, time: Span, inner: Sequence[Clause]) -> bool:
    """Tell whether a time may be a figure's: no clause parts them, and it is not that of a founding."""
    if (founded := _FOUNDED.search(text, 0, time.start)) and not _is_founded(text, figure, founded.start(), time):
        return False
    if figure.span.start > time.end and _WHEN_IT.match(text, time.end):
        return True
    of_figure, of_time = holding(inner, figure.span.start), holding(inner, time.start)
    return all(_reaches_out(clause, figure, text) for clause in of_time - of_figure) and all(
        _reaches_in(clause, figure, time, words) for clause in of_figure - of_time
    )


def _is_founded(text: str, figure: Figure, verb: int, time: Span) -> bool:
    """Tell whether what a figure counts is what was built or founded then: `40 homes were built in 2021`."""
    if figure.span.start > time.end:
        return _GOES_ON.match(text, time.end) is None
    end = _end(figure.counted)
    return end <= verb and _BEING.fullmatch(text[end:verb]) is not None


def _reaches_out(clause: Clause, figure: Figure, text: str) -> bool:
    """Tell whether the time of a clause dates a figure outside it."""
    if clause.kind is Kind.RELATIVE:  # six paintings that were stolen in February
        end, start = _end(figure.counted), clause.span.start
        return end <= start and not text[end:start].strip(" ,") and not _PART_OF.match(text, figure.span.end)
    return clause.kind in (Kind.AFTER, Kind.FOLLOWING) and figure.counted.key in EVENTS - {"arrested"}


def _reaches_in(clause: Clause, figure: Figure, time: Span, words: Sequence[Token]) -> bool:
    """Tell whether a time outside a clause dates a figure in it."""
    if clause.kind in (Kind.BESIDE, Kind.FOLLOWING):
        return True
    if clause.kind is Kind.RELATIVE:
        adjoins = 0 <= clause.span.start - time.end <= len(", ")
        return adjoins or figure.counted.key in EVENTS
    return clause.kind is Kind.JOINED and time.end <= clause.span.start and _is_of_the_whole(words, time)


def _is_of_the_whole(words: Sequence[Token], time: Span) -> bool:
    """Tell whether a time stands ahead of the verb, so that it dates whatever `and` joins to it."""
    first, behind = first_from(words, time.start), first_from(words, time.end)
    following = words[behind].lower if behind < len(words) else ""
    opens = first <= 2 or words[first - 1].text in ',:"“'
    return opens or following in VERBS or following.endswith("ed")


def _end(counted: Counted) -> int:
    """Return where what is counted ends, of those named that which stands before what befell them."""
    return counted.who.end if counted.who else counted.span.end
