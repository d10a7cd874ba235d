"""Written: what became of the answer that a language model was asked to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FellBack = Literal["trouble", "declined", "stood", "format"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the answer that a model, `by`, was asked to write.

    `kept` sentences are carried by their quotations; those that were not are `dropped`, counted by what was wrong.
    `fell_back` says why the answer is made of the articles' own sentences after all: `trouble` with the model, which
    `declined` to answer, none of whose sentences `stood`, or that could not be read for its `format`. `trouble` is a
    sentence for whoever asked, also where the model broke off behind sentences that were kept.
    """

    by: str
    kept: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    fell_back: FellBack | None = None
    trouble: str = ""

    @property
    def dropped_in_all(self) -> int:
        """How many sentences were dropped."""
        return sum(number for _, number in self.dropped)
