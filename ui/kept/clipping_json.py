"""A Clipping as JSON and back, in the shape that docs/chat.md describes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from index.period import Period
from index.span import Span
from ui.kept.clipping import Clipping, Line, Row, Source
from ui.kept.span_json import span_from, span_json

VERSION = 1


def clipping_json(clipping: Clipping) -> dict[str, Any]:
    """Return a clipping as JSON has it, without what has become of its sources since."""
    return {
        "version": VERSION,
        "question": clipping.question,
        "understood_as": clipping.understood_as,
        "language": clipping.language,
        "period": clipping.period,
        "as_of": clipping.as_of,
        "asked_on": clipping.asked_on.isoformat(),
        "answered": clipping.answered,
        "lines": [_line(line) for line in clipping.lines],
        "rows_title": clipping.rows_title,
        "rows": [_row(row) for row in clipping.rows],
        "sources_title": clipping.sources_title,
        "sources": [_source(source) for source in clipping.sources],
    }


def clipping_from(told: Mapping[str, Any]) -> Clipping:
    """Read what `clipping_json` made; KeyError, TypeError or ValueError for anything else."""
    if told["version"] != VERSION:
        raise ValueError(f"an answer of version {told['version']}, this Knipsel reads {VERSION}")
    words = ("question", "understood_as", "language", "period", "as_of", "rows_title", "sources_title")
    return Clipping(
        **{name: told[name] for name in words},
        asked_on=date.fromisoformat(told["asked_on"]),
        answered=told["answered"],
        lines=tuple(_line_from(line) for line in told["lines"]),
        rows=tuple(Row(**{**row, "marks": tuple(row["marks"])}) for row in told["rows"]),
        sources=tuple(_source_from(source) for source in told["sources"]),
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text": line.text,
        "marks": list(line.marks),
        "part": span_json(line.part),
        "evidence": line.evidence,
    }


def _line_from(told: Mapping[str, Any]) -> Line:
    return Line(told["kind"], told["text"], tuple(told["marks"]), span_from(told["part"]), told["evidence"])


def _row(row: Row) -> dict[str, Any]:
    words = {name: getattr(row, name) for name in ("when", "figure", "fate", "source")}
    return {**words, "marks": list(row.marks)}


_WORDS = ("article", "revision", "quote", "title", "outlet", "author", "language", "url", "translation")


def _source(source: Source) -> dict[str, Any]:
    return {
        **{name: getattr(source, name) for name in _WORDS},
        "start": source.span.start,
        "end": source.span.end,
        "published": str(source.published),
        "facts": [list(fact) for fact in source.facts],
        "printings": list(source.printings),
    }


def _source_from(told: Mapping[str, Any]) -> Source:
    return Source(
        **{name: told[name] for name in _WORDS},
        span=Span(told["start"], told["end"]),
        published=Period.parse(told["published"]),
        facts=tuple((kind, words) for kind, words in told["facts"]),
        printings=tuple(told["printings"]),
    )
