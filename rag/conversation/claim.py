"""What an answer claimed, in the words of its question: `25 people were killed in Belgorod`."""

from __future__ import annotations

import re

from rag.answer import Answer
from rag.conversation.exchange import Exchange

_LONGEST = 200  # code points
_HOW_MANY = re.compile(r"^\W*(?:hoe ?veel|how many)\s+", re.IGNORECASE)


def claimed(exchange: Exchange) -> str:
    """Return what an exchange claimed: its question with the figure in the place of "how many", or what was quoted.

    Empty where nothing was.
    """
    if exchange.first is None:
        return ""
    number = _number(exchange)
    rest = exchange.standing.rstrip(" ?.!")
    if number and _HOW_MANY.match(rest):
        return _HOW_MANY.sub(lambda _: f"{number} ", rest)
    if not exchange.speaks or len(exchange.told) > _LONGEST:
        return f"{rest}: {exchange.answered}" if exchange.answered else rest
    return exchange.told.rstrip(" .!")


def _number(exchange: Exchange) -> str:
    """Return the figure that led the answer, or the number that was marked in it, in digits where they are known."""
    lead = exchange.outcome.lead if isinstance(exchange.outcome, Answer) else None
    if lead is None or lead.entry.figure.value is None:
        return exchange.answered if any(map(str.isdigit, exchange.answered)) else ""
    value = lead.entry.figure.value
    told = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    return told.translate(str.maketrans(",.", ".,")) if exchange.question.language == "nl" else told
