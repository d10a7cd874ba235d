"""Debian's chromium, as every test in a browser starts it, and what goes wrong in a page of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

_CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(_CHROMIUM is None, reason="no chromium; install Debian's package `chromium`")
IN_A_BROWSER = [pytest.mark.browser, needs_chromium]  # the marks of a module whose tests all open one
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_QUIET += ["--disable-component-update", "--disable-sync"]


@contextmanager
def chromium(*more: str, patience_ms: float = 20_000) -> Iterator[Browser]:
    """Start a browser that asks no other host for anything, with more arguments if told; close it in the end.

    Meanwhile `expect` waits for `patience_ms`: a busy machine takes its time, and nothing waits longer than it must.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=[*_QUIET, *more])
        expect.set_options(timeout=patience_ms)
        try:
            yield browser
        finally:
            expect.set_options(timeout=None)
            browser.close()


class Watched:
    """What a page complains of, and which hosts it asks."""

    def __init__(self, page: Page) -> None:
        self.complaints, self.hosts = list[str](), set[str]()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))


class Streams:
    """The streams that the chat's page reads answers from: left before they end, Gradio's client logs errors."""

    def __init__(self, page: Page) -> None:
        self._page, self._open = page, set[Request]()
        page.on("request", lambda sent: self._open.add(sent) if "/queue/data?" in sent.url else None)
        page.on("requestfinished", lambda sent: self._open.discard(sent))
        page.on("requestfailed", lambda sent: self._open.discard(sent))  # the client hangs up once all has come

    def end(self) -> None:
        """Wait until none is open; an answer is shown as done before the last of its stream has come."""
        while self._open:
            self._page.wait_for_timeout(10)


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core finds wrong in the state that a page is in."""
    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]


def accessible(page: Page) -> None:
    """Hold a state of the page against axe-core's rules."""
    found = violations(page)
    assert found == [], found
