"""What every command needs: the settings, the archive they name, and plain words for what goes wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from index.archive import Archive
    from index.encoder import Encoder
    from ui.settings import Settings

NOT_SAID, BAD_QUESTION, CANNOT, INTERRUPTED = 1, 2, 3, 130
_MAY_BE_SECRET = (("chroma",), ("chroma_header",))  # settings whose value is never printed, wrong or right

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine to read.")]


def read_settings() -> Settings:
    """Return the settings; exit, naming the wrong one, where there is one."""
    from pydantic import ValidationError

    from ui.settings import Settings

    try:
        return Settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            name = "KNIPSEL_" + "_".join(str(part) for part in error["loc"]).upper()
            told = name if error["loc"][:1] in _MAY_BE_SECRET else f"{name}={error['input']!r}"
            typer.echo(f"{told}: {error['msg']}", err=True)
        raise typer.Exit(BAD_QUESTION) from None


@contextmanager
def opened_archive(settings: Settings) -> Iterator[Archive]:
    """Give the archive that the settings name, and close it."""
    from index.archive import Archive

    archive = Archive.open(settings.archive, encoder_of(settings), settings.vector_server())
    try:
        yield archive
    finally:
        archive.close()


def encoder_of(settings: Settings) -> Encoder:
    """Return the encoder that the settings name."""
    from index.encoder import SentenceEncoder

    return SentenceEncoder(settings.encoder, settings.device)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Print what the archive could not do as one sentence, and exit with its code."""
    from index.errors import ArchiveError

    try:
        yield
    except ArchiveError as cannot:
        typer.echo(str(cannot), err=True)
        raise typer.Exit(CANNOT) from None


def terminal(*, stderr: bool = False) -> Console:
    """Return the terminal, which prints text as it is."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def print_json(told: dict[str, Any]) -> None:
    """Print JSON, escaped where the terminal does not take UTF-8."""
    escaped = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    json.dump(told, sys.stdout, ensure_ascii=escaped, indent=2)
    sys.stdout.write("\n")
