"""The commands that keep an archive: index, status and forget."""

from __future__ import annotations

import signal
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
    from types import FrameType

    from index.report import SyncReport
    from index.sources import Source
    from ui.settings import Settings

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
    as_json: AsJson = False,
) -> None:
    """Bring the archive into step with its sources: what is new, changed or gone.

    Without folders or files to index, those that `knipsel.toml` lists.
    """
    from index.sources import Source, read_sources

    if paths and listed:
        raise typer.BadParameter("name folders and files, or a file that lists them (--sources), not both")
    settings = read_settings()

    def sources() -> list[Source]:
        if paths or (rebuild and not listed and not settings.sources.exists()):
            return [Source.of(path) for path in paths or []]
        return read_sources(listed or settings.sources)

    with told_plainly(), _stopped_in_order():
        if watch:
            _watch(settings, sources, as_json=as_json)
        else:
            _index(settings, sources(), rebuild=rebuild, go_on=not paths, as_json=as_json)


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
    from ui.kept.forgetting import forget_everywhere
    from ui.progress import progress_bar

    settings = read_settings()
    encoder, server, began = encoder_of(settings), settings.vector_server(), time.monotonic()
    with told_plainly():
        if undo:
            forgetting.remember(settings.archive, article_ids, encoder, server)
            typer.echo("they come back with the next `knipsel index`, if their sources have them still")
            return
        with progress_bar(terminal(stderr=True)) as progress:
            passages = forget_everywhere(settings.archive, article_ids, encoder, server=server, progress=progress)
    took = f"{time.monotonic() - began:.1f} s"
    typer.echo(f"forgot {len(article_ids):,} articles with {passages:,} passages in {took}; nothing of them is left")


def _index(settings: Settings, sources: list[Source], *, rebuild: bool, go_on: bool, as_json: bool) -> None:
    from index.sync import sync
    from ui.progress import progress_bar

    encoder, server = encoder_of(settings), settings.vector_server()
    with progress_bar(terminal(stderr=True)) as progress:
        report = sync(
            settings.archive, sources, encoder, rebuild=rebuild, go_on=go_on, server=server, progress=progress
        )
    _tell(report, as_json=as_json)
    if report.ending == "interrupted":
        typer.echo("stopped; what is done is kept: go on with the same command", err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(CANNOT if any(source.failed for source in report.sources) else 0)


def _watch(settings: Settings, sources: Callable[[], list[Source]], *, as_json: bool) -> None:
    from index.report import SyncReport
    from index.watch import watch
    from ui.progress import progress_bar

    last = ""

    def told(outcome: SyncReport | Exception) -> None:
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
    with progress_bar(terminal(stderr=True)) as progress:
        watch(settings.archive, sources, encoder, settings.every, told, server=server, progress=progress)


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
