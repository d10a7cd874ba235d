"""Follow-ups: what a person types after earlier questions, as a question that stands on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.conversation.by_model import rewritten_by
from rag.conversation.by_rules import leans, standalone
from rag.conversation.exchange import Exchange, remembered
from rag.model import ChatModel
from rag.question import LONGEST_QUESTION, Rewriting

_LONGEST_FOLLOW_UP = 300  # code points; what is longer stands on its own


@dataclass(frozen=True, slots=True)
class Followed:
    """The words of a question to ask, and how they were made; `rewriting` is None where they are what was typed."""

    text: str
    rewriting: Rewriting | None = None


def followed(typed: str, history: Sequence[Exchange], model: ChatModel | None = None) -> Followed:
    """Return what was typed as a question of its own, as the exchanges before it make it understood.

    What stands on its own is left exactly as it is, and so is what nothing is known for. With a model it rewrites
    what the rules take for a follow-up; where it fails, or brings in what nobody said, the rules do.
    """
    words = " ".join(typed[: _LONGEST_FOLLOW_UP + 1].split())
    history = remembered(history)
    if not history or not words or len(words) > _LONGEST_FOLLOW_UP or not leans(words):
        return Followed(typed)
    after = history[-1].standing
    by_rules = standalone(words, history)
    if model and (reply := rewritten_by(model, words, history, by_rules)):
        return Followed(typed) if reply == words else Followed(reply, Rewriting(words, after, "model"))
    if by_rules is None or by_rules == words or len(by_rules) > LONGEST_QUESTION:
        return Followed(typed)
    return Followed(by_rules, Rewriting(words, after))
