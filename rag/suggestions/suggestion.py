"""Suggestion: a question to ask next, and the sentence of the archive that it was drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from index.span import Span
from rag.answer import Answer, NothingFound

LONGEST = 160  # code points; what is longer is no button


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and the sentence that must be among what answers it: article and span in its text.

    Where it is after a figure, `value` is that which must lead the answer.
    """

    text: str
    article: str
    sentence: Span
    value: float | None = None

    def answered_by(self, outcome: Answer | NothingFound) -> bool:
        """Tell whether an outcome answers it first of all with what it was drawn from."""
        if not isinstance(outcome, Answer):
            return False
        leads = outcome.lead.entry.figure.value if outcome.lead else None
        if self.value is not None and leads != self.value:
            return False
        cited = outcome.statements[0].citations
        return any(one.article.id == self.article and one.span.overlaps(self.sentence) for one in cited)
