"""A span as the JSON that is kept of it, and back."""

from __future__ import annotations

from index.span import Span


def span_json(span: Span | None) -> list[int] | None:
    """Return where a span begins and ends; null for none."""
    return [span.start, span.end] if span else None


def span_from(kept: list[int] | None) -> Span | None:
    """Read what `span_json` made."""
    return Span(*kept) if kept else None
