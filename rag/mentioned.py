"""Figures that a sentence only mentions: the whole of a part, what another is compared with, what others say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.annotate.figures.function_words import SAID_BY
from index.annotate.figures.values import SMALL
from index.words import field_of
from rag.asked_count import AskedCount
from rag.evidence import match
from rag.reports import Report
from rag.sources import keys_of, related
from rag.terms import Term

_WHOLE = re.compile(
    r"(?:^|[,;:(“\"]\s?|(?P<part>[^\W_][\w.,%-]*)\s)(?:of|van)\s(?:all\s|al\s)?"
    r"(?:the|its|their|his|her|our|these|those|de|het|hun|haar|zijn|onze|deze|die)\s$",
    re.IGNORECASE,
)
_PARTS = frozenset(
    """
    half helft third thirds quarter quarters derde derden kwart some most many few none nobody all percent procent %
    geen niemand enkele meeste veel sommige alle
    """.split()
) | frozenset(SMALL)
_COMPARED = re.compile(
    r"\b(?:than|dan|below|above|onder|boven|instead of|in plaats van)\s(?:the|those|de|die|het)\s$", re.IGNORECASE
)
_OF_ALL = re.compile(
    r"\b(?:total|totaal|in all|altogether|telt|telde|consists?|bestaat|(?:are|were) there|(?:zijn|waren) er)\b",
    re.IGNORECASE,
)
_ENOUGH = 0.5
_PARTICIPLE = re.compile(r"\b(?:ge\w{2,}|\w{3,}ed)\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:have|has|had|heeft|hebben|had)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:according to|volgens|aldus)\b", re.IGNORECASE)


def is_whole(report: Report) -> bool:
    """Tell whether a figure is only that of which a part is told: `41 of the 44 schools`, `of the 164 employees 58`."""
    found = _WHOLE.search(report.before)
    part = found["part"] if found else None
    return found is not None and (part is None or part[0].isdigit() or part.lower().strip(",") in _PARTS)


def is_compared(report: Report) -> bool:
    """Tell whether a figure is only what another is compared with: `fewer than the 180 that the board mentioned`."""
    return _COMPARED.search(report.before) is not None


def told_for_themselves(reports: Sequence[Report], answer: Report) -> list[Report]:
    """Return the reports without those that are only mentioned, and parts of a whole; the answer stays in any case."""
    with_a_whole = {(one.article.id, one.sentence.span) for one in reports if is_whole(one)}
    return [
        one
        for one in reports
        if one is answer or not (is_compared(one) or (one.article.id, one.sentence.span) in with_a_whole)
    ]


def asked_of(report: Report, reports: Sequence[Report], asked: AskedCount, question: str) -> Report | None:
    """Return the report that a question asks for, of those in the sentence of the one found; None where none is it.

    That is the part of a whole, unless the question asks how many there are in all, and the figure of the source that
    it names (`according to the company`).
    """
    if is_compared(report):
        return None
    beside = [
        one for one in reports if one.article.id == report.article.id and one.sentence.span == report.sentence.span
    ]
    if is_whole(report) and not _asks_for_all(question):
        parts = [one for one in beside if one.figure.span.end <= report.figure.span.start and not is_whole(one)]
        if not parts or _asks_what_it_has(question):
            return None
        report = parts[-1]
    if not asked.source or not _BY.search(question) or _may_say(report, asked):
        return report
    return next((one for one in beside if related(one.source, asked.source)), None)


def is_of_it(report: Report, terms: Iterable[Term], asked: AskedCount) -> bool:
    """Tell whether what befell people may be what the question asks about.

    It stands near a name of the question, or where that has none near half of what tells its subject, in words that
    the archive has.
    """
    if not asked.events:
        return True
    told = [term for term in terms if not (term.is_faint or term.is_time or asked.is_aside(term.word))]
    names = [term.word for term in told if term.is_name]
    if names:
        return any(name not in report.sentence.missing for name in names)
    subject = [term for term in told if term.known and not asked.says(term.word)]
    around, field = report.around, field_of(report.article.language)
    near = sum(term.weight for term in subject if match(term, field, around))
    return near >= _ENOUGH * sum(term.weight for term in subject)


def _asks_for_all(question: str) -> bool:
    return _OF_ALL.search(question) is not None and not _PARTICIPLE.search(question)


def _asks_what_it_has(question: str) -> bool:
    return _HAS.search(question) is not None and not _PARTICIPLE.search(question)


def _may_say(report: Report, asked: AskedCount) -> bool:
    """Tell whether a figure may be that of the source asked for: it says so, or only calls it `he`, or its headline."""
    source = report.figure.source
    if source is None:
        return asked.source <= keys_of(report.article.title, report.article.language)
    return related(report.source, asked.source) or source.of(report.article.text).lower() in SAID_BY
