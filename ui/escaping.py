"""Text as text: what comes from an article or a person never becomes markup."""

from __future__ import annotations

import html

_TEMPLATE_MARKS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\n": " "})


def escape(text: str) -> str:
    """Return text that is only text in HTML, in an attribute, and in a template of the page around it.

    Line ends become spaces: a blank line would let Markdown begin again inside the answer.
    """
    return html.escape(text).translate(_TEMPLATE_MARKS)
