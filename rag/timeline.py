"""Figures of the hits -> what changed, what disagrees, what superseded what; nothing is ever added up or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.annotate.figures.keys import EVENTS
from index.period import Period
from rag.answer import Entry, Timeline, of_each_origin
from rag.change import changed, changes
from rag.corrections import Correction, entry_of
from rag.reports import Report
from rag.sources import related

MOST_ENTRIES = 8
_MOST_CITATIONS = 4  # of one entry
_OWN = frozenset("onze ons our".split())


@dataclass(slots=True)
class _Group:
    """The reports of one value by one source; `since` is the first day on which it is known to have been said."""

    reports: list[Report]
    since: date

    @property
    def value(self) -> float:
        """The value that all of them report."""
        return self.reports[0].figure.value or 0.0

    @property
    def source(self) -> frozenset[str]:
        """Who says so; nobody where none of them names anyone."""
        return next((one.source for one in self.reports if one.source), frozenset())

    @property
    def is_toll(self) -> bool:
        """Whether it counts what befell people."""
        return self.reports[0].figure.counted.key in EVENTS

    def joins(self, report: Report) -> bool:
        """Tell whether a report may be of the same source."""
        sources = [one.source for one in self.reports if one.source]
        return not sources or not report.source or any(related(source, report.source) for source in sources)


def timeline_of(reports: Sequence[Report], corrections: Sequence[Correction], language: str) -> Timeline:
    """Return the reports of one thing as a timeline, the oldest first.

    One entry stands for all reports of one value by one source, and cites them. Entries are in the order in which the
    figures became known, then of the times that they are of. A figure supersedes an earlier one where it says that it
    rose or fell, or where it is of a later day, or further on in the same article, and not both name a source of their
    own; a toll must be higher. Otherwise two figures disagree. `language` is the question's, whose quotations go first.
    """
    replaced = {correction.right.citation.article.id for correction in corrections}
    values = {correction.wrong.figure.value for correction in corrections}
    plain = [one for one in reports if one.figure.value is not None and not one.figure.former]
    groups = _groups([one for one in plain if not (one.article.id in replaced and _is_right(one, corrections))])
    groups = [group for group in groups if group.value not in values]
    entries = [(group.since, _entry(group, language), group) for group in groups]
    ordered = _superseding(sorted(entries, key=lambda one: (one[0], *_order(one[1]))))
    for correction in corrections:
        ordered = _corrected(ordered, correction)
    return Timeline(tuple(ordered[-MOST_ENTRIES:]))


def _is_right(report: Report, corrections: Iterable[Correction]) -> bool:
    here, value = report.article.id, report.figure.value
    return any(one.right.citation.article.id == here and one.right.figure.value == value for one in corrections)


def _groups(reports: Iterable[Report]) -> list[_Group]:
    groups = list[_Group]()
    for report in sorted(reports, key=lambda one: not one.source):  # those that name a source first
        since = _said_on(report)
        group = next((one for one in groups if one.value == report.figure.value and one.joins(report)), None)
        if group is None:
            groups.append(_Group([report], since))
        else:
            group.reports.append(report)
            group.since = min(group.since, since)
    return groups


def _said_on(report: Report) -> date:
    """Return the last day on which the figure was said: that of print, or the one that it is expressly of.

    `In the night of 12 January four people died` is of that night and known long after. Only `by 1 January`, and a time
    beside a source or a change (`on Saturday authorities said`, `it rose on Monday`), date a figure before its print.
    """
    printed, said = report.article.published.end, report.figure.source or changes(report.sentence.text)
    if (of := report.as_of) and (of.open_start or (said and not of.open_end)):
        return min(of.end, printed)
    return printed


def _entry(group: _Group, language: str) -> Entry:
    """Return the entry of a group: the report that says who, in the asker's language, by when, first printed."""
    best, *rest = sorted(
        group.reports,
        key=lambda one: (
            not one.source,
            one.article.language != language,
            one.as_of is None or one.as_of.open_end,
            one.article.published,
        ),
    )
    rest.sort(key=lambda one: one.article.published)
    cited = of_each_origin((best.citation, *(one.citation for one in rest)))
    return entry_of(best, cited[1:_MOST_CITATIONS])


def _order(entry: Entry) -> tuple[Period, date, float]:
    """Return what puts figures of one day in order: when they were printed, of when they are, how large they are."""
    of = min(entry.as_of.end, entry.known.end) if entry.as_of else entry.known.end
    return entry.known, of, entry.figure.value or 0.0


def _superseding(placed: Sequence[tuple[date, Entry, _Group]]) -> list[Entry]:
    """Return the entries, each with the last one before it of which it is a newer state."""
    entries = list[Entry]()
    for at, (_, entry, group) in enumerate(placed):
        earlier = (place for place in range(at - 1, -1, -1) if _is_newer(placed[at], placed[place]))
        place = next(earlier, None)
        entries.append(replace(entry, supersedes=entries[place]) if place is not None and group else entry)
    return entries


def _is_newer(later: tuple[date, Entry, _Group], earlier: tuple[date, Entry, _Group]) -> bool:
    (day, said, group), (day_before, before, group_before) = later, earlier
    if group.value == group_before.value:
        return False
    if any(changed(one.sentence.text, group_before.value, group.value) for one in group.reports):
        return True
    one, other = group.source, group_before.source
    if group.is_toll and group.value < group_before.value:
        return False  # a toll falls only where somebody says so
    if one and other and not related(one, other):
        return False
    return day > day_before or said.citation.article.id == before.citation.article.id


def _corrected(entries: list[Entry], correction: Correction) -> list[Entry]:
    """Return the entries with a number that was put right and what replaced it; none of them rests on the wrong one."""
    wrong = correction.wrong
    right = replace(correction.right, supersedes=wrong, corrects=correction.of_error)
    place = next(
        (at for at, one in enumerate(entries) if one.known.end > max(right.known.end, wrong.known.end)), len(entries)
    )
    return [*entries[:place], wrong, right, *entries[place:]]
