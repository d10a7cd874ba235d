"""Whether a name is a person's, as far as its own words and those beside it tell."""

from __future__ import annotations

import re

from index.span import Span

_LIKELY, _POSSIBLE, _UNLIKELY = 1.0, 0.6, 0.25
# Before the name of a place or a body, in either language.
_BEFORE_OTHERS = re.compile(
    r"\b(?:in|uit|te|naar|nabij|near|at|from|to|into|gemeente|stad|dorp|partij|museum|theater|club|bedrijf|krant|ziekenhuis|"
    r"stichting|hotel|firma|town of|city of|village of|company|party|hospital)\s(?:de\s|het\s|the\s)?$",
    re.IGNORECASE,
)
_OF_BODIES = re.compile(
    r"\b(?:FC|SC|VV|AZ|BV|NV|Inc|Ltd|Partij|Party|Museum|Theater|Hotel|Hospital|Hogeschool|Universiteit|University|"
    r"Ministerie|Ministry|Council|Court|Bank|Airport|Street|United|Group|Center|Centre|Institute|Association|Agency|"
    r"House|Office|Department|Times|Post|News|Gasthuis|Stichting)\b|^(?:De|Het|The|Sint|Saint|St\.)\s|^[A-Z]{2,}$"
)
# What somebody is called, or does, just before or after their name.
_ROLE_BEFORE = re.compile(r"(?:[a-zà-ÿ-]{4,}|\b(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Ii]r|[Ii]ng|[Dd]rs)\.?)\s$")
_NO_ROLE = re.compile(
    r"\b(?:from|with|over|after|before|under|tegen|voor|door|naar|langs|tussen|between|against|about|into|than|that|when|"
    r"toen|waar|where|omdat|because|volgens|terwijl|while|since|sinds|zoals|like|through|club)\s$",
    re.IGNORECASE,
)
_AFTER_PERSONS = re.compile(
    r"\s?\(\d{1,3}\)|,\s(?:aged\s)?\d{1,3}\b|\s(?:van|of)\s\d{2}\b|,\s(?:who|die|wie|voorzitter|chair|director|directeur|the|an?)\b|"
    r",?[\"”’']?\s(?:zei|zegt|said|says|vertelt|vertelde|told|noemt|noemde|added|vindt|vond|wil|wilde|explained|admitted)\b",
    re.IGNORECASE,
)


def personhood(name: Span, sentence: str) -> float:
    """Return how likely a name in a sentence is that of a person, 0 to 1."""
    words = name.of(sentence)
    before, after = sentence[: name.start], sentence[name.end :]
    if _OF_BODIES.search(words) or _BEFORE_OTHERS.search(before):
        return _UNLIKELY
    called = _ROLE_BEFORE.search(before) is not None and _NO_ROLE.search(before) is None
    if " " in words or called or _AFTER_PERSONS.match(after):
        return _LIKELY
    return _POSSIBLE
