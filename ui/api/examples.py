"""Examples for the OpenAPI description: what docs/api.md shows, of an invented archive."""

from __future__ import annotations

import json
from typing import Any

from ui.api.problems import CODES, Problem

_SOURCE = {
    "article": "corpus/2024/2024-01-01-dispatch",
    "revision": 1,
    "title": "Belgorod toll reaches 25",
    "outlet": "North Sea Dispatch",
    "published": "2024-01-01",
    "language": "en",
    "url": "",
}
_QUOTE = "The number of dead in Belgorod has risen to 25, according to the local governor."
_UNDERSTOOD = {
    "question": "How many people were killed in Belgorod?",
    "rewritten": None,
    "language": "en",
    "wanted": "number",
    "period": None,
    "as_of": None,
    "outlets": None,
}
_STATEMENT = {
    "text": _QUOTE,
    "quotation": True,
    "highlight": {"start": 44, "end": 46, "text": "25"},
    "citations": [
        {**_SOURCE, "start": 237, "end": 317, "quote": _QUOTE, "source": "the local governor", "also_in": []}
    ],
    "evidence": {"articles": 1, "origins": 1},
}
DONE: dict[str, Any] = {
    "request_id": "5f0c7d1e9a2b4c68",
    "standing": "How many people were killed in Belgorod?",
    "seconds": 0.241,
    "outcome": {
        "understood": _UNDERSTOOD,
        "answered": True,
        "unsearched": None,
        "statements": [_STATEMENT],
        "translations": [],
        "lead": None,
        "figures": [],
        "timeline": None,
        "written": None,
    },
}
FOUND = {
    "understood": _UNDERSTOOD,
    "unsearched": None,
    "hits": [{**_SOURCE, "start": 237, "end": 317, "text": _QUOTE, "rank": 1, "ranks": {"keywords": 1, "vectors": 1}}],
}
ARTICLE = {
    **_SOURCE,
    **{"newest_revision": 1, "superseded": False, "gone_since": None, "author": "", "section": "", "keywords": []},
    **{"published_at": None, "modified_at": None, "text": _QUOTE},
    "span": {"start": 44, "end": 46, "before": _QUOTE[:44], "quote": "25", "after": _QUOTE[46:]},
}
EVENTS = "".join(
    f"id: 5f0c7d1e9a2b4c68.{number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
    for number, (name, data) in enumerate(
        [
            ("understood", _UNDERSTOOD),
            ("found", {"passages": 12}),
            ("said", {"number": 1, **_STATEMENT}),
            ("done", DONE),
        ],
        start=1,
    )
)


def _problem(code: str) -> dict[str, Any]:
    title = CODES[code][1]
    example = Problem(code, "what happened, and what to do").as_json("5f0c7d1e9a2b4c68")
    return {"description": title, "content": {"application/problem+json": {"example": example}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    CODES[code][0]: _problem(code)
    for code in ("token-missing", "origin-not-allowed", "not-found", "too-large", "invalid", "too-often", "busy")
}
