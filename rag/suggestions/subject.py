"""What a question is about, as a phrase that another question can have: `bij de overstroming in Sluiswijk`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.annotate.figures.function_words import ARTICLES, PREPOSITIONS
from index.annotate.figures.tokens import tokens
from index.archive import Hit
from rag.conversation.named import named_in
from rag.conversation.parts import SOURCE
from rag.conversation.topic import content, is_verb, topic_of
from rag.question import Question

_PLACING = frozenset("in te bij op rond tijdens na near at on around during after inside outside".split())
_TELLING = frozenset("over about".split())
_INDEFINITE = frozenset("een a an".split())
_SHORTENED = re.compile(r"\b[A-Z][a-z]{1,2}\.\s")  # of `St. Anna` a phrase has only the half


@dataclass(frozen=True, slots=True)
class Subject:
    """`where` has its preposition, `what` has none; empty where the question does not tell."""

    where: str
    what: str


def subject_of(question: Question, hits: Sequence[Hit]) -> Subject:
    """Return what a question is about, in noun phrases of its own that can be told from the verbs beside them.

    Of a place that it names otherwise, `the mayor of Sluiswijk`, `where` is `in Sluiswijk` if a hit says so.
    """
    text = " ".join(SOURCE.sub("", question.subject).split())
    if _SHORTENED.search(text):
        return Subject("", "")
    for person in {one.text for one in named_in(text) if one.kind in ("person", "perhaps a person")}:
        text = text.replace(person, ",")  # there a phrase ends
    phrases = [one for one in topic_of(question, text, timed=False).phrases if _is_noun_phrase(one, question.language)]
    where = next((one for one in phrases if _opens(one, _PLACING)), "") or _place_in(text, hits)
    others = [one for one in phrases if not (question.speaker and question.speaker in one)]
    told = next((one for one in phrases if _opens(one, _TELLING)), "") or where or next(iter(others), "")
    what = told.split(" ", 1)[-1] if _opens(told, PREPOSITIONS) else told
    return Subject(where, what if content(what) and not _opens(what, _INDEFINITE) else "")


def _opens(phrase: str, words: frozenset[str]) -> bool:
    return bool(phrase) and phrase.split()[0].lower() in words


def _is_noun_phrase(phrase: str, language: str) -> bool:
    """Tell whether articles, prepositions and capitals show where each noun of a phrase begins and ends."""
    small = 0
    for word in tokens(phrase):
        if word.lower in PREPOSITIONS | ARTICLES:
            small = 0
        elif word.is_word and not word.is_capitalised:
            small += 1
            if small > 1 or is_verb(word, language):  # `the wolf kill`, of what did it kill?
                return False
    return phrase.split()[-1].lower() not in PREPOSITIONS | ARTICLES


def _place_in(text: str, hits: Sequence[Hit]) -> str:
    """Return a place that the question names, as it does: `in Sluiswijk`; or else a name with `in` as a hit has it."""
    named = named_in(text)
    for one in named:
        if one.kind == "place" and one.placed.lower() in _PLACING:
            return f"{one.placed} {one.text}"
    names = [one.text for one in named if one.kind == "other"]
    return next((f"in {name}" for name in names if any(f"in {name}" in hit.passage.text for hit in hits)), "")
