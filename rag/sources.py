"""Whether two articles name the same source, in Dutch or in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.annotate.figures import Figure
from index.annotate.figures.function_words import ARTICLES, SAID_BY
from index.annotate.figures.keys import key_of
from index.annotate.figures.tokens import tokens
from index.annotate.names import AMERICA
from index.article import Article
from index.glossary import Glossary
from index.words import stems

_OWN = frozenset("onze ons our".split())


def source_key(figure: Figure, article: Article) -> frozenset[str]:
    """Return the words of who says so, as one key each in Dutch and English; none for a pronoun, or `our own count`."""
    return frozenset() if figure.source is None else keys_of(figure.source.of(article.text), article.language)


def keys_of(source: str, language: str) -> frozenset[str]:
    """Return the words of a source, as in `source_key`."""
    words = [word for word in tokens(AMERICA.sub("America", source)) if word.is_word]
    if words and words[0].lower in _OWN:
        return frozenset()
    parts = [part for word in words if word.lower not in ARTICLES | SAID_BY for part in word.text.split("-") if part]
    stemmed = [(part, stem) for part in parts for stem in stems(part, language)]
    short = [part for part in parts if part[0].isupper() and not stems(part, language)]
    return frozenset((*short, *_keys(stemmed, language)))


def related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names mean one source: `the local governor` is `de gouverneur ter plaatse`.

    One has the words of the other, or what they do not share is no name: Russian authorities are not Ukrainian ones.
    """
    shared = {key.lower() for key in one} & {key.lower() for key in other}
    differing = [[key for key in side if key.lower() not in shared] for side in (one, other)]
    if not shared:
        return False
    return not all(differing) or not any(key[0].isupper() for side in differing for key in side)


def _keys(stemmed: Sequence[tuple[str, str]], language: str) -> Iterator[str]:
    """Yield the keys of words in a row, each with its stem; capitalised if the word is, as names are.

    What the glossary has as one phrase has the keys of the first way to say it in English: `United Nations` is `UN`.
    """
    at = 0
    while at < len(stemmed):
        word, stem = stemmed[at]
        length, entries = Glossary.shipped().longest_at([each for _, each in stemmed], at, language)
        phrases = entries[0].phrases["en"] if entries and (length > 1 or word.isupper()) else ()
        keys = phrases[0] if phrases else key_of(word, language).split() or [stem]
        yield from (key.capitalize() if word[0].isupper() else key for key in keys)
        at += length
