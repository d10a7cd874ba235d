"""The pronouns of a follow-up, and other words that point back, with what they mean in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

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
_EVENT = re.compile(r"\b(?:was|is|were|gebeurde)\s$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:his|her|its|their|hun|haar|zijn)\s+\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with its pronouns resolved as far as is known.

    `needed` are the words that point back out of the question. `whole`: a person, a thing or a group took the place of
    one of them, so that the question says what it is about.
    """

    text: str
    needed: tuple[str, ...]
    whole: bool


def resolved(words: str, found: Antecedents | None, *, opened: bool) -> Resolved:
    """Return a question with what its pronouns mean; without antecedents only which of them need any.

    `opened`: it begins with `and`, so that a person in it is the one named before, unless it names another.
    """
    needed, whole, text = list[str](), False, words
    for pattern, meaning in _MEANINGS:
        for match in reversed(list(pattern.finditer(text))):
            if _is_bound(text, match.start(), by_names=opened and pattern is lexicon.PERSON):
                continue
            needed.append(match.group())
            if found is None:
                continue
            told = meaning(match, found)
            if told:
                text = text[: match.start()] + told + text[match.end() :]
                whole = whole or pattern is not lexicon.TIME
    return Resolved(text, tuple(needed), whole)


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
    person = found.person or (found.thing if match.group().lower() in ("hij", "hem") else "")  # `hij` may be a thing
    return f"{person}'s" if person and match.group().lower() in ("his", "her") and match["own"] else person


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
    if match.group().lower() not in ("it", "its") and _EVENT.search(match.string, 0, match.start()):
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
