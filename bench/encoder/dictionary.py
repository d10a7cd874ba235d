"""The dictionary cleaned: of each Dutch word the senses that agree with one another, and how common each word is."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files

import numpy as np
from simplemma import lemmatize

from bench.encoder.sources import Pair

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
_PLAIN = re.compile(r"[\w'’.\- ]+")
_WORDS = re.compile(r"[\w'’-]+")
_MOST_WORDS = 3
_SENSES = 4  # kept of each Dutch word
_AGREES = 0.55  # cosine of a translation with all translations of the word; `kick the bucket` is far from `die`


class Dictionary:
    """Dutch-English word pairs with what each is worth, 0 to 1."""

    def __init__(self, worth: dict[Pair, float]) -> None:
        self.worth = worth
        self.dutch_for: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for pair, value in worth.items():
            self.dutch_for[pair.en.lower()].append((pair.nl, value))

    def pairs(self) -> list[Pair]:
        """Return all pairs."""
        return list(self.worth)


def glossary_pairs() -> list[Pair]:
    """Return Knipsel's own glossary, alternatives written out."""
    lines = files("index").joinpath("glossary.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Pair(nl, en) for row in rows for nl in row[0].split("|") for en in row[1].split("|")]


def cleaned(pairs: Iterable[Pair], encode: Callable[[Sequence[str]], Vectors], dutch_text: Iterable[str]) -> Dictionary:
    """Return the dictionary without idioms, marks and stray senses; the glossary's pairs are worth most.

    A translation is kept where the teacher puts it near the mean of all translations of its Dutch word. A word that
    stands in `dutch_text` is worth more than one that only the dictionary knows.
    """
    senses: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        nl, en = _simple(pair.nl), _simple(pair.en.removeprefix("to "))
        if nl and en:
            senses[nl].append(en)
    english = sorted({en for some in senses.values() for en in some})
    vectors = dict(zip(english, encode(english), strict=True))
    common = _common(dutch_text)
    worth: dict[Pair, float] = {}
    for nl, translations in senses.items():
        middle = np.mean([vectors[en] for en in translations], axis=0)
        middle /= np.linalg.norm(middle)
        ranked = sorted(((float(vectors[en] @ middle), en) for en in dict.fromkeys(translations)), reverse=True)
        for agreement, en in ranked[:_SENSES]:
            if agreement >= _AGREES:
                worth[Pair(nl, en)] = agreement * _commonness(nl, common)
    most = max(worth.values())
    worth = {pair: value / most for pair, value in worth.items()}
    return Dictionary(worth | {pair: 1.0 for pair in glossary_pairs()})


def _simple(text: str) -> str:
    """Return the entry if it is a plain word or a few, otherwise nothing."""
    text = text.strip().replace("ĳ", "ij").replace("‐", "-")
    return text if _PLAIN.fullmatch(text) and len(text.split()) <= _MOST_WORDS else ""


def _common(texts: Iterable[str]) -> Counter[str]:
    return Counter(lemmatize(word.lower(), "nl") for text in texts for word in _WORDS.findall(text))


def _commonness(nl: str, common: Counter[str]) -> float:
    return 1.0 + math.log1p(min((common[word.lower()] for word in nl.split()), default=0))
