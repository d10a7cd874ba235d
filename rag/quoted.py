"""Where the words that a model quotes stand in a passage: to the letter, but for marks, dashes and white space."""

from __future__ import annotations

import re

from index.span import Span
from rag.as_data import ROUND, UNSEEN

LONGEST_QUOTE = 700  # code points
# Any two words stand somewhere in any passage ("of the", "said that"); three in a row say something of it.
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 10
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›′″"
_DASHES = "-‐‑‒–—―−"
_ALIKE = {**ROUND, **str.maketrans(_QUOTES + _DASHES, '"' * len(_QUOTES) + "-" * len(_DASHES))}
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(rf"[.!?…]+[{re.escape(_QUOTES)}]*(?!\S)")  # which makes it the sentence that others quote
_EDGES = ' .,;:!?…"'  # what a model puts at the ends of a quotation is its own punctuation


def find_quoted(quoted: str, text: str, passage: Span) -> Span | None:
    """Return where words stand in a passage of a text, as a span of that text; None where they do not.

    Quotation marks stand for each other, so do dashes, brackets and all stretches of white space; punctuation at either
    end is left out, the article's own full stop taken in, and what cannot be seen left out: a prompt shows neither that
    nor square brackets. Nothing else may differ, not even capitals. Words are whole, at least three and ten letters in
    all.
    """
    words = _alike(quoted)[0].strip(_EDGES)
    if not _is_enough(words):
        return None
    said = passage.of(text)
    shown, places = _alike(said)
    start = shown.find(words)
    while start >= 0:
        end = start + len(words)
        if not _within_a_word(shown, start) and not _within_a_word(shown, end):
            stop = _STOP.match(said, places[end - 1] + 1)
            return Span(places[start], stop.end() if stop else places[end - 1] + 1).shifted(passage.start)
        start = shown.find(words, start + 1)
    return None


def _is_enough(words: str) -> bool:
    """Tell whether words are enough to be a quotation of something, and not too many to be one."""
    found = _WORD.findall(words)
    return len(found) >= _FEWEST_WORDS and sum(map(len, found)) >= _FEWEST_LETTERS and len(words) <= LONGEST_QUOTE


def _alike(text: str) -> tuple[str, list[int]]:
    """Return a text with one sign for all that stand for each other, and the place in the text of each."""
    signs, places = list[str](), list[int]()
    for place, sign in enumerate(text.translate(_ALIKE)):
        if sign.isspace():
            sign = " "
        if UNSEEN.match(sign) or (sign == " " and signs[-1:] == [" "]):
            continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def _within_a_word(text: str, place: int) -> bool:
    """Tell whether letters or digits stand on both sides of a place."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
