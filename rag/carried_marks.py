"""The signs of a written sentence that are no plain text: addresses, markup, other scripts, what cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.as_data import UNSEEN

# Never, whatever a quotation has: they are an instruction to whatever shows them, no word of a sentence.
_NEVER = re.compile(r"://|\]\s*\(|<\s*[a-z/!?]|<\s*\w+\s[^>]*=|\b(?i:javascript|data|vbscript|mailto)\s*:")
_ANGLED = re.compile(r"<[^>]*>?")  # `<Siemens A.G.>`, as agencies write it
_ADDRESS = re.compile(r"\S*@\S*|\bwww\b\S*|[^\W_](?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.[^\W\d_]{2,}\b\S*", re.IGNORECASE)
_ENDS = ".,;:!?)\"'”’"
# What Dutch and English are written with, and so are amounts; a letter that only looks like one of these is none.
_UNUSUAL = re.compile(r"[^\sA-Za-zÀ-ÖØ-öø-ɏḀ-ỿ0-9.,;:!?'\"()%€$£&/+°‘’‚“”„«»…·‐‑–—-]")


def uncarried_marks(sentence: str, quotes: Iterable[str]) -> bool:
    """Tell whether a sentence has an address, markup or a sign that no quotation has, or one that none may bring in."""
    quotes = list(quotes)
    if UNSEEN.search(sentence) or _NEVER.search(sentence):
        return True
    found = [
        *_UNUSUAL.findall(sentence),
        *_ANGLED.findall(sentence),
        *(one.rstrip(_ENDS) for one in _ADDRESS.findall(sentence)),
    ]
    return any(not any(one in quote for quote in quotes) for one in found)
