"""What an answer leads on to: the articles found, and questions to ask next: pure, and escapes what it is given."""

from __future__ import annotations

from collections.abc import Sequence

from ui.escaping import escape
from ui.phrases import say


def next_html(found: int, suggestions: Sequence[str], turn: int, language: str) -> str:
    """Return the button that lists so many articles, and the questions as buttons; empty where there are neither.

    `turn` is that of the question that they come after, from 1.
    """
    listed = _listed(found, turn, language) if found else ""
    asked = _suggested(suggestions, turn, language) if suggestions else ""
    return f'<div class="next" lang="{escape(language)}">{listed}{asked}</div>' if listed or asked else ""


def _listed(found: int, turn: int, language: str) -> str:
    words = say("found_button_one" if found == 1 else "found_button", language, number=found)
    return f'<p><button type="button" data-found="{turn}" aria-pressed="false">{escape(words)}</button></p>'


def _suggested(suggestions: Sequence[str], turn: int, language: str) -> str:
    title = f'<h3 id="next-{turn}">{escape(say("ask_next", language))}</h3>'
    buttons = "".join(
        f'<li><button type="button" data-suggested="{turn}">{escape(one)}</button></li>' for one in suggestions
    )
    return f'<div class="suggested">{title}<ul aria-labelledby="next-{turn}">{buttons}</ul></div>'
