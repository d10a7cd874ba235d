"""Answers and articles as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from index.article import Article
from index.catalog import Standing
from index.period import Period
from rag.answer import Answer, Citation, Lead, NothingFound, Statement, Timeline
from rag.question import Question
from ui.escaping import readable
from ui.marks import also_told, evidence_told, told_of
from ui.phrases import say
from ui.understood import as_of_told, outlets_told, period_told, reason_of, remarks_on, rewritten_told
from ui.wording import count_words, figure_words, lead_words, replaced_words, source_words, time_words, timeline_title
from ui.written import fell_back, told_of_model, translation_told


def print_outcome(outcome: Answer | NothingFound, console: Console) -> None:
    """Print an answer with its citations, or that the archive does not say and what comes nearest."""
    _print_understood(outcome.question, console)
    if isinstance(outcome, Answer):
        _print_answer(outcome, console)
    else:
        _print_nothing(outcome, console)


def _print_answer(answer: Answer, console: Console) -> None:
    language = answer.question.language
    if fell_back(answer):
        _print_by_model(answer, console)
        console.print()
    if answer.lead:
        _print_lead(answer.lead, language, console)
    for number, statement in enumerate(answer.statements, start=1):
        _print_statement(number, statement, answer, console)
    if answer.timeline:
        _print_timeline(answer.timeline, language, console)
    _print_unsearched(answer, console)
    if not fell_back(answer):
        _print_by_model(answer, console)


def _print_nothing(nothing: NothingFound, console: Console) -> None:
    language = nothing.question.language
    console.print(_text(say("not_said", language), style="bold"))
    for remark in remarks_on(nothing):
        console.print(_text(remark))
    if nothing.unknown_words:
        console.print(_text(say("unknown", language, words=", ".join(nothing.unknown_words))))
    if nothing.unfinished:
        passages = count_words(nothing.unfinished, "passages", language)
        console.print(_text(say("unfinished", language, passages=passages), style="yellow"))
    _print_unsearched(nothing, console)
    if nothing.nearest:
        console.print(_text("\n" + say("nearest", language)))
    for hit in nothing.nearest:
        article, span = hit.passage.article, hit.passage.span
        console.print(Padding(_text(f"{hit.passage.text[:240].rsplit(' ', 1)[0]} …"), (1, 0, 0, 2)))
        console.print(Padding(_source(article, span.start, span.end, language), (0, 0, 0, 2)))


def _print_unsearched(outcome: Answer | NothingFound, console: Console) -> None:
    if outcome.unsearched:
        told = say("unsearched", outcome.question.language)
        console.print(_text(f"{told}\n({outcome.unsearched})", style="yellow"))


def _print_understood(question: Question, console: Console) -> None:
    """Print the question that a follow-up was understood as, the period, and the day as of which it was asked."""
    if rewritten := rewritten_told(question):
        console.print(_text(rewritten, style="dim"))
    if question.asked:
        told = period_told(question.asked, question.language)
        why = reason_of(question.asked, question.language)
        line = f"{say('period', question.language)}: {told}{f' ({why})' if why else ''}"
        flags = "" if question.asked.by_hand else f" · {say('change', question.language)}: --from, --to"
        console.print(_text(line + flags, style="dim"))
    if question.outlets and question.outlets.names:
        told = outlets_told(question.outlets, question.language)
        console.print(_text(f"{say('outlet_asked', question.language)}: {told}", style="dim"))
    if as_of := as_of_told(question):
        console.print(_text(as_of[0].upper() + as_of[1:], style="dim"))


def print_article(article: Article, standing: Standing, console: Console) -> None:
    """Print an article whole, and first of all if there is a newer revision, or if it is gone from its source."""
    for told in _standing_told(article, standing):
        console.print(_text(told, style="yellow"))
    console.print(_text(article.title, style="bold"))
    parts = (article.outlet, article.published.describe(article.language), article.author, article.url)
    console.print(_text(" · ".join(part for part in parts if part), style="dim"))
    console.print(_text(f"\n{article.text}"))


def _standing_told(article: Article, standing: Standing) -> Iterator[str]:
    language = article.language
    if article.revision < standing.newest:
        yield say("superseded", language, revision=article.revision, newest=standing.newest, id=article.id)
    if standing.gone_since:
        day = standing.gone_since.date()
        yield say("gone_since", language, day=Period(day, day).describe(language))


def _print_lead(lead: Lead, language: str, console: Console) -> None:
    console.print(_text(lead_words(lead, language), style="bold"))
    if lead.replaces:
        console.print(_text(replaced_words(lead, language)))
        if lead.entry.corrects:
            console.print(Padding(_cited(lead.replaces.citation, language), (0, 0, 0, 4)))
    console.print()


def _print_timeline(timeline: Timeline, language: str, console: Console) -> None:
    console.print(_text(timeline_title(timeline, language), style="bold"))
    for entry in timeline.entries:
        fate = timeline.fate_of(entry)
        told = (
            time_words(entry, language),
            source_words(entry, language),
            say(f"fate_{fate}", language) if fate else "",
        )
        line = Text.assemble((readable(figure_words(entry, language)), "" if fate else "bold"))
        console.print(Padding(line.append(readable(" · " + " · ".join(part for part in told if part))), (0, 0, 0, 2)))
        console.print(Padding(_cited(entry.citation, language), (0, 0, 0, 4)))
    console.print()


def _print_by_model(answer: Answer, console: Console) -> None:
    if told := told_of_model(answer):
        console.print(_text(" ".join(told), style="dim"))


def _print_statement(number: int, statement: Statement, answer: Answer, console: Console) -> None:
    language = answer.question.language
    quote = _text(f"“{statement.text}”" if statement.is_quotation else statement.text)
    if part := statement.highlight:
        quote.stylize("bold", part.start + 1, part.end + 1)
        console.print(Text.assemble((f"[{number}] ", "bold"), (readable(part.of(statement.text)), "bold reverse")))
        console.print(Padding(quote, (0, 0, 0, 4)))
    else:
        console.print(Text.assemble((f"[{number}] ", "bold"), quote))
    for citation in statement.citations:
        if citation.quote != statement.text:
            console.print(Padding(_text(f"“{citation.quote}”"), (0, 0, 0, 4)))
        if words := answer.translations.get(citation.place):
            console.print(Padding(_text(f"“{words}” ({translation_told(answer)})", style="italic"), (0, 0, 0, 4)))
        console.print(Padding(_cited(citation, language), (0, 0, 0, 4)))
    if evidence := evidence_told(statement.citations, language):
        console.print(Padding(_text(evidence, style="dim"), (0, 0, 0, 4)))
    console.print()


def _cited(citation: Citation, language: str) -> Text:
    source = _source(citation.article, citation.span.start, citation.span.end, language)
    also = also_told(citation, language)
    return source.append(readable(f"\n{also}")) if also else source


def _source(article: Article, start: int, end: int, language: str) -> Text:
    return _text(f"{told_of(article, language)}\n{article.id} [{start}:{end}]", style="dim")


def _text(words: str, style: str = "") -> Text:
    return Text(readable(words), style=style)
