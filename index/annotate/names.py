"""Names of people, places and bodies in Dutch and English text, by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simplemma import is_known

from index.language import LANGUAGES
from index.span import Span

_CAPITALISED = r"(?:[A-ZÀ-Þ]\.(?:\s?[A-ZÀ-Þ]\.)*|['’]?[A-ZÀ-Þ][\w’'-]*)"
_BETWEEN = r"(?:van|von|de|den|der|het|ten|ter|te|el|al|op|aan|'t|of the|of|und|und der|for)"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s(?:{_BETWEEN}\s){{0,2}}{_CAPITALISED})*")
_TITLES = """
    burgemeester wethouder dr mr mrs ms prof ir ing drs mevrouw meneer mayor alderman alderwoman minister
    """.split()

# How the United States are written: short names of theirs are stop words (`us`), or no words at all.
AMERICA = re.compile(r"\b(?:U\.?S\.?A?|VS|United States|Verenigde Staten|America|Amerika)(?!\w)")


def names(text: str) -> Iterator[Span]:
    """Yield the span of each run of capitalised words that is not just a word at the start of a sentence.

    `text` is one sentence. Dutch infixes (van, de, el) and initials belong to the name; titles do not.
    """
    for match in _NAME.finditer(text):
        start = match.start()
        if _opens_sentence(text, start):
            start = _without_common_word(text, start, match.end())
        start = _without_titles(text, start, match.end())
        if name := text[start : match.end()].rstrip("'’-."):
            yield Span(start, start + len(name))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:\"“”'‘’("


def _without_common_word(text: str, start: int, end: int) -> int:
    """Return where the name begins in a run that opens a sentence: past a first word that any text may hold."""
    first = text[start:end].split()[0]
    if not any(is_known(first.lower(), language) for language in LANGUAGES):
        return start
    following = _NAME.search(text, start + len(first), end)
    return following.start() if following else end


def _without_titles(text: str, start: int, end: int) -> int:
    while (words := text[start:end].split()) and words[0].rstrip(".").lower() in _TITLES:
        following = _NAME.search(text, start + len(words[0]), end)
        start = following.start() if following else end
    return start
