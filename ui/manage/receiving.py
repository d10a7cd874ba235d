"""A file that a browser sends: streamed to the disk, bounded, read, and kept where it has articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request

from index.checking import Checked
from index.errors import ArchiveUnwritable, UploadsFull, UploadTooLarge
from index.uploads import Uploads, label_of
from ui.manage.phrases import told
from ui.manage.words import articles_words, size_words
from ui.wording import number_words

Outcome = Literal["kept", "known", "refused", "too_large", "full", "slow", "unwritable"]

STATUS: dict[Outcome, int] = {
    "kept": 201,
    "known": 200,
    "refused": 200,  # it was taken and looked at, and the page says so; a browser would log 422 as a fault of the page
    "too_large": 413,
    "full": 409,
    "slow": 408,
    "unwritable": 507,
}
_AT_ONCE = 2  # files that are read at a time, so that a thread is left for those who ask
_SILENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: what it was called, what it is stored as, in words, and what in it cannot be read."""

    outcome: Outcome
    name: str
    told: str
    stored: str = ""
    faults: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return what the page's script shows."""
        return {"outcome": self.outcome, "told": self.told, "faults": self.faults}


class Receiving:
    """Takes files in, for an archive's uploads."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._reading = CapacityLimiter(_AT_ONCE)

    async def receive(self, request: Request, by: str, language: str) -> Received:
        """Return what became of the file that is the body of a request; `by` is the name of who sends it.

        Its name is percent-encoded in the header X-Name; it is shown, and never a path.
        """
        called = unquote(request.headers.get("x-name", ""), errors="replace")
        try:
            return await self._received(request, called, by, language)
        except UploadTooLarge:
            return self._not_taken("too_large", called, language)
        except UploadsFull:
            return self._not_taken("full", called, language)
        except (TimeoutError, ClientDisconnect):
            return self._not_taken("slow", called, language)
        except ArchiveUnwritable:
            return self._not_taken("unwritable", called, language)

    async def _received(self, request: Request, called: str, by: str, language: str) -> Received:
        if int(_digits(request.headers.get("content-length", ""))) > self._uploads.largest:
            raise UploadTooLarge("its length says so")
        with self._uploads.receiving(called) as incoming:
            async with asyncio.timeout(_SILENCE_S) as silence:
                async for piece in request.stream():
                    await to_thread.run_sync(incoming.write, piece)
                    silence.reschedule(asyncio.get_running_loop().time() + _SILENCE_S)
            found = await to_thread.run_sync(incoming.check, limiter=self._reading)
            name, faults = incoming.name, faults_of(found, language)
            if not found.articles:
                return Received("refused", name, told("refused", language, name=name), faults=faults)
            upload, is_new = await to_thread.run_sync(self._uploads.keep, incoming, by)
        if not is_new:
            return Received("known", name, told("known", language, name=name, before=upload.name), upload.stored)
        phrase = "kept" if found.whole else "kept_part"
        said = told(phrase, language, name=name, found=found_words(found, language))
        return Received("kept", name, said, upload.stored, faults)

    def _not_taken(self, outcome: Outcome, called: str, language: str) -> Received:
        largest, most = size_words(self._uploads.largest, language), number_words(self._uploads.most, language)
        name = label_of(called)
        return Received(outcome, name, told(outcome, language, name=name, largest=largest, most=most))


def found_words(found: Checked, language: str) -> str:
    """Return how many articles were found, and the titles of the first ones."""
    titles = told("titled", language, titles="; ".join(found.titles)) if found.titles else ""
    return articles_words(found.articles, language) + titles


def faults_of(found: Checked, language: str) -> list[str]:
    """Return what cannot be read, each with where it is and why."""
    lines = list[str]()
    for fault in found.faults:
        line = told("line", language, line=fault.line) if fault.line else ""
        lines.append(told("fault", language, where=f"{fault.path}{line}", why=fault.reason))
    if more := found.fault_count - len(found.faults):
        lines.append(told("more_faults", language, count=number_words(more, language)))
    return lines


def _digits(text: str) -> str:
    return text[:18] if text.isascii() and text.isdigit() else "0"
