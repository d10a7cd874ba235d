"""ChatModel: a language model that writes, what it is sent, and what can go wrong with it.

ModelError
├── ModelMissing         its package is not installed, or its name is none
├── ModelUnreachable     nobody answers there, the connection broke, or it stayed silent for too long
├── ModelRefused         it wants a key, or another one
├── ModelBusy            it has too much to do; `retry_after_s` is when to come back, if it said
├── ModelOverflow        what it was sent is longer than it can read
└── ModelFailed          it answered with an error of its own
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from time import perf_counter
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant"]
Message = tuple[Role, str]

_BYTES_A_TOKEN = 3  # tokenizers of today take 3.5 to 4.5 of Dutch and English text: rather too few than too many
_TOKENS_A_MESSAGE = 8  # role and marks around it


class ModelError(Exception):
    """Root of all that goes wrong with a language model; its message is written for the person who asked."""

    retry_after_s: float | None = None  # when another attempt may help; None where none will


class ModelMissing(ModelError):
    """The package for the model is not installed, or no provider has that name."""


class ModelUnreachable(ModelError):
    """Nobody answers at its address, the connection broke, or it stayed silent for too long."""


class ModelRefused(ModelError):
    """It wants a key, or another one."""


class ModelBusy(ModelError):
    """It has too much to do; `retry_after_s` is when it says to come back."""


class ModelOverflow(ModelError):
    """What it was sent is longer than it can read."""


class ModelFailed(ModelError):
    """It answered with an error of its own."""


class ChatModel(Protocol):
    """A language model as Knipsel uses it.

    `name` is how people know it, `ollama:llama3.1`; `context` is how many tokens it takes, with those of its answer.
    """

    name: str
    context: int

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """Yield what it writes as it comes, an empty string now and then while nothing does; raise ModelError.

        Closing the generator stops the request. Nothing is sent before the first piece is asked for.
        """


def first_word_s(model: ChatModel) -> float:
    """Return the seconds that a model takes to its first word, asked for one; raise ModelError if none comes."""
    began = perf_counter()
    with closing(model.stream([("user", "Reply with the one word: yes")])) as pieces:
        if not any(piece.strip() for piece in pieces):
            raise ModelFailed(f"{model.name} answers, but with no words; choose a model that can chat")
    return perf_counter() - began


def tokens_in(text: str) -> int:
    """Return about how many tokens a text is, rather too many than too few, whatever the tokenizer."""
    return -(-len(text.encode()) // _BYTES_A_TOKEN)


def tokens_of(messages: Sequence[Message]) -> int:
    """Return about how many tokens messages are."""
    return sum(tokens_in(text) + _TOKENS_A_MESSAGE for _, text in messages)
