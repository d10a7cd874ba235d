"""An evaluation in the terminal: its questions read from files, its figures as a table and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from rag.evaluation.asking import Asked
from rag.evaluation.figures import Figures, figures_of, groups_of
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.written import Written

_WIDEST = 1_000  # cells that a table is measured within
_COLUMNS = {
    "questions": "n",
    "hits@1": "Hits@1",
    "hits@4": "@4",
    "hits@10": "@10",
    "mrr@10": "MRR@10",
    "ndcg@10": "nDCG@10",
    "right": "right",
    "among": "among",
    "marked": "marked",
    "citations valid": "valid",
    "abstention precision": "abst. P",
    "abstention recall": "abst. R",
    "correct": "correct",
    "p50 ms": "p50 ms",
    "p95 ms": "p95 ms",
}
_LONGEST_QUOTE = 160


def golden_in(files: list[Path]) -> list[GoldenQuestion]:
    """Read the questions; name each line that is none; raise BadParameter where nothing is left to ask."""
    good, skipped = list[GoldenQuestion](), 0
    for path in files:
        if not path.is_file():
            raise typer.BadParameter(f"there is no file {path}")
        for item in read_questions(path):
            if isinstance(item, GoldenQuestion):
                good.append(item)
            else:
                typer.echo(f"skipped {item}", err=True)
                skipped += 1
    if skipped:
        typer.echo(f"{skipped} lines skipped, {len(good)} questions left", err=True)
    if not good:
        raise typer.BadParameter("there is no question to ask; docs/evaluate.md describes the format")
    return good


def print_evaluation(asked: Sequence[Asked], console: Console, *, misses: bool = False) -> None:
    """Print the figures, a line a group; with `misses`, then every question that was not answered right.

    Figures are never cut: where the console is too narrow, as a pipe says it is, lines are longer than it.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for title in _COLUMNS.values():
        table.add_column(title, justify="right", no_wrap=True)
    for groups in groups_of(asked).values():
        for name, group in groups.items():
            table.add_row(Text(name), *map(told, *zip(*_row(figures_of(group)), strict=True)))
        table.add_section()
    whole = Measurement.get(console, console.options.update(max_width=_WIDEST), table).maximum
    narrow, console.width = console.width, max(console.width, whole)
    console.print(table)
    console.width = narrow
    if written := [one.written for one in asked if one.written]:
        _print_written(written, console)
    if misses:
        for one in asked:
            if not one.right:
                _print_miss(one, console)


def evaluation_json(asked: Sequence[Asked]) -> dict[str, Any]:
    """Return the figures by group, and what each question got."""
    groups = {by: {name: figures_of(group) for name, group in some.items()} for by, some in groups_of(asked).items()}
    return {"figures": groups, "questions": [_question_json(one) for one in asked]}


def told(name: str, figure: float | None) -> str:
    """Return a figure as it is shown; a dash where there is none."""
    if figure is None:
        return "–"
    return f"{figure:.0f}" if name == "questions" or name.endswith("ms") else f"{figure:.2f}"


def _print_written(written: Sequence[Written], console: Console) -> None:
    """Print how much of what a model wrote was dropped and why, and how often the articles' own sentences stood in."""
    dropped = sum((Counter(dict(one.dropped)) for one in written), Counter[str]())
    sentences, lost = sum(one.kept for one in written) + dropped.total(), dropped.total()
    why = ", ".join(f"{flaw} {number}" for flaw, number in dropped.most_common())
    share = f" ({lost / sentences:.0%}: {why})" if lost else ""
    fell_back = Counter(one.fell_back for one in written if one.fell_back)
    console.print(Text(f"{written[0].by} wrote {sentences:,} sentences, {lost:,} were dropped{share}"))
    reasons = ", ".join(f"{reason} {number}" for reason, number in fell_back.most_common())
    console.print(Text(f"not written by it: {fell_back.total():,} of {len(written):,} answers ({reasons or 'none'})"))


def _row(figures: Figures) -> list[tuple[str, float | None]]:
    return [(name, figures[name]) for name in _COLUMNS]


def _print_miss(one: Asked, console: Console) -> None:
    wanted = " | ".join(map(str, one.golden.answers)) if one.golden.answerable else "that the archive does not say"
    got = one.statements[0].text[:_LONGEST_QUOTE] if one.statements else "the archive does not say"
    console.print(Text(f"\n{one.golden.id} ({one.golden.kind}) {one.golden.question}", style="bold"))
    console.print(Text(f"  wanted  {wanted}\n  got     {got}"))
    if one.golden.answerable:
        place = f"at {one.place}" if one.place else "not found"
        among = ", the answer is among the statements" if one.among else ""
        console.print(Text(f"  article {place}{among}", style="dim"))


def _question_json(one: Asked) -> dict[str, Any]:
    return {
        "id": one.golden.id,
        "kind": one.golden.kind,
        "right": one.right,
        "among": one.among,
        "marked": one.marked,
        "abstained": one.abstained,
        "place": one.place,
        "citations": len(one.valid),
        "citations_valid": sum(one.valid),
        "first_quote": one.statements[0].citations[0].quote if one.statements else None,
        "ms": round(one.seconds * 1000, 1),
    }
