"""Which of Knipsel's two languages a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma import LanguageDetector

LANGUAGES = ("nl", "en")
_ENOUGH = 2_000  # code points; more text than this does not change the verdict


def language_of(text: str, otherwise: str = "nl") -> str:
    """Return `nl` or `en`, whichever knows more of the words; `otherwise` where neither knows more (names only)."""
    share = _detector().proportion_in_each_language(text[:_ENOUGH])
    dutch, english = (share.get(language, 0.0) for language in LANGUAGES)
    if dutch == english:
        return otherwise
    return "nl" if dutch > english else "en"


@cache
def _detector() -> LanguageDetector:
    from simplemma import LanguageDetector

    return LanguageDetector(LANGUAGES)
