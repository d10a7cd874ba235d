"""Verdict: what the archive has to say of one sentence, with the quotations that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.answer import Citation, Entry
from rag.checking.text import Sentence

Status = Literal["supported", "superseded", "contradicted", "related", "not_found", "not_checkable"]
Difference = Literal["number", "time", "name", "negation", "certainty", "order", "words", "subject", "signs"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A quotation that a sentence was held against: in what they differ, how much of the sentence it has, 0 to 1."""

    citation: Citation
    differs: tuple[Difference, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the archive says of a sentence.

    `supported`: each of `citations` says the same. `superseded`: each did, and `now` are the figures that came later.
    `contradicted`: `now` are the figures, or else `citations` the sentences, that give another number or day.
    `related`: the first of `citations` comes near, but for `differs`. `not_found`: nothing does; `unknown` are its
    names that nothing in the archive mentions. `not_checkable`: `sentence.unasserted` says why. `was` is the sentence's
    own figure as the archive had it.
    """

    sentence: Sentence
    status: Status
    citations: tuple[Citation, ...] = ()
    differs: tuple[Difference, ...] = ()
    was: Entry | None = None
    now: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()
