"""The figure that an answer leads with, the timeline around it, and the statement that carries it put first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.annotate.figures.keys import key_of
from index.archive import Hit
from index.article import Article
from index.catalog_figures import ReportedFigure
from index.period import Period
from rag.answer import Entry, Lead, Statement, Timeline, of_each_origin
from rag.asked_count import AskedCount, asked_count
from rag.citations import carried_lead, carried_timeline
from rag.corrections import Correction, entry_of, printed_corrections, retracted, revised
from rag.counted_phrase import all_counted
from rag.mentioned import asked_of, is_of_it, told_for_themselves
from rag.question import Question
from rag.reports import Report, alike, answering, marks, of_those_listed, reports_of
from rag.sources import related, source_key
from rag.terms import Term
from rag.timeline import timeline_of
from rag.wanted import Wanted

_MOST_STATEMENTS, _MOST_CITATIONS = 3, 4


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer to "how many": its statements, with the one that carries the lead first; the lead; the timeline."""

    statements: tuple[Statement, ...]
    lead: Lead | None = None
    timeline: Timeline | None = None


def counted(
    question: Question,
    terms: Sequence[Term],
    hits: Sequence[Hit],
    statements: Sequence[Statement],
    figures: Mapping[int, Sequence[ReportedFigure]],
    revision_of: Callable[[str, int], Article],
    period: Period | None = None,
) -> Counted:
    """Return what was found, led by the newest figure known at the time asked about where a number was asked for.

    `figures` are those of the hits' passages, `revision_of` gives an older revision of an article, `period` is the time
    asked about. Statements stay as they are where none of them marks a figure that is on record. The lead and the
    timeline have passed the gate.
    """
    as_found = Counted(tuple(statements))
    if question.wanted is not Wanted.NUMBER or not statements:
        return as_found
    asked = asked_count(question)
    reports = reports_of(asked, terms, hits, figures)
    answer = answering(statements, reports, terms, asked)
    if answer is None:
        return as_found
    answer = asked_of(of_those_listed(answer, reports, question.names), reports, asked, question.text)
    if answer is None or not is_of_it(answer, terms, asked):
        return as_found
    timeline = _timeline(question, asked, answer, told_for_themselves(reports, answer), terms, revision_of, period)
    timeline = carried_timeline(timeline)
    lead = carried_lead(_lead(asked, answer, timeline, period))
    if lead is None or not (lead.entry.corrects or lead.entry.as_of is None or fits(lead.entry, period)):
        return as_found
    if asked.events:  # what befell people is mostly on record: any other number counts something else
        of_them = [report for report in reports if report.group == answer.group]
        statements = [one for one in statements if any(marks(one, report) for report in of_them)]
    return Counted(_led(lead, statements), lead, timeline if timeline.differs else None)


def _timeline(
    question: Question,
    asked: AskedCount,
    answer: Report,
    reports: Sequence[Report],
    terms: Sequence[Term],
    revision_of: Callable[[str, int], Article],
    period: Period | None,
) -> Timeline:
    if not asked.is_known:
        return timeline_of([answer], [], question.language)
    of_it = [one for one in alike(answer, reports, terms, asked) if one is answer or _may_be_of(one, period)]
    taken_back = retracted(reports)
    values = {one.figure.value for one in of_it}
    printed = [
        one
        for one in printed_corrections(taken_back, reports)
        if values & {one.wrong.figure.value, one.right.figure.value}
    ]
    kept = [one for one in of_it if one not in taken_back]
    return timeline_of(kept, _each_once([*printed, *revised(kept, revision_of)]), question.language)


def _may_be_of(report: Report, period: Period | None) -> bool:
    """Tell whether a figure may be of the time asked about; one of `until November` is shown with what came later."""
    if period is None or period.open_start or report.as_of is None:
        return True
    return report.as_of.start <= period.end and period.start <= report.as_of.end


def _each_once(corrections: Sequence[Correction]) -> list[Correction]:
    return list({(one.wrong.figure.value, one.right.figure.value): one for one in reversed(corrections)}.values())


def _lead(asked: AskedCount, answer: Report, timeline: Timeline, period: Period | None) -> Lead:
    """Return the newest state of the figure that was found, unless an earlier one or a certain source's is asked for.

    What was wrong is always put right.
    """
    entries = timeline.entries
    place = next((at for at in range(len(entries) - 1, -1, -1) if _holds(entries[at], answer)), None)
    if place is None:
        return Lead(entry_of(answer), _noun(asked, answer))
    stays = bool(asked.source) or asked.of_first
    while (newer := _newer(entries, place, period, only_corrections=stays)) is not None:
        place = newer
    entry = _as_known_then(entries[place], entries, period)
    of_value = [one for one in entries if one.figure.value == entry.figure.value]
    corrects = next((one for one in reversed(of_value) if one.corrects), None)
    entry = corrects or entry
    replaces = entry.supersedes or next((one.supersedes for one in of_value if one.supersedes), None)
    return Lead(entry, _noun(asked, answer), replaces)


def _holds(entry: Entry, report: Report) -> bool:
    if entry.figure.value != report.figure.value or report.figure.value is None:
        return False
    said = source_key(entry.figure, entry.citation.article)
    return not said or not report.source or related(said, report.source)


def _newer(entries: Sequence[Entry], place: int, period: Period | None, *, only_corrections: bool) -> int | None:
    """Return the place of what superseded an entry, if it was known at the time asked about."""
    value = entries[place].figure.value
    for at in range(place + 1, len(entries)):
        one = entries[at]
        if one.supersedes and one.supersedes.figure.value == value and (one.corrects or not only_corrections):
            return at if one.corrects or fits(one, period) else None
    return None


def _as_known_then(entry: Entry, entries: Sequence[Entry], period: Period | None) -> Entry:
    """Return the entry, or what it superseded if that one, and not this one, is of the time asked about."""
    before = entry.supersedes
    if before is None or entry.corrects or fits(entry, period) or not fits(before, period):
        return entry
    return next((one for one in entries if one.citation == before.citation and one.figure == before.figure), entry)


def fits(entry: Entry, period: Period | None) -> bool:
    """Tell whether a figure is of the time asked about: by its own time, or else by when it was printed."""
    if period is None:
        return True
    if entry.as_of is None:
        return entry.known.start <= period.end
    if period.open_start:
        return entry.as_of.end <= period.end
    return entry.as_of.start <= period.end and period.start <= entry.as_of.end


def _noun(asked: AskedCount, answer: Report) -> str:
    """Return the question's own noun if the figure counts it by the same key, in whatever language.

    Of people it is what befell them that tells: `25 killed`, not `25 people`.
    """
    if asked.of_anybody:
        return ""
    what = answer.figure.counted
    if all_counted(entry_of(answer)) != (what.who or what.span):
        return ""  # cows and pigs are not cows
    if asked.noun and what.who is not None:
        head = key_of(what.who.of(answer.article.text).split()[-1], answer.article.language)
        return asked.word if head == asked.noun else ""
    return asked.word if asked.noun and what.key == asked.noun else ""


def _led(lead: Lead, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements behind one that quotes the lead; what gave the same figure is cited with it."""
    citation, figure = lead.entry.citation, lead.entry.figure
    highlight = figure.span.shifted(-citation.span.start)
    digits = _digits(highlight.of(citation.quote))
    same = [one for one in statements if one.highlight and _digits(one.highlight.of(one.text)) == digits]
    cited = [*lead.entry.citations, *(one for statement in same for one in statement.citations)]
    leading = Statement(citation.quote, of_each_origin(cited)[:_MOST_CITATIONS], highlight)
    rest = [one for one in statements if one not in same and one.citations[0].place != citation.place]
    return (leading, *rest)[:_MOST_STATEMENTS]


def _digits(marked: str) -> str:
    return "".join(filter(str.isdigit, marked)) or marked.lower()
