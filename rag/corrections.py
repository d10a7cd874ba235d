"""Corrections: an article that takes back a number, and a newer revision that has another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.annotate.figures import Bound, Counted, Figure
from index.annotate.figures.values import value_of
from index.article import Article
from index.catalog_figures import ReportedFigure, reported_figures
from index.span import Span
from index.words import stems
from rag.answer import Citation, Entry
from rag.asked_count import group_of
from rag.change import changes
from rag.reports import Report
from rag.retraction import denied_beside, is_correction, may_correct, put_right, wrong_parts

_REVISIONS_BACK = 10  # an article that is rewritten all day is not read whole for every question
_SAME_SENTENCE = 0.6  # share of the words, numbers apart, that two revisions of one sentence have in common


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that was put right: what had been printed, and what stands in its place, each with its citation.

    `of_error`: it had been wrong; a revision that says that the number rose only brings it up to date.
    """

    wrong: Entry
    right: Entry
    of_error: bool = True


def retracted(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that repeat a number only to say that it was wrong."""
    return [one for one in reports if is_correction(one.article) and _is_taken_back(one)]


def printed_corrections(taken_back: Iterable[Report], reports: Sequence[Report]) -> Iterator[Correction]:
    """Yield what correction articles put right, from the reports in them that repeat an error, or say `not 4,200`.

    The error is cited from the article that made it, of the same outlet and no later, where it is among `reports`; or
    else from the correction.
    """
    for report in taken_back:
        right = _put_right(report)
        if right is not None and right.figure.value != report.figure.value:
            yield Correction(_error(report.figure, report, reports), right)
    for report in reports:
        wrong = _denied_by(report) if is_correction(report.article) else None
        if wrong is not None and wrong.value != report.figure.value:
            yield Correction(_error(wrong, report, reports), entry_of(report))


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
    sentence = report.sentence
    place = report.figure.span.shifted(-sentence.span.start)
    return any(place.overlaps(part) for part in wrong_parts(sentence.text))


def _error(wrong: Figure, correction: Report, reports: Iterable[Report]) -> Entry:
    """Return a wrong number as an entry, of the article that made the error or else of the one that corrects it."""
    made = next((one for one in reports if _made_the_error(one, wrong, correction.article)), None)
    return entry_of(made) if made else replace(entry_of(correction), figure=wrong)


def _made_the_error(one: Report, wrong: Figure, correction: Article) -> bool:
    same = one.figure.value == wrong.value and one.figure.counted.key == wrong.counted.key
    return same and may_correct(correction, one.article)


def _denied_by(report: Report) -> Figure | None:
    """Return the number that the report's sentence says it is not."""
    sentence, figure = report.sentence, report.figure
    denied = denied_beside(sentence.text, figure.span.shifted(-sentence.span.start))
    value = value_of(denied.number.of(sentence.text), report.article.language) if denied else None
    if denied is None or value is None or value.exact is None:
        return None
    return _figure(denied.span.shifted(sentence.span.start), value.exact, figure.counted.key)


def _put_right(wrong: Report) -> Entry | None:
    """Return the number that stands for a wrong one, in the same sentence or in one behind it that says so."""
    article = wrong.article
    for sentence, number in put_right(article, wrong.sentence.span, wrong.figure.span):
        value = value_of(number.number.of(sentence.of(article.text)), article.language)
        if value is not None and value.exact is not None and value.exact != wrong.figure.value:
            figure = _figure(number.span.shifted(sentence.start), value.exact, wrong.figure.counted.key)
            passage = wrong.sentence.hit.passage.span
            shown = passage if sentence.within(passage) else sentence
            return Entry(figure, None, article.published, Citation.of(article, sentence, shown))
    return None


def _figure(span: Span, value: float, key: str) -> Figure:
    """Return the figure that stands for a wrong one: what it counts was said of the wrong one."""
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
