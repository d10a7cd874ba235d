"""Knipsel's API served on loopback, as `knipsel chat` serves it, and a language model that writes when it is let."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import socket
from threading import Event, Thread
from typing import Any

import httpx
from fastapi import FastAPI

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from rag.model import Message
from ui.api.app import app_of
from ui.api.opening import Served, service_of
from ui.api.service import Service
from ui.serving import listening, server_of, with_chat
from ui.settings import Settings

WIKI = "https://wiki.example"
SITES = json.dumps({"wiki": {"origins": [WIKI]}, "docs": {"origins": ["https://*.docs.example", "http://docs:8080"]}})


@contextmanager
def serving(
    archive: Archive, desk: Desk | None = None, *, chat: bool = False, port: int = 0, **settings: object
) -> Iterator[str]:
    """Serve the API of an archive, and the chat if told, on a port, a free one unless told, and give its address."""
    told = Settings(_env_file=None, archive=archive.folder, **{"sites": SITES, **settings})  # type: ignore[arg-type]
    with listening("127.0.0.1", port) as listener:
        served = Served("127.0.0.1", listener.getsockname()[1])
        desk = desk or Desk(archive, Glossary.shipped())
        service = service_of(desk, archive, told, served)
        app = app_of(service)
        if chat:  # in a thread of its own: Playwright has a loop running in this one
            with ThreadPoolExecutor(1) as aside:
                aside.submit(lambda: asyncio.run(_with_chat(app, service, told))).result()
        server, started = server_of(app, told), Event()
        startup = server.startup

        async def told_when_started(sockets: list[socket] | None = None) -> None:
            await startup(sockets)
            started.set()

        server.startup = told_when_started  # type: ignore[method-assign]
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        assert started.wait(20)
        try:
            yield served.address
        finally:
            server.should_exit = True
            thread.join(20)


async def _with_chat(app: FastAPI, service: Service, settings: Settings) -> None:
    """Put the chat in an app, within an event loop: where none runs Gradio makes several, and closes none."""
    with_chat(app, service.desk, settings, service.in_turn)


@dataclass
class WaitingModel:
    """A language model that stays silent until `go` is set, and then writes one line; it tells when it was stopped."""

    line: str = 'There were three. [1] "Er vielen zeker drie doden"'
    name: str = "waiting"
    context: int = 8_192
    go: Event = field(default_factory=Event)
    began: Event = field(default_factory=Event)
    stopped: Event = field(default_factory=Event)

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        self.began.set()
        try:
            while not self.go.wait(0.01):
                yield ""
            yield self.line
        finally:
            self.stopped.set()


def token_of(address: str, site: str = "wiki", origin: str = WIKI) -> dict[str, str]:
    """Return the headers of a page that has fetched its token."""
    told = httpx.post(f"{address}/api/v1/sites/{site}/token", headers={"Origin": origin})
    assert told.status_code == 200, told.text
    return {"Origin": origin, "Authorization": f"Bearer {told.json()['token']}"}


def events_in(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a stream, by name."""
    events = []
    for block in text.strip().split("\n\n"):
        told = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if told:
            events.append((told["event"], json.loads(told["data"])))
    return events
