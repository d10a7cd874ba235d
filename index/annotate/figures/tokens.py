"""A sentence as words and marks, each with its span: what the rules for counted things and sources walk over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from index.span import Span

_TOKEN = re.compile(r"<[A-Z.]+>|(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_](?:[.](?=[^\W\d_][.])|[\w’'-])*|[^\w\s]")

_START = attrgetter("start")


class Token(NamedTuple):
    """A word, number or mark; `lower` is how it is looked up, `start` where it stands."""

    text: str
    lower: str
    start: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.start + len(self.text))

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and marks of a text, in order; stock symbols (`<IBM>`) are left out."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0] == "<" and len(word) > 1:
            continue
        word = word.rstrip("'’-") or word
        found.append(Token(word, word.lower().replace("’", "'"), match.start()))
    return found


def first_from(words: Sequence[Token], offset: int) -> int:
    """Return the place of the first token that starts at or after `offset`; the number of tokens if there is none."""
    return bisect_left(words, offset, key=_START)
