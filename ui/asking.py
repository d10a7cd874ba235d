"""What the page sends when somebody asks, corrects, or tries again: hostile until it is read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from index.period import ALWAYS, Period
from rag.question import Question
from ui.talks import period_set
from ui.turn import Asked, Turn

_LONGEST = 20_000  # code points of anything that is sent; a question may have a thousand, and is told so
_MOST_OUTLETS = 60  # the desk says how many a question may have
_How = Literal["new", "corrected", "anytime", "retry", "suggested"]
_HOWS: tuple[_How, ...] = ("new", "corrected", "anytime", "retry", "suggested")


@dataclass(frozen=True, slots=True)
class Asking:
    """What was sent: the name of the page, its language, and a question; of an earlier turn where it corrects one.

    `outlets` is None where the page did not show them.
    """

    page: str
    language: str
    words: str
    how: _How
    of_turn: int
    first: str
    last: str
    spoken: str
    as_of: str = ""
    outlets: tuple[str, ...] | None = None

    @classmethod
    def of(cls, sent: object) -> Asking:
        """Read what was sent; what is missing, or of another kind than it should be, is taken as empty."""
        told: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}

        def text(name: str) -> str:
            value = told.get(name)
            return value[:_LONGEST] if isinstance(value, str) else ""

        turn = told.get("of")
        return cls(
            page=text("page"),
            language="nl" if text("ui") == "nl" else "en",
            words=text("question"),
            how=next((how for how in _HOWS if how == told.get("how")), "new"),
            of_turn=turn if isinstance(turn, int) else 0,
            first=text("first"),
            last=text("last"),
            spoken=text("language") if text("language") in ("nl", "en") else "",
            as_of=text("as_of"),
            outlets=_names(told.get("outlets")),
        )

    def asked(self, turns: tuple[Turn, ...]) -> Asked:
        """Return what is asked, given the turns of the page. Raises ValueError for what is no date.

        What was suggested is asked of the same outlets and the same day as the question that it was suggested after.
        """
        corrected = next((turn for turn in turns if turn.number == self.of_turn), None)
        if corrected is None or self.how == "new":
            return Asked(self.words)
        if self.how == "retry":
            return corrected.asked
        before = corrected.question
        if self.how == "suggested":
            outlets = before.outlets.names if before and before.outlets else None
            return Asked(self.words, follows=False, outlets=outlets, as_of=before.as_of if before else None)
        left_alone = before is None or self.spoken == before.language
        spoken = corrected.asked.language if left_alone else self.spoken
        period = ALWAYS if self.how == "anytime" else period_set(self.first, self.last, before)
        as_of = Period.between("", self.as_of.strip()).end if self.as_of.strip() else None
        outlets = self._outlets(corrected, before)
        return Asked(self.words, period, spoken, follows=False, outlets=outlets, as_of=as_of)

    def _outlets(self, corrected: Turn, before: Question | None) -> tuple[str, ...] | None:
        """Return the outlets that a person chose; where they left them as they were understood, the words say which."""
        understood = before.outlets.names if before and before.outlets else ()
        if self.outlets is None or set(self.outlets) == set(understood):
            return corrected.asked.outlets
        return self.outlets

    def kept(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        """Return the turns that stay: a correction of the last one takes its place."""
        corrects_last = self.how not in ("new", "suggested") and turns and turns[-1].number == self.of_turn
        return turns[:-1] if corrects_last else turns


def _names(sent: object) -> tuple[str, ...] | None:
    """Return the names of outlets that were sent, None where none could be."""
    if not isinstance(sent, list):
        return None
    return tuple(name[:_LONGEST] for name in sent[:_MOST_OUTLETS] if isinstance(name, str) and name.strip())
