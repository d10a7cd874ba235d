"""What a language model had to do with an answer, for the person who asked."""

from __future__ import annotations

from rag.answer import Answer
from ui.phrases import say


def told_of_model(answer: Answer) -> list[str]:
    """Return who wrote an answer, what was left out of it, and what went wrong; nothing where no model was asked."""
    written, language = answer.written, answer.question.language
    if written is None:
        return []
    if written.fell_back:
        told = [say(f"fell_back_{written.fell_back}", language, by=written.by)]
    else:
        told = [say("written_by", language, by=written.by)]
    if written.dropped_in_all:
        few = "one" if written.dropped_in_all == 1 else "many"
        told.append(say(f"dropped_{few}", language, number=written.dropped_in_all))
    if written.trouble:
        told.append(written.trouble if written.trouble.endswith((".", "?")) else f"{written.trouble}.")
    return told


def fell_back(answer: Answer) -> bool:
    """Tell whether a model was to write it, and did not: a person should know that before reading on."""
    return answer.written is not None and answer.written.fell_back is not None


def translation_told(answer: Answer) -> str:
    """Return who translated the quotations."""
    return say("translated_by", answer.question.language, by=answer.written.by if answer.written else "")
