"""What a number or a time must be to answer: euros, a percentage, years, a time of day; by the words that ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONEY = r"euros?|dollars?|pounds?|cents?|pond|miljoen|miljard|million|billion|€|\$|£|US\$"
_SHARE = r"procent|percent|per cent|%|procentpunt"
_DURATION = (
    r"seconden?|minuten|minuut|uur|uren|dag(?:en)?|week|weken|maand(?:en)?|jaar|jaren|"
    r"seconds?|minutes?|hours?|days?|weeks?|months?|years?"
)
_LENGTH = r"kilometers?|kilometres?|meters?|metres?|centimeters?|centimetres?|km|cm|mijl|miles?|feet|foot|inch(?:es)?"
_WEIGHT = r"gram|grams|kilo(?:gram)?s?|kg|ton|tonnes?|tons?|pounds"
_AGE = r"jaar|jarige?|years?|-year"
_CLOCK = r"\b\d{1,2}[.:]\d{2}\b|\b(?:uur|kwart|half|o'clock|noon|midnight|middernacht)\b|\b\d{1,2}\s?(?:[ap]\.?m\b)"
_YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_DAY = r"\b\d{1,2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*"
_MISFIT = 0.45  # what a number of another measure is worth beside one that fits


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number or time must have in it, or right beside it."""

    pattern: re.Pattern[str]

    def worth(self, words: str, after: str) -> float:
        """Return what `words` are worth as an answer, followed by `after`: 1 if they fit."""
        return 1.0 if self.pattern.search(f"{words}{after}") else _MISFIT


def _measure(pattern: str, *, beside: bool = True) -> Measure:
    return Measure(re.compile(rf"(?:{pattern})" if not beside else rf"(?<![a-z])(?:{pattern})(?![a-z])", re.IGNORECASE))


_CLOCK_ASKED = re.compile(r"\b(?:hoe laat|(?:what|which) (?:time|hour)|welk uur)\b", re.IGNORECASE)

# The first whose words a question has is meant.
_ASKED = tuple(
    (re.compile(rf"\b(?:{asking})\b", re.IGNORECASE), measure)
    for asking, measure in (
        (_CLOCK_ASKED.pattern, _measure(_CLOCK, beside=False)),
        (r"(?:welk|what|which) (?:jaar|year)", _measure(_YEAR, beside=False)),
        (r"(?:welke|what|which) (?:dag|datum|day|date)", _measure(_DAY, beside=False)),
        (r"percentage|procent|percent|aandeel|share|opkomst|turnout", _measure(_SHARE)),
        (r"hoe oud|how old|leeftijd|(?:what|which) age", _measure(rf"\d|{_AGE}", beside=False)),
        (r"hoe ?lang|how long|straf|sentence", _measure(_DURATION)),
        (
            r"hoe ver|how far|afstand|distance|hoe (?:hoog|diep|breed) (?:stond|is|was)|how (?:high|deep|tall|wide)",
            _measure(_LENGTH),
        ),
        (r"hoe zwaar|how heavy|gewicht|weight", _measure(_WEIGHT)),
        (
            r"bedrag|kost|kosten|kostte|betaal\w*|beloning|boete|prijs|waarde|verdien\w*|"
            r"how much(?= (?:money|did .* (?:cost|pay|get|receive)|does .* cost|flood money|damage))|"
            r"amount|sum|cost|costs|price|pay|paid|worth|fine|reward|salary",
            _measure(_MONEY),
        ),
    )
)
BESIDE = 14  # code points after a number in which its measure stands


def measure_in(question: str) -> Measure | None:
    """Return the measure that the words of a question ask for; None where they leave it open."""
    return next((measure for asking, measure in _ASKED if asking.search(question)), None)


def asks_for_the_clock(question: str) -> bool:
    """Tell whether a question asks for a time of day."""
    return _CLOCK_ASKED.search(question) is not None
