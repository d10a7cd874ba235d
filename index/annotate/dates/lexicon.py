"""What makes a lexicon: the words and set phrases of one language, each with its kind and what it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.annotate.dates.feasts import Feast
from index.annotate.dates.kinds import KINDS

Entry = tuple[str, object]  # kind, value
Phrase = tuple[tuple[str, ...], Entry]  # its words but the first

# Without one of these kinds, or a year in digits, a sentence says nothing about when.
_TELLING = frozenset(
    KINDS[name]
    for name in """
    DECADE QUARTER_NUMBER MONTH MAYBE SHORT WEEKDAY OWN_PART TODAY UNIT UNITS ANNUM QUARTER SEASON SPRING FEAST WEEKEND
    THEN
    """.split()
)
ANYWHERE = frozenset(KINDS[name] for name in ("MONTH", "WEEKDAY", "TODAY", "SEASON"))  # that are names with a capital
_WRITTEN = ANYWHERE | {KINDS[name] for name in ("MAYBE", "SHORT", "WEEKDAY_SHORT")}  # by their capital are they told
MARKS = {",": KINDS["COMMA"], "-": KINDS["DASH"], "–": KINDS["DASH"], "/": KINDS["SLASH"]}
_PLAIN_MARKS = ',-–/;:?!()"“”'
_WORDS = re.compile(r"[^\W\d_]+\d?")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language that dates are written with.

    `words` and `phrases` (by their first word, longest first) are in lower case with straight apostrophes; `telling`
    are the words, or the ends of phrases, without which no sentence has a date but a year in digits; `plain` are the
    words and marks that stand for the same however they are written.
    """

    language: str
    words: dict[str, Entry]
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    plain: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, language: str, entries: dict[str, Entry], feasts: dict[str, Feast]) -> Lexicon:
        """Return the lexicon of these words, phrases and feasts."""
        every = entries | {name: (KINDS["FEAST"], feast) for name, feast in feasts.items()}
        words = {text: entry for text, entry in every.items() if len(pieces(text)) == 1}
        phrases: dict[str, list[Phrase]] = {}
        for text in sorted(every.keys() - words.keys(), key=len, reverse=True):
            first, *rest = pieces(text)
            phrases.setdefault(first, []).append((tuple(rest), every[text]))
        plain = {text: entry for text, entry in words.items() if text[0].isalpha() and entry[0] not in _WRITTEN}
        plain |= {mark: (MARKS.get(mark, KINDS["STOP"]), None) for mark in _PLAIN_MARKS}
        telling = {_WORDS.findall(text)[-1] for text, (kind, _) in every.items() if kind in _TELLING}
        return cls(language, words, phrases, frozenset(telling), plain)


PIECE = re.compile(
    r"\d+(?:[.,:/–-]\d+)*(?:[^\W\d_]+)?"  # 5, 2023-11-05, 3-5, 1990s, 5th
    r"|['’]\d\ds?\b|['’]s\b"  # jaren '90, the '90s, 's avonds
    r"|[^\W\d_]+\d*(?:['’][^\W\d_]+)*"  # november, Q3, year's
    r"|[^\w\s]"
)


def pieces(text: str) -> list[str]:
    """Return the words, numbers and marks of a text."""
    return PIECE.findall(text)


def numbered(kind: str, written: str, first: int = 1) -> dict[str, Entry]:
    """Return entries for words in order, counted from `first`; `a/b` are two ways to write one, `-` is none."""
    return {
        word.replace("_", " "): (KINDS[kind], number)
        for number, ways in enumerate(written.split(), start=first)
        for word in ways.split("/")
        if word != "-"
    }


def listed(kind: str, written: str, value: object = None) -> dict[str, Entry]:
    """Return entries for words that all stand for the same; `_` is a space within a phrase."""
    return {word.replace("_", " "): (KINDS[kind], value) for word in written.split()}
