"""A Chroma server as its users start it, for benchmarks and tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def chroma_running(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `chroma run` until it is left; it has its data in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    chroma = str(Path(sys.executable).parent / "chroma")
    command = [chroma, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout  # noqa: S101 - for the type checker
        told = ""
        for line in server.stdout:
            told += line
            if "listening" in line:
                break
        else:
            raise RuntimeError(f"chroma did not start: {told}")
        Thread(target=server.stdout.read, daemon=True).start()  # a full pipe would stop it
        try:
            yield server
        finally:
            server.kill()
