"""A file that a browser sends: streamed to the disk, bounded, read, and kept where it has articles."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request

from index.checking import Checked
from index.errors import ArchiveUnwritable, UploadsFull, UploadTooLarge
from index.uploads import Uploads, label_of
from ui.manage.phrases import told
from ui.manage.words import articles_words, size_words
from ui.wording import number_words

_AT_ONCE = 2  # files that are read at a time, so that a thread is left for those who ask
_SILENCE_S = 30.0


class Receiving:
    """Takes files in, for an archive's uploads."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._reading = CapacityLimiter(_AT_ONCE)

    async def receive(self, request: Request, by: str, language: str) -> tuple[int, dict[str, Any]]:
        """Return the status and what became of a file, in words; `by` is the name of who sends it.

        Its name is percent-encoded in the header X-Name; it is shown, and never a path.
        """
        called = unquote(request.headers.get("x-name", ""), errors="replace")
        name, uploads = label_of(called), self._uploads
        limits = {"name": name, "largest": size_words(uploads.largest, language)}
        try:
            return await self._received(request, called, by, language)
        except UploadTooLarge:
            return 413, _answer("too_large", told("too_large", language, **limits))
        except UploadsFull:
            most = number_words(uploads.most, language)
            return 409, _answer("full", told("full", language, name=name, most=most))
        except (TimeoutError, ClientDisconnect):
            return 408, _answer("slow", told("slow", language, name=name))
        except ArchiveUnwritable:
            return 507, _answer("unwritable", told("unwritable", language, name=name))

    async def _received(self, request: Request, called: str, by: str, language: str) -> tuple[int, dict[str, Any]]:
        if int(_digits(request.headers.get("content-length", ""))) > self._uploads.largest:
            raise UploadTooLarge("its length says so")
        with self._uploads.receiving(called) as incoming:
            async with asyncio.timeout(_SILENCE_S) as silence:
                async for piece in request.stream():
                    await to_thread.run_sync(incoming.write, piece)
                    silence.reschedule(asyncio.get_running_loop().time() + _SILENCE_S)
            found = await to_thread.run_sync(incoming.check, limiter=self._reading)
            if not found.articles:
                said = told("refused", language, name=incoming.name)
                return 422, _answer("refused", said, found, language)
            upload, is_new = await to_thread.run_sync(self._uploads.keep, incoming, by)
        if not is_new:
            return 200, _answer("known", told("known", language, name=label_of(called), before=upload.name))
        said = told(
            "kept" if found.whole else "kept_part", language, name=upload.name, found=found_words(found, language)
        )
        return 201, _answer("kept", said, found, language)


def found_words(found: Checked, language: str) -> str:
    """Return how many articles were found, and the titles of the first ones."""
    return articles_words(found.articles, language) + (
        told("titled", language, titles="; ".join(found.titles)) if found.titles else ""
    )


def faults_of(found: Checked, language: str) -> list[str]:
    """Return what cannot be read, each with where it is and why."""
    lines = list[str]()
    for fault in found.faults:
        line = told("line", language, line=fault.line) if fault.line else ""
        lines.append(told("fault", language, where=f"{fault.path}{line}", why=fault.reason))
    if more := found.fault_count - len(found.faults):
        lines.append(told("more_faults", language, count=number_words(more, language)))
    return lines


def _answer(outcome: str, said: str, found: Checked | None = None, language: str = "en") -> dict[str, Any]:
    return {"outcome": outcome, "told": said, "faults": faults_of(found, language) if found else []}


def _digits(text: str) -> str:
    return text[:18] if text.isascii() and text.isdigit() else "0"
