"""Answers, articles and reports as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from index.article import Article
from index.catalog import Counts, EncoderIdentity
from index.reading import SyncReport
from rag.answer import Answer, Citation, Lead, NothingFound, Statement, Timeline
from rag.question import Question
from ui.marks import also_told, evidence_told, told_of
from ui.phrases import say
from ui.understood import as_of_told, period_told, reason_of, remarks_on
from ui.wording import figure_words, lead_words, replaced_words, source_words, time_words, timeline_title

_STAGES = {"read": "reading files", "recent": "new vectors"}


def print_outcome(outcome: Answer | NothingFound, console: Console) -> None:
    """Print an answer with its citations, or that the archive does not say and what comes nearest."""
    language = outcome.question.language
    _print_understood(outcome.question, console)
    if isinstance(outcome, Answer):
        if outcome.lead:
            _print_lead(outcome.lead, language, console)
        for number, statement in enumerate(outcome.statements, start=1):
            _print_statement(number, statement, language, console)
        if outcome.timeline:
            _print_timeline(outcome.timeline, language, console)
        return
    console.print(Text(say("not_said", language), style="bold"))
    for remark in remarks_on(outcome):
        console.print(Text(remark))
    if outcome.unknown_words:
        console.print(Text(say("unknown", language, words=", ".join(outcome.unknown_words))))
    if outcome.unfinished:
        console.print(Text(say("unfinished", language, passages=outcome.unfinished), style="yellow"))
    if outcome.nearest:
        console.print(Text("\n" + say("nearest", language)))
    for hit in outcome.nearest:
        article, span = hit.passage.article, hit.passage.span
        console.print(Padding(Text(f"{hit.passage.text[:240].rsplit(' ', 1)[0]} …"), (1, 0, 0, 2)))
        console.print(Padding(_source(article, span.start, span.end, language), (0, 0, 0, 2)))


def _print_understood(question: Question, console: Console) -> None:
    """Print the period and the day as of which it was asked; nothing where the question is about no time."""
    if question.asked:
        told = period_told(question.asked, question.language)
        why = reason_of(question.asked, question.language)
        line = f"{say('period', question.language)}: {told}{f' ({why})' if why else ''}"
        flags = "" if question.asked.by_hand else f" · {say('change', question.language)}: --from, --to"
        console.print(Text(line + flags, style="dim"))
    if as_of := as_of_told(question):
        console.print(Text(as_of[0].upper() + as_of[1:], style="dim"))


def print_article(article: Article, console: Console) -> None:
    """Print an article whole."""
    console.print(Text(article.title, style="bold"))
    told = (article.outlet, article.published.describe(article.language), article.author, article.url)
    console.print(Text(" · ".join(part for part in told if part), style="dim"))
    console.print(Text(f"\n{article.text}"))


def print_report(report: SyncReport, console: Console) -> None:
    """Print what an indexing run did, each skipped file with its reason."""
    for skipped in report.skipped:
        console.print(Text(f"skipped {skipped}", style="yellow"))
    counted = ("added", "revised", "unchanged", "removed")
    told = ", ".join(f"{getattr(report, name):,} {name}" for name in counted)
    articles = report.added + report.revised
    rate = f", {articles / report.seconds:,.1f} articles/s" if articles else ""
    console.print(Text(f"{told}, {len(report.skipped):,} skipped in {report.seconds:.1f} s{rate}"))


def print_status(counts: Counts, encoder: EncoderIdentity | None, where: str, console: Console) -> None:
    """Print how much an archive holds."""
    console.print(Text(f"{where}: {counts.articles:,} articles in {counts.passages:,} passages", style="bold"))
    console.print(Text(f"published   {counts.first} to {counts.last}"))
    console.print(Text(f"languages   {_tally(counts.languages)}"))
    console.print(Text(f"outlets     {_tally(counts.outlets)}"))
    console.print(Text(f"encoder     {encoder or 'none yet'}"))
    if counts.older_revisions:
        console.print(Text(f"revisions   {counts.older_revisions:,} older ones kept"))
    if any(counts.pending.values()):
        left = f"{_tally(counts.pending)} passages to go; run `knipsel index` again to complete it"
        console.print(Text(f"unfinished  {left}", style="yellow"))


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function (stage, done, total) that draws one bar a stage, with the time left."""
    columns = (TextColumn("{task.description:>14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = dict[str, TaskID]()

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage))
            bars.update(tasks[stage], completed=done, total=total, visible=total > 0)

        yield show


def _print_lead(lead: Lead, language: str, console: Console) -> None:
    console.print(Text(lead_words(lead, language), style="bold"))
    if lead.replaces:
        console.print(Text(replaced_words(lead, language)))
        if lead.entry.corrects:
            console.print(Padding(_cited(lead.replaces.citation, language), (0, 0, 0, 4)))
    console.print()


def _print_timeline(timeline: Timeline, language: str, console: Console) -> None:
    console.print(Text(timeline_title(timeline, language), style="bold"))
    for entry in timeline.entries:
        fate = timeline.fate_of(entry)
        told = (
            time_words(entry, language),
            source_words(entry, language),
            say(f"fate_{fate}", language) if fate else "",
        )
        line = Text.assemble((figure_words(entry, language), "" if fate else "bold"))
        console.print(Padding(line.append(" · " + " · ".join(part for part in told if part)), (0, 0, 0, 2)))
        console.print(Padding(_cited(entry.citation, language), (0, 0, 0, 4)))
    console.print()


def _print_statement(number: int, statement: Statement, language: str, console: Console) -> None:
    quote = Text(f"“{statement.text}”")
    if part := statement.highlight:
        quote.stylize("bold", part.start + 1, part.end + 1)
        console.print(Text.assemble((f"[{number}] ", "bold"), (part.of(statement.text), "bold reverse")))
        console.print(Padding(quote, (0, 0, 0, 4)))
    else:
        console.print(Text.assemble((f"[{number}] ", "bold"), quote))
    for citation in statement.citations:
        if citation.quote != statement.text:
            console.print(Padding(Text(f"“{citation.quote}”"), (0, 0, 0, 4)))
        console.print(Padding(_cited(citation, language), (0, 0, 0, 4)))
    if evidence := evidence_told(statement.citations, language):
        console.print(Padding(Text(evidence, style="dim"), (0, 0, 0, 4)))
    console.print()


def _cited(citation: Citation, language: str) -> Text:
    source = _source(citation.article, citation.span.start, citation.span.end, language)
    also = also_told(citation, language)
    return source.append(f"\n{also}") if also else source


def _source(article: Article, start: int, end: int, language: str) -> Text:
    return Text(f"{told_of(article, language)}\n{article.id} [{start}:{end}]", style="dim")


def _tally(counted: dict[str, int]) -> str:
    return ", ".join(f"{name or 'unknown'} {count:,}" for name, count in counted.items())
