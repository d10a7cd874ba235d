"""How much of what a written sentence says its quotations say too, word by word, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from simplemma import lemmatize

from index.glossary import Entry, Glossary
from index.language import LANGUAGES
from index.span import Span
from index.words import field_of, stems
from rag.carried_names import names_in

_WORD = re.compile(r"[^\W\d_]+")
SAYING = frozenset(
    """
    zei zegt zeggen aldus volgens meldt meldde melden bericht berichtte berichten werd werden wordt worden
    says say said saying according reported reports told
    """.split()
)


def share_told(sentence: str, language: str, quotes: Iterable[tuple[str, str]], glossary: Glossary) -> float:
    """Return the share, from 0 to 1, of a sentence's words that a quotation has.

    `quotes` are texts, each with its language. Stop words, words of saying and digits do not count, nor do names, which
    carry nothing that is said of who bears them, unless all quotations are in another language: the glossary lacks many
    a word between two, few names.
    `brak` is told by `breken`, and by `broke` as far as the glossary knows.
    """
    quotes = list(quotes)
    told = [(_keys(text, spoken), field_of(spoken)) for text, spoken in quotes]
    named = list(names_in(sentence, language)) if any(spoken == language for _, spoken in quotes) else []
    words = (
        word.group()
        for word in _WORD.finditer(sentence)
        if word.group().lower() not in SAYING and not any(Span(*word.span()).overlaps(name) for name in named)
    )
    stemmed = [(word, stem) for word in words for stem in stems(word, language)]
    found, at = 0, 0
    while at < len(stemmed):
        length, entries = glossary.longest_at([stem for _, stem in stemmed], at, language)
        taken = _keys(" ".join(word for word, _ in stemmed[at : at + length]), language)
        if any(taken & keys or _has_any(keys, spoken, entries) for keys, spoken in told):
            found += length
        at += length
    if not stemmed:  # a bare number or name says what its quotation does, a bare "yes" whatever a reader takes it for
        return float(bool(named) or any(map(str.isdigit, sentence)))
    return found / len(stemmed)


def _has_any(keys: set[str], language: str, entries: Iterable[Entry]) -> bool:
    return any(keys.issuperset(phrase) for entry in entries for phrase in entry.phrases.get(language, ()))


def _keys(text: str, language: str) -> set[str]:
    """Return the stems of a text's words, and those of their dictionary forms."""
    lemmas = (lemmatize(word, language) for word in _WORD.findall(text)) if language in LANGUAGES else ()
    return {*stems(text, language), *stems(" ".join(lemmas), language)}
