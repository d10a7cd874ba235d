"""Numbers in Dutch and English text, with the bound that stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.span import Span

_BOUNDS = """
at least|at most|more than|less than|fewer than|up to|as many as|no more than|almost|nearly|about|around|roughly|over|
some|under|approximately|an estimated|exactly|zeker|minstens|ten minste|tenminste|minimaal|maximaal|hooguit|hoogstens|
ten hoogste|meer dan|minder dan|ruim|bijna|ongeveer|circa|ca\\.|zo'n|rond de|tegen de|krap|een kleine|naar schatting|
precies|ruwweg|om en nabij
""".replace("\n", "")
_UNITS = "één|twee|drie|vier|vijf|zes|zeven|acht|negen|two|three|four|five|six|seven|eight|nine"
_TEENS = """
tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|ten|eleven|twelve|thirteen|fourteen|
fifteen|sixteen|seventeen|eighteen|nineteen
""".replace("\n", "")
_TENS = """
twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety
""".replace("\n", "")
_LARGE = "honderd|duizend|miljoen|miljard|hundred|thousand|million|billion|mln\\.?|mld\\.?|mrd\\.?"
_VAGUE = """
tientallen|honderden|duizenden|tienduizenden|honderdduizenden|miljoenen|miljarden|dozens|scores|hundreds|thousands|
tens of thousands|millions|billions|a dozen|a hundred|a thousand|a million|anderhalf|anderhalve|tweeënhalf|een tiental|
een twintigtal|een dertigtal|een vijftigtal|een honderdtal|geen enkele|niemand|nobody|no one|none
""".replace("\n", "")
_ONES = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_DUTCH_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"

_WORDS = "|".join(
    (
        _VAGUE,
        rf"(?:{_ONES})(?:en|ën)(?:{_DUTCH_TENS})",
        rf"(?:{_TENS})-(?:one|{_UNITS})",
        rf"(?:{_UNITS}|{_TEENS}|{_TENS})(?:honderd|duizend)",
        _UNITS,
        _TEENS,
        _TENS,
        _LARGE,
    )
)
_DIGITS = r"\d{1,2}-\d{1,2}|\d{1,3}(?:[. ,]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNIT = rf"(?:\s(?:{_LARGE}))*(?:\s?(?:%|procent|percent|euro|euros|pounds|dollars?)(?!\w))?"
_NUMBER = re.compile(
    rf"(?<![\w.,/:-])(?P<bound>(?:{_BOUNDS})\s)?(?P<value>[€$£]?\s?(?:{_DIGITS}|\b(?:{_WORDS})\b){_UNIT})(?![\w/:]|[.,-]\d)",
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
_NOT_A_COUNT = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}}[.:]\d{{2}}\s?(?:uur|am|pm|a\.m\.|p\.m\.|o'clock)|\d{{1,2}}(?::\d{{2}}|\suur\b|\s?[ap]\.?m\b)"
    rf"|\d{{1,2}}\s(?:{_MONTH})\b(?:\s(?:19|20)\d\d)?|(?:{_MONTH})\s\d{{1,2}}\b(?:,?\s(?:19|20)\d\d)?|(?:19|20)\d\d(?![.,]\d)"
    rf"|(?:nr|no|nummer|number|artikel|article|page|pagina)\.?\s\d+)",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Span]:
    """Yield the span of each number that counts or measures something, its bound included (`zeker 22`, `2.5 million`).

    Clock times, dates, years and numbers that only name something (`nr. 12`) are not counted.
    """
    taken = [Span(*match.span()) for match in _NOT_A_COUNT.finditer(text)]
    for match in _NUMBER.finditer(text):
        value = Span(*match.span("value"))
        if not any(value.start < other.end and other.start < value.end for other in taken):
            start = match.start() if match["bound"] else value.start
            yield Span(start + len(text[start : match.end()]) - len(text[start : match.end()].lstrip()), match.end())


def is_vague(number: str) -> bool:
    """Tell whether a number is one only by its order of magnitude: `tientallen`, `dozens`."""
    return _VAGUE_NUMBER.search(number) is not None
