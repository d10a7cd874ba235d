"""Turn: a question of a conversation on the page and what came of it, as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.period import Period
from rag.conversation.exchange import Exchange
from rag.question import Question
from ui.kept.clipping import Clipping

State = Literal["working", "done", "stopped", "refused", "removed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked: the words, and what they set by hand, if anything; see `Desk.ask`.

    Unless it `follows` the questions before it, it is asked as it stands.
    """

    words: str
    period: Period | None = None
    language: str = ""
    follows: bool = True
    outlets: tuple[str, ...] | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it; `number` is its place in the conversation, from 1.

    `reply` and `evidence` are HTML, and `cited` the ids of all articles of which anything stands in them. While it is
    `working` and has an `exchange` it is answered, and what may be asked next is looked for. A turn that is `removed`
    had an answer that rested on an article that was forgotten. `problem` is why a correction of it was not asked,
    empty where there is none. `clipping` is the answer as it can be taken away, None until it has come.
    """

    number: int
    asked: Asked
    state: State
    reply: str
    evidence: str = ""
    question: Question | None = None
    exchange: Exchange | None = None
    problem: str = ""
    clipping: Clipping | None = None
    cited: tuple[str, ...] = ()
