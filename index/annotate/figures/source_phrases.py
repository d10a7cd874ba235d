"""The words of a sentence that name somebody: from where a phrase begins up to where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.annotate.figures.function_words import ARTICLES, SAID_BY, STOPS
from index.annotate.figures.tokens import Token
from index.annotate.figures.values import SMALL
from index.period import MONTHS

_LINKS = frozenset("of van for voor der den de in bij from uit at".split())
_ABBREVIATIONS = frozenset("dr mr mrs ms st prof ir drs gen col lt sgt rep sen gov u.s u.n".split())
TIMES = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split()) | {
    month.lower() for months in MONTHS.values() for month in months if month != "mei" and month != "May"
}
_NOT_ADJECTIVES = ("tie", "sie", "ie", "ente", "ade", "ische", "iste")
_IN_NAMES = frozenset("el al bin ibn ten ter du la".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 14  # words of a source, its apposition included


def phrase_end(words: Sequence[Token], start: int, language: str) -> int:
    """Return the place behind the noun phrase that begins at `start`, `start` itself if there is none."""
    if start < len(words) and words[start].lower in SAID_BY and not _owns(words, start):
        return start + 1
    place, headed = start, False
    while place < min(len(words), start + _LONGEST):
        word = words[place]
        if _goes_along(words, place, start):
            place += 1
            continue
        if not word.is_word or word.lower in TIMES or (word.lower in SMALL and word.lower not in ("een", "a")):
            break
        if word.lower in STOPS:
            if not headed or not _goes_on(words, place):
                break
            headed = False
        elif headed and not word.is_capitalised and word.lower not in _ABBREVIATIONS:
            break
        else:
            headed = _ends_phrase(word, words[place + 1] if place + 1 < len(words) else None, language)
        place += 1
    while place > start and words[place - 1].lower in STOPS:
        place -= 1
    return place


def _goes_along(words: Sequence[Token], place: int, start: int) -> bool:
    """Tell whether a word neither ends a phrase nor is its head: the dot of `dr.`, an article, a part of a name."""
    word, before = words[place], words[place - 1] if place else None
    if word.text == "." and before is not None and before.lower in _ABBREVIATIONS:
        return True
    opens = place == start or (before is not None and before.lower in _LINKS)
    return (word.lower in ARTICLES and opens) or _is_inside(words, place, start)


def _is_inside(words: Sequence[Token], place: int, start: int) -> bool:
    """Tell whether a word stands only inside a name (`Nadia el Amrani`, `Al Jazeera`), or is a year of a study."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    if following is None:
        return False
    if word.lower in _IN_NAMES and following.is_capitalised:
        return word.is_capitalised or (place > start and words[place - 1].is_capitalised)
    after_article = place > start and words[place - 1].lower in ARTICLES
    return after_article and _YEAR.fullmatch(word.text) is not None and following.is_word


def _owns(words: Sequence[Token], place: int) -> bool:
    """Tell whether `haar` or `her` says whose (`haar collega`), and is not who says so itself (`volgens haar`)."""
    following = words[place + 1] if place + 1 < len(words) else None
    if words[place].lower not in ("haar", "her") or following is None or following.lower in STOPS:
        return False
    if following.lower in SMALL:
        return False
    return words[place].lower == "her" or following.is_capitalised or not following.lower.endswith(("en", "t"))


def _goes_on(words: Sequence[Token], place: int) -> bool:
    if words[place].lower not in _LINKS or place + 1 >= len(words):
        return False
    following = words[place + 1]
    return following.is_capitalised or following.lower in ARTICLES or words[place].lower in ("of", "van")


def _ends_phrase(word: Token, following: Token | None, language: str) -> bool:
    """Tell whether a word can be the head of a phrase, so that no plain word of it follows."""
    if following is None or not following.is_word or following.is_capitalised:
        return True
    if language == "nl":
        adjective = word.lower.endswith("e") and not word.lower.endswith(_NOT_ADJECTIVES[:5])
        return not (adjective or word.lower == "vn") or following.lower in STOPS
    return following.lower in STOPS or following.lower.endswith("ed")


def phrase_start(words: Sequence[Token], end: int) -> int:
    """Return the place where the noun phrase begins that ends before `end`, the phrase that it explains included."""
    if end and words[end - 1].lower in SAID_BY:
        return end - 1
    if end and words[end - 1].text == ",":
        comma = end - 2
        while comma > max(0, end - _LONGEST) and words[comma].text not in ',;:"”':
            comma -= 1
        return phrase_start(words, comma) if comma > 0 and words[comma].text == "," else end
    start = end
    while start > max(0, end - _LONGEST):
        word = words[start - 1]
        if (
            word.text == "."
            and start > 1
            and (words[start - 2].lower in _ABBREVIATIONS or len(words[start - 2].text) == 1)
        ) or (word.is_word and _belongs(words, start - 1, end)):
            start -= 1
        else:
            break
    while start < end and (words[start].lower in _LINKS - ARTICLES or not words[start].is_word):
        start += 1
    return start


def _belongs(words: Sequence[Token], place: int, end: int) -> bool:
    word = words[place]
    if word.lower in TIMES:
        return False
    if word.lower in ("and", "en"):  # Reed Corp and Vale Inc said
        return place > 0 and words[place - 1].is_capitalised and words[place - 1].lower not in TIMES
    if word.lower == "by":  # a commission led by a judge
        return place > 0 and words[place - 1].lower.endswith("ed")
    if word.lower in _LINKS | ARTICLES:
        return place + 1 < end
    if word.lower in _IN_NAMES | {"to"} and place + 1 < end and words[place + 1].is_capitalised:
        return word.is_capitalised or (place > 0 and words[place - 1].is_capitalised)  # the Fund to Preserve
    if place + 1 < end and words[place + 1].lower in ARTICLES - {"de", "den", "der"}:
        return word.lower in _LINKS
    return word.lower not in STOPS
