"""Numbers in Dutch and English text, with the bound that stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.annotate.number_starts import number_starts
from index.span import Span

_BOUNDS = """
at least|at most|(?:slightly |just |well |a little |far )?(?:more than|over)|
(?:slightly |just )?(?:less than|fewer than|under)|up to|as many as|as much as|not more than|no more than|no fewer than|
no less than|a minimum of|a maximum of|almost|nearly|close to|about|around|roughly|some|approximately|an estimated|
exactly|upwards of|above|below|
zeker|in elk geval|minstens|ten minste|tenminste|minimaal|maximaal|hooguit|hoogstens|ten hoogste|niet meer dan|
(?:iets |veel |fors )?(?:meer dan|minder dan)|(?:iets |net )?(?:boven de|onder de)|ruim|dik|bijna|ongeveer|circa|
ca\\.|zo['’]n|rond de|rond|tegen de|krap|nog geen|nog niet|een kleine|naar schatting|precies|ruwweg|om en nabij|tot wel
""".replace("\n", "")
_ONES = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_UNITS = "één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|two|three|four|five|six|seven|eight|nine"
_TEENS = """
tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|ten|eleven|twelve|thirteen|fourteen|
fifteen|sixteen|seventeen|eighteen|nineteen
""".replace("\n", "")
_DUTCH_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_ENGLISH_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TENS = rf"{_DUTCH_TENS}|{_ENGLISH_TENS}"
_DUTCH_LARGE = "miljoen|miljard|biljoen|mln\\.?|mld\\.?|mrd\\.?"
_LARGE = rf"honderd|duizend|{_DUTCH_LARGE}|hundred|thousand|million|billion|trillion|bn|tn"
_VAGUE = """
(?:enkele |vele |een paar )?(?:tientallen|honderden|duizenden|tienduizenden|honderdduizenden|miljoenen|miljarden)|
(?:many |several |a few )?(?:dozens|scores|tens|hundreds|thousands|millions|billions)
(?: of (?:thousands|millions|billions))?|
(?:enkele|een paar|several|a few|a couple of) (?:honderd|duizend|hundred|thousand|dozen)|
(?:two|three|four|five|six|half a|a) dozen|twee dozijn|een dozijn|half a (?:million|billion)|a hundred|a thousand|
a million|a billion|een half miljoen|een miljoen|een miljard|anderhalf|anderhalve|tweeënhalf|een tiental|een twintigtal|
een dertigtal|een veertigtal|een vijftigtal|een honderdtal|geen enkele|niemand|nobody|no one|none
""".replace("\n", "")
_NO_NOUNS = """
of|another|day|cannot|knows|does|did|gets|wants|needs|never|always|says|or|who|that|by|can|could|may|might|should|must|would|will|is|was|has|had|in|to|and|at|on|for|from|as|
thing|side|hand|way|with|but|which|after|more|million|billion|hundred|thousand
""".replace("\n", "")
_ONE = rf"one(?=\s[a-z])(?!\s(?:{_NO_NOUNS})\b)"  # one of them, no one, and the like are pronouns
_BELOW_HUNDRED = rf"(?:{_ENGLISH_TENS})(?:-(?:one|{_UNITS}))?|{_TEENS}|{_UNITS}"

_DUTCH_SMALL = rf"(?:{_ONES})(?:en|ën)(?:{_DUTCH_TENS})|{_UNITS}|{_TEENS}|{_TENS}"
_DUTCH_COMPOUND = rf"(?:{_DUTCH_SMALL})?(?:honderd|duizend)+(?:(?:en)?(?:{_DUTCH_SMALL}))?(?:honderd|duizend)?"
_WORDS = "|".join(
    (
        _VAGUE,
        _DUTCH_COMPOUND,
        rf"(?:{_ENGLISH_TENS})-(?:one|{_UNITS})",
        rf"(?:one (?:hundred|thousand|million|billion)|(?:{_UNITS}) hundred)(?: and (?:{_BELOW_HUNDRED}))?",
        _DUTCH_SMALL,
        _LARGE,
        _ONE,
    )
)
_DIGITS = r"\d{1,2}-\d{1,2}|\d{1,3}(?:[. ,]\d{3})+(?:[,.]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = rf"(?:\s(?:{_LARGE})(?!\w)|(?<=\d)(?:mln|mld|mrd|m|bn|tn|k)(?![\w-]))*(?:\s(?:miljoenen|miljarden)(?!\w))?"
_MEASURES = """
%|pct|procent|percent|per cent|procentpunt|euros?|pounds?|ponden|(?:US |U\\.S\\. )?dollars?|
dlrs?|cts|cents?|stg|yen|marks?|francs?|frank|
guilders?|gulden
""".replace("\n", "")
_NUMBER = re.compile(
    rf"(?<![\w.,/:-])(?P<bound>(?:{_BOUNDS})\s)?"
    rf"(?P<value>(?:(?:US|A|C|HK|NZ)?[€$£¥]\s?)?(?P<number>(?:{_DIGITS}|\b(?:{_WORDS})\b){_SCALE})"
    rf"(?:\s?(?P<unit>{_MEASURES})(?!\w))?)(?![\w/:]|[.,-]\d)",
    re.IGNORECASE,
)

_VAGUE_NUMBER = re.compile(
    r"\b(?:\w*(?:tien|honderd|duizend)tallen|\w*(?:honderd|duizend|miljoen|miljard)en|dozens|scores|\w+(?:dred|sand|lion)s)\b",
    re.IGNORECASE,
)

_MONTH = """
jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|march|mrt|apr(?:il)?|mei|may|juni|june|juli|july|aug(?:ustus|ust)?|
sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?
""".replace("\n", "")
_AND_DAY = r"(?:\d{1,2}\s(?:to|tot|op|en|and|or|of|t/m|tot en met|-|–)\s|\d{1,2}[-–])?"
_NOT_A_COUNT = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}}[.:]\d{{2}}\s?(?:uur|am|pm|a\.m\.|p\.m\.|o'clock)|\d{{1,2}}(?::\d{{2}}|\suur\b|\s?[ap]\.?m\b)"
    rf"|{_AND_DAY}\d{{1,2}}\s(?:of\s)?(?:{_MONTH})\b(?:\s(?:19|20)\d\d)?"
    rf"|(?:{_MONTH})\s\d{{1,2}}\b(?![.,]\d)(?:,?\s(?:19|20)\d\d)?|(?:19|20)\d\d(?![.,]\d)"
    rf"|(?:nr|no|nummer|number|artikel|article|page|pagina)\.?\s\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: all of it, and in it the bound, the number itself and its measure or currency.

    `bound` and `unit` are empty spans where there is none; a currency sign before the number lies in `value` only.
    """

    span: Span
    bound: Span
    value: Span
    number: Span
    unit: Span


def numbers(text: str) -> Iterator[Span]:
    """Yield the span of each number that counts or measures something, its bound included (`zeker 22`, `2.5 million`).

    Clock times, dates, years and numbers that only name something (`nr. 12`) are not counted.
    """
    return (number.span for number in dissected_numbers(text))


def dissected_numbers(text: str) -> Iterator[Number]:
    """Yield what `numbers` does, taken apart."""
    taken: list[tuple[int, int]] | None = None
    for match in _matches(text):
        if taken is None:
            taken = [other.span() for other in _NOT_A_COUNT.finditer(text)]
        start, end = match.span("value")
        if not any(start < last and first < end for first, last in taken):
            bound = Span(match.start(), match.end("bound") - 1) if match["bound"] else Span(start, start)
            unit = Span(*match.span("unit")) if match["unit"] else Span(end, end)
            yield Number(Span(bound.start, end), bound, Span(start, end), Span(*match.span("number")), unit)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_NUMBER.finditer` would, in a fifth of the time."""
    done = 0
    for start in number_starts(text):
        if start >= done and (match := _NUMBER.match(text, start)):
            yield match
            done = match.end()


def is_vague(number: str) -> bool:
    """Tell whether a number is one only by its order of magnitude: `tientallen`, `dozens`."""
    return _VAGUE_NUMBER.search(number) is not None
