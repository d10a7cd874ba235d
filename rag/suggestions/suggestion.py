"""Suggestion: a question to ask next, and how to tell that the archive answers it with what it was drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rag.answer import Answer

LONGEST = 160  # code points; what is longer is no button


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and what an answer to it must be for it to be worth asking."""

    text: str
    fits: Callable[[Answer], bool]
