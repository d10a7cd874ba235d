"""An answer, or that the archive does not say, made into a Clipping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from rag.answer import Answer, Citation, NothingFound, Place, Statement, Timeline
from rag.question import Question
from ui.escaping import readable
from ui.kept.clipping import Clipping, Kind, Line, Row, Source
from ui.marks import evidence_told
from ui.nothing_html import shortfall_told, why_nothing
from ui.phrases import say
from ui.sources_html import facts_of
from ui.understood import as_of_told, period_told, reason_of
from ui.wording import figure_words, lead_words, replaced_words, source_words, time_words, timeline_title
from ui.written import fell_back, told_of_model, translation_told


def clipping_of(outcome: Answer | NothingFound, asked_on: date) -> Clipping:
    """Return an outcome as a clipping; the sources of an answer have the numbers of its marks on the page."""
    asked, language = _asked(outcome.question, asked_on), outcome.question.language
    if isinstance(outcome, NothingFound):
        lines, sources = tuple(_not_said(outcome)), tuple(_nearest(outcome))
        return replace(asked, lines=lines, sources_title=say("nearest", language), sources=sources)
    title = timeline_title(outcome.timeline, language) if outcome.timeline else ""
    told = replace(asked, answered=True, lines=tuple(_said(outcome)), rows_title=title, rows=tuple(_rows(outcome)))
    return replace(told, sources_title=say("sources", language), sources=tuple(_cited(outcome)))


def _asked(question: Question, asked_on: date) -> Clipping:
    """Return a clipping of the question alone."""
    typed = question.rewritten.typed if question.rewritten else question.text
    understood_as = question.text if question.rewritten else ""
    return Clipping(typed, understood_as, question.language, _period(question), as_of_told(question), asked_on)


def _period(question: Question) -> str:
    parts = (period_told(question.asked, question.language), reason_of(question.asked, question.language))
    return " · ".join(part for part in parts if part) if question.asked else ""


def _said(answer: Answer) -> Iterator[Line]:
    language, number = answer.question.language, _numbers(answer)
    by_model = [Line("remark", told) for told in told_of_model(answer)]
    if fell_back(answer):
        yield from by_model
    if lead := answer.lead:
        yield Line("lead", lead_words(lead, language), _marks([lead.entry.citation], number))
        if lead.replaces:
            yield Line("replaced", replaced_words(lead, language), _marks([lead.replaces.citation], number))
    for statement in answer.statements:
        yield _line(statement, number, language)
    if answer.unsearched:
        yield Line("remark", say("unsearched", language))
    if not fell_back(answer):
        yield from by_model


def _line(statement: Statement, number: dict[Place, int], language: str) -> Line:
    kind: Kind = "quotation" if statement.is_quotation else "written"
    evidence = evidence_told(statement.citations, language)
    return Line(kind, statement.text, _marks(statement.citations, number), statement.highlight, evidence)


def _not_said(nothing: NothingFound) -> Iterator[Line]:
    yield Line("lead", say("not_said", nothing.question.language))
    yield from (Line("asked", remark) for remark in why_nothing(nothing))


def _rows(answer: Answer) -> Iterator[Row]:
    language, number = answer.question.language, _numbers(answer)
    timeline = answer.timeline or Timeline(())
    for entry in timeline.entries:
        fate = timeline.fate_of(entry)
        yield Row(
            time_words(entry, language),
            figure_words(entry, language),
            say(f"fate_{fate}", language) if fate else "",
            source_words(entry, language) or entry.citation.article.outlet,
            _marks(entry.citations, number),
        )


def _numbers(answer: Answer) -> dict[Place, int]:
    return {citation.place: number for number, citation in enumerate(answer.citations, start=1)}


def _marks(citations: Iterable[Citation], number: dict[Place, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number[one.place] for one in citations if one.place in number))


def _cited(answer: Answer) -> Iterator[Source]:
    for citation in answer.citations:
        words = answer.translations.get(citation.place)
        translation = f"“{words}” ({translation_told(answer)})" if words else ""
        facts, also = tuple(facts_of(citation, answer)), tuple(other.id for other in citation.also_in)
        yield _source(citation, facts, translation, also)


def _nearest(nothing: NothingFound) -> Iterator[Source]:
    for hit in nothing.nearest:
        short = shortfall_told(hit, nothing.question)
        yield _source(Citation.from_hit(hit, hit.passage.span), (("short", short),))


def _source(
    citation: Citation, facts: tuple[tuple[str, str], ...], translation: str = "", printings: tuple[str, ...] = ()
) -> Source:
    article = citation.article
    return Source(
        article=article.id,
        revision=article.revision,
        span=citation.span,
        quote=citation.quote,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        published=article.published,
        language=article.language,
        url=article.url,
        facts=facts,
        translation=readable(translation),
        printings=printings,
    )
