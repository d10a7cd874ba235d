"""Text as text: what comes from an article or a person never becomes markup."""

from __future__ import annotations

import html
import re

# Nothing to read: they move a cursor, or turn a line around so that `0042` is read `2400`.
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TEMPLATE_MARKS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\n": " "})


def readable(text: str) -> str:
    """Return text without the signs that steer what shows it: it is shown in the order in which it was read."""
    return _STEERS.sub("", text)


def escape(text: str) -> str:
    """Return text that is only text in HTML, in an attribute, and in a template of the page around it.

    Line ends become spaces: a blank line would let Markdown begin again inside the answer.
    """
    return html.escape(readable(text)).translate(_TEMPLATE_MARKS)
