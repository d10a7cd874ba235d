"""The pronouns of a follow-up, and other words that point back, with what they mean in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.annotate.figures.counted import is_living
from index.annotate.figures.function_words import ARTICLES, CONJUNCTIONS
from index.annotate.figures.keys import KEY_OF
from index.annotate.figures.tokens import tokens
from index.annotate.names import names
from rag.conversation import lexicon
from rag.conversation.antecedents import Antecedents
from rag.conversation.lexicon import TELLING_NOTHING
from rag.conversation.topic import content

_PREPOSITION_OF = {"mee": "met"}
_OF = re.compile(r"^of ", re.IGNORECASE)
_JOINING = frozenset("of en and or maar but".split())  # `of` is English too
_CLAUSES = frozenset("that because while before after until omdat terwijl nadat voordat zodat".split())
_OF_A_THING = re.compile(r"\b(?:about|of|for|after|before|cost|kost|kostte|duurde|took|over|van)\s$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:his|her|its|their|hun|haar|zijn)\s+\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with its pronouns resolved as far as is known.

    `needed` are the words that point back out of the question. `met`: a person, a place, a thing or a group took the
    place of one of them, `left`: none is known for another.
    """

    text: str
    needed: tuple[str, ...]
    met: bool
    left: bool


def resolved(words: str, found: Antecedents | None, *, opened: bool) -> Resolved:
    """Return a question with what its pronouns mean; without antecedents only which of them need any.

    `opened`: it begins with `and`, so that a person in it is the one named before, unless it names another.
    """
    taken = list[tuple[re.Match[str], str]]()
    met = left = False
    for pattern, meaning in _MEANINGS:
        for match in pattern.finditer(words):
            overlaps = any(match.start() < one.end() and one.start() < match.end() for one, _ in taken)
            if overlaps or _is_bound(words, match.start(), by_names=opened and pattern is lexicon.PERSON):
                continue
            told = meaning(match, found) if found else ""
            taken.append((match, told))
            if pattern is not lexicon.TIME:
                met, left = met or bool(told), left or not told
    text = words
    for match, told in sorted(taken, key=lambda one: -one[0].start()):
        text = text[: match.start()] + (told or match.group()) + text[match.end() :]
    return Resolved(text, tuple(match.group() for match, _ in taken), met, left)


def _is_bound(text: str, at: int, *, by_names: bool) -> bool:
    """Tell whether a pronoun means something that its own question names before it.

    That is a name, a noun with its article, or any noun where the pronoun stands in a further clause.
    """
    if any(span.end <= at for span in names(text)):
        return True
    if by_names:
        return False
    words = [word for word in tokens(text) if word.span.end <= at]
    if words and words[0].lower not in TELLING_NOTHING and words[0].is_capitalised:
        return True  # `Trump zegt dat hij`
    articled = any(one.lower in ARTICLES and other.lower not in TELLING_NOTHING for one, other in pairwise(words))
    clause = any(
        word.lower in _CLAUSES or (at > 2 and word.lower in CONJUNCTIONS - _JOINING) for at, word in enumerate(words)
    )
    owned = _POSSESSIVE.match(text, at) is not None
    people = any(KEY_OF.get(word.lower) == "people" for word in words)
    return articled or ((clause or owned) and (people or bool(content(text[:at]))))


def _person(match: re.Match[str], found: Antecedents) -> str:
    may_be_thing = match.group().lower() in ("hij", "hem") or is_of_people(found.thing)  # Dutch `hij` is a thing too
    person = found.person or (found.thing if may_be_thing else "")
    return f"{person}'s" if person and match.group().lower() in ("his", "her") and match["own"] else person


def is_of_people(phrase: str) -> bool:
    """Tell whether a phrase is somebody, by its first noun: `the journalist in Mokha`."""
    return any(is_living(word) for word in content(phrase)[:1])


def _place(match: re.Match[str], found: Antecedents) -> str:
    return found.place


def _time(match: re.Match[str], found: Antecedents) -> str:
    bound = match.group().split()[0].lower()
    if not found.period:
        return ""
    told = found.period.describe(found.language)
    return f"{bound} {told}" if bound in ("by", "since", "until", "before", "after") else found.time


def _about(match: re.Match[str], found: Antecedents) -> str:
    about = _PREPOSITION_OF.get(match["about"].lower(), match["about"].lower())
    meant = found.group if about == "van" and found.group else found.thing
    return f"{about} {meant}" if meant else ""


def _group(match: re.Match[str], found: Antecedents) -> str:
    if not found.group:
        return ""
    if match.group().lower() in ("their", "hun"):
        return ""
    return f"of {found.group}" if _OF.match(match.group()) else found.group


def _thing(match: re.Match[str], found: Antecedents) -> str:
    if match.group().lower() not in ("it", "its", "het") and not _OF_A_THING.search(match.string, 0, match.start()):
        return ""  # `in which town was that?` means what happened
    return f"{found.thing}'s" if found.thing and match.group().lower() == "its" else found.thing


def _one(match: re.Match[str], found: Antecedents) -> str:
    return ""


_MEANINGS = (
    (lexicon.ABOUT_IT, _about),
    (lexicon.PERSON, _person),
    (lexicon.PLACE, _place),
    (lexicon.TIME, _time),
    (lexicon.GROUP, _group),
    (lexicon.THING, _thing),
    (lexicon.ONE_OF_THEM, _one),
)
