"""What the page on which the archive is kept says, in the language of who looks at it."""

from __future__ import annotations

from ui.manage.phrases_en import ENGLISH
from ui.manage.phrases_nl import DUTCH

PHRASES = {"nl": DUTCH, "en": ENGLISH}


def told(phrase: str, language: str, **words: object) -> str:
    """Return a phrase in Dutch for `nl`, otherwise in English; it is not escaped."""
    return PHRASES.get(language, PHRASES["en"])[phrase].format(**words)
