"""A follow-up made into a question that stands on its own, by rules: what it lacks comes from the exchange before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.annotate.figures.counted import is_living
from index.annotate.figures.function_words import ARTICLES, CONJUNCTIONS, PREPOSITIONS, STOPS
from index.annotate.figures.keys import KEY_OF
from index.annotate.figures.tokens import tokens
from index.language import language_of
from index.period import MONTHS
from rag.conversation import lexicon
from rag.conversation.antecedents import Antecedents
from rag.conversation.claim import claimed
from rag.conversation.exchange import Exchange
from rag.conversation.named import named_in
from rag.conversation.parts import (
    asked,
    with_counted,
    with_more,
    with_name,
    with_phrase,
    with_place,
    with_source,
    with_time,
)
from rag.conversation.pronouns import resolved
from rag.conversation.reasking import reasked
from rag.conversation.times import counted_from, time_spans, time_words, without_times
from rag.conversation.topic import content
from rag.wanted import Wanted, wanted_by

_PHRASE = re.compile(rf"^(?P<placed>{'|'.join(sorted(PREPOSITIONS))})\s+(?P<name>\S.{{0,60}})$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|de|het|een|an?)\s+", re.IGNORECASE)
_ASKING = frozenset("hoe how waarom why hoezo welk welke which what wat".split())
_LINKING = frozenset("van of the de het in op aan der den".split())
_LONGEST_FRAGMENT = 6  # words
_THIN_AFTER_AND, _THIN = 3, 1  # words that tell what is asked about


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a person typed after an earlier question, without its opening (`and`, `what about`); `words` are the rest.

    `opened` tells whether it had such an opening.
    """

    typed: str
    words: str
    opened: bool

    @classmethod
    def of(cls, typed: str) -> FollowUp:
        """Take the opening from what was typed."""
        opening = lexicon.OPENING.match(typed)
        words = typed[opening.end() :] if opening else typed
        return cls(typed, words.strip(" ?!.,…"), bool(opening and opening.group().strip()))

    @property
    def names(self) -> list[str]:
        """The names in it: the opening is left where it stands, since a first word may be a name or not."""
        return [one.text for one in named_in(self.typed)]


def standalone(typed: str, history: Sequence[Exchange]) -> str | None:
    """Return a follow-up as a question of its own; None for what stands on its own, or cannot be made to."""
    if not history:
        return None
    said, found = FollowUp.of(typed), Antecedents(history)
    rules: tuple[Callable[[FollowUp, Antecedents], str], ...] = (_who_says, _asking_only, _fragment, _sentence)
    return next((text for rule in rules if (text := rule(said, found))), None)


def leans(typed: str) -> bool:
    """Tell whether what was typed looks as if it needs an earlier question to be understood."""
    said = FollowUp.of(typed)
    if lexicon.WHO_SAYS.match(said.words) or lexicon.ASKING_ONLY.match(said.words) or _is_fragment(said):
        return True
    return bool(resolved(said.words, None, opened=said.opened).needed) or _is_thin(said)


def _who_says(said: FollowUp, found: Antecedents) -> str:
    if not lexicon.WHO_SAYS.match(said.words):
        return ""
    claim = claimed(found.last)
    who = "Wie zei" if found.language == "nl" else "Who said"
    return asked(f"{who}: {claim}") if claim else ""


def _asking_only(said: FollowUp, found: Antecedents) -> str:
    matched = lexicon.ASKING_ONLY.match(said.words)
    return reasked(matched["asked"], found) if matched else ""


def _fragment(said: FollowUp, found: Antecedents) -> str:
    """Return the last question with its time, place or name, or what it counts, replaced by that of a fragment."""
    if not _is_fragment(said):
        return ""
    words, base = said.words, found.last.standing
    if lexicon.ONE_PERSON.match(words):
        return with_name(base, found.another_person, found.last.question.speaker) if found.another_person else ""
    if lexicon.THEN_ONLY.match(words):
        return with_time(base, found.time) if found.time else ""
    if time_spans(words):
        base, words = with_time(base, _time_of(words, found)), without_times(words).strip(" ,?")
    if not words:
        return base
    return _with_part(said, words, base, found)


def _with_part(said: FollowUp, words: str, base: str, found: Antecedents) -> str:
    question = found.last.question
    if lexicon.SOURCE.match(words):
        return with_source(base, words)
    if phrase := _PHRASE.match(words):
        placed, name = phrase["placed"].lower(), phrase["name"]
        return with_place(base, placed, name) if placed in lexicon.PLACING else with_phrase(base, placed, name)
    if lexicon.HOW_MANY.match(words) or (question.wanted is Wanted.NUMBER and _is_countable(words, found.language)):
        counted = _ARTICLE.sub("", lexicon.HOW_MANY.sub("", words).strip())
        if replaced := with_counted(base, found.topic(timed=False).counted, counted, found.language):
            return replaced
        many = "Hoeveel" if found.language == "nl" else "How many"
        told = found.topic(timed=not time_spans(said.words)).beside(counted)
        time = _time_of(said.words, found) if time_spans(said.words) else ""
        return asked(f"{many} {counted} {told} {time}")
    return with_name(base, words, question.speaker)


def _time_of(words: str, found: Antecedents) -> str:
    """Return a fragment's time with its preposition; one that is counted from the earlier time as what it comes to."""
    spans = time_spans(words)
    told = words[spans[0].start : spans[-1].end]
    if period := counted_from(told, found.period, found.language):
        return time_words(period, found.language)
    return f"in {told}" if re.match(r"\d{4}\b|[A-Za-z]+$|[a-z]+ \d{4}$", told) and _is_calendar(told) else told


def _is_calendar(told: str) -> bool:
    """Tell a month or a year, which needs `in`, from a day that needs nothing: `yesterday`."""
    first = told.split()[0].lower()
    return first.isdigit() or first in {month.lower() for months in MONTHS.values() for month in months}


def _is_countable(words: str, language: str) -> bool:
    """Tell whether a fragment may be counted: people to whom something befell, or several of anything."""
    head = words.split()[-1].lower()
    if head in KEY_OF or is_living(head):
        return True
    return not any(word[0].isupper() for word in words.split()) and head.endswith("en" if language == "nl" else "s")


def _is_fragment(said: FollowUp) -> bool:
    """Tell whether only a part of a question was typed: a time or a place, or with an opening a name or a noun."""
    words = said.words
    if not words or len(words.split()) > _LONGEST_FRAGMENT:
        return False
    if lexicon.THEN_ONLY.match(words) or (said.opened and lexicon.ONE_PERSON.match(words)):
        return True
    rest = without_times(words).strip(" ,?")
    if not rest:
        return True
    if lexicon.SOURCE.match(rest):
        return said.opened
    if phrase := _PHRASE.match(rest):
        whole = phrase["name"].split()[0].lower() not in _ASKING and not _has_verb(phrase["name"])
        return whole and (said.opened or phrase["placed"].lower() in lexicon.PLACING)
    if many := lexicon.HOW_MANY.match(rest):
        told = rest[many.end() :].strip()
        return bool(told) and len(told.split()) <= 2 and not _has_verb(told) and not said.names
    asks = wanted_by(rest) is not Wanted.ANYTHING or rest.split()[0].lower() in CONJUNCTIONS | _ASKING
    return said.opened and not asks and not _has_verb(_ARTICLE.sub("", rest))


def _has_verb(words: str) -> bool:
    return any(word.lower in STOPS - ARTICLES - _LINKING and word.lower not in KEY_OF for word in tokens(words))


def _sentence(said: FollowUp, found: Antecedents) -> str:
    """Return a whole question with its pronouns resolved, and with what the last one was about where that lacks."""
    meant = resolved(said.words, found, opened=said.opened)
    thin = _is_thin(said)
    if not (meant.needed or thin):
        return ""
    if meant.text == said.words and not thin and len(content(said.words)) > _THIN_AFTER_AND:
        return ""  # what points back is not known, and there is enough to search for
    text, timed = meant.text, time_spans(said.words)
    if timed and (
        period := counted_from(words := said.words[timed[0].start : timed[-1].end], found.period, found.language)
    ):
        text = text.replace(words, time_words(period, found.language))
    if meant.met and _is_enough(said, text, left=meant.left):
        return asked(text)
    topic = found.topic(timed=not timed).beside(text)
    if not topic:
        return asked(text) if meant.text != said.words else ""
    return with_more(text, _joined(topic, language_of(text, found.language)))


def _is_enough(said: FollowUp, text: str, *, left: bool) -> bool:
    """Tell whether a question with its pronouns resolved says what it is about: `what did she say?` never does.

    `left`: one of them is not resolved.
    """
    told = len(content(said.words))
    return told > 1 or (not left and bool(named_in(text)) and (told == 1 or wanted_by(text) is not Wanted.WORDS))


def _joined(topic: str, language: str) -> str:
    """Return a topic with the preposition that joins it to any question, unless it has its own."""
    if topic.split()[0].lower() in PREPOSITIONS:
        return topic
    return f"bij {topic}" if language == "nl" else f"about {topic}"


def _is_thin(said: FollowUp) -> bool:
    """Tell whether a question says so little that it must be about what was asked before."""
    if said.names or not said.words:
        return False
    told = content(without_times(said.words) if said.opened else said.words)
    if said.opened:
        return len(told) <= _THIN_AFTER_AND
    return len(told) <= _THIN and wanted_by(said.words) is Wanted.NUMBER and not time_spans(said.words)
