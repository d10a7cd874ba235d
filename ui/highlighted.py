"""A text with a part of it marked, escaped."""

from __future__ import annotations

from index.span import Span
from ui.escaping import escape


def highlighted(text: str, part: Span | None) -> str:
    """Return a text as HTML, with a part of it in `<mark>` where one is given."""
    if part is None:
        return escape(text)
    return f"{escape(text[: part.start])}<mark>{escape(part.of(text))}</mark>{escape(text[part.end :])}"
