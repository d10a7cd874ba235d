"""A follow-up made into a question that stands on its own by a language model, and what is not taken from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

from index.annotate.names import names
from rag.carried_marks import uncarried_marks
from rag.conversation.exchange import Exchange
from rag.model import ChatModel, ModelError
from rag.prompts import rewriting
from rag.question import Question, QuestionRefused

_LONGEST = 300  # code points of a rewritten question
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")


def rewritten_by(model: ChatModel, typed: str, history: Sequence[Exchange], by_rules: str | None) -> str | None:
    """Return the model's standalone question; None where it fails, or says what the conversation does not.

    `by_rules` is what the rules made of it: the times that they worked out may be in the reply too.
    """
    try:
        with closing(model.stream(rewriting(typed, [(one.standing, one.told) for one in history]))) as pieces:
            reply = _line_of(pieces)
    except ModelError:  # the rules still answer; what ails the model is told when it is to write
        return None
    said = [typed, by_rules or "", *(f"{one.standing} {one.told}" for one in history)]
    return reply if reply and _is_question(reply) and not _brought_in(reply, " ".join(said)) else None


def _line_of(pieces: Iterator[str]) -> str:
    """Return the first line of a reply; a longer one than a question may be is no question, and read no further."""
    reply = ""
    for piece in pieces:
        reply += piece
        if len(reply) > _LONGEST or "\n" in reply.lstrip():
            break
    line = reply.strip().partition("\n")[0].strip().strip("\"“”'`*").strip()
    return line if len(line) <= _LONGEST else ""


def _is_question(reply: str) -> bool:
    try:
        Question.parse(reply)
    except QuestionRefused:
        return False
    return True


def _brought_in(reply: str, conversation: str) -> bool:
    """Tell whether a reply has a name, a number, markup or an address that stands nowhere in the conversation."""
    if uncarried_marks(reply, [conversation]):
        return True
    if set(_NUMBER.findall(reply)) - set(_NUMBER.findall(conversation)):
        return True
    known = {word.casefold() for word in _WORD.findall(conversation)}
    named = (word.casefold() for span in names(reply) for word in _WORD.findall(span.of(reply)))
    return any(word not in known for word in named)
