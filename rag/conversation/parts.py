"""One part of a question put in the place of another of its kind: the time, the place, the name."""

from __future__ import annotations

import re

from index.annotate.figures.counted import is_living
from index.annotate.figures.function_words import ARTICLES, PREPOSITIONS, VERBS
from index.annotate.figures.keys import EVENTS, KEY_OF
from index.annotate.figures.tokens import tokens
from rag.conversation.named import Named, named_in
from rag.conversation.times import time_spans

_ENDING = PREPOSITIONS | VERBS | frozenset("?.")
_MARKS = " ?.!,"
_ARTICLED = re.compile(r"\b(?:the|de|het)\s+$", re.IGNORECASE)
SOURCE = re.compile(
    r"\b(?:volgens|according to)\s+(?:(?:the|de|het|een|a|an)\s+)?\w[\w’'-]*(?:\s+(?-i:[A-Z])[\w’'-]*)*", re.IGNORECASE
)
_PLACED_LAST = re.compile(r"\b(?P<placed>in|te)\s+(?P<name>[\w-]+)(?=\W*$)", re.IGNORECASE)


def asked(text: str) -> str:
    """Return words as a question: with a capital and one question mark."""
    told = text.strip(_MARKS)
    return f"{told[:1].upper()}{told[1:]}?" if told else ""


def with_more(question: str, words: str) -> str:
    """Return a question with words put at its end."""
    return asked(f"{question.rstrip(_MARKS)} {words}")


def with_time(question: str, words: str) -> str:
    """Return a question with its times replaced by another one, `in januari 2024`, or with that put at its end."""
    spans = time_spans(question)
    if not spans:
        return with_more(question, words)
    first, last = spans[0], spans[-1]
    return asked(f"{question[: first.start]}{words}{question[last.end :]}")


def with_place(question: str, placed: str, name: str) -> str:
    """Return a question with its place replaced by another, or with that put at its end: `in` and `Belgorod`.

    Of several places the one with the same preposition is replaced, or else the last.
    """
    places = [one for one in named_in(question) if one.kind == "place"]
    if name.split()[0].lower() in ARTICLES and name.islower():
        places = []  # `in the first plan` is no place beside a named one
    same = [one for one in places if one.placed.split()[0].lower() == placed.lower()] or places
    if same:
        return _replaced(question, same[-1], f"{placed} {name}")
    plain = _PLACED_LAST.search(question) if not named_in(question) and not time_spans(question) else None
    if plain:  # typed without capitals
        return asked(f"{question[: plain.start()]}{placed} {name}")
    before_time = [span.start for span in time_spans(question)]
    if before_time:
        return asked(f"{question[: before_time[0]]}{placed} {name} {question[before_time[0] :]}")
    return with_more(question, f"{placed} {name}")


def with_phrase(question: str, preposition: str, words: str) -> str:
    """Return a question with what follows a preposition replaced, `over stikstof`, or with both put at its end."""
    told = f"{preposition} {words}"
    starts = [word for word in tokens(question) if word.lower == preposition]
    if not starts:
        return with_more(question, told)
    at = starts[-1].span
    ends = (word.span.start for word in tokens(question) if word.span.start > at.end and word.lower in _ENDING)
    return asked(f"{question[: at.start]}{told} {question[next(ends, len(question)) :]}")


def with_counted(question: str, counted: str, words: str, language: str) -> str:
    """Return a question that counts something else: other people, or those to whom something else happened.

    Empty where one does not simply take the place of the other.
    """
    old, new = (one.split()[-1].lower() if one else "" for one in (counted, words))
    befell, befalls = KEY_OF.get(old) in EVENTS, KEY_OF.get(new) in EVENTS
    if not old or counted not in question:
        return ""
    if befell == befalls and (befalls or (is_living(new) and is_living(old))):
        return asked(question.replace(counted, words, 1))
    happened = [word for word in tokens(question) if KEY_OF.get(word.lower) in EVENTS]
    if language == "en" and befalls and happened:
        span = happened[0].span
        return asked(f"{question[: span.start]}{words}{question[span.end :]}")
    return ""


def with_source(question: str, source: str) -> str:
    """Return a question with whose word it asks for replaced, or put at its end: `volgens het waterschap`."""
    named = SOURCE.search(question)
    if named is None:
        return with_more(question, source)
    return asked(f"{question[: named.start()]}{source}{question[named.end() :]}")


def with_name(question: str, name: str, speaker: str) -> str:
    """Return a question with the name of the same kind replaced: whose words are asked for, a person, the only name.

    Empty where it has none.
    """
    found = named_in(question)
    spoken = [one for one in found if speaker and one.text in speaker]
    free = [one for one in found if one.kind != "place"]
    lower = name.islower() and name.split()[0] in ARTICLES  # `de gouverneur` is no place
    chosen = spoken or free[:1] or ([] if lower else found[-1:])
    if chosen:
        return _replaced(question, chosen[0], f"{chosen[0].placed} {name}".strip())
    if speaker and speaker in question:
        return asked(re.sub(rf"\b(?:(?:the|de|het)\s+)?{re.escape(speaker)}\b", lambda _: name, question, count=1))
    return ""


def _replaced(question: str, named: Named, words: str) -> str:
    """Return a question with a name, its preposition and article included, replaced."""
    start = named.span.start
    if named.placed:
        start = question.rfind(named.placed, 0, start)
    elif article := _ARTICLED.search(question, 0, start):
        start = article.start()
    return asked(question[:start] + words + question[named.span.end :])
