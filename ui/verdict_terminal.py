"""A check as a person reads it in a terminal: a table of verdicts, and the quotations that they rest on below it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rag.answer import Citation
from rag.check import Checked
from rag.checking.verdict import Verdict
from ui.escaping import readable
from ui.marks import also_told, told_of
from ui.verdict_words import remarks_on_check, verdict_title, verdict_words

_STYLES = {"supported": "green", "superseded": "yellow", "contradicted": "red"}
_SIGNS = {"supported": "✓", "superseded": "↻", "contradicted": "✗", "related": "≈", "not_found": "–"}


def print_check(checked: Checked, console: Console) -> None:
    """Print what the archive says of each sentence, then what the whole check lacks."""
    table = Table(box=None, padding=(0, 2, 1, 0), show_header=False)
    table.add_column(justify="right", style="dim")
    table.add_column(ratio=1)
    for verdict in checked.verdicts:
        table.add_row(str(verdict.sentence.number), _told(verdict))
    console.print(table)
    for remark in remarks_on_check(checked):
        console.print(Text(readable(remark), style="yellow"))


def _told(verdict: Verdict) -> Table:
    """Return a sentence with its verdict and its quotations, each on a line of its own."""
    told = Table.grid()
    told.add_row(Text(readable(verdict.sentence.text)))
    sign = _SIGNS.get(verdict.status, "·")
    told.add_row(Text(f"{sign} {verdict_title(verdict)}", style=f"bold {_STYLES.get(verdict.status, '')}".strip()))
    if words := verdict_words(verdict):
        told.add_row(Text(readable(words)))
    for citation in verdict.citations:
        told.add_row(Padding(_quoted(citation, verdict.sentence.language), (0, 0, 0, 2)))
    return told


def _quoted(citation: Citation, language: str) -> Text:
    span, also = citation.span, also_told(citation, language)
    where = f"{told_of(citation.article, language)}\n{citation.article.id} [{span.start}:{span.end}]"
    lines = [f"“{readable(citation.quote)}”", readable(where), *([readable(also)] if also else [])]
    return Text(lines[0]).append("\n" + "\n".join(lines[1:]), style="dim")
