"""The commands that back an archive up and put it back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.opening import NOT_SAID, encoder_of, read_settings, terminal, told_plainly

if TYPE_CHECKING:
    from index.manifest import Manifest


def backup(
    to: Annotated[Path, typer.Argument(metavar="TO", help="A folder that is not there yet.")],
    wait: Annotated[float, typer.Option(help="Seconds to wait for a run that is writing.", min=0)] = 600.0,
) -> None:
    """Copy the archive while it is asked, with all that is kept in its folder; exit code 1 where it is not in order.

    The copy has people's conversations and accounts, and the secret that tokens are signed with: keep it as safe.
    """
    from index.backup import back_up
    from ui.progress import progress_bar

    settings, began = read_settings(), time.monotonic()
    with told_plainly(), progress_bar(terminal(stderr=True)) as progress:
        made = back_up(settings.archive, to, encoder_of(settings), wait_s=wait, progress=progress)
    typer.echo(f"backed up {_told(made.manifest)} to {to} in {time.monotonic() - began:.1f} s")
    if not made.differences:
        typer.echo("verified: catalog, keywords and vectors agree")
        return
    for difference in made.differences:
        typer.echo(difference.what, err=True)
    typer.echo("the archive itself is so: `knipsel status --verify` says what mends it", err=True)
    raise typer.Exit(NOT_SAID)


def restore(
    backup: Annotated[Path, typer.Argument(metavar="FROM", help="A folder that `knipsel backup` made.")],
    forgotten_in: Annotated[
        Path | None,
        typer.Option(help="A later archive or backup of the same: what was forgotten there is forgotten here too."),
    ] = None,
) -> None:
    """Put a backup back as the archive, where there is none: nothing is overwritten."""
    from index.restore import restore as put_back
    from ui.kept.forgetting import elsewhere_in
    from ui.people.accounts import NAME, Accounts
    from ui.people.sessions import Sessions
    from ui.progress import progress_bar

    settings = read_settings()
    with told_plainly(), progress_bar(terminal(stderr=True)) as progress:
        restored = put_back(
            backup,
            settings.archive,
            encoder_of(settings),
            forgotten_in=forgotten_in,
            elsewhere_in=elsewhere_in,
            progress=progress,
        )
        if (settings.archive / NAME).exists():
            Sessions(Accounts(settings.archive / NAME)).end_all()  # some may have been ended since
    made, when = restored.manifest, restored.manifest.made.isoformat(sep=" ").replace("+00:00", " UTC")
    typer.echo(f"restored {_told(made)} to {settings.archive}, as it stood at {when}")
    if restored.forgotten:
        typer.echo(f"forgot {restored.forgotten:,} articles that were forgotten since")
    for difference in made.differences:
        typer.echo(f"not in order when it was backed up: {difference}", err=True)
    typer.echo("what came since comes with the next `knipsel index`; start a chat that is running anew")


def _told(manifest: Manifest) -> str:
    return f"{len(manifest.files):,} files, {manifest.size / 1e6:,.1f} MB"
