"""The verbatim gate: a statement that no quotation carries does not pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answer import Citation, Entry, Lead, Statement, Timeline


def verbatim(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements that a quotation carries, word for word.

    A citation whose quote is not exactly what stands at its span is taken away; a statement left without any is
    dropped. Every answer passes through here, whoever wrote it.
    """
    for statement in statements:
        citations = tuple(citation for citation in statement.citations if stands(citation))
        if citations and statement.text.strip():
            yield replace(statement, citations=citations)


def stands(citation: Citation) -> bool:
    """Tell whether the quote is what the article says at that span, to the letter."""
    span, text = citation.span, citation.article.text
    inside = 0 <= span.start < span.end <= len(text)
    return inside and bool(citation.quote.strip()) and span.of(text) == citation.quote


def carried(entry: Entry) -> bool:
    """Tell whether a figure's quotation stands, with each of its parts inside: number, thing counted, source, time."""
    figure = entry.figure
    parts = (figure.span, figure.counted.span, figure.counted.who, figure.source, figure.as_of)
    return stands(entry.citation) and all(part.within(entry.citation.span) for part in parts if part is not None)


def carried_timeline(timeline: Timeline) -> Timeline:
    """Return the timeline without what its quotations do not carry."""
    return Timeline(tuple(_with_what_stands(entry) for entry in timeline.entries if carried(entry)))


def carried_lead(lead: Lead | None) -> Lead | None:
    """Return the lead if its quotation carries every part of it, and the figure that it replaced if that one's does."""
    if lead is None or not carried(lead.entry):
        return None
    replaces = lead.replaces if lead.replaces and carried(lead.replaces) else None
    return replace(lead, entry=_with_what_stands(lead.entry), replaces=replaces)


def _with_what_stands(entry: Entry) -> Entry:
    superseded = entry.supersedes if entry.supersedes and carried(entry.supersedes) else None
    others = tuple(filter(stands, entry.others))
    return replace(entry, others=others, supersedes=superseded, corrects=entry.corrects and superseded is not None)
