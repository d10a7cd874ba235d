"""Topic: what an earlier question was about, without what it asked for: `at the dike breach in Sluiswijk`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from simplemma import lemmatize

from index.annotate.figures.function_words import ARTICLES, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, VERBS
from index.annotate.figures.tokens import Token, tokens
from rag.conversation.lexicon import SAYING, TELLING_NOTHING
from rag.conversation.times import time_spans, without_times
from rag.question import Question

_LONGEST = 160  # code points
_ASKING = frozenset(
    "nadat voordat doordat welk welke hoe how why name noem broke began burst struck hit ended started brak".split()
)
_BREAKS = (CONJUNCTIONS | VERBS | SAYING | _ASKING) - frozenset(("en", "and", "volgens", "according"))
_PARTICIPLE = re.compile(r"geboren|gestolen|gevonden|gekomen|genomen|gegeven|gesloten|getroffen|gestorven|\w+gekomen")
_DO = re.compile(r"\b(?:did|does|do)\b", re.IGNORECASE)
_PARTICLES = frozenset("out up off down away back".split())
_LINKS = frozenset("en and".split())


@dataclass(frozen=True, slots=True)
class Topic:
    """The noun phrases of a question, in its order, each with its preposition; `counted` is what it counts."""

    phrases: tuple[str, ...]
    counted: str

    def beside(self, text: str) -> str:
        """Return the phrases that a text does not have yet, as one."""
        told = ""
        for phrase in self.beyond(set(content(text))):
            opens = phrase.split()[0].lower()
            more = f"{told}{' ' if opens in PREPOSITIONS else ', '}{phrase}" if told else phrase
            if len(more) > _LONGEST:
                break
            told = more
        return told

    def beyond(self, known: set[str]) -> tuple[str, ...]:
        """Return the phrases that say more than these words, each from where it does."""
        return tuple(_unknown_part(phrase, known) for phrase in self.phrases if not set(content(phrase)) <= known)

    @property
    def thing(self) -> str:
        """The first phrase without a preposition, or the first without its: what `it` means."""
        plain = [phrase for phrase in self.phrases if phrase.split()[0].lower() not in PREPOSITIONS]
        if plain:
            return plain[0]
        articled = [phrase.split(" ", 1)[1] for phrase in self.phrases if phrase.count(" ") > 1]
        return next((phrase for phrase in articled if phrase.split()[0].lower() in ARTICLES), "")


def topic_of(question: Question, text: str, *, timed: bool) -> Topic:
    """Return what a question is about; `text` are its words as it stands, `timed` keeps its times."""
    counted = counted_in(question)
    plain = text if timed else without_times(text)
    begins = plain.find(counted) + len(counted) if counted else 0
    return Topic(tuple(_phrases(plain, begins, question.language)), counted)


def content(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, in lower case."""
    return [word.lower for word in tokens(text) if word.text[0].isalnum() and word.lower not in TELLING_NOTHING]


def _unknown_part(phrase: str, known: set[str]) -> str:
    """Return a phrase from its first preposition on, where all before that is known."""
    for word in tokens(phrase)[1:]:
        if word.lower in PREPOSITIONS and set(content(phrase[: word.span.start])) <= known:
            return phrase[word.span.start :]
    return phrase


def counted_in(question: Question) -> str:
    """Return the noun that "how many" is followed by: `people`, `verdronken koeien`; empty where there is none."""
    kept = list[Token]()
    for word in tokens(question.counted)[:3]:
        if not word.is_word or word.lower in _BREAKS | PREPOSITIONS | PRONOUNS:
            break
        if kept and is_verb(word, question.language):
            break
        kept.append(word)
    return question.counted[kept[0].span.start : kept[-1].span.end] if kept else ""


def _phrases(text: str, begins: int, language: str) -> Iterator[str]:
    """Yield the runs of words between verbs and pronouns that are noun phrases, times kept whole."""
    times, run = time_spans(text), list[Token]()
    words: list[Token | None] = [word for word in tokens(text.rstrip(" ?.!")) if word.span.start >= begins]
    helped = _DO.search(text) is not None
    for word, after in pairwise((*words, None, None)):
        timed = word is not None and any(word.span.overlaps(span) for span in times)
        if word is not None and (
            timed or (_continues(word, run, language) and not (helped and _acts(word, run, after)))
        ):
            run.append(word)
            continue
        if helped and len(run) > 2 and run[0].lower in ARTICLES and not (run[-1].is_capitalised or word):
            run = run[:-1]  # `did the new town hall cost?`
        if run and (phrase := _phrase(text, run, language)):
            yield phrase
        run = [word] if word is not None and word.lower in ARTICLES else []


def _acts(word: Token, run: list[Token], after: Token | None) -> bool:
    """Tell whether a word is what somebody did: `Ireland issue for`, where a question asks with `did`."""
    if not run or not run[-1].is_capitalised or word.is_capitalised or not word.is_word or word.lower in PREPOSITIONS:
        return False
    return after is None or after.lower in PREPOSITIONS | ARTICLES


def _continues(word: Token, run: list[Token], language: str) -> bool:
    if not word.text[0].isalnum() and word.text not in "-'’":
        return False
    if word.lower in _LINKS or (word.lower == "of" and language == "en"):
        return bool(run)
    if word.lower in ARTICLES and word.text.islower() and run and run[-1].lower not in PREPOSITIONS | _LINKS | {"of"}:
        return False  # another noun begins: `de gemeente | het hotel`
    return word.lower not in _BREAKS and (word.lower not in PRONOUNS or word.lower in ARTICLES)


def _phrase(text: str, run: list[Token], language: str) -> str:
    """Return a run as a phrase, from its first preposition, article or name on; empty where it tells nothing."""
    opens = next((at for at, word in enumerate(run) if _is_opener(word)), len(run))
    if opens < len(run) and run[opens].is_capitalised and opens and not is_verb(run[opens - 1], language):
        opens -= 1  # `orkaan Dorian`
    run = run[opens:]
    while len(run) > 1 and (run[0].lower in _PARTICLES or run[0].lower in PREPOSITIONS >= {run[1].lower}):
        run = run[1:]
    while run and (
        run[-1].lower in PREPOSITIONS | ARTICLES | _LINKS or (len(run) > 1 and _is_participle(run[-1], language))
    ):
        run = run[:-1]
    told = text[run[0].span.start : run[-1].span.end] if run else ""
    return told if content(told) else ""


def _is_opener(word: Token) -> bool:
    return word.lower in PREPOSITIONS | ARTICLES or word.is_capitalised or word.text[0].isdigit()


def is_verb(word: Token, language: str) -> bool:
    """Tell whether a word is an inflected verb: `steunden` is from steunen, `caught` from catch."""
    lemma = lemmatize(word.lower, language)
    if word.is_capitalised or lemma == word.lower:
        return False
    return lemma.endswith("en") if language == "nl" else not word.lower.endswith("s")


def _is_participle(word: Token, language: str) -> bool:
    if word.is_capitalised:
        return False
    if language == "en":
        return is_verb(word, language) and not word.lower.endswith("ing")
    return (word.lower.endswith(("d", "t")) and is_verb(word, language)) or _PARTICIPLE.fullmatch(
        word.lower
    ) is not None
