"""Exchange: an earlier question with what came of it, and how much of a conversation is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Answer, NothingFound, Statement
from rag.conversation.times import time_words, without_times
from rag.model import tokens_of
from rag.question import Question

MOST_TURNS = 6
MOST_TOKENS = 1_000
_LONGEST_TOLD = 400  # code points of an answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question, as it was understood, and its outcome; None where it has none."""

    question: Question
    outcome: Answer | NothingFound | None = None

    @property
    def first(self) -> Statement | None:
        """The statement that answered it best."""
        return self.outcome.statements[0] if isinstance(self.outcome, Answer) else None

    @property
    def answered(self) -> str:
        """The words marked as the answer: the number, the name, the time; empty where none are."""
        return self.first.highlight.of(self.first.text) if self.first and self.first.highlight else ""

    @property
    def told(self) -> str:
        """What the answer said first; empty where the archive did not say."""
        return self.first.text[:_LONGEST_TOLD] if self.first else ""

    @property
    def speaks(self) -> bool:
        """Tell whether what the answer said first is in the language of the question."""
        if self.first is None:
            return False
        return not self.first.is_quotation or self.first.citations[0].article.language == self.question.language

    @property
    def standing(self) -> str:
        """The question as it was asked in the end: with the period that a person set, in the place of its own."""
        question = self.question
        if question.asked is None or not question.asked.by_hand:
            return question.text
        kept = without_times(question.text)
        return f"{kept.rstrip(' ?.!')} {time_words(question.asked.period, question.language)}".rstrip() + "?"

    @property
    def tokens(self) -> int:
        """About how many tokens of a model it takes, rather too many than too few."""
        return tokens_of([("user", self.standing), ("assistant", self.told)])


def remembered(history: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Return the latest exchanges, at most MOST_TURNS that together take at most MOST_TOKENS; the last one always."""
    kept, left = list[Exchange](), MOST_TOKENS
    for exchange in reversed(history[-MOST_TURNS:]):
        left -= exchange.tokens
        if kept and left < 0:
            break
        kept.append(exchange)
    return tuple(reversed(kept))
