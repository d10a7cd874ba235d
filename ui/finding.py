"""The list of the articles that a question of the page found, and the outlets it may be limited to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rag.desk import Desk
from rag.search import hits_of, of_each_article
from ui.found_html import MOST_FOUND, found_html
from ui.turn import Turn


def turn_asked_for(sent: object, turns: Sequence[Turn]) -> Turn | None:
    """Return the turn whose number, `of`, a page sent; None where it has no such turn."""
    told: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}
    return next((turn for turn in turns if turn.number == told.get("of")), None)


def found_by(desk: Desk, turn: Turn) -> str:
    """Return the list as HTML, empty where the turn was not understood; raise ArchiveError."""
    if turn.question is None:
        return ""
    hits, _ = hits_of(desk.archive, desk.glossary, turn.question, MOST_FOUND)
    return found_html(of_each_article(hits), turn.number, turn.question.language)
