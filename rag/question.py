"""Question: the words a person asked, their language, and what kind of answer they want."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from index.annotate.names import names
from index.language import language_of
from index.words import stems

LONGEST_QUESTION = 1_000  # code points; a question, not a page pasted by mistake


class QuestionRefused(ValueError):
    """A question that cannot be asked; `reason` is `empty`, `long` or `wordless`, the message says what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Wanted(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    WORDS = "words"  # what somebody said
    ANYTHING = "anything"


_ASKS = (
    (Wanted.NUMBER, r"\bhoe ?(?:veel|hoog|groot|lang|diep|breed|duur|ver|zwaar|oud)\b|\bhow (?:many|much|high|large|big|long|deep|tall|far|old|wide|expensive)\b"),
    (Wanted.NUMBER, r"\b(?:welk|hoe groot (?:is|was)) (?:aantal|percentage|bedrag|deel)\b|\bwhat (?:number|percentage|share|amount|was the (?:score|toll|turnout|result))\b|\bhet aantal\b|\bdodental\b|\bdeath toll\b|\bwat (?:was|werd|is) de (?:stand|uitslag|score|opkomst|eindstand)\b|\bwat kost(?:te)?\b|\bwhat did .{1,40} cost\b"),
    (Wanted.WORDS, r"\bwat (?:zei|zegt|vindt|vond|verklaarde|noemde|schreef|eiste|beweerde|stelde)\b|\bwhat (?:did|does|do|has) .{1,60}\b(?:say|said|claim|claimed|think|call|tell|argue|write|demand|promise)\b|\bhow did .{1,60}\b(?:react|respond|describe|call|explain)\b|\bhoe (?:reageerde|noemde|omschreef|verklaarde)\b"),
    (Wanted.PERSON, r"\b(?:wie|welke persoon|door wie)\b|\b(?:who|whom|whose)\b|\bhoe heet\b|\bwhat is the name of\b"),
    (Wanted.TIME, r"\b(?:wanneer|hoe laat|sinds wanneer|in welk jaar|in welke maand|op welke (?:dag|datum)|per wanneer)\b|\b(?:when|what time|since when|(?:in |on )?(?:what|which) (?:year|month|day|date))\b"),
    (Wanted.PLACE, r"\b(?:waar|waarheen|waarvandaan|in welke (?:plaats|stad|wijk|straat))\b(?!\w)|\b(?:where|(?:in )?(?:what|which) (?:place|town|city|street|village))\b"),
)  # fmt: skip
_PATTERNS = tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in _ASKS)
_COUNTED = re.compile(r"\b(?:hoe ?veel|how many|how much|het aantal|the number of)\s+(?P<counted>[^?.,]+)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched: `text` cleaned, `wanted` what it asks for, `names` what it asks about.

    `counted` is what follows "how many", as the person wrote it; empty where nothing is counted.
    """

    text: str
    language: str
    wanted: Wanted
    names: tuple[str, ...]
    counted: str

    @classmethod
    def parse(cls, text: str, otherwise: str = "nl") -> Question:
        """Read what a person typed; raise QuestionRefused if there is nothing in it to search for.

        `otherwise` is the language taken where the words do not tell.
        """
        cleaned = " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", text)).split())
        if not cleaned:
            raise QuestionRefused("empty", "the question is empty; ask it in a sentence, in Dutch or English")
        if len(cleaned) > LONGEST_QUESTION:
            message = f"the question has {len(cleaned):,} characters; ask it in at most {LONGEST_QUESTION:,}"
            raise QuestionRefused("long", message)
        language = language_of(cleaned, otherwise)
        if not stems(cleaned, language):
            raise QuestionRefused("wordless", f"there are no words to search for in {cleaned[:80]!r}")
        counted = _COUNTED.search(cleaned)
        return cls(
            text=cleaned,
            language=language,
            wanted=next((wanted for wanted, pattern in _PATTERNS if pattern.search(cleaned)), Wanted.ANYTHING),
            names=tuple(span.of(cleaned) for span in names(cleaned)),
            counted=counted["counted"] if counted else "",
        )
