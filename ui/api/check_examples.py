"""Examples of a check for the OpenAPI description, of an invented archive."""

from __future__ import annotations

import json
from typing import Any

from ui.api.examples import ARTICLE

_TEXT = "The number of dead in Belgorod has risen to 25, according to the local governor. Who did it?"
_QUOTE = _TEXT[:80]
_SOURCE = {name: ARTICLE[name] for name in ("article", "revision", "title", "outlet", "published", "language", "url")}
_PLAIN: dict[str, Any] = {"differs": [], "unknown_words": [], "citations": [], "was": None, "now": []}
_VERDICTS: list[dict[str, Any]] = [
    {
        **{"number": 1, "sentence": _QUOTE, "verdict": "supported", "why": None, "told": "", **_PLAIN},
        "citations": [
            {**_SOURCE, "start": 237, "end": 317, "quote": _QUOTE, "source": "the local governor", "also_in": []}
        ],
    },
    {
        **{"number": 2, "sentence": "Who did it?", "verdict": "not_checkable", "why": "question"},
        **{"told": "This is a question.", **_PLAIN},
    },
]
CHECKED: dict[str, Any] = {
    "language": "en",
    "as_of": None,
    "verdicts": _VERDICTS,
    "left_out": 0,
    "unfinished": 0,
    "unsearched": None,
    "remarks": [],
}
EVENTS = "".join(
    f"id: 5f0c7d1e9a2b4c68.{number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
    for number, (name, data) in enumerate(
        [
            ("reading", {"language": "en", "sentences": 2, "left_out": 0}),
            *(("judged", verdict) for verdict in _VERDICTS),
            ("done", {"request_id": "5f0c7d1e9a2b4c68", "seconds": 0.094, "outcome": CHECKED}),
        ],
        start=1,
    )
)
