"""A server that speaks Ollama's /api/chat, one JSON object a line, and answers by a script."""

from __future__ import annotations

import json
from typing import Any

from openai_server import Handler, OpenAIServer, Reply


def line(told: dict[str, Any]) -> bytes:
    """Return a line of a reply."""
    return json.dumps({"model": "script", "created_at": "2024-01-05T10:00:00.0Z", **told}).encode() + b"\n"


class _OllamaHandler(Handler):
    content_type = "application/x-ndjson"

    def piece(self, text: str) -> bytes:
        return line({"message": {"role": "assistant", "content": text}, "done": False})

    def end(self) -> bytes:
        counted = {"prompt_eval_count": 26, "eval_count": 9, "total_duration": 5, "load_duration": 1}
        ended = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
        return line({**ended, **counted})

    def error(self, reply: Reply) -> dict[str, Any]:
        return {"error": reply.message}


class OllamaServer(OpenAIServer):
    """Plays its script on Ollama's wire; see OpenAIServer."""

    handler = _OllamaHandler
    provider = "ollama"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"
