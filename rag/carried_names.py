"""The names of a written sentence that none of its quotations has, whichever of the two languages each is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from simplemma import is_known, lemmatize

from index.annotate.names import AMERICA, names
from index.glossary import Glossary, Phrase
from index.language import LANGUAGES
from index.span import Span
from index.words import field_of, stems

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][^\W_]+")


def uncarried_names(
    sentence: str, language: str, quotes: Iterable[tuple[str, str]], glossary: Glossary
) -> Iterator[str]:
    """Yield each name of a sentence that stands in no quotation; `quotes` are texts, each with its language.

    The words of a name follow each other in one quotation as they do in the sentence, but for what the glossary
    translates: `Verenigde Naties` for `United Nations`. What neither has is taken for another name.
    """
    quotes = list(quotes)
    quoted = [
        (stems(form, spoken), field_of(spoken)) for text, spoken in quotes for form in (text, _lemmas(text, spoken))
    ]
    for span in names_in(sentence, language):
        name = span.of(sentence)
        if AMERICA.fullmatch(name):
            carried = any(AMERICA.search(text) for text, _ in quotes)
        elif not stems(name, language):
            carried = any(name in text for text, _ in quotes)
        else:
            carried = any(_has(words, name, language, spoken, glossary) for words, spoken in quoted)
        if not carried:
            yield name


def names_in(sentence: str, language: str) -> Iterator[Span]:
    """Yield the names of a sentence, and what may be one: `Anna` begins a sentence, and is also a coin."""
    taken = list(names(sentence))
    for word in _CAPITALISED.finditer(sentence):
        here = Span(*word.span())
        if any(here.overlaps(name) for name in taken) or _is_plain(word.group(), language):
            continue
        after = next((name for name in taken if sentence[here.end : name.start].isspace()), None)
        if after:
            taken.remove(after)
        taken.append(Span(here.start, after.end if after else here.end))
    yield from sorted(taken)


def _is_plain(word: str, language: str) -> bool:
    """Tell whether a capitalised word is an ordinary one of the language: its dictionary form has no capital."""
    if not stems(word, language):
        return True
    return is_known(word, language) and lemmatize(word, language).islower()


def _has(words: Sequence[str], name: str, language: str, spoken: str, glossary: Glossary) -> bool:
    if _follow_each_other(words, stems(name, spoken)):
        return True
    return any(
        all(any(_follow_each_other(words, way) for way in ways) for ways in _parts(form, language, spoken, glossary))
        for form in (name, _lemmas(name, language))
    )


def _parts(name: str, language: str, spoken: str, glossary: Glossary) -> Iterator[list[Phrase]]:
    """Yield the parts of a name, each with the ways to say it: what the glossary knows, and what stands between."""
    stemmed = [(word, stem) for word in name.split() for stem in stems(word, language)]
    between, at = list[str](), 0
    while at < len(stemmed):
        length, entries = glossary.longest_at([stem for _, stem in stemmed], at, language)
        taken = " ".join(dict.fromkeys(word for word, _ in stemmed[at : at + length]))
        if entries:
            if between:
                yield [_own(between, spoken)]
                between = []
            yield [_own([taken], spoken), *(way for entry in entries for way in entry.phrases.get(spoken, ()))]
        else:
            between.append(taken)
        at += length
    if between:
        yield [_own(between, spoken)]


def _lemmas(text: str, language: str) -> str:
    """Return a text with each word in its dictionary form: the glossary has `Oekraïens`, not `Oekraïense`."""
    if language not in LANGUAGES:
        return text
    return _WORD.sub(lambda word: lemmatize(word.group(), language), text)


def _own(words: Sequence[str], spoken: str) -> Phrase:
    return tuple(stems(" ".join(dict.fromkeys(words)), spoken))


def _follow_each_other(words: Sequence[str], wanted: Sequence[str]) -> bool:
    most = len(words) - len(wanted)
    return bool(wanted) and any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(most + 1))
