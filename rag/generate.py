"""Answers written by a language model: each sentence is held to its quotations before it is shown."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from index.archive import Hit
from index.glossary import Glossary
from index.span import Span
from rag.answer import Answer, Citation, Entry, Statement
from rag.carried import flaw_of
from rag.carried_numbers import values_in
from rag.citations import verbatim
from rag.model import ChatModel, Message, ModelError, ModelOverflow, tokens_of
from rag.prompts import NO_FORMAT, asking, asking_again
from rag.quoted import find_quoted
from rag.spoken import Quoted, Spoken, sentences_in
from rag.translate import translations_of
from rag.written import FellBack, Written

_MOST_STATEMENTS = 6
_ANSWER_TOKENS = 1_024  # kept free in the model's context for what it writes
_LONGEST_WAIT_S = 10.0  # that a person is made to wait for a busy model; past it there is the extractive answer
_PULSE_S = 0.5  # of waiting
_SHOWN_AGAIN = 600  # code points of what it wrote, where it is asked to write it otherwise
_MOST_QUOTED = 8  # quotations of one sentence

Told = Generator[Statement | None, None, Answer]


@dataclass(slots=True)
class _Attempt:
    """One request: its passages and messages, and what came of it."""

    passages: list[Citation]
    messages: list[Message]
    kept: list[Statement] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    quoted: bool = False
    declined: bool = False
    written: str = ""


def write(model: ChatModel, found: Answer, hits: Sequence[Hit], glossary: Glossary, *, translate: bool = False) -> Told:
    """Yield the statements that a model writes, None at least twice a second meanwhile; return the outcome.

    `found` is the answer in the articles' own sentences. It is what the person gets where nothing that the model writes
    is carried by its quotations, and where it declines: an article may have told it to. Its figures stand in any case.
    The model is asked at most twice. With `translate` it is asked once more, for the quotations that are in another
    language than the question.
    """
    attempt = _attempt(found, hits, model.context)
    dropped, trouble = Counter[str](), ""
    for last in (False, True):
        try:
            yield from _written(model, attempt, found, glossary)
            trouble = ""
            again = None if attempt.kept or attempt.quoted or attempt.declined else _in_format(attempt)
        except ModelError as failed:
            trouble = str(failed)
            again = None if attempt.kept else _after(failed, found, hits, model.context)
            if again and not last:
                yield from _waited(failed.retry_after_s or 0.0)
        dropped += attempt.dropped
        if again is None or last:
            break
        attempt = again
    if not trouble and not attempt.written.strip():
        trouble = f"{model.name} answered with no words; can it chat, is KNIPSEL_MODEL_URL right?"
    written = Written(model.name, len(attempt.kept), tuple(sorted(dropped.items())), trouble=trouble)
    if attempt.kept:
        answer = replace(found, statements=tuple(attempt.kept), written=written)
        if not translate or trouble:
            return answer
        language = found.question.language
        translations = yield from translations_of(model, answer.citations, language, glossary)
        return replace(answer, translations=translations)
    yield from found.statements
    return replace(found, written=replace(written, fell_back=_why(attempt, trouble)))


def _why(attempt: _Attempt, trouble: str) -> FellBack:
    if trouble:
        return "trouble"
    if attempt.declined:
        return "declined"
    return "stood" if attempt.quoted else "format"


def prompt_for(found: Answer, hits: Sequence[Hit], context: int) -> list[Message]:
    """Return what a model that takes `context` tokens would be sent first."""
    return _attempt(found, hits, context).messages


def _attempt(found: Answer, hits: Sequence[Hit], context: int) -> _Attempt:
    """Return a first request, with as many passages as fit: those that the found answer cites, then the other hits."""
    cited = (_at(one, one.passage) for one in found.citations)
    every = {one.place: one for one in (*cited, *(Citation.from_hit(hit, hit.passage.span) for hit in hits))}
    passages, messages = list[Citation](), list[Message]()
    for passage in every.values():
        longer = asking(found.question, [*passages, passage], _numbered(found, [*passages, passage]))
        if passages and tokens_of(longer) > context - _ANSWER_TOKENS:
            break
        passages, messages = [*passages, passage], longer
    return _Attempt(passages, messages)


def _numbered(found: Answer, passages: Sequence[Citation]) -> list[tuple[Entry, int]]:
    """Return the figures on record, each with the number of the passage that reports it, where that is among them."""
    place = {(one.article.id, one.span): number for number, one in enumerate(passages, start=1)}
    told = ((entry, place.get((entry.citation.article.id, entry.citation.passage))) for entry in found.figures)
    return [(entry, number) for entry, number in told if number]


def _written(
    model: ChatModel, attempt: _Attempt, found: Answer, glossary: Glossary
) -> Generator[Statement | None, None, None]:
    """Yield what a model writes that is carried; note in the attempt what is not."""
    with closing(model.stream(attempt.messages)) as pieces:
        for spoken in sentences_in(_noted(pieces, attempt)):
            if spoken is None:
                yield None
            elif spoken.declines:
                attempt.declined = True
            elif isinstance(statement := _verified(spoken, attempt.passages, found, glossary), Statement):
                attempt.quoted = True
                attempt.kept.append(statement)
                yield statement
                if len(attempt.kept) == _MOST_STATEMENTS:
                    return
            else:
                attempt.quoted = attempt.quoted or bool(spoken.quoted)
                attempt.dropped[statement] += 1


def _noted(pieces: Iterable[str], attempt: _Attempt) -> Iterator[str]:
    for piece in pieces:
        if len(attempt.written) < _SHOWN_AGAIN:
            attempt.written += piece
        yield piece


def _verified(spoken: Spoken, passages: Sequence[Citation], found: Answer, glossary: Glossary) -> Statement | str:
    """Return the statement that a model wrote, or what is wrong with it: first, a quotation that does not stand."""
    if len(spoken.quoted) > _MOST_QUOTED:
        return "quotation"
    citations = [_citation(quoted, passages) for quoted in spoken.quoted]
    standing = tuple(citation for citation in citations if citation)
    if len(standing) < len(citations) or not standing:
        return "quotation"
    if flaw := flaw_of(spoken.sentence, found.question.language, standing, glossary):
        return flaw
    if _repeats_an_error(spoken.sentence, found):
        return "corrected"
    return next(verbatim([Statement(spoken.sentence, standing)]), "quotation")


def _repeats_an_error(sentence: str, found: Answer) -> bool:
    """Tell whether a sentence gives a figure that was wrong, without the one that corrects it."""
    said = values_in(sentence, found.question.language)
    corrections = ((one.supersedes, one) for one in found.figures if one.corrects and one.supersedes)
    return any(wrong.figure.value in said and right.figure.value not in said for wrong, right in corrections)


def _citation(quoted: Quoted, passages: Sequence[Citation]) -> Citation | None:
    for number in quoted.passages:
        passage = passages[number - 1] if 1 <= number <= len(passages) else None
        if passage and (span := find_quoted(quoted.words, passage.article.text, passage.span)):
            return _at(passage, span)
    return None


def _at(citation: Citation, span: Span) -> Citation:
    """Return what the article of a citation says at a span."""
    return replace(citation, span=span, quote=span.of(citation.article.text))


def _in_format(attempt: _Attempt) -> _Attempt:
    """Return a second request that says what was wrong with the first."""
    return _Attempt(attempt.passages, asking_again(attempt.messages, attempt.written[:_SHOWN_AGAIN], NO_FORMAT))


def _after(failed: ModelError, found: Answer, hits: Sequence[Hit], context: int) -> _Attempt | None:
    """Return a second request where one may fare better: a shorter one, or the same a little later."""
    if isinstance(failed, ModelOverflow):
        return _attempt(found, hits, context // 2)
    if failed.retry_after_s is not None and failed.retry_after_s <= _LONGEST_WAIT_S:
        return _attempt(found, hits, context)
    return None


def _waited(seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    while (left_s := until - time.monotonic()) > 0:
        yield None
        time.sleep(min(_PULSE_S, left_s))
