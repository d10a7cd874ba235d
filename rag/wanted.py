"""What a question asks for: a number, a person, a time, a place, somebody's words."""

from __future__ import annotations

import re
from enum import StrEnum


class Wanted(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    WORDS = "words"  # what somebody said
    ANYTHING = "anything"


# Of two that begin at the same word the earlier one here is meant.
_ASKING = (
    (
        Wanted.TIME,
        r"""wanneer | hoe\ laat | in\ welk\ jaar | in\ welke\ maand | op\ welke\ (?:dag|datum) | per\ wanneer
        | when | what\ time | (?:what|which)\ (?:year|month|day|date)""",
    ),
    (
        Wanted.NUMBER,
        r"""hoe\ ?(?:veel|hoog|groot|lang|diep|breed|duur|ver|zwaar|oud)
        | how\ (?:many|much|high|large|big|long|deep|tall|far|old|wide|expensive)
        | (?:welk|het)\ aantal | welk\ (?:percentage|bedrag|deel) | dodental | wat\ kost(?:te)?
        | wat\ (?:was|werd|is)\ de\ (?:\w+)?(?:stand|uitslag|score|opkomst)
        | what\ (?:number|percentage|share|amount) | death\ toll | what\ did\ .{1,60}\ cost
        | what\ (?:was|is)\ the\ (?:final\ )?(?:score|toll|turnout|result)""",
    ),
    (
        Wanted.WORDS,
        r"""wat\ (?:zei|zegt|zeggen|vindt|vond|verklaarde|noemde|schreef|eiste|beweerde|stelde|beloofde)
        | hoe\ (?:reageerde|reageert|noemde|omschreef|verklaarde)
        | what\ (?:did|does|do|has)\ .{1,80}\b(?:say|said|claim|claimed|think|call|tell|argue|write|demand|promise)
        | how\ did\ .{1,80}\b(?:react|respond|describe|call|explain)""",
    ),
    (Wanted.PERSON, r"wie | welke\ persoon | hoe\ heet | who | whom | whose | what\ is\ the\ name\ of"),
    (
        Wanted.PLACE,
        r"""waar | waarheen | waarvandaan | (?:in\ )?welke?\ (?:plaats|stad|dorp|wijk|straat)
        | where | (?:what|which)\ (?:place|town|city|street|village)""",
    ),
)
_SPEAKER = re.compile(
    r"""what\ (?:did|does|do|has)\ (?:the\ )?(?P<asked>.{1,60}?)\ (?:say|said|claim|think|argue|promise|demand)\b
    | wat\ (?:zei|zegt|vindt|vond|verklaarde|beweerde|beloofde|eiste)\ (?:de\ |het\ )?(?P<gevraagd>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
_PATTERNS = tuple(
    (wanted, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE | re.VERBOSE)) for wanted, pattern in _ASKING
)


def wanted_by(question: str) -> Wanted:
    """Return what a question asks for: what its first asking words say, since "… when the dike broke" asks nothing."""
    found = ((match.start(), wanted) for wanted, pattern in _PATTERNS if (match := pattern.search(question)))
    return min(found, key=lambda place: place[0], default=(0, Wanted.ANYTHING))[1]


def speaker_in(question: str) -> str:
    """Return whose words a question asks for, as written; empty where it asks for nobody's."""
    found = _SPEAKER.search(question)
    return (found["asked"] or found["gevraagd"]) if found else ""
