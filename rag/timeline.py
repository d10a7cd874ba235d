"""Figures of the hits -> what changed, what disagrees, what superseded what; nothing is ever added up or averaged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.annotate.figures.function_words import ARTICLES, SAID_BY
from index.annotate.figures.keys import key_of
from index.annotate.figures.tokens import Token, tokens
from index.period import Period
from rag.answer import Entry, Timeline
from rag.corrections import Correction, entry_of
from rag.reports import Report

MOST_ENTRIES = 8
_MOST_CITATIONS = 4  # of one entry
_OWN = frozenset("onze ons our".split())
_CHANGES = re.compile(
    r"\b(?:opgelopen|gestegen|steeg|stijgt|stijgen|gedaald|daalde|bijgesteld|komt .{1,60} (?:op|uit op)|"
    r"risen|rose|rises|climbed|increased|dropped|revised|brought|brings|stands at)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Group:
    """The reports of one value by one source; `since` is the first day on which it is known to have been said."""

    reports: list[Report]
    since: date

    @property
    def value(self) -> float:
        return self.reports[0].figure.value or 0.0

    def joins(self, report: Report) -> bool:
        sources = [source for one in self.reports if (source := source_key(entry_of(one)))]
        other = source_key(entry_of(report))
        return not sources or not other or any(related(source, other) for source in sources)


def timeline_of(reports: Sequence[Report], corrections: Sequence[Correction], language: str) -> Timeline:
    """Return the reports of one thing as a timeline, the oldest first.

    One entry stands for all reports of one value by one source, and cites them. Entries are in the order in which the
    figures became known, then of the times that they are of. A figure supersedes an earlier one where it says that it
    rose or fell, or where it is of a later day, or further on in the same article, and not both name a source of their
    own; otherwise two figures disagree. `language` is the question's, whose quotations go first.
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


def source_key(entry: Entry) -> frozenset[str]:
    """Return the words of who says so, as one key each in Dutch and English; none for a pronoun, or `our own count`."""
    if entry.figure.source is None:
        return frozenset()
    words = [word for word in tokens(entry.words(entry.figure.source)) if word.is_word]
    if words and words[0].lower in _OWN:
        return frozenset()
    language = entry.citation.article.language
    return frozenset(key for word in words if word.lower not in ARTICLES | SAID_BY for key in _keys(word, language))


def related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names mean one source: `the local governor` is `de gouverneur ter plaatse`.

    One has the words of the other, or what they do not share is no name: Russian authorities are not Ukrainian ones.
    """
    shared = {key.lower() for key in one} & {key.lower() for key in other}
    differing = [[key for key in side if key.lower() not in shared] for side in (one, other)]
    if not shared:
        return False
    return not all(differing) or not any(key[0].isupper() for side in differing for key in side)


def _keys(word: Token, language: str) -> list[str]:
    """Return the keys of a word, capitalised if it is, as names are."""
    keys = key_of(word.text, language).split()
    return [key.capitalize() for key in keys] if word.is_capitalised else keys


def _is_right(report: Report, corrections: Iterable[Correction]) -> bool:
    here, value = report.article.id, report.figure.value
    return any(one.right.citation.article.id == here and one.right.figure.value == value for one in corrections)


def _groups(reports: Iterable[Report]) -> list[_Group]:
    groups = list[_Group]()
    for report in sorted(reports, key=lambda one: not source_key(entry_of(one))):  # those that name a source first
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

    `In the night of 12 January four people died` is of that night and known long after; only `by 1 January`, and a
    time beside a source (`on Saturday authorities said`), date a figure before it was printed.
    """
    printed = report.article.published.end
    if (of := report.as_of) and (of.open_start or (report.figure.source and not of.open_end)):
        return min(of.end, printed)
    return printed


def _entry(group: _Group, language: str) -> Entry:
    """Return the entry of a group: the report that names its source, in the asker's language, first printed."""
    best, *rest = sorted(
        group.reports,
        key=lambda one: (
            not source_key(entry_of(one)),
            one.article.language != language,
            one.article.published,
        ),
    )
    rest.sort(key=lambda one: one.article.published)
    others = {one.article.id: one.citation for one in reversed(rest) if one.article.id != best.article.id}
    return entry_of(best, tuple(reversed(others.values()))[: _MOST_CITATIONS - 1])


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
    if any(_CHANGES.search(one.sentence.text) for one in group.reports):
        return True
    one, other = source_key(said), source_key(before)
    if one and other and not related(one, other):
        return False
    return day > day_before or said.citation.article.id == before.citation.article.id


def _corrected(entries: list[Entry], correction: Correction) -> list[Entry]:
    """Return the entries with a number that was put right and what replaced it; none of them rests on the wrong one."""
    wrong = correction.wrong
    right = replace(correction.right, supersedes=wrong, corrects=True)
    place = next(
        (at for at, one in enumerate(entries) if one.known.end > max(right.known.end, wrong.known.end)), len(entries)
    )
    return [*entries[:place], wrong, right, *entries[place:]]
