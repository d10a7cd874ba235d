"""The chat's page without a browser: it asks over HTTP as the page's script does."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from typing import Any

import httpx

PAGE = "ab" * 16  # the name that a page makes for itself


def ask(client: httpx.Client, question: str, page: str = PAGE) -> str:
    """Return the conversation after a question of a page."""
    return event(client, "ask", {"page": page, "ui": "nl", "how": "new", "question": question})


def conversation(client: httpx.Client, page: str = PAGE) -> str:
    """Return the conversation of a page, as one that is loaded anew shows it."""
    return event(client, "restore", {"page": page, "ui": "nl"})


def event(client: httpx.Client, name: str, sent: dict[str, Any]) -> str:
    """Send an event of the page and return what it shows in the end."""
    session = secrets.token_hex(6)
    assert join(client, name, sent, session).status_code == 200
    shown = ""
    for message in messages(client, session):
        output = message.get("output") or {}
        assert message.get("success", True), message
        if message["msg"] == "process_generating" and isinstance(output["data"][0], dict):
            shown = output["data"][0]["turns"]
        if message["msg"] == "process_completed" and output.get("data"):
            shown = output["data"][0]["turns"]
    return str(shown)


def join(client: httpx.Client, name: str, sent: dict[str, Any], session: str) -> httpx.Response:
    """Put an event in Gradio's queue."""
    dependencies = client.get("/config", headers={"Accept": "application/json"}).json()["dependencies"]
    number = next(one["id"] for one in dependencies if one["targets"][0][1] == name)
    body = {"data": [], "event_data": sent, "fn_index": number, "trigger_id": None, "session_hash": session}
    return client.post("/gradio_api/queue/join", json=body)


def messages(client: httpx.Client, session: str) -> list[dict[str, Any]]:
    """Return what the queue tells a session, until it has told all; Gradio breaks off where it knows no such one."""
    told = list[dict[str, Any]]()
    with (
        suppress(httpx.RemoteProtocolError),
        client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}, timeout=20) as stream,
    ):
        told.extend(json.loads(line[len("data: ") :]) for line in stream.iter_lines() if line.startswith("data: "))
    return told
