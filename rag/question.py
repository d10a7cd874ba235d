"""Question: the words a person asked, their language, and what kind of answer they want."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.annotate.dates import dates
from index.annotate.names import names
from index.language import language_of
from index.period import Period
from index.words import stems
from rag.asked_outlets import AskedOutlets
from rag.asked_period import AskedPeriod, asked_period, set_by_hand
from rag.wanted import Wanted, speaker_in, wanted_by

LONGEST_QUESTION = 1_000  # code points; a question, not a page pasted by mistake
_LONGEST_TYPED = 4 * LONGEST_QUESTION  # before letters and accents are joined, which takes hours for a million accents

_COUNTED = re.compile(
    r"\b(?:hoe ?veel|how many|how much|het aantal|the number of)\s+(?P<counted>[^?.,]+)", re.IGNORECASE
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


class QuestionRefused(ValueError):
    """A question that cannot be asked; the message says why, and what to do.

    `reason` is `empty`, `long`, `wordless`, `outlet` or `outlets`; `value` is what is wrong with the last two.
    """

    def __init__(self, reason: str, message: str, value: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.value = value


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How a follow-up became a question that stands on its own.

    `typed` is what the person wrote, `after` the question that it follows, as that was understood, and `by` who rewrote
    it: the rules, or a language model.
    """

    typed: str
    after: str
    by: Literal["rules", "model"] = "rules"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched: `text` cleaned, `wanted` what it asks for, `names` what it asks about.

    `counted` is what follows "how many", as the person wrote it; empty where nothing is counted. `speaker` is whose
    words are asked for, as written; empty where nobody's are. `asked` is the period asked about, None where none is.
    `as_of`: the question is put to the archive as it stood at the end of that day; None for the archive as it stands.
    `rewritten` tells what `text` was made from, None where it is what the person wrote. `outlets` are those that it is
    limited to, None where neither the words nor a person limit it.
    """

    text: str
    language: str
    wanted: Wanted
    names: tuple[str, ...]
    counted: str
    speaker: str
    asked: AskedPeriod | None = None
    as_of: date | None = None
    rewritten: Rewriting | None = None
    outlets: AskedOutlets | None = None

    @classmethod
    def parse(
        cls,
        text: str,
        otherwise: str = "nl",
        today: date | None = None,
        latest: Period | None = None,
        *,
        period: Period | None = None,
        as_of: date | None = None,
        language: str = "",
        limit: Callable[[str], AskedOutlets | None] | None = None,
    ) -> Question:
        """Read what a person typed; raise QuestionRefused if there is nothing in it to search for.

        `otherwise` is the language taken where the words do not tell. Times are counted from `today`, or else from
        `latest`, the archive's latest period of publication; without either none are read. `period` is the one that
        the person set, whatever the words say: one that is open at both ends takes away what they say. `language` is
        the one that the person set, empty where the words tell. `limit` tells the outlets that the cleaned words
        limit the question to, or that the person chose.
        """
        words = " ".join(_UNSEEN.sub(" ", text).split())
        if not words:
            raise QuestionRefused("empty", "the question is empty; ask it in a sentence, in Dutch or English")
        if len(words) > _LONGEST_TYPED or len(cleaned := unicodedata.normalize("NFC", words)) > LONGEST_QUESTION:
            message = f"the question has {len(words):,} characters; ask it in at most {LONGEST_QUESTION:,}"
            raise QuestionRefused("long", message)
        language = language or language_of(cleaned, otherwise)
        if not stems(cleaned, language):
            raise QuestionRefused("wordless", f"there are no words to search for in {cleaned[:80]!r}")
        outlets = limit(cleaned) if limit else None
        source = outlets.span if outlets else None
        counted = _COUNTED.search(cleaned)
        asked = asked_period(cleaned, language, day, latest) if (day := today or latest) else None
        return cls(
            text=cleaned,
            language=language,
            wanted=wanted_by(cleaned),
            names=tuple(span.of(cleaned) for span in names(cleaned) if not (source and span.overlaps(source))),
            counted=counted["counted"] if counted else "",
            speaker=speaker_in(cleaned),
            asked=set_by_hand(period, asked) if period else asked,
            as_of=as_of,
            outlets=outlets,
        )

    @property
    def subject(self) -> str:
        """The question without the words of the time that a person has set otherwise, and of the outlets it is of."""
        set_otherwise = self.asked is not None and self.asked.span is not None and self.asked.by_hand
        aside = [*dates(self.text)] if set_otherwise else []
        if self.outlets and self.outlets.span:
            aside = [self.outlets.span, *(span for span in aside if not span.overlaps(self.outlets.span))]
        kept, at = "", 0
        for span in sorted(aside):
            kept, at = f"{kept}{self.text[at : span.start]} ", span.end
        return kept + self.text[at:]
