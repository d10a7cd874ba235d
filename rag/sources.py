"""Whether two articles name the same source, in Dutch or in English."""

from __future__ import annotations

from index.annotate.figures import Figure
from index.annotate.figures.function_words import ARTICLES, SAID_BY
from index.annotate.figures.keys import key_of
from index.annotate.figures.tokens import Token, tokens
from index.article import Article

_OWN = frozenset("onze ons our".split())


def source_key(figure: Figure, article: Article) -> frozenset[str]:
    """Return the words of who says so, as one key each in Dutch and English; none for a pronoun, or `our own count`."""
    return frozenset() if figure.source is None else keys_of(figure.source.of(article.text), article.language)


def keys_of(source: str, language: str) -> frozenset[str]:
    """Return the words of a source, as in `source_key`."""
    words = [word for word in tokens(source) if word.is_word]
    if words and words[0].lower in _OWN:
        return frozenset()
    kept = (word for word in words if word.lower not in ARTICLES | SAID_BY)
    return frozenset(key for word in kept for key in _keys(word, language))


def related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names mean one source: `the local governor` is `de gouverneur ter plaatse`.

    One has the words of the other, or what they do not share is no name: Russian authorities are not Ukrainian ones.
    """
    shared = {key.lower() for key in one} & {key.lower() for key in other}
    differing = [[key for key in side if key.lower() not in shared] for side in (one, other)]
    if not shared:
        return False
    return not all(differing) or not any(key[0].isupper() for side in differing for key in side)


def _keys(word: Token, language: str) -> list[str]:
    """Return the keys of a word, capitalised if it is, as names are."""
    keys = key_of(word.text, language).split()
    return [key.capitalize() for key in keys] if word.is_capitalised else keys
