"""The flags of the command line that are dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from index.period import Period

From = Annotated[str, typer.Option("--from", metavar="DATE", help="Asked about: from this day, month or year.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Asked about: through this day, month or year.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="The archive as it stood then, no later articles.")]


def period_between(first: str, last: str) -> Period | None:
    """Return the period that --from and --to set, None where they set none; raise BadParameter naming the flag."""
    if not first and not last:
        return None
    try:
        return Period.between(first, last)
    except ValueError as wrong:
        flags = " and ".join(flag for flag, text in (("--from", first), ("--to", last)) if text)
        raise typer.BadParameter(f"{flags}: {wrong}") from None


def last_day(text: str, flag: str = "--as-of") -> date | None:
    """Return the last day of the day, month or year that a flag names; raise BadParameter naming the flag."""
    try:
        return Period.between("", text).end if text else None
    except ValueError as wrong:
        raise typer.BadParameter(f"{flag}: {wrong}") from None
