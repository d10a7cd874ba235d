"""How words make an expression of time: one pattern of kinds per way to write it, tried in this order."""

from __future__ import annotations

import re

from index.annotate.dates.kinds import pattern

_MONTH = "(?:MONTH|MAYBE|SHORT)"
_DAY = "(?:WEEKDAY|WEEKDAY_SHORT)"
_WHICH = "(?:LAST|PAST|THIS|NEXT)"
_PLAIN_YEAR = "YEAR(?!COUNTABLE)"
_OLD_YEAR = "OLD_YEAR(?!COUNTABLE)"
_YEAR = f"(?:{_PLAIN_YEAR}|{_OLD_YEAR}|(?:OF|IN)? THE? {_WHICH} ANNUM)"
_OF_YEAR = f"(?:COMMA? OF? {_YEAR})"
_COUNT = "(?:COUNT|NUMBER|ARTICLE)"
_UNIT = "(?:UNIT|UNITS|ANNUM|QUARTER|WEEKEND)"
_ONE_UNIT = "(?:UNIT|ANNUM|QUARTER|WEEKEND|SEASON|SPRING)"
_SPRING = "(?<=[THE IN OF STAGE SINCE UNTIL BY BEFORE AFTER]) SPRING"  # no `price fall of 1986`
_TO = "(?:DASH|TO|UNTIL|AND|SLASH)"
_BEFORE_MAYBE = "[IN SINCE UNTIL BETWEEN BEFORE AFTER]"

_HALVED = f"(?:{_MONTH} {_OF_YEAR}?|{_YEAR}|DECADE|{_WHICH} {_ONE_UNIT}|ANNUM)"

RULES = {
    "date": "DATE",
    "night": f"PART (?:OF|FROM) {_DAY} (?:IN|TO|UNTIL) {_DAY}",
    "night_of_dates": f"PART (?:OF|FROM) {_DAY}? NUMBER {_MONTH}? (?:IN|TO|UNTIL) {_DAY}? NUMBER {_MONTH} {_OF_YEAR}?",
    "week_of": f"UNIT OF (?:{_DAY} COMMA?)? (?:NUMBER OF? {_MONTH}|{_MONTH} NUMBER) {_OF_YEAR}?",
    "days": f"{_DAY}? (?:NUMBER {_TO} {_DAY}? NUMBER|DAYS) OF? {_MONTH} {_OF_YEAR}?",
    "days ": f"{_MONTH} (?:NUMBER {_TO} NUMBER|DAYS) (?!COUNTABLE|{_MONTH}) {_OF_YEAR}?",
    "day": f"(?:{_DAY} COMMA?)? (?:PART COMMA?)? NUMBER OF? {_MONTH} {_OF_YEAR}?",
    "day ": f"(?:{_DAY} COMMA?)? {_MONTH} THE? NUMBER (?!COUNTABLE) {_OF_YEAR}?",
    "nth": f"ORDINAL (?:WEEKDAY|UNIT|WEEKEND) OF THE? (?:{_MONTH} {_OF_YEAR}?|{_ONE_UNIT}|{_YEAR})",
    "nth ": "WEEKDAY THE (?:NUMBER|ORDINAL|OTHER(?=STOP|$))",
    "month_ago": f"{_MONTH} {_COUNT} {_UNIT} AGO",
    "month": f"(?:STAGE DASH? (?:OF|IN)? THE?)? {_MONTH} {_OF_YEAR}",
    "month ": f"STAGE DASH? OF? THE? {_MONTH}(?!THE?NUMBER)",
    "month   ": f"{_WHICH} ANNUM (?:MONTH|IN {_MONTH}) (?!{_OF_YEAR})",
    "which_month": f"{_WHICH} {_MONTH}",
    "quarter": f"(?:(?:ORDINAL|NUMBER) DASH? QUARTER|QUARTER_NUMBER) (?:(?:OF|IN) THE? {_YEAR}|{_YEAR})?",
    "quarter ": f"{_PLAIN_YEAR} (?:ORDINAL DASH? QUARTER|QUARTER_NUMBER)",
    "half": f"(?:ORDINAL|NUMBER) DASH? HALF OF? THE? {_HALVED}",
    "first_of": f"ORDINAL {_COUNT} {_UNIT} OF THE? (?:{_YEAR}|ANNUM|{_MONTH} {_OF_YEAR}?)",
    "stage": f"STAGE DASH? OF? THE? (?:{_PLAIN_YEAR}|DECADE|{_WHICH} {_ONE_UNIT})",
    "stage ": f"STAGE (?:OF|DASH) THE {_ONE_UNIT}",
    "season": f"(?:STAGE OF? THE?)? (?:SEASON|{_SPRING}) (?:OF? YEARS|(?:OF|IN)? {_YEAR})",
    "day_of_week": f"WEEKDAY PART? OF? THE? {_WHICH} UNIT",
    "day_of_week ": f"{_WHICH} UNIT IN? WEEKDAY PART?",
    "rolling": f"{_WHICH} {_COUNT} {_UNIT}",
    "vague": f"{_WHICH} VAGUE {_UNIT}|{_WHICH} UNITS|VAGUE {_UNIT} (?:AGO|LATER|EARLIER)",
    "which_unit": f"(?:EARLIER|LATER)? {_WHICH} {_ONE_UNIT}",
    "which_feast": f"{_WHICH} FEAST",
    "which_weekday": f"{_WHICH} WEEKDAY PART?",
    "this_part": "THIS PART",
    "ago": f"{_COUNT} {_UNIT} AGO",
    "hence": f"OVER {_COUNT} {_UNIT}(?!AGO)|{_COUNT} {_UNIT} HENCE",
    "shifted": f"{_COUNT} {_UNIT} (?:LATER|EARLIER|BEFORE(?=COMMA|STOP|$))",
    "then": "THEN",
    "feast": f"FEAST {_OF_YEAR}?",
    "weekday": "WEEKDAY (?:PART|OWN_PART)?",
    "today": "(?:EARLIER|LATER)? TODAY (?:PART|OWN_PART)?",
    "clock_part": "(?<=COUNTABLE) OWN_PART",
    "part": "OWN_PART",
    "weekend": "(?<=IN THE) WEEKEND(?!OF)",
    "decade": "DECADE",
    "years": "YEARS",
    "year": f"{_PLAIN_YEAR}|(?<=[IN OF SINCE UNTIL ANNUM]){_OLD_YEAR}",
    "month  ": f"MONTH|(?<={_BEFORE_MAYBE}) (?:MAYBE|SHORT)|(?<={_MONTH} {_TO}) MAYBE|MAYBE (?={_TO} {_MONTH})",
}
_NEVER_FIRST = pattern("OTHER COMMA STOP DASH SLASH THE OF AND")  # looked at first: most words are one of these
_ENGLISH_ONLY = ("days ", "day ")  # `in mei 20 mensen` is no day of May


def _compiled(names: list[str]) -> re.Pattern[str]:
    groups = (f"(?P<{name.strip()}_{at}>{pattern(RULES[name])})" for at, name in enumerate(names))
    return re.compile(f"(?![{_NEVER_FIRST}])(?:{'|'.join(groups)})")


GRAMMARS = {"en": _compiled(list(RULES)), "nl": _compiled([name for name in RULES if name not in _ENGLISH_ONLY])}


def rule_of(match: re.Match[str]) -> str:
    """Return the name of the rule that matched."""
    return (match.lastgroup or "").rpartition("_")[0]
