"""What the page sends when somebody asks, corrects, or tries again: hostile until it is read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from index.period import ALWAYS
from ui.talks import period_set
from ui.turn import Asked, Turn

_LONGEST = 20_000  # code points of anything that is sent; a question may have a thousand, and is told so
_How = Literal["new", "corrected", "anytime", "retry"]
_HOWS: tuple[_How, ...] = ("new", "corrected", "anytime", "retry")


@dataclass(frozen=True, slots=True)
class Asking:
    """What was sent: the name of the page, its language, and a question; of an earlier turn where it corrects one."""

    page: str
    language: str
    words: str
    how: _How
    of_turn: int
    first: str
    last: str
    spoken: str

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
        )

    def asked(self, turns: tuple[Turn, ...]) -> Asked:
        """Return what is asked, given the turns of the page. Raises ValueError for what is no date."""
        corrected = next((turn for turn in turns if turn.number == self.of_turn), None)
        if corrected is None or self.how == "new":
            return Asked(self.words)
        if self.how == "retry":
            return corrected.asked
        before = corrected.question
        left_alone = before is None or self.spoken == before.language
        spoken = corrected.asked.language if left_alone else self.spoken
        period = ALWAYS if self.how == "anytime" else period_set(self.first, self.last, before)
        return Asked(self.words, period, spoken, follows=False)

    def kept(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        """Return the turns that stay: a correction of the last one takes its place."""
        corrects_last = self.how != "new" and turns and turns[-1].number == self.of_turn
        return turns[:-1] if corrects_last else turns
