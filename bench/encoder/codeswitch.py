"""English sentences told in Dutch words: not Dutch, but close enough for an encoder to learn what the words mean."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

from simplemma import lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from bench.encoder.dictionary import Dictionary

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*|\d[\d.,:]*|\S")
_ENGLISH_KEPT = 0.08  # of the words that could be put into Dutch, so that both languages meet in one sentence
_COMPOUNDED = 0.15  # of two nouns in a row: `factory fire` is `fabrieksbrand`
_TRUST = 2.0  # the better a translation, the more often it is taken: its worth to this power


class CodeSwitcher:
    """Puts English sentences into Dutch words, by a dictionary and a table of function words; seeded."""

    def __init__(self, dictionary: Dictionary, seed: int) -> None:
        self._dutch_for = dictionary.dutch_for
        self._random = random.Random(seed)  # noqa: S311 - a sample, not a secret

    def switched(self, sentence: str) -> str:
        """Return the sentence with nearly every word that the dictionary knows put into Dutch, inflected alike."""
        words, out, at = _TOKEN.findall(sentence), list[tuple[str, bool]](), 0
        while at < len(words):
            taken, dutch = self._longest_at(words, at)
            is_noun = dutch is not None and dutch.isalpha() and dutch.lower() not in _function_values()
            out.append((dutch if dutch is not None else " ".join(words[at : at + taken]), is_noun))
            at += taken
        return self._joined(out)

    def _longest_at(self, words: list[str], at: int) -> tuple[int, str | None]:
        for length in (3, 2, 1):
            phrase = " ".join(words[at : at + length])
            dutch = self._dutch(phrase)
            if dutch is not None and len(words) >= at + length:
                if length == 1 and self._random.random() < _ENGLISH_KEPT:
                    return 1, None
                return length, dutch
        return 1, None

    def _dutch(self, phrase: str) -> str | None:
        lowered = phrase.lower()
        if choices := _function_words().get(lowered):
            return self._random.choice(choices)
        if found := self._dutch_for.get(lowered):
            return self._chosen(found)
        lemma = lemmatize(lowered, "en") if " " not in lowered else lowered
        found = self._dutch_for.get(lemma)
        return self._inflected(self._chosen(found), lowered, lemma) if found and lemma != lowered else None

    def _chosen(self, found: list[tuple[str, float]]) -> str:
        return self._random.choices([nl for nl, _ in found], [worth**_TRUST for _, worth in found])[0]

    def _inflected(self, dutch: str, english: str, lemma: str) -> str:
        """Return a form of the Dutch word that may stand for this form of the English one."""
        forms = _forms().get(dutch.lower(), [])
        if english.endswith("ed") or not english.startswith(lemma[:3]):
            fitting = [form for form in forms if form.startswith("ge") or form.endswith(("de", "te", "den", "ten"))]
        elif english.endswith("ing"):
            fitting = [form for form in forms if form.endswith(("en", "end", "ende"))]
        else:
            fitting = [form for form in forms if form.endswith(("en", "s", "t", "er", "ste", "e"))]
        return self._random.choice(fitting or forms or [dutch])

    def _joined(self, words: list[tuple[str, bool]]) -> str:
        text, after_noun = "", False
        for word, is_noun in words:
            if after_noun and is_noun and self._random.random() < _COMPOUNDED:
                text += self._random.choice(("", "", "s")) + word.lower()
            elif not text or re.fullmatch(r"[,.;:?!)%’]", word):
                text += word
            else:
                text += " " + word
            after_noun = is_noun
        return text


def words_of(text: str) -> list[str]:
    """Return the words of a Dutch text as the vocabulary counts them: lower case, plain letters."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z]+", "".join(mark for mark in plain if not unicodedata.combining(mark)))


def sister_forms(word: str) -> list[str]:
    """Return all forms of the lemma of a Dutch word, the word among them."""
    return list(dict.fromkeys([word, *_forms().get(lemmatize(word, "nl"), [])]))


@cache
def _function_words() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "function_words.tsv").read_text("utf-8").splitlines()
    return {english: dutch.split("|") for english, dutch in (line.split("\t") for line in lines)}


@cache
def _function_values() -> frozenset[str]:
    return frozenset(dutch for choices in _function_words().values() for dutch in choices)


@cache
def _forms() -> dict[str, list[str]]:
    """Return the Dutch forms of each lemma that simplemma knows."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("nl").items():
        if form.isalpha():
            forms[lemma].append(form)
    return forms
