"""Reads a text into words of known kinds, by the lexicon of its language; numbers tell their kind by their form."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from index.annotate.dates.kinds import KINDS, Word
from index.annotate.dates.lexicon import ANYWHERE, MARKS, PIECE, Entry, Lexicon, Phrase

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?")
_THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–/]((?:19|20)?\d\d)")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_DECADE = re.compile(r"((?:1[89]|20)\d)0s")
_LETTERS = re.compile(r"[^\W\d_]+\d?")
_FOUR_DIGITS = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMBER = re.compile(r"(\d{1,3})(?:st|nd|rd|th|e|ste|de)?")
_OTHER: Entry = (KINDS["OTHER"], None)
_CURRENCIES = frozenset("$€£¥#")
_LATELY = 8  # texts: a sentence is read for its figures' times, by Dutch and by English rules, again and again


def is_telling(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text may say when: cheap, and true of every text that has a date."""
    return not lexicon.telling.isdisjoint(_letters(text)) or _FOUR_DIGITS.search(text) is not None


@lru_cache(maxsize=_LATELY)
def _letters(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text.lower()))


@lru_cache(maxsize=_LATELY)
def _pieces(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the pieces of a text as they are looked up, and where each stands."""
    pieces = list(PIECE.finditer(text))
    lowered = [piece.group().lower() for piece in pieces]
    if "’" in text:
        lowered = [low.replace("’", "'") for low in lowered]
    return lowered, [piece.span() for piece in pieces]


@lru_cache(maxsize=_LATELY)
def words_of(text: str, lexicon: Lexicon) -> tuple[Word, ...]:
    """Return the words, numbers and marks of a text in order; a set phrase is one word, the stop of `Dec.` is none."""
    lowered, places = _pieces(text)
    plain, phrases, words, taken = lexicon.plain, lexicon.phrases, list[Word](), 0
    for at, (low, (start, end)) in enumerate(zip(lowered, places, strict=True)):
        if at < taken:
            continue
        if low in phrases and (phrase := _phrase_at(lowered, at, phrases[low])):
            entry, length = phrase
            taken = at + length
            words.append(Word(*entry, start, places[taken - 1][1]))
        elif told := plain.get(low) or (low.isalpha() and low not in lexicon.words and _OTHER):
            words.append(Word(told[0], told[1], start, end))  # most words: nothing is called for them
        elif low != "." or not (words and words[-1].kind == KINDS["SHORT"] and words[-1].end == start):
            words.append(_word(text, low, start, end, lexicon))
    return tuple(words)


def _phrase_at(lowered: list[str], at: int, phrases: list[Phrase]) -> tuple[Entry, int] | None:
    following = lowered[at + 1] if at + 1 < len(lowered) else ""
    for rest, entry in phrases:
        if rest[0] == following and tuple(lowered[at + 1 : at + 1 + len(rest)]) == rest:
            return entry, 1 + len(rest)
    return None


def _word(text: str, lowered: str, start: int, end: int, lexicon: Lexicon) -> Word:
    if lowered[0].isdigit() or lowered[0] == "'":
        return Word(*_number(text, lowered, start, end, lexicon.language), start, end)
    if not lowered[0].isalpha():
        return Word(MARKS.get(lowered, KINDS["STOP"]), None, start, end)
    owns = lowered not in lexicon.words and lowered.endswith("'s")
    entry = lexicon.words.get(lowered[:-2] if owns else lowered)
    if entry is None or not _written_right(text, start, end, entry[0], lexicon.language):
        return Word(KINDS["OTHER"], None, start, end)
    return Word(*entry, start, end - 2 if owns else end, owns)


def _written_right(text: str, start: int, end: int, kind: str, language: str) -> bool:
    """Tell whether a word has the capital that its kind has in this language: `May`, not `may`; `mei`, not `Mei`."""
    capital = text[start].isupper()
    if language == "en":
        return capital or kind not in (KINDS["MAYBE"], KINDS["SHORT"], KINDS["WEEKDAY_SHORT"])
    if not capital or text[start:end].isupper():
        return True
    if kind in (KINDS["SHORT"], KINDS["WEEKDAY_SHORT"]):
        return False
    return kind not in ANYWHERE or (not text[:start][-2:].strip(" \n\t\"“„‘'(")[-1:].isalnum() and _opens(text, start))


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \n\t\"“”„‘’'(-–")
    return not before or before[-1] in ".!?:…" or "\n" in text[max(0, start - 4) : start]


def _number(text: str, lowered: str, start: int, end: int, language: str) -> Entry:
    """Return what a piece that begins with a digit, or with the mark of a year cut short, stands for."""
    if lowered[0] == "'":
        return (KINDS["DECADE"], 1900 + int(lowered[1:3])) if lowered[-1] == "s" and lowered[1] in "2345678" else _OTHER
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if not _CURRENCIES.isdisjoint(before) or after[:1] == "%":
        return _OTHER
    if len(lowered) == 4 and lowered.isdecimal() and "1500" <= lowered < "2100":
        joined = (after[:1] in "-–" and after[1:2].isalpha()) or (before[-1:] == "-" and before[:1].isupper())
        return _OTHER if joined else (KINDS["YEAR" if lowered >= "1900" else "OLD_YEAR"], int(lowered))
    if number := _NUMBER.fullmatch(lowered):
        value = int(number[1])
        return KINDS["NUMBER" if 1 <= value <= 31 else "COUNT"], value
    return _several(lowered, language)


def _several(lowered: str, language: str) -> Entry:
    """Return what numbers joined by marks stand for: a whole date, days, years, a decade."""
    if parts := _ISO.fullmatch(lowered.upper()):
        return _date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := _THREE.fullmatch(lowered):
        first, second = int(parts[1]), int(parts[2])
        if language == "nl" or first > 12 or first == second:
            return _date(int(parts[3]), second, first)
        return _date(int(parts[3]), first, second) if second > 12 else _OTHER
    if parts := _YEARS.fullmatch(lowered):
        last = int(parts[1][:2] + parts[2]) if len(parts[2]) == 2 else int(parts[2])
        return (KINDS["YEARS"], (int(parts[1]), last)) if int(parts[1]) < last else _OTHER
    if (parts := _DAYS.fullmatch(lowered)) and 1 <= int(parts[1]) < int(parts[2]) <= 31:
        return KINDS["DAYS"], (int(parts[1]), int(parts[2]))
    if parts := _DECADE.fullmatch(lowered):
        return KINDS["DECADE"], int(parts[1]) * 10
    return _OTHER


def _date(year: int, month: int, day: int) -> Entry:
    try:
        return KINDS["DATE"], date(year, month, day)
    except ValueError:  # 31-02-2023 is a slip of the pen, or no date
        return _OTHER
