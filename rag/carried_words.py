"""How much of what a written sentence says its quotations say too, word by word, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from simplemma import lemmatize

from index.glossary import Entry, Glossary
from index.language import LANGUAGES
from index.words import field_of, stems

_WORD = re.compile(r"[^\W\d_]+")
_SAYING = frozenset(
    """
    zei zegt zeggen aldus volgens meldt meldde melden bericht berichtte berichten werd werden wordt worden
    says say said saying according reported reports told
    """.split()
)


def share_told(sentence: str, language: str, quotes: Iterable[tuple[str, str]], glossary: Glossary) -> float:
    """Return the share, from 0 to 1, of a sentence's words that a quotation has.

    `quotes` are texts, each with its language. Stop words, words of saying and digits do not count.
    `brak` is told by `breken`, and by `broke` as far as the glossary knows.
    """
    told = [(_keys(text, spoken), field_of(spoken)) for text, spoken in quotes]
    words = (word for word in _WORD.findall(sentence) if word.lower() not in _SAYING)
    stemmed = [(word, stem) for word in words for stem in stems(word, language)]
    found, at = 0, 0
    while at < len(stemmed):
        length, entries = glossary.longest_at([stem for _, stem in stemmed], at, language)
        taken = _keys(" ".join(word for word, _ in stemmed[at : at + length]), language)
        if any(taken & keys or _has_any(keys, spoken, entries) for keys, spoken in told):
            found += length
        at += length
    if not stemmed:  # a bare number says what its quotation does, a bare "yes" whatever a reader takes it for
        return float(any(map(str.isdigit, sentence)))
    return found / len(stemmed)


def _has_any(keys: set[str], language: str, entries: Iterable[Entry]) -> bool:
    return any(keys.issuperset(phrase) for entry in entries for phrase in entry.phrases.get(language, ()))


def _keys(text: str, language: str) -> set[str]:
    """Return the stems of a text's words, and those of their dictionary forms."""
    lemmas = (lemmatize(word, language) for word in _WORD.findall(text)) if language in LANGUAGES else ()
    return {*stems(text, language), *stems(" ".join(lemmas), language)}
