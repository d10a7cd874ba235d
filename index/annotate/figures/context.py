"""A sentence as the rules for what is counted see it: its words, and where its numbers stand among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.annotate.figures.tokens import Token, first_from
from index.annotate.numbers import Number


@dataclass(frozen=True)
class Context:
    """A sentence, its words and its numbers."""

    text: str
    words: Sequence[Token]
    numbers: Sequence[Number]
    language: str

    @cached_property
    def starts(self) -> list[int]:
        """The place of the first word of each number, its bound included."""
        return [first_from(self.words, number.span.start) for number in self.numbers]

    @cached_property
    def ends(self) -> list[int]:
        """The place of the first word behind each number and its unit."""
        return [first_from(self.words, number.value.end) for number in self.numbers]
