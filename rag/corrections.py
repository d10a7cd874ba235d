"""Corrections: an article that takes back a number, and a newer revision that has another one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.annotate.figures import Bound, Counted, Figure
from index.annotate.figures.values import value_of
from index.annotate.numbers import dissected_numbers
from index.article import Article
from index.catalog_figures import ReportedFigure, reported_figures
from index.sentences import sentences
from index.span import Span
from index.words import stems
from rag.answer import Citation, Entry
from rag.asked_count import group_of
from rag.change import changes
from rag.reports import Report

_CORRECTION = re.compile(r"(?:correcti|rectificati|correction)", re.IGNORECASE)
_RETRACTS = re.compile(
    r"\b(?:schreven (?:wij|we)|(?:berichtten|meldden) (?:wij|we)|stond dat|stond ten onrechte|namen (?:wij|we)|"
    r"we (?:wrote|reported|said)|(?:article|report|story) (?:wrongly )?(?:said|stated))\b",
    re.IGNORECASE,
)
_PUTS_RIGHT = re.compile(
    r"\b(?:juiste|correcte|officiële|moet(?:en)?\b.{1,40}\bzijn|had(?:den)?\b.{1,40}\bmoeten|"
    r"correct|right (?:number|figure)|should (?:be|have been)|in fact)\b",
    re.IGNORECASE,
)
_REVISIONS_BACK = 10  # an article that is rewritten all day is not read whole for every question
_BEHIND = 3  # sentences, behind the one that repeats the error, in which it is put right
_SAME_SENTENCE = 0.6  # share of the words, numbers apart, that two revisions of one sentence have in common


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that was put right: what had been printed, and what stands in its place, each with its citation.

    `of_error`: it had been wrong; a revision that says that the number rose only brings it up to date.
    """

    wrong: Entry
    right: Entry
    of_error: bool = True


def is_correction(article: Article) -> bool:
    """Tell whether an article corrects another one, as its headline says."""
    return _CORRECTION.match(article.title) is not None


def takes_back(article: Article, sentence: str) -> bool:
    """Tell whether a sentence of an article repeats what was printed only to say that it was wrong."""
    return is_correction(article) and _RETRACTS.search(sentence) is not None


def retracted(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that repeat a number only to say that it was wrong."""
    return [one for one in reports if is_correction(one.article) and _is_taken_back(one)]


def printed_corrections(taken_back: Iterable[Report], reports: Sequence[Report]) -> Iterator[Correction]:
    """Yield what correction articles put right, from the reports in them that repeat an error.

    The error is cited from the article that made it, of the same outlet and no later, where it is among `reports`; or
    else from the correction.
    """
    for report in taken_back:
        right = _put_right(report)
        if right is not None and right.figure.value != report.figure.value:
            made = next((one for one in reports if _made_the_error(one, report)), report)
            yield Correction(entry_of(made), right)


def revised(reports: Iterable[Report], revision_of: Callable[[str, int], Article]) -> Iterator[Correction]:
    """Yield what newer revisions of articles put right, compared with the last revision that had another number.

    `revision_of` gives an article by its id and revision. A number that other articles report is no error of this one.
    """
    reports = list(reports)
    for report in reports:
        older, before = _last_different(report, revision_of)
        if before is not None and not _is_reported(before.figure.value, report, reports):
            cited = Citation.of(older, before.sentence, Span(0, len(older.text)))
            wrong = Entry(before.figure, before.as_of, older.published, cited)
            yield Correction(wrong, entry_of(report), of_error=not changes(report.sentence.text))


def entry_of(report: Report, others: tuple[Citation, ...] = ()) -> Entry:
    """Return a report as an entry of a timeline."""
    printed = (article for cited in (report.citation, *others) for article in (cited.article, *cited.also_in))
    known = min(article.published for article in printed)
    return Entry(report.figure, report.as_of, known, report.citation, others)


def _is_taken_back(report: Report) -> bool:
    """Tell whether the number stands behind `we wrote that`; what stands before it is the article's headline."""
    said = _RETRACTS.search(report.sentence.text)
    return said is not None and report.figure.span.start >= report.sentence.span.start + said.end()


def _made_the_error(one: Report, corrected: Report) -> bool:
    here, there = one.article, corrected.article
    return (
        here.id != there.id
        and here.outlet == there.outlet
        and here.published.start <= there.published.end
        and one.figure.value == corrected.figure.value
        and one.figure.counted.key == corrected.figure.counted.key
    )


def _put_right(wrong: Report) -> Entry | None:
    """Return the number that stands for a wrong one, in a sentence behind it that says so."""
    article = wrong.article
    following = [one for one in sentences(article.text) if one.start >= wrong.sentence.span.end][:_BEHIND]
    for sentence in following:
        text = sentence.of(article.text)
        if not _PUTS_RIGHT.search(text):
            continue
        for number in dissected_numbers(text):
            value = value_of(number.number.of(text), article.language)
            if value is not None and value.exact is not None and value.exact != wrong.figure.value:
                figure = _figure(number.span.shifted(sentence.start), value.exact, wrong.figure.counted.key)
                passage = wrong.sentence.hit.passage.span
                shown = passage if sentence.within(passage) else sentence
                return Entry(figure, None, article.published, Citation.of(article, sentence, shown))
    return None


def _figure(span: Span, value: float, key: str) -> Figure:
    """Return the figure that stands for a wrong one: what it counts was said in the sentence before, not in its own."""
    return Figure(span, value, None, Bound.EXACTLY, Counted(span, key))


def _last_different(
    report: Report, revision_of: Callable[[str, int], Article]
) -> tuple[Article, ReportedFigure | None]:
    """Return the last older revision that had another number in the report's place, with its figure, if any had."""
    newest = report.article.revision
    for revision in range(newest - 1, max(0, newest - 1 - _REVISIONS_BACK), -1):
        older = revision_of(report.article.id, revision)
        if (before := _before(report, older)) is not None:
            return older, before
    return report.article, None


def _before(report: Report, older: Article) -> ReportedFigure | None:
    """Return the figure of an older revision in whose place the report's stands; None where it had the same one."""
    figures = [
        one
        for one in reported_figures(older.text, older.language, older.published)
        if one.figure.counted.key == report.figure.counted.key
        and group_of(one.figure, older.text, older.language) == report.group
    ]
    if any(one.figure.value == report.figure.value for one in figures):
        return None
    return next((one for one in figures if _is_same_sentence(one.sentence.of(older.text), report)), None)


def _is_reported(value: float | None, report: Report, reports: Iterable[Report]) -> bool:
    """Tell whether another article has this value."""
    return any(one.figure.value == value and one.article.id != report.article.id for one in reports)


def _is_same_sentence(older: str, report: Report) -> bool:
    before, now = (
        {stem for stem in stems(text, report.article.language) if not stem[0].isdigit()}
        for text in (older, report.sentence.text)
    )
    return bool(before) and len(before & now) >= _SAME_SENTENCE * len(before | now)
