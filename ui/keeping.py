"""The commands that keep an archive: index, status and forget."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.opening import (
    CANNOT,
    INTERRUPTED,
    NOT_SAID,
    AsJson,
    encoder_of,
    opened_archive,
    print_json,
    read_settings,
    terminal,
    told_plainly,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import FrameType

    from index.gauge import Progress
    from index.report import SyncReport
    from index.sources import Source
    from ui.settings import Settings

    _Told = Callable[[], AbstractContextManager[Progress]]

_RUNS_SHOWN = 5


def index(
    paths: Annotated[list[str] | None, typer.Argument(help="Folders or files of articles, addresses of feeds.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--sources", help="A file that lists the sources (docs/sync.md).")
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Make keywords and vectors anew from the catalog.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep going until Ctrl-C, a run every KNIPSEL_EVERY seconds.")
    ] = False,
    progress_json: Annotated[
        bool, typer.Option("--progress-json", help="Tell how far it is as lines of JSON, on standard error.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the archive into step with its sources: what is new, changed or gone.

    Without folders or files to index, those that `knipsel.toml` lists, and what was added on the page /manage.
    """
    from index.added import own_sources, together
    from index.sources import Source, read_sources

    if paths and listed:
        raise typer.BadParameter("name folders and files, or a file that lists them (--sources), not both")
    settings = read_settings()

    def sources() -> list[Source]:
        if paths:
            return [Source.of(path) for path in paths]
        own = own_sources(settings.archive, settings.uploads_folder())
        if not listed and not settings.sources.exists() and (own or rebuild):
            return own
        return together(read_sources(listed or settings.sources), own)

    told = _lines if progress_json else _bars
    with told_plainly(), _stopped_in_order():
        if watch:
            _watch(settings, sources, told, as_json=as_json)
        else:
            _index(settings, sources(), told, rebuild=rebuild, go_on=not paths, as_json=as_json)


def status(
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare catalog, keywords and vectors; exit code 1 where they differ.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what the archive holds, what the last runs did, what is left to do, and how fast a language model answers."""
    from dataclasses import asdict

    from index import verify as verifying
    from ui.model_status import model_status
    from ui.runs import print_differences, print_status, report_json

    settings = read_settings()
    with told_plainly():
        with opened_archive(settings) as archive:
            counts, encoder, vectors = archive.counts(), archive.encoder, archive.vectors_status()
            runs = archive.runs(_RUNS_SHOWN)
        model = model_status(settings)
        where = settings.archive, encoder_of(settings), settings.vector_server()
        differences = verifying.verify(*where) if verify else None
    if as_json:
        models = {"encoder": asdict(encoder) if encoder else None, "model": asdict(model) if model else None}
        told = {**asdict(counts), **models, "vectors": asdict(vectors)}
        found = {} if differences is None else {"differences": [asdict(one) for one in differences]}
        print_json({**told, "runs": [report_json(run) for run in runs], **found})
    else:
        print_status(counts, encoder, model, vectors, runs, str(settings.archive), terminal())
        if differences is not None:
            print_differences(differences, terminal())
    raise typer.Exit(NOT_SAID if differences else 0)


def forget(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As answers and --json name them.")],
    undo: Annotated[bool, typer.Option("--undo", help="Let them come back with the next run.")] = False,
) -> None:
    """Remove articles for good, from every file of the archive and what was kept of answers; they do not come back."""
    from index import forget as forgetting
    from ui.kept.forgetting import elsewhere_in
    from ui.progress import progress_bar
    from ui.wording import count_words

    settings = read_settings()
    encoder, server, began = encoder_of(settings), settings.vector_server(), time.monotonic()
    with told_plainly():
        if undo:
            forgetting.remember(settings.archive, article_ids, encoder, server)
            typer.echo("they come back with the next `knipsel index`, if their sources have them still")
            return
        with progress_bar(terminal(stderr=True)) as progress:
            passages = forgetting.forget(
                settings.archive,
                article_ids,
                encoder,
                server=server,
                elsewhere=elsewhere_in(settings.archive),
                progress=progress,
            )
    took = f"{time.monotonic() - began:.1f} s"
    told = f"{count_words(len(article_ids), 'articles', 'en')} with {count_words(passages, 'passages', 'en')}"
    typer.echo(f"forgot {told} in {took}; nothing of them is left")


@contextmanager
def _bars() -> Iterator[Progress]:
    from ui.progress import progress_bar

    with progress_bar(terminal(stderr=True)) as progress:
        yield progress


@contextmanager
def _lines() -> Iterator[Progress]:
    from ui.progress import progress_lines

    yield progress_lines(sys.stderr)


def _index(
    settings: Settings, sources: list[Source], told: _Told, *, rebuild: bool, go_on: bool, as_json: bool
) -> None:
    from index.sync import sync

    encoder, server = encoder_of(settings), settings.vector_server()
    with told() as progress:
        report = sync(
            settings.archive, sources, encoder, rebuild=rebuild, go_on=go_on, server=server, progress=progress
        )
    _tell(report, as_json=as_json)
    if report.ending == "interrupted":
        typer.echo("stopped; what is done is kept: go on with the same command", err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(CANNOT if any(source.failed for source in report.sources) else 0)


def _watch(settings: Settings, sources: Callable[[], list[Source]], told: _Told, *, as_json: bool) -> None:
    from index.report import SyncReport
    from index.watch import watch

    last = ""

    def tell(outcome: SyncReport | Exception) -> None:
        """Tell of a round in which something changed, or that went another way than the one before."""
        nonlocal last
        if isinstance(outcome, SyncReport):
            now = repr([(source.source, source.failed, source.skipped_count) for source in outcome.sources])
            if outcome.changed or now != last or outcome.ending != "finished":
                _tell(outcome, as_json=as_json)
        elif (now := str(outcome)) != last:
            typer.echo(now, err=True)
        last = now

    encoder, server = encoder_of(settings), settings.vector_server()
    with told() as progress:
        watch(settings.archive, sources, encoder, settings.every, tell, server=server, progress=progress)


def _tell(report: SyncReport, *, as_json: bool) -> None:
    from ui.runs import print_report, report_json

    print_json(report_json(report)) if as_json else print_report(report, terminal())
    for source in report.sources:
        if source.failed:
            typer.echo(source.failed, err=True)


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Have SIGTERM stop a run as Ctrl-C does; one that comes before or after a run ends the command with its code."""

    def interrupt(signal_number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGTERM, before)
