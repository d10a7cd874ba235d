"""`knipsel check`: what the archive says of each sentence of a text, in a terminal or for machines."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ui.opening import BAD_QUESTION, NOT_SAID, AsJson, opened_archive, print_json, read_settings, terminal, told_plainly
from ui.when import AsOf, last_day

_LONGEST_READ = 64 * 1024  # characters of standard input; what is longer is refused as it is

Written = Annotated[
    str, typer.Option("--written", metavar="DATE", help="When the text was written: its `yesterday` is from then.")
]


def check(
    text: Annotated[str, typer.Argument(help="The text, in Dutch or English; `-` reads it from standard input.")] = "-",
    written: Written = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Say of each sentence of a text whether the archive has it; exit code 1 where it does not have all of them."""
    from index.glossary import Glossary
    from rag.check import Checked, Checker
    from rag.checking.text import TextRefused
    from ui.verdict_json import check_json
    from ui.verdict_phrases import tell
    from ui.verdict_terminal import print_check

    wrote, day = last_day(written, "--written"), last_day(as_of)
    settings = read_settings()
    text = sys.stdin.read(_LONGEST_READ) if text == "-" else text
    with told_plainly(), opened_archive(settings) as archive:
        checker = Checker(archive, Glossary.read(settings.glossary), settings.language)
        try:
            *_, checked = checker.check(text, written=wrote, as_of=day)
        except TextRefused as refused:
            typer.echo(tell(refused.reason, settings.language), err=True)
            raise typer.Exit(BAD_QUESTION) from None
    assert isinstance(checked, Checked)  # noqa: S101 - for the type checker: the last event
    print_json(check_json(checked)) if as_json else print_check(checked, terminal())
    raise typer.Exit(0 if checked.stands else NOT_SAID)
