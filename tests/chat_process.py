"""`knipsel chat` in a process of its own, as people run it, and a browser that notes what goes wrong in a page."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
KNIPSEL = [sys.executable, "-m", "ui.cli"]
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_QUIET += ["--disable-component-update", "--disable-sync"]


@contextmanager
def chat_served(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a chat with these KNIPSEL_* variables on a free port until the block ends; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*KNIPSEL, "chat", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give Debian's chromium, which asks no other host for anything."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


class Watched:
    """What a page complains of, and which hosts it asks."""

    def __init__(self, page: Page) -> None:
        self.complaints, self.hosts = list[str](), set[str]()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core finds wrong in the state that a page is in."""
    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]


def _answering(address: str, server: subprocess.Popen[bytes], tries: int = 1_200) -> str:
    """Return the address once the server answers on it; `wait` paces the tries without a fixed sleep."""
    for _ in range(tries):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own loopback address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            try:
                server.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"the server stopped with {server.returncode}") from None
        else:
            return address
    raise AssertionError(f"no answer from {address}")
