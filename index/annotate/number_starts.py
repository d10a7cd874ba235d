"""Where in a text a number may begin, its bound included: cheap to find, and true of every place where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A digit, a currency before one, or the first letters of a number in words; all in lower case.
_VALUE = re.compile(
    r"(?<![\w.,/:-])(?=(?:(?:us|a|c|hk|nz)?[€$£¥]\s?)?(?:\d|a (?:few|couple|dozen|hund|thou|mil|bil)|acht|anderhal|"
    r"b(?:illion|iljoen|n)|d(?:ozens|rie|ertig|ertien|uizend)|e(?:en(?:[eëhd]| (?:paar|doz|half|mil|\w+tal))|én|"
    r"lf|leven|ight|nkele)|f(?:our|ive|if|ort)|geen enkele|één|h(?:onderd|undred|alf a)|m(?:ilj|illi|ln|ld|rd|any)|"
    r"n(?:egen|ine|iemand|obody|o one|one)|one|s(?:even|ix|everal|cores)|"
    r"t(?:wee|wo|went|wint|hree|hir|hous|ien|en|wel|waalf|achtig|n|rillion)|v(?:ier|ijf|eer|ele)|z(?:es|even)))"
)
# How the bounds end: only behind one of these is it worth looking where it begins.
_BOUND_ENDS = tuple(
    """
    least most than over under to as many much minimum of maximum almost nearly close about around roughly some
    approximately estimated exactly above below zeker geval minste minstens minimaal maximaal hooguit hoogstens
    hoogste dan de ruim dik bijna ongeveer circa ca. zo'n zo’n rond krap geen niet kleine schatting precies ruwweg nabij
    wel
    """.split()
)
_LONGEST_BOUND = 24  # code points; `slightly fewer than` has 19
_WORD = re.compile(r"(?<![\w.,/:-])(?=\w)")


def number_starts(text: str) -> Iterator[int]:
    """Yield the places to look at for numbers: where a value may begin, and before it where a bound of it may."""
    lowered = text.lower() if text.isascii() else _lowered(text)
    for value in _VALUE.finditer(lowered):
        start = value.start()
        if lowered.endswith(_BOUND_ENDS, 0, max(0, start - 1)):
            yield from (word.start() for word in _WORD.finditer(lowered, max(0, start - _LONGEST_BOUND), start))
        yield start


def _lowered(text: str) -> str:
    """Return the text in lower case, code point by code point, as re.IGNORECASE takes it."""
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")
