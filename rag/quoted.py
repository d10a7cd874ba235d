"""Where the words that a model quotes stand in a passage: to the letter, but for marks, dashes and white space."""

from __future__ import annotations

import re

from index.span import Span

LONGEST_QUOTE = 700  # code points
# Any two words stand somewhere in any passage ("of the", "said that"); three in a row say something of it.
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 10
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›′″"
_DASHES = "-‐‑‒–—―−"
_PIECES = re.compile(rf"\s+|[{re.escape(_QUOTES)}]|[{re.escape(_DASHES)}]|[^\s{re.escape(_QUOTES + _DASHES)}]+")
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(rf"[.!?…]+[{re.escape(_QUOTES)}]*(?!\S)")  # which makes it the sentence that others quote
_EDGES = " \t\r\n.,;:!?…" + _QUOTES  # what a model puts at the ends of a quotation is its own punctuation


def find_quoted(quoted: str, text: str, passage: Span) -> Span | None:
    """Return where words stand in a passage of a text, as a span of that text; None where they do not.

    Quotation marks stand for each other, so do dashes, so do all stretches of white space; punctuation at either end is
    left out, and the article's own full stop taken in. Nothing else may differ, not even capitals. Words are whole, at
    least three and ten letters in all.
    """
    core = quoted.strip(_EDGES)
    if not is_enough(core):
        return None
    found = re.search(_pattern(core), passage.of(text))
    if found is None:
        return None
    stop = _STOP.match(passage.of(text), found.end())
    return Span(found.start(), stop.end() if stop else found.end()).shifted(passage.start)


def is_enough(quoted: str) -> bool:
    """Tell whether words are enough to be a quotation of something, and not too many to be one."""
    words = _WORD.findall(quoted)
    return len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS and len(quoted) <= LONGEST_QUOTE


def _pattern(core: str) -> str:
    begins = r"(?<!\w)" if core[0].isalnum() else ""
    ends = r"(?!\w)" if core[-1].isalnum() else ""
    return begins + "".join(map(_piece, _PIECES.findall(core))) + ends


def _piece(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    if piece in _QUOTES:
        return f"[{re.escape(_QUOTES)}]"
    if piece in _DASHES:
        return f"[{re.escape(_DASHES)}]"
    return re.escape(piece)
