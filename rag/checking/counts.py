"""The figures of a sentence, held against those that the archive has on record of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.annotate.figures import Figure, figures
from index.annotate.figures.keys import EVENTS
from index.article import Article
from index.catalog_figures import ReportedFigure
from index.sentences import paragraphs
from index.words import field_of, stems
from rag.answer import Entry, Timeline
from rag.asked_count import group_of
from rag.carried_words import SAYING
from rag.change import changes
from rag.checking.rivals import exclude
from rag.checking.text import Sentence
from rag.citations import carried_timeline
from rag.corrections import printed_corrections, retracted, revised
from rag.evidence import Sentence as Weighed
from rag.evidence import match
from rag.reports import Report
from rag.terms import Term
from rag.timeline import timeline_of

_MOST_SHOWN = 3
_LEAST_NEAR = 0.7  # share of the plain words of a sentence that stand around a figure of the same thing

# `De vrouw van 54 overleed` counts nobody.
_AGED = re.compile(
    r"\b(?:(?:man|vrouw|jongen|meisje|moeder|vader|dochter|zoon|leeftijd|woman|boy|girl|mother|father|son|age) "
    r"(?:van|of)|aged)\s$",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\s“”„\"'‘’(),;:!?]+[^\s“”„\"'‘’(),;:!?.]|\w")  # as Term.word has them

# Words that say of people that something befell them, and not what.
_LIGHT = frozenset(
    """
    er vielen viel vallen gevallen kwamen kwam komen gekomen raakten raakte geraakt raken leven lieten laten
    slachtoffers aantal stond staat there came come got victims number toll stands stood lost lives
    """.split()
)

RevisionOf = Callable[[str, int], Article]


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record of a figure: the sentence's own, None where nobody reported that; and what stands instead.

    `now` is empty where the sentence's own stands still.
    """

    was: Entry | None
    now: tuple[Entry, ...] = ()


def on_record(
    sentence: Sentence,
    terms: Sequence[Term],
    weighed: Sequence[Weighed],
    reported: Mapping[int, Sequence[ReportedFigure]],
    revision_of: RevisionOf,
) -> OnRecord | None:
    """Return what is on record of the first figure of a sentence of which anything is, None where nothing is.

    `weighed` are the sentences of the hits, `reported` the figures of their passages. Of the same thing are figures of
    one count in a sentence that has the sentence's names, of which there must be one, and most of its words near it.
    """
    for figure in figures(sentence.text, sentence.language):
        if figure.value is None or figure.former or _AGED.search(sentence.text, 0, figure.span.start):
            continue
        timeline = _timeline(figure, sentence, terms, weighed, reported, revision_of)
        if timeline.entries and (found := _held(figure, timeline)):
            return found
    return None


def _held(figure: Figure, timeline: Timeline) -> OnRecord | None:
    standing = timeline.standing[: -_MOST_SHOWN - 1 : -1]  # the newest first
    own = [one for one in timeline.entries if one.figure.value == figure.value]
    if own:
        return OnRecord(own[-1], () if own[-1] in standing else standing)
    others = (one.figure for one in standing)
    excluded = all(exclude(one.value, one.bound, figure.value, figure.bound) for one in others)
    return OnRecord(None, standing) if excluded else None


def _timeline(
    figure: Figure,
    sentence: Sentence,
    terms: Sequence[Term],
    weighed: Sequence[Weighed],
    reported: Mapping[int, Sequence[ReportedFigure]],
    revision_of: RevisionOf,
) -> Timeline:
    aside = _aside(figure, sentence)
    plain = [term for term in terms if not aside.issuperset(term.word.split())]
    if not any(term.is_name for term in plain):
        return Timeline(())
    group = group_of(figure, sentence.text, sentence.language)
    reports = [one for one in _reports(figure, weighed, reported) if one.group == group]
    listed = Counter((one.article.id, one.sentence.span) for one in reports if not one.figure.former)
    subject = [term for term in plain if not (term.is_name or term.is_faint or term.is_time)]
    of_it = [
        one
        for one in reports
        if not one.figure.former
        and listed[one.article.id, one.sentence.span] == 1
        and all(aside.issuperset(name.split()) for name in one.sentence.missing)
        and _near(one, subject) >= _LEAST_NEAR
    ]
    taken_back = retracted(reports)
    kept = [one for one in of_it if one not in taken_back]
    values = {one.figure.value for one in kept}
    printed = [
        one
        for one in printed_corrections(taken_back, reports)
        if values & {one.wrong.figure.value, one.right.figure.value}
    ]
    return carried_timeline(timeline_of(kept, [*printed, *revised(kept, revision_of)], sentence.language))


def _aside(figure: Figure, sentence: Sentence) -> frozenset[str]:
    """Return the words of a figure itself and of whoever says it: what is left tells of what it is."""
    spans = (figure.span, figure.counted.span, figure.source)
    own = (word for span in spans if span for word in _WORD.findall(span.of(sentence.text)))
    light = SAYING | _LIGHT
    empty = (word for word in _WORD.findall(sentence.text) if word.lower() in light or changes(word))
    return frozenset((*own, *empty))


def _reports(
    figure: Figure, weighed: Sequence[Weighed], reported: Mapping[int, Sequence[ReportedFigure]]
) -> list[Report]:
    """Return the figures on record of the same count, each in its sentence."""
    found = dict[tuple[str, int], Report]()
    for one in weighed:
        for record in reported.get(one.hit.passage.id, ()):
            if record.figure.counted.key == figure.counted.key and record.sentence.within(one.span):
                group = group_of(record.figure, one.article.text, one.article.language)
                place = (one.article.id, record.figure.span.start)
                found.setdefault(place, Report(record.figure, record.as_of, one, group))
    return list(found.values())


def _near(report: Report, subject: Sequence[Term]) -> float:
    """Return the share of the plain words that stand near a report.

    What befell people may be told where the passage or the headline says; anything else is counted in the sentence.
    """
    article, field = report.article, field_of(report.article.language)
    around = report.sentence.words
    if report.figure.counted.key in EVENTS:
        opening = next(paragraphs(article.text)).of(article.text)
        told = f"{article.title}\n{report.sentence.hit.passage.text}\n{opening}"
        around = frozenset(stems(told, article.language))
    return sum(match(term, field, around) > 0 for term in subject) / len(subject) if subject else 1.0
