"""Cuts an article's text into passages of about 120-200 words, at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import paragraphs, sentences
from index.span import Span

ENOUGH_WORDS = 120  # a passage this long may end where its paragraph does
MOST_WORDS = 200  # no passage grows beyond this, unless its tail would be too short to stand alone
LEAST_WORDS = 40  # a shorter tail joins the passage before it
LONGEST_SENTENCE = 2_000  # code points; what has no sentence ends (tables, binary junk) is cut at white space here

_WORD = re.compile(r"\S+")


def split(text: str) -> list[Span]:
    """Return the passages of `text`, in order.

    They do not overlap, and every code point that is not white space lies in exactly one of them.
    """
    passages: list[Span] = []
    start: int | None = None
    end = words = 0
    paragraph_ends = {paragraph.end for paragraph in paragraphs(text)}
    for sentence in _bounded(text):
        length = sum(1 for _ in _WORD.finditer(text, sentence.start, sentence.end))
        full = words + length > MOST_WORDS or (words >= ENOUGH_WORDS and end in paragraph_ends)
        if start is not None and full:
            passages.append(Span(start, end))
            start, words = None, 0
        start = sentence.start if start is None else start
        end, words = sentence.end, words + length
    if start is None:
        return passages
    if passages and words < LEAST_WORDS:
        start = passages.pop().start
    return [*passages, Span(start, end)]


def _bounded(text: str) -> Iterator[Span]:
    """Yield the sentences, with those that never end cut at white space."""
    for sentence in sentences(text):
        start = sentence.start
        while sentence.end - start > LONGEST_SENTENCE:
            space = max(text.rfind(blank, start + 1, start + LONGEST_SENTENCE) for blank in " \n\t")
            cut = space if space > start else start + LONGEST_SENTENCE
            yield Span(start, cut)
            start = cut + (space > start)
            while text[start].isspace():
                start += 1
        yield Span(start, sentence.end)
