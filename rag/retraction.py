"""How an article that corrects another one words it: what it repeats because it was wrong, and what takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotate.numbers import Number, dissected_numbers
from index.article import Article
from index.sentences import sentences
from index.span import Span

_CORRECTION = re.compile(r"\W*(?:correcti|rectificati|corrigend|erratum\b|errata\b)", re.IGNORECASE)
_RETRACTS = re.compile(
    r"\b(?:(?:schreven|berichtten|meldden|namen) (?:wij|we)|(?:wij|we) (?:schreven|meldden) (?:\w+ ){0,3}dat|"
    r"stond (?:\w+ ){0,3}dat|ten onrechte|abusievelijk|per abuis|"
    r"we (?:wrote|reported|said)|(?:article|report|story) (?:said|stated)|"
    r"(?:article|story|version|(?:earlier|our|original|previous) report)\b.{0,60}? (?:said|stated)|"
    r"(?:wrongly|incorrectly|mistakenly|erroneously) (?:said|stated|reported))\b",
    re.IGNORECASE,
)
_PUTS_RIGHT = re.compile(
    r"\b(?:juiste|correcte|officiële|moet(?:en)?\b.{1,40}\bzijn|had(?:den)?\b.{1,40}\bmoeten|"
    r"(?:dat|het) (?:waren|zijn) er|correct|right (?:number|figure)|should (?:be|have been)|in fact)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:klopt niet|onjuist|niet juist|incorrect|(?:is|was) (?:wrong|not (?:so|true|correct)))\b", re.IGNORECASE
)
# Where a sentence that repeats an error may turn to what is right: `; dat moet 2.400 zijn`, `, but in fact 2,400`.
_TURNS = re.compile(r"[;–—]|\b(?:maar|but)\b|,\s(?=(?:dat|het|dit|that|this|it|the)\b)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|geen|not|in plaats van|instead of|rather than)\s(?:de\s|het\s|the\s)?", re.IGNORECASE)
_BUT = re.compile(r"\s(?:maar|but)\s(?:de\s|het\s|the\s)?", re.IGNORECASE)
_BEHIND = 3  # sentences, behind the one that repeats the error, in which it is put right


def is_correction(article: Article) -> bool:
    """Tell whether an article corrects another one, as its headline says."""
    return _CORRECTION.match(article.title) is not None


def may_correct(correction: Article, article: Article) -> bool:
    """Tell whether a correction can be of an article: another one of its outlet, printed no later."""
    is_earlier = article.published.start <= correction.published.end
    return correction.id != article.id and correction.outlet == article.outlet and is_earlier


def takes_back(article: Article, sentence: str) -> bool:
    """Tell whether a sentence of an article repeats what was printed only to say that it was wrong."""
    return is_correction(article) and _RETRACTS.search(sentence) is not None


def wrong_parts(sentence: str) -> Iterator[Span]:
    """Yield the parts of a correction's sentence whose numbers are wrong: `wrote that 4,200; …`, `2,400, not 4,200`.

    What stands before `we wrote that` is the headline of the article that is corrected.
    """
    if repeated := repeated_part(sentence):
        yield repeated
    yield from (number.span for number in _denied(sentence))


def repeated_part(sentence: str) -> Span | None:
    """Return what a correction's sentence repeats of what was printed, up to where it turns to what is right."""
    said = _RETRACTS.search(sentence)
    return Span(said.end(), _turn(sentence, said.end()) or len(sentence)) if said else None


def put_right(article: Article, sentence: Span, number: Span) -> Iterator[tuple[Span, Number]]:
    """Yield the numbers that may stand for a wrong one, each with its sentence: in the same one, or in those behind it.

    `sentence` and `number` are the wrong one's, in the article's text; a number's spans are in that of its sentence.
    """
    own = sentence.of(article.text)
    if turn := _turn(own, number.start - sentence.start):
        yield from ((sentence, one) for one in dissected_numbers(own) if one.span.start >= turn)
        return
    for behind in following(article, sentence):
        yield from ((behind, one) for one in dissected_numbers(behind.of(article.text)))


def following(article: Article, sentence: Span, *, surely: bool = True) -> Iterator[Span]:
    """Yield the sentences behind one that repeats an error which may say what is right.

    They say that it is right or, where none does, stand in or behind one that says only that the other was not; unless
    `surely`, they may just stand behind it.
    """
    behind = [one for one in sentences(article.text) if one.start >= sentence.end][:_BEHIND]
    right = [one for one in behind if _PUTS_RIGHT.search(one.of(article.text))]
    if right:
        yield from right
    elif behind and (not surely or _DENIES.search(behind[0].of(article.text))):
        yield from behind[:2]


def denied_beside(sentence: str, number: Span) -> Number | None:
    """Return the number that another is said to take the place of: `2,400, not 4,200`, `not three but two`."""
    for denied in _denied(sentence):
        between = sentence[denied.span.end : number.start]
        if denied.span.start >= number.end or _BUT.fullmatch(between):
            return denied
    return None


def _denied(sentence: str) -> Iterator[Number]:
    behind = {said.end() for said in _NOT.finditer(sentence)}
    return (one for one in dissected_numbers(sentence) if one.span.start in behind) if behind else iter(())


def _turn(sentence: str, start: int) -> int | None:
    """Return where a sentence turns from the wrong number before it to the right one; None where it does not."""
    for turn in _TURNS.finditer(sentence, start):
        if _PUTS_RIGHT.search(sentence, turn.end()) and _has_number(sentence[start : turn.start()]):
            return turn.start()
    return None


def _has_number(text: str) -> bool:
    return next(dissected_numbers(text), None) is not None
