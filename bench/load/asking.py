"""Widgets as they behave: each loads its script and fetches a token; then it asks, and reads events as they come."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.load.server import WIKI, Server

_GOLDEN = Path(__file__).parents[1] / "golden"
_PATIENCE_S = 600.0


@dataclass(slots=True)
class Asked:
    """A question and when its events came, in seconds since it was sent; `places` are its positions in the queue.

    `began_s` is when its answer began: the first event that is no position. `failed` is empty unless it did.
    """

    question: str
    caller: str
    sent: float
    first_s: float | None = None
    began_s: float | None = None
    done_s: float | None = None
    places: list[int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    failed: str = ""


class Widget:
    """One page that has the widget open, with the token of its page load."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"Origin": WIKI, "Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        self.name = token[-12:]

    @classmethod
    async def opened(cls, client: httpx.AsyncClient) -> Widget:
        """Load the script and fetch a token, as a page does; raise httpx.HTTPError."""
        script = await client.get("/widget.js", headers={"Origin": WIKI})
        script.raise_for_status()
        told = await client.post("/api/v1/sites/wiki/token", headers={"Origin": WIKI})
        return cls(client, told.raise_for_status().json()["token"])

    async def ask(self, question: str, leave_at: str = "") -> Asked:
        """Ask, and read what comes; with `leave_at` go away once an event of that name has come."""
        asked = Asked(question, self.name, time.monotonic())
        try:
            async with self._client.stream(
                "POST", "/api/v1/ask", json={"question": question}, headers=self._headers
            ) as told:
                if told.status_code != 200:
                    asked.failed = (await told.aread()).decode()[:300]
                    return asked
                async for name, data in _events(told):
                    _note(asked, name, data)
                    if name == leave_at:
                        return asked
        except httpx.HTTPError as broken:
            asked.failed = repr(broken)
        if not asked.failed and asked.done_s is None:
            asked.failed = f"it ended after {asked.events[-1:]}"
        return asked


@asynccontextmanager
async def widgets_of(server: Server, count: int) -> AsyncIterator[list[Widget]]:
    """Open so many widgets at once and give them."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)  # as many clients, each with its own
    async with httpx.AsyncClient(base_url=server.address, timeout=_PATIENCE_S, limits=limits) as client:
        yield await asyncio.gather(*(Widget.opened(client) for _ in range(count)))


async def together(widgets: Sequence[Widget], questions: Sequence[str], leave_at: str = "") -> list[Asked]:
    """Have each widget ask one of the questions, all at once, and return what came of them."""
    each = [questions[at % len(questions)] for at in range(len(widgets))]
    return await asyncio.gather(*(widget.ask(text, leave_at) for widget, text in zip(widgets, each, strict=True)))


def questions() -> list[str]:
    """Return the golden questions of the sample archive, no two of them alike."""
    lines = (_GOLDEN / "dev.jsonl").read_text("utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


async def _events(told: httpx.Response) -> AsyncIterator[tuple[str, dict[str, object]]]:
    name = ""
    async for line in told.aiter_lines():
        key, _, value = line.partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            yield name, json.loads(value)


def _note(asked: Asked, name: str, data: dict[str, object]) -> None:
    now_s = time.monotonic() - asked.sent
    asked.events.append(name)
    asked.first_s = now_s if asked.first_s is None else asked.first_s
    if name == "queued":
        with suppress(TypeError):
            asked.places.append(int(str(data["position"])))
        return
    asked.began_s = now_s if asked.began_s is None else asked.began_s
    if name == "done":
        asked.done_s = now_s
    if name == "error":
        asked.failed = json.dumps(data)[:300]
