"""Finds the expressions of time in a text and puts them together: ranges, and periods that are open at one end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from index.annotate.dates.dutch import LEXICON as DUTCH
from index.annotate.dates.english import LEXICON as ENGLISH
from index.annotate.dates.grammar import GRAMMARS, rule_of
from index.annotate.dates.kinds import KINDS, Word, pattern
from index.annotate.dates.reading import is_telling, words_of
from index.annotate.dates.reference import Reference
from index.annotate.dates.resolution import resolved
from index.annotate.dates.said import year_of
from index.period import Period
from index.span import Span

_LEXICONS = {"nl": DUTCH, "en": ENGLISH}
_JOINED = re.compile(pattern("(?:DASH|TO|UNTIL|SLASH) (?:IN|THE)?"))
_PAIRED = re.compile(pattern("AND (?:IN|THE)?"))
_CHAINED = re.compile(pattern("(?:COMMA|AND)+ (?:IN|THE|PART|OF)*"))  # `12 January and 13 January 2023`
_OFFSET = re.compile(pattern("UNIT|UNITS|ANNUM"))  # `two weeks after 5 May` does not say after
_BOUND = re.compile(
    pattern("(?P<bound>UNTIL|BY|BEFORE|FOR|SINCE|AFTER|FROM|OF|BETWEEN) (?P<between>VAGUE? IN? THE? IN?)$")
)
_ONWARDS = re.compile(pattern("ONWARDS|IN(?=COMMA|STOP|$)"))  # `from 3 January on`
_SPREAD = re.compile(pattern("TO|UNTIL|AND"))
_AHEAD = re.compile(pattern("[WILL PLANNED][^COMMA STOP]{0,5}$"))
_LONGEST_LIST = 6  # expressions of a list that are looked through for its year
_LONGEST_BOUND = 5  # words before an expression that are looked at for its bound
_NAMED_BY = frozenset("black bloody super cyber giving taco sexy".split())
_NAME_OF = re.compile(
    r"(?:['’]s)?\s(?:Times|Telegraph|Mirror|Express|Post|Mail|Herald|Night (?:Live|Football)|Star|Island|Rising)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression where it stands: the words from `first` up to `last`, and what it is; None where unknown.

    `assumed`: no year is named, and none counted from another time.
    """

    first: int
    last: int
    rule: str
    period: Period | None
    assumed: bool


class Expression(NamedTuple):
    """An expression of time in a text, how it is made, its period (None: not known), whether its year was assumed."""

    span: Span
    rule: str
    period: Period | None
    assumed: bool


def found_in(text: str, anchor: Period, language: str, latest: Period | None = None) -> Iterator[Expression]:
    """Yield each expression of time in order; with `latest`, what comes once a year is the last begun by its end."""
    lexicon = _LEXICONS.get(language, ENGLISH)
    if not is_telling(text, lexicon):
        return
    yield from _Reading(
        text, words_of(text, lexicon), lexicon.language, Reference(anchor, anchor.start, latest=latest)
    ).expressions()


class _Reading:
    """One text being read from its beginning to its end."""

    def __init__(self, text: str, words: Sequence[Word], language: str, to: Reference) -> None:
        self._text, self._words, self._language = text, words, language
        self._kinds = "".join(word.kind for word in words)
        self._to = to

    def expressions(self) -> Iterator[Expression]:
        """Yield the expressions of time in the text, in order."""
        matches = [match for match in GRAMMARS[self._language].finditer(self._kinds) if self._is_one(match)]
        at = 0
        while at < len(matches):
            found = self._with_year(at, matches)
            at += 1
            if at < len(matches) and (joined := self._range(found, matches[at - 1], matches[at])):
                found, at = joined, at + 1
            found = self._bounded(found)
            if found.period:
                self._to = replace(self._to, previous=found.period)
            place = Span(self._words[found.first].start, self._words[found.last - 1].end)
            yield Expression(place, found.rule, found.period, found.assumed)

    def _is_one(self, match: re.Match[str]) -> bool:
        """Tell whether the words are a time that can be known: not `every Monday`, `Bloody Sunday`, `at 1900 GMT`."""
        first, last = self._words[match.start()], self._words[match.end() - 1]
        before = self._words[match.start() - 1] if match.start() else None
        if before and before.kind == KINDS["EVERY"]:
            return False
        rule, said = rule_of(match), self._text[before.start : before.end] if before else ""
        if (
            said.lower() in _NAMED_BY
            or (rule == "year" and said.lower() == "at")
            or (rule == "month" and said == "That")
        ):
            return False
        if rule in ("weekday", "feast") and _NAME_OF.match(self._text, last.end):
            return False
        if rule == "year" and self._language == "nl":
            return self._is_year(before, last)
        return not (rule == "today" and self._text[first.start : first.end] == "morgen" and self._is_noun(before))

    def _is_noun(self, before: Word | None) -> bool:
        return before is not None and self._text[before.start : before.end].lower() in ("de", "die", "'s", "goede")

    def _is_year(self, before: Word | None, year: Word) -> bool:
        """Tell a year from a count: Dutch writes `2000 huizen`, and years mostly after a preposition."""
        if before and before.kind == KINDS["VAGUE"]:
            return False
        following = self._text[year.end : year.end + 2]
        if not (following[:1] == " " and following[1:].isalpha() and following[1:].islower()):
            return True
        if before is None or before.kind == KINDS["STOP"]:
            return before is None
        return before.kind != KINDS["OTHER"] or self._text[before.start].isupper()

    def _found(self, match: re.Match[str], *, joined: bool = False, to: Reference | None = None) -> Found:
        """Return what matched, read against `to`, if given; `joined`: a bound before it is that of a range."""
        rule, words = rule_of(match), list(self._words[match.start() : match.end()])
        bound = self._bound_before(match.start())
        due = bound is not None and bound["bound"] in _DUE and not joined
        ahead = self._looks_ahead(match.start(), match.end())
        if rule == "weekday" and due and self._language == "nl":
            ahead = True  # `tot zondag` is mostly yet to come, `by Sunday` mostly past
        to = to or (replace(self._to, ahead=ahead, due=due) if ahead or due else self._to)
        assumed = rule in _YEARLY and year_of(words, to) is None and not any(word.value == "year" for word in words)
        return Found(match.start(), match.end(), rule, resolved(rule, words, to), assumed)

    def _looks_ahead(self, first: int, last: int) -> bool:
        if _AHEAD.search(self._kinds, max(0, first - 6), first):
            return True
        return self._language == "nl" and self._kinds[last : last + 1] == KINDS["WILL"]

    def _with_year(self, at: int, matches: list[re.Match[str]]) -> Found:
        """Return the expression at this place; one without a year is of the year that its list names at the end."""
        found = self._found(matches[at])
        last = at
        while (
            found.assumed
            and last + 1 < min(len(matches), at + _LONGEST_LIST)
            and self._is_listed(matches[last], matches[last + 1])
        ):
            last += 1
            named = self._found(matches[last])
            if named.period and not named.assumed:
                return self._found(matches[at], to=replace(self._to, latest=named.period))
        return found

    def _is_listed(self, one: re.Match[str], other: re.Match[str]) -> bool:
        between = self._kinds[one.end() : other.start()]
        return rule_of(one) == rule_of(other) and _CHAINED.fullmatch(between) is not None

    def _range(self, left: Found, first: re.Match[str], match: re.Match[str]) -> Found | None:
        """Return the two as one range, `van maandag tot woensdag`; None where they are two expressions."""
        between = self._kinds[left.last : match.start()]
        bound = self._bound_before(left.first)
        paired = bound is not None and bound["bound"] == KINDS["BETWEEN"] and _PAIRED.fullmatch(between)
        if not (paired or _JOINED.fullmatch(between)) or left.period is None:
            return None
        right = self._found(match, joined=True)
        if right.period and left.assumed and (not right.assumed or right.period.end < left.period.start):
            left = self._found(first, to=replace(self._to, latest=right.period))
        if right.period and right.assumed and not left.assumed and left.period:
            right = self._found(match, to=replace(self._to, anchor=left.period, latest=None, ahead=True))
        if right.period is None or left.period is None:
            return None
        end = right.period.end
        if end < left.period.start and right.rule == "weekday":
            end += timedelta(7)
        if end < left.period.start:
            return None
        start = bound.start() if bound and bound["bound"] in _OPENING else left.first
        return Found(start, right.last, "range", Period(left.period.start, end), left.assumed and right.assumed)

    def _bound_before(self, first: int) -> re.Match[str] | None:
        return _BOUND.search(self._kinds, max(0, first - _LONGEST_BOUND), first)

    def _bounded(self, found: Found) -> Found:
        """Return the expression with the bound that stands before it, if one does: `tot november`, `since 2022`."""
        bound = self._bound_before(found.first)
        if bound is None or found.period is None or found.rule == "range":
            return found
        if found.rule == "days" and _SPREAD.search(self._kinds, found.first, found.last) and bound["bound"] in _OPENING:
            return replace(found, first=bound.start())
        period = self._opened(bound, found, found.period)
        return replace(found, first=bound.start(), period=period) if period else found

    def _opened(self, bound: re.Match[str], found: Found, period: Period) -> Period | None:
        """Return the open period that a bound makes of what was found; None where it makes none."""
        kind, words = bound["bound"], self._words[found.first : found.last]
        ends = words[0].kind == KINDS["STAGE"] and words[0].value == 2
        attributive = found.rule in ("year", "month") and words[0].kind != KINDS["STAGE"]  # `after the 2016 vote`
        of_a_thing = words[-1].owns or (attributive and KINDS["THE"] in bound["between"])
        if kind == KINDS["SINCE"] or (kind in _OPENING and _ONWARDS.match(self._kinds, found.last)):
            return Period(period.start, date.max)
        if kind == KINDS["UNTIL"]:
            return Period(date.min, period.end)
        if of_a_thing or (kind in _AROUND and _OFFSET.match(self._kinds, max(0, bound.start() - 1), bound.start())):
            return None
        if kind == KINDS["AFTER"]:
            return Period(period.end + timedelta(1), date.max)
        if kind == KINDS["BY"] and (self._language == "en" or found.rule in ("year", "month", "stage", "day", "feast")):
            return Period(date.min, period.end)
        if kind == KINDS["BEFORE"] or (kind == KINDS["FOR"] and found.rule in ("day", "feast", "stage")):
            return Period(date.min, period.end if ends else period.start - timedelta(1))
        return None


_YEARLY = ("day", "days", "night_of_dates", "month", "quarter", "feast", "half", "first_of")
_DUE = (KINDS["UNTIL"], KINDS["BY"], KINDS["BEFORE"])
_AROUND = (KINDS["AFTER"], KINDS["BEFORE"], KINDS["FOR"])
_OPENING = (KINDS["FROM"], KINDS["OF"], KINDS["BETWEEN"], KINDS["SINCE"])
