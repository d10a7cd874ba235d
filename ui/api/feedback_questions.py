"""What people said of answers, as questions for `knipsel evaluate`."""

from __future__ import annotations

from datetime import date

from index.language import language_of
from rag.evaluation.golden import GoldenQuestion
from ui.api.feedback_store import Feedback


def question_of(number: int, said: Feedback, language: str) -> GoldenQuestion | None:
    """Return the question with its known answer; None where it was not told what is right, or where that stands.

    `language` is the question's where its words do not tell. Only the article that was cited is known to hold the
    answer: add others by hand.
    """
    declined = said.verdict == "declined-rightly"
    if not declined and not (said.answer and said.article):
        return None
    return GoldenQuestion(
        id=f"feedback-{number}",
        question=said.question,
        language=language_of(said.question, language),
        kind=said.verdict,
        answerable=not declined,
        articles=() if declined else (said.article,),
        answers=() if declined else (said.answer,),
        today=date.fromisoformat(said.today) if said.today else None,
    )
