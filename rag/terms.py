"""Terms: the words of a question that carry its meaning, each with the stems that may stand for it in an article."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.annotate.dates import dates
from index.glossary import Glossary, Phrase
from index.words import FIELDS, OTHER, stems
from rag.question import Question

Spread = Callable[[str, str], float]

# Weights of a stem that stands for a word of the question, by where it came from.
_OWN, _SYNONYM, _TRANSLATION, _FOREIGN = 1.0, 0.7, 0.9, 0.5

# Words that only ask; no article answers by repeating them.
ASKING = {"nl": "hoeveel aantal wanneer", "en": "many much number"}
# Words that say little about a question's subject.
_FAINT = {
    "nl": """
    mensen mens persoon personen zeggen zei gezegd gebeuren gebeurde gebeurd gaan ging komen kwam worden werden waren
    totaal precies welke keer geval heten hebben doen deed jaar procent percentage krijgen kreeg gekregen geven gaf
    nieuw nieuwe
    """,
    "en": """
    people person persons say said happen happened go went come came total exactly times case does did done call called
    year percent percentage take took place long high large big get got gets give gave given new
    """,
}
_FAINT_WEIGHT = 0.1
_UNKNOWN_WEIGHT = 0.6  # an ordinary word that the archive never uses: a synonym may well be there
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or set phrase, of a question.

    `phrases` are the stems that may stand for it, by field, with how much each is worth (0 to 1). `weight` says how
    much the term tells: 1 for a word that hardly any passage has. `is_faint` marks words that say little about a
    question's subject, `is_name` names, years and other
    words that nothing else can stand for; `known` tells whether the archive has any of the phrases. `is_time` marks
    words of the period that the question asks about: articles put the same time in other words.
    """

    word: str
    phrases: dict[str, dict[Phrase, float]]
    weight: float
    is_name: bool
    is_faint: bool
    known: bool
    is_time: bool = False


def terms_of(question: Question, glossary: Glossary, spread: Spread) -> list[Term]:
    """Return the question's terms in order; `spread` gives the share of passages that hold a stem."""
    asking = set(stems(ASKING[question.language], question.language))
    words = ((word, stem) for word in question.subject.split() for stem in stems(word, question.language))
    stemmed = [(word, stem) for word, stem in words if stem not in asking]
    timed = _timed(question)
    faint = set(stems(_FAINT[question.language], question.language)).union(
        stem for stem in timed if not _YEAR.fullmatch(stem)
    )
    named = {stem for name in question.names for stem in stems(name, question.language)}
    terms, at = list[Term](), 0
    while at < len(stemmed):
        length, entries = glossary.longest_at([stem for _, stem in stemmed], at, question.language)
        taken = stemmed[at : at + length]
        phrases = _phrases(taken, question.language)
        for entry in entries:
            for language, alternatives in entry.phrases.items():
                worth = _SYNONYM if language == question.language else _TRANSLATION
                for phrase in alternatives:
                    phrases[language].setdefault(phrase, worth)
        is_name = any(stem in named or _YEAR.fullmatch(stem) for _, stem in taken)
        is_faint = not is_name and all(stem in faint for _, stem in taken)
        is_time = question.asked is not None and all(stem in timed for _, stem in taken)
        word = " ".join(dict.fromkeys(word for word, _ in taken))
        terms.append(_term(word, phrases, spread, is_name=is_name, is_faint=is_faint, is_time=is_time))
        at += length
    return _without_repeats(terms)


def _timed(question: Question) -> set[str]:
    """Return the stems of the days, months and years that a question names: articles put the same day otherwise."""
    spans = (span.of(question.text) for span in dates(question.text))
    return {stem for text in spans for stem in stems(text, question.language)}


def searched(terms: Iterable[Term]) -> dict[tuple[str, str], float]:
    """Return the weighted stems to search for, as {(field, stem): weight}; a phrase's weight is shared by its stems.

    The words of the period asked about are not searched for: hits are ranked by their times instead.
    """
    weighted: dict[tuple[str, str], float] = {}
    for term in (term for term in terms if not term.is_time):
        strength = _FAINT_WEIGHT if term.is_faint else 1.0
        for field, phrases in term.phrases.items():
            for phrase, worth in phrases.items():
                for stem in phrase:
                    share = strength * worth / len(phrase)
                    weighted[field, stem] = max(weighted.get((field, stem), 0.0), share)
    return weighted


def unmentioned(terms: Iterable[Term], unfinished: int) -> tuple[str, ...]:
    """Return the names that nothing in the archive mentions.

    While `unfinished` of its passages are not indexed, nobody knows what stands nowhere, and there are none.
    """
    return () if unfinished else tuple(term.word for term in terms if term.is_name and not term.known)


def _phrases(taken: list[tuple[str, str]], language: str) -> dict[str, dict[Phrase, float]]:
    """Return the term's own stems in each field: names and numbers are written alike in every language."""
    text = " ".join(dict.fromkeys(word for word, _ in taken))
    plain = text.islower()
    own = {field: tuple(stems(text, field)) for field in FIELDS}
    own[language] = tuple(stem for _, stem in taken)
    return {
        field: {phrase: _FOREIGN if plain and field not in (language, OTHER) else _OWN} if phrase else {}
        for field, phrase in own.items()
    }


def _term(
    word: str,
    phrases: dict[str, dict[Phrase, float]],
    spread: Spread,
    *,
    is_name: bool,
    is_faint: bool,
    is_time: bool,
) -> Term:
    shares = [min(spread(field, stem) for stem in phrase) for field, some in phrases.items() for phrase in some]
    commonest = max(shares, default=0.0)
    if is_faint:
        weight = _FAINT_WEIGHT
    elif commonest == 0.0:
        weight = 1.0 if is_name else _UNKNOWN_WEIGHT
    else:
        weight = min(1.0, max(0.3, -math.log10(commonest) / 2))  # 1 in 100 passages or fewer tells most
    told = word.strip("?!.,;:\"'()")
    known = commonest > 0.0 or is_time  # an archive of 2023 need not write the year down
    return Term(told, phrases, weight, is_name, is_faint, known, is_time)


def _without_repeats(terms: list[Term]) -> list[Term]:
    return list({tuple(sorted(map(str, term.phrases.items()))): term for term in terms}.values())
