"""What the commands work with, made from the settings: archive, encoders, model, desk; errors are told plainly."""

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
    from rag.desk import Desk
    from rag.model import ChatModel
    from ui.settings import Settings

NOT_SAID, BAD_QUESTION, CANNOT, INTERRUPTED = 1, 2, 3, 130  # exit codes
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine to read.")]
# Settings whose value is never printed, wrong or right.
_MAY_BE_SECRET = (("chroma",), ("chroma_header",), ("model_url",), ("model_key",), ("secret",), ("api_keys",))


def read_settings() -> Settings:
    """Read the settings; exit where one cannot be used, naming its variable."""
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
    """Open the archive for as long as the block runs; raise ArchiveError."""
    from index.archive import Archive

    archive = Archive.open(settings.archive, encoder_of(settings), settings.vector_server())
    try:
        yield archive
    finally:
        archive.close()


def encoder_of(settings: Settings) -> Encoder:
    """Return the encoder of passages and questions; it loads when it is first used."""
    from index.encoder import SentenceEncoder

    return SentenceEncoder(settings.encoder, settings.device)


def desk_of(archive: Archive, settings: Settings) -> Desk:
    """Return the desk that answers from an archive; raise ArchiveError or ModelError."""
    from index.encoder import SentenceEncoder
    from index.glossary import Glossary
    from rag.desk import Desk

    reader = SentenceEncoder(settings.second_look, settings.device) if settings.second_look else None
    glossary, model = Glossary.read(settings.glossary), model_of(settings)
    return Desk(archive, glossary, settings.language, reader, model, translate=settings.translate)


def model_of(settings: Settings) -> ChatModel | None:
    """Return the language model that is set, None where none is; raise ModelError where it cannot be used."""
    if not settings.model:
        return None
    from rag.langchain_model import LangChainModel

    return LangChainModel.named(
        settings.model,
        url=settings.model_url,
        key=settings.model_key.get_secret_value(),
        context=settings.model_context,
        timeout_s=settings.model_timeout_s,
    )


@contextmanager
def told_plainly() -> Iterator[None]:
    """Print what the archive, the model or what is kept could not do as one sentence, and exit with its code."""
    from index.errors import ArchiveError
    from rag.model import ModelError
    from ui.kept.conversations_file import ConversationsUnusable

    try:
        yield
    except (ArchiveError, ModelError, ConversationsUnusable) as cannot:
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
