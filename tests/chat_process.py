"""`knipsel chat` in a process of its own, as people run it."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.chroma_run import free_port

KNIPSEL = [sys.executable, "-m", "ui.cli"]


@contextmanager
def chat_served(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a chat with these KNIPSEL_* variables on a free port until the block ends; give its address."""
    port = free_port()
    command = [*KNIPSEL, "chat", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()


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
