"""Lessons: texts in either language, each with the vector that the teacher gives to what it says in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.encoder.codeswitch import CodeSwitcher, sister_forms, words_of
from bench.encoder.dictionary import Dictionary, Vectors, cleaned
from bench.encoder.sources import (
    Pair,
    dictionary,
    english_paragraphs,
    english_sentences,
    flores,
    written_pairs,
)
from bench.encoder.teacher import Teacher

_REAL_TEXT = 3  # what a word in real Dutch counts, beside one in English told in Dutch words
_WORTH_LEARNING = 0.09  # of a dictionary pair; below it are stray senses of words that no text here has


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and the row of the teacher's vectors that it should come near to."""

    text: str
    target: int


class Lessons:
    """All texts to learn from, in groups, and the teacher's vectors.

    `parallel` are Dutch sentences with exact translations, `english` and `paragraphs` the teacher's own language,
    `words` the dictionary; `switched` gives the English ones anew in Dutch words, another way each time.
    """

    def __init__(self, data: Path, work: Path) -> None:
        teacher = Teacher(work)
        learned, _ = flores(data)
        pairs = learned + written_pairs()
        self.dictionary = cleaned(dictionary(data), teacher.encode, (pair.nl for pair in pairs))
        self._vectors: list[Vectors] = []
        self._rows = 0
        sentences = english_sentences(data)
        words = [pair for pair, worth in self.dictionary.worth.items() if worth >= _WORTH_LEARNING]
        self.english = self._taught(teacher, sentences, sentences)
        self.paragraphs = self._taught(teacher, *[english_paragraphs(data)] * 2)
        self.parallel = self._taught(teacher, [pair.nl for pair in pairs], [pair.en for pair in pairs])
        taught = zip(pairs, self.parallel, strict=True)
        self.parallel_english = [Lesson(pair.en, lesson.target) for pair, lesson in taught]
        self.words = self._words(teacher, words)
        self.targets: Vectors = np.concatenate(self._vectors)

    def switched(self, lessons: Sequence[Lesson], seed: int) -> list[Lesson]:
        """Return English lessons told in Dutch words."""
        texts = self.switched_texts(texts_of(lessons), seed)
        return [Lesson(text, lesson.target) for text, lesson in zip(texts, lessons, strict=True)]

    def switched_texts(self, texts: Sequence[str], seed: int) -> list[str]:
        """Return English texts told in Dutch words."""
        switcher = CodeSwitcher(self.dictionary, seed)
        return [switcher.switched(text) for text in texts]

    def dutch_counts(self) -> Counter[str]:
        """Return how often each Dutch word is expected; its sisters (vind, vindt, vond) lend it weight."""
        counts: Counter[str] = Counter()
        for lessons, weight in ((self.switched(self.english, 0), 1), (self.parallel, _REAL_TEXT)):
            for lesson in lessons:
                for word in words_of(lesson.text):
                    counts[word] += weight
        shared: Counter[str] = Counter()
        for word, count in counts.items():
            sisters = sister_forms(word)
            for sister in sisters:
                shared[sister] += count / len(sisters)
        return Counter({word: counts[word] + shared[word] for word in counts.keys() | shared.keys()})

    def _taught(self, teacher: Teacher, texts: Sequence[str], english: Sequence[str]) -> list[Lesson]:
        self._vectors.append(teacher.encode(english))
        lessons = [Lesson(text, self._rows + row) for row, text in enumerate(texts)]
        self._rows += len(english)
        return lessons

    def _words(self, teacher: Teacher, pairs: Sequence[Pair]) -> list[Lesson]:
        english = sorted({pair.en for pair in pairs})
        rows = {en: self._rows + row for row, en in enumerate(english)}
        self._taught(teacher, english, english)
        return [Lesson(pair.nl, rows[pair.en]) for pair in pairs] + [Lesson(en, row) for en, row in rows.items()]


def translations(known: Dictionary) -> dict[str, list[tuple[str, float]]]:
    """Return the English for each Dutch entry, with what each is worth."""
    found: dict[str, list[tuple[str, float]]] = {}
    for pair, worth in known.worth.items():
        found.setdefault(pair.nl.lower(), []).append((pair.en, worth))
    return found


def texts_of(lessons: Iterable[Lesson]) -> list[str]:
    """Return the lessons' texts."""
    return [lesson.text for lesson in lessons]
