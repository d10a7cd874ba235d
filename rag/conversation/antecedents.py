"""Antecedents: the person, the place, the time and the thing that a follow-up's pronouns mean, the last named first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from index.annotate.dates import time_expressions
from index.annotate.figures.function_words import ARTICLES, STOPS
from index.annotate.figures.tokens import tokens
from index.annotate.names import names
from index.period import Period
from rag.answer import Answer
from rag.conversation.exchange import Exchange
from rag.conversation.lexicon import TITLES
from rag.conversation.named import Named, is_organisation, named_in
from rag.conversation.times import time_words
from rag.conversation.topic import Topic, content, topic_of
from rag.wanted import Wanted


class Antecedents:
    """What the exchanges of a conversation name; the last exchange goes before earlier ones, the question before its
    answer, unless the answer is the very person, place or time that was asked for."""

    def __init__(self, history: Sequence[Exchange]) -> None:
        self._latest_first = tuple(reversed(history))
        self.last = history[-1]
        self.language = self.last.question.language

    def topic(self, *, timed: bool) -> Topic:
        """Return what the last question was about; `timed` keeps its times in it."""
        return topic_of(self.last.question, self.last.standing, timed=timed)

    @cached_property
    def person(self) -> str:
        """The person last named; empty where nobody is."""
        return next((person for exchange in self._latest_first if (person := _person(exchange))), "")

    @cached_property
    def another_person(self) -> str:
        """The person last named by an answer who is not in its question: whom `and he?` means."""
        asked = self.last.question.text
        return next((one.text for one in _persons(self.last.told) if one.text not in asked), "")

    @cached_property
    def place(self) -> str:
        """The place last named, with its preposition: `in Belgorod`; empty where there is none."""
        return next((place for exchange in self._latest_first if (place := _place(exchange))), "")

    @cached_property
    def period(self) -> Period | None:
        """The time last asked about, or else that of the answer."""
        for exchange in self._latest_first:
            asked = exchange.question.asked
            if asked and asked.bounds:
                return asked.period
            if period := _answered_time(exchange):
                return period
        return None

    @cached_property
    def time(self) -> str:
        """The same in words, with its preposition."""
        return time_words(self.period, self.language) if self.period else ""

    @cached_property
    def group(self) -> str:
        """Those who were counted, with their article: `the supporters`; empty where none were."""
        counted = self.topic(timed=False).counted
        if not counted:
            return ""
        return f"{'de' if self.language == 'nl' else 'the'} {counted}"

    @cached_property
    def thing(self) -> str:
        """What the last question was about, if that is no person; empty where it has no such phrase."""
        topic = self.topic(timed=False)
        persons = [word for one in _persons(self.last.standing) for word in content(one.text)]
        return Topic(topic.beyond({*persons, *TITLES}), topic.counted).thing


def _names_in(marked: str) -> list[str]:
    """Return the names in the marked part of an answer, of which the first word begins no sentence."""
    text = f"- {marked}"
    return [span.of(text) for span in names(text)]


def _person(exchange: Exchange) -> str:
    question, answered = exchange.question, _answering(exchange)
    if len(answered.split()) > 1:
        return answered
    if persons := _persons(question.text):
        return persons[-1].text
    if answered:
        return answered
    if question.speaker:
        named = question.speaker[0].isupper() or question.speaker.split()[0].lower() in ARTICLES
        article = "" if named else "de " if question.language == "nl" else "the "
        return article + question.speaker
    source = _source(exchange)
    if told := _persons(exchange.told):
        return told[-1].text
    others = [one.text for one in named_in(question.text) if one.kind == "other" and not is_organisation(one.text)]
    return source or (others[0] if len(others) == 1 else "")


def _answering(exchange: Exchange) -> str:
    """Return the person who was asked for, as the answer has them: a name that is in no question, and of no body."""
    if exchange.question.wanted is not Wanted.PERSON:
        return ""
    found = _names_in(exchange.answered)
    return next((one for one in found if one not in exchange.question.text and not is_organisation(one)), "")


def _persons(text: str) -> list[Named]:
    """Return those who are persons, or else those who may be."""
    found = named_in(text)
    return [one for one in found if one.kind == "person"] or [one for one in found if one.kind == "perhaps a person"]


def _source(exchange: Exchange) -> str:
    """Return who gave the figure that led the answer, in the language of the question; else empty."""
    lead = exchange.outcome.lead if isinstance(exchange.outcome, Answer) else None
    if lead is None or lead.entry.figure.source is None:
        return ""
    return lead.entry.words(lead.entry.figure.source) if exchange.speaks else ""


def _place(exchange: Exchange) -> str:
    question = exchange.question
    if question.wanted is Wanted.PLACE and (found := _names_in(exchange.answered)):
        return f"in {found[0]}"
    places = [one for one in named_in(exchange.standing) if one.kind == "place"]
    if places:
        return _whole(exchange.standing, places[-1])
    told = [one for one in named_in(exchange.told) if one.kind == "place"] if not question.names else []
    return f"{told[-1].placed} {told[-1].text}" if told and exchange.speaks else ""


def _whole(text: str, place: Named) -> str:
    """Return a place with its preposition and, after an article, its noun: `at the Paris police headquarters`."""
    following = text[place.span.end :] if len(place.placed.split()) > 1 else ""
    more = takewhile(lambda word: word.is_word and word.text.islower() and word.lower not in STOPS, tokens(following))
    return " ".join([place.placed, place.text, *(word.text for word in more)])


def _answered_time(exchange: Exchange) -> Period | None:
    """Return when the answer says it was: the time that was asked for, that of its figure, or when it was printed."""
    if not isinstance(exchange.outcome, Answer) or exchange.first is None:
        return None
    article = exchange.first.citations[0].article
    if exchange.question.wanted is Wanted.TIME:
        found = time_expressions(exchange.answered, article.published, article.language)
        return found[0].period if found else None
    lead = exchange.outcome.lead
    if lead is None:
        return None
    as_of = lead.entry.as_of
    return as_of if as_of and not (as_of.open_start or as_of.open_end) else lead.entry.known
