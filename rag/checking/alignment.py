"""Whether a quotation has the words of a sentence in its order: `A sued B` is not `B sued A`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from simplemma import lemmatize

from index.glossary import Glossary
from index.language import LANGUAGES
from index.words import WORD, field_of, stems
from rag.carried_words import SAYING

_WORD = re.compile(WORD)
_PLACED = frozenset("in at near on te bij op nabij outside buiten langs along".split())
_ARTICLES = frozenset("the a an de het een".split())
_FEWEST_TURNED = 3  # of two names that change places, who did it to whom may be all that is left


def in_order(sentence: str, language: str, quote: str, spoken: str, glossary: Glossary) -> bool:
    """Tell whether the words of a sentence follow each other in a quotation as they do in the sentence.

    What stands at one end of the sentence may stand at the other: `In Belgorod 25 people died`, `25 people died in
    Belgorod`. Where something happened may stand anywhere. Words that the quotation has not are not looked at.
    `language` is that of the sentence, `spoken` that of the quotation.
    """
    found = [(word, places) for word, places in _places(sentence, language, quote, spoken, glossary) if places]
    named = sum(word[0].isupper() for word, _ in found)
    turns = range(max(1, len(found))) if len(found) >= _FEWEST_TURNED or named < 2 else (0,)
    places = [ways for _, ways in found]
    return any(_rises([*places[turn:], *places[:turn]]) for turn in turns)


def _rises(places: Sequence[Sequence[int]]) -> bool:
    """Tell whether one place of each can be chosen so that each lies behind the one before it."""
    at = -1
    for ways in places:
        following = [place for place in ways if place > at]
        if not following:
            return False
        at = min(following)
    return True


def _places(
    sentence: str, language: str, quote: str, spoken: str, glossary: Glossary
) -> Iterator[tuple[str, list[int]]]:
    """Yield each word that carries meaning, the first of a set phrase, with its places in the quotation, in words."""
    field, quoted = field_of(spoken), _words(quote)
    forms = [_forms(word, spoken) for word in quoted]
    words = _words(sentence)
    stemmed = [
        (at, stem) for at, word in enumerate(words) if word.lower() not in SAYING for stem in stems(word, language)
    ]
    at = 0
    while at < len(stemmed):
        length, entries = glossary.longest_at([stem for _, stem in stemmed[at:]], 0, language)
        taken = [place for place, _ in stemmed[at : at + length]]
        own = {form for place in taken for form in _forms(words[place], language)}
        ways = [phrase for entry in entries for phrase in entry.phrases.get(field, ())]
        found = [
            place
            for place, some in enumerate(forms)
            if own & some or any(phrase[0] in some for phrase in ways if phrase)
        ]
        if not (_is_placed(words, taken[0]) and any(_is_placed(quoted, place) for place in found)):
            yield words[taken[0]], found
        at += length


def _is_placed(words: Sequence[str], at: int) -> bool:
    """Tell whether a word is the name of a place where something is: `in Belgorod`, `at the Willibrordbrug`."""
    before = [word.lower() for word in words[max(0, at - 2) : at]]
    if before and before[-1] in _ARTICLES:
        before.pop()
    return words[at][0].isupper() and bool(before) and before[-1] in _PLACED


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=16_384)
def _forms(word: str, language: str) -> frozenset[str]:
    """Return the stems of a word and of its dictionary form."""
    lemma = lemmatize(word, language) if language in LANGUAGES else word
    return frozenset((*stems(word, language), *stems(lemma, language)))
