"""What every test gets: no network beyond this machine, and archives to ask."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.encoder import SentenceEncoder
from index.sync import SyncReport, sync

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
SEED = ROOT.parent / "shared" / "data" / "seed"

Write = Callable[[str, str], Path]

os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def archive_of(tmp_path: Path, encoder: WordEncoder) -> Iterator[Callable[..., Archive]]:
    """Give a function that indexes files, given as {name: content}, and opens the archive."""
    opened = list[Archive]()

    def build(files: dict[str, str]) -> Archive:
        source = tmp_path / "source"
        for name, content in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(content, "utf-8")
        sync(tmp_path / "archive", [source], encoder)
        opened.append(Archive.open(tmp_path / "archive", encoder))
        return opened[-1]

    yield build
    for archive in opened:
        archive.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture
def write(source: Path) -> Write:
    def write(name: str, body: str) -> Path:
        (source / name).write_text(markdown(name, body), "utf-8")
        return source / name

    return write


@pytest.fixture
def run(tmp_path: Path, source: Path, encoder: WordEncoder) -> Callable[..., SyncReport]:
    return lambda **options: sync(tmp_path / "archive", [source], encoder, **options)


@pytest.fixture(scope="session")
def shipped_encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="session")
def corpus_archive(tmp_path_factory: pytest.TempPathFactory, shipped_encoder: SentenceEncoder) -> Iterator[Archive]:
    """The sample archive, built once, as users build it."""
    folder = tmp_path_factory.mktemp("corpus") / "archive"
    sync(folder, [CORPUS], shipped_encoder)
    archive = Archive.open(folder, shipped_encoder)
    yield archive
    archive.close()
