"""Question: the words a person asked, their language, and what kind of answer they want."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.annotate.names import names
from index.language import language_of
from index.words import stems
from rag.wanted import Wanted, speaker_in, wanted_by

LONGEST_QUESTION = 1_000  # code points; a question, not a page pasted by mistake
_LONGEST_TYPED = 4 * LONGEST_QUESTION  # before letters and accents are joined, which takes hours for a million accents

_COUNTED = re.compile(
    r"\b(?:hoe ?veel|how many|how much|het aantal|the number of)\s+(?P<counted>[^?.,]+)", re.IGNORECASE
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


class QuestionRefused(ValueError):
    """A question that cannot be asked; `reason` is `empty`, `long` or `wordless`, the message says what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched: `text` cleaned, `wanted` what it asks for, `names` what it asks about.

    `counted` is what follows "how many", as the person wrote it; empty where nothing is counted. `speaker` is whose
    words are asked for, as written; empty where nobody's are.
    """

    text: str
    language: str
    wanted: Wanted
    names: tuple[str, ...]
    counted: str
    speaker: str

    @classmethod
    def parse(cls, text: str, otherwise: str = "nl") -> Question:
        """Read what a person typed; raise QuestionRefused if there is nothing in it to search for.

        `otherwise` is the language taken where the words do not tell.
        """
        words = " ".join(_UNSEEN.sub(" ", text).split())
        if not words:
            raise QuestionRefused("empty", "the question is empty; ask it in a sentence, in Dutch or English")
        if len(words) > _LONGEST_TYPED or len(cleaned := unicodedata.normalize("NFC", words)) > LONGEST_QUESTION:
            message = f"the question has {len(words):,} characters; ask it in at most {LONGEST_QUESTION:,}"
            raise QuestionRefused("long", message)
        language = language_of(cleaned, otherwise)
        if not stems(cleaned, language):
            raise QuestionRefused("wordless", f"there are no words to search for in {cleaned[:80]!r}")
        counted = _COUNTED.search(cleaned)
        return cls(
            text=cleaned,
            language=language,
            wanted=wanted_by(cleaned),
            names=tuple(span.of(cleaned) for span in names(cleaned)),
            counted=counted["counted"] if counted else "",
            speaker=speaker_in(cleaned),
        )
