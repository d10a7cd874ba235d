"""The commands that keep an archive: index and status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.command import (
    CANNOT,
    INTERRUPTED,
    AsJson,
    encoder_of,
    opened_archive,
    print_json,
    read_settings,
    terminal,
    told_plainly,
)

_RUNS_SHOWN = 5


def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="Folders or files of articles.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--sources", help="A file that lists the sources (docs/sync.md).")
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Make keywords and vectors anew from the catalog.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the archive into step with its sources: what is new, changed or gone.

    Without folders or files to index, those that `knipsel.toml` lists.
    """
    from index.sources import Source, read_sources
    from index.sync import sync
    from ui.progress import progress_bar
    from ui.runs import print_report, report_json

    settings = read_settings()
    if paths and listed:
        raise typer.BadParameter("name folders and files, or a file that lists them (--sources), not both")
    with told_plainly():
        if paths or (rebuild and not listed and not settings.sources.exists()):
            sources = [Source(path=path) for path in paths or []]
        else:
            sources = read_sources(listed or settings.sources)
        with progress_bar(terminal(stderr=True)) as progress:
            report = sync(
                settings.archive,
                sources,
                encoder_of(settings),
                rebuild=rebuild,
                go_on=not paths,
                progress=progress,
            )
    print_json(report_json(report)) if as_json else print_report(report, terminal())
    for source in report.sources:
        if source.failed:
            typer.echo(source.failed, err=True)
    if report.ending == "interrupted":
        typer.echo("stopped; what is done is kept: go on with the same command", err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(CANNOT if any(source.failed for source in report.sources) else 0)


def status(as_json: AsJson = False) -> None:
    """Say what the archive holds, what the last runs did, and whether anything is left to do."""
    from dataclasses import asdict

    from ui.runs import print_status, report_json

    settings = read_settings()
    with told_plainly(), opened_archive(settings) as archive:
        counts, encoder, runs = archive.counts(), archive.encoder, archive.runs(_RUNS_SHOWN)
    if as_json:
        told = {**asdict(counts), "encoder": asdict(encoder) if encoder else None}
        print_json({**told, "runs": [report_json(run) for run in runs]})
    else:
        print_status(counts, encoder, runs, str(settings.archive), terminal())
