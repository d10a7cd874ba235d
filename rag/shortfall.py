"""Why a passage that came near does not answer: what the question has, and the passage visibly lacks."""

from __future__ import annotations

from dataclasses import dataclass

from index.annotate.numbers import numbers
from index.archive import Hit
from rag.question import Question
from rag.timing import told_of
from rag.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a passage lacks, each told only where it can be seen in the passage.

    `names` are those of the question that stand neither in it nor in its headline. `numberless`: a number was asked for
    and it has none. `elsewhen`: it tells of another time than the one asked about, and was printed at another. With
    none of these, no sentence of it was near enough to an answer.
    """

    names: tuple[str, ...] = ()
    numberless: bool = False
    elsewhen: bool = False


def shortfall_of(hit: Hit, question: Question) -> Shortfall:
    """Return what a passage that was found lacks to answer a question."""
    passage = hit.passage
    told = f"{passage.article.title}\n{passage.text}".casefold()
    sought = dict.fromkeys((*question.names, question.speaker))
    return Shortfall(
        names=tuple(name for name in sought if name and name.casefold() not in told),
        numberless=question.wanted is Wanted.NUMBER and next(numbers(passage.text), None) is None,
        elsewhen=not told_of((hit,), question.asked),
    )
