"""What runs did and what an archive holds, in a terminal and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from index.archive import VectorsStatus
from index.catalog import EncoderIdentity
from index.catalog_counts import Counts
from index.readers.source import Noted
from index.report import COUNTED, SourceReport, SyncReport
from index.verify import Difference
from ui.model_status import ModelStatus
from ui.wording import count_words

_ALWAYS_TOLD = ("added", "revised", "unchanged", "removed")
_ENDINGS = {
    "running": "goes on, or was killed",
    "interrupted": "was stopped",
    "failed": "failed",
    "killed": "was killed",
}


def report_json(report: SyncReport) -> dict[str, Any]:
    """Return what a run did; `skipped` names file, line and reason, of each source the first."""
    counted = {name: getattr(report, name) for name in (*COUNTED, "embedded", "seconds", "ending", "failed", "rounds")}
    sources = [{**one.counted(), "failed": one.failed, "skipped": _skipped(one)} for one in report.sources]
    skipped = [one for source in report.sources for one in _skipped(source)]
    began = report.began.isoformat(timespec="seconds")
    return {"began": began, **counted, "skipped": skipped, "skipped_count": report.skipped_count, "sources": sources}


def print_report(report: SyncReport, console: Console) -> None:
    """Print what a run did, each skipped file with its reason."""
    for skipped in report.skipped:
        became = "noted" if isinstance(skipped, Noted) else "skipped"
        console.print(Text(f"{became} {skipped}", style="yellow"))
    if more := report.skipped_count - len(report.skipped):
        console.print(Text(f"skipped {more:,} more", style="yellow"))
    for source in report.sources if len(report.sources) > 1 else ():
        console.print(Text(f"{source.source}: {_counted(source)}"))
    articles = report.added + report.revised
    rate = f", {articles / report.seconds:,.1f} articles/s" if articles and report.seconds else ""
    console.print(Text(f"{_counted(report)} in {report.seconds:.1f} s{rate}"))


def print_status(
    counts: Counts,
    encoder: EncoderIdentity | None,
    model: ModelStatus | None,
    vectors: VectorsStatus,
    runs: Sequence[SyncReport],
    where: str,
    console: Console,
) -> None:
    """Print how much an archive holds, where its vectors are, which models answer, and what the last runs did."""
    told = f"{count_words(counts.articles, 'articles', 'en')} in {count_words(counts.passages, 'passages', 'en')}"
    console.print(Text(f"{where}: {told}", style="bold"))
    console.print(Text(f"published   {counts.first} to {counts.last}"))
    console.print(Text(f"languages   {_tally(counts.languages)}"))
    console.print(Text(f"outlets     {_tally(counts.outlets)}"))
    console.print(Text(f"encoder     {encoder or 'none yet'}"))
    console.print(Text(f"vectors     {_told_of(vectors)}", style="red" if vectors.trouble else ""))
    if model and model.first_word_s is not None:
        console.print(Text(f"model       {model.name}, first word after {model.first_word_s:.1f} s"))
    elif model:
        console.print(Text(f"model       {model.trouble}", style="yellow"))
    else:
        console.print(Text("model       none; answers are the articles' own sentences"))
    if counts.older_revisions:
        console.print(Text(f"revisions   {counts.older_revisions:,} older ones kept"))
    if counts.gone:
        console.print(Text(f"vanished    {counts.gone:,} articles are no longer in their source, and kept"))
    if counts.forgotten:
        console.print(Text(f"forgotten   {counts.forgotten:,} articles, which do not come back"))
    if counts.erasing:
        console.print(Text("unfinished  what was forgotten is in some files yet; run `knipsel index`", style="yellow"))
    if any(counts.pending.values()):
        left = f"{_tally(counts.pending)} passages to go; run `knipsel index` again to complete it"
        console.print(Text(f"unfinished  {left}", style="yellow"))
    for number, run in enumerate(runs):
        console.print(Text(f"{'' if number else 'runs':<12}{_run(run)}"))


def print_differences(differences: Sequence[Difference], console: Console) -> None:
    """Print what differs within an archive, and what mends it."""
    for difference in differences:
        mended = "" if difference.mended_by_rebuild else " (no rebuild mends this)"
        console.print(Text(f"differs     {difference.what}{mended}", style="red"))
    if any(difference.mended_by_rebuild for difference in differences):
        console.print(Text("run `knipsel index --rebuild`: it makes keywords and vectors anew from the catalog"))
    if any(not difference.mended_by_rebuild for difference in differences):
        console.print(
            Text("the catalog itself is damaged: index the sources anew into another folder (KNIPSEL_ARCHIVE)")
        )
    if not differences:
        console.print(Text("verified    catalog, keywords and vectors agree, passage by passage"))


def _told_of(vectors: VectorsStatus) -> str:
    if vectors.trouble:
        return vectors.trouble
    return f"at {vectors.where}, which answers and has {vectors.held:,}" if vectors.where else "in the archive's folder"


def _run(run: SyncReport) -> str:
    """Return a run in a line: when, how long, what it did, and how it ended where that was not in order."""
    began = f"{run.began.astimezone():%Y-%m-%d %H:%M}"
    ended = "" if run.ending == "finished" else f"; {_ENDINGS[run.ending]}{f': {run.failed}' if run.failed else ''}"
    again = f", {run.rounds:,} times in a row" if run.rounds > 1 else ""
    failed = "".join(f"; {source.failed}" for source in run.sources if source.failed)
    return f"{began}  {_counted(run)} in {run.seconds:.1f} s{again}{failed}{ended}"


def _counted(report: SyncReport | SourceReport) -> str:
    named = ((name, getattr(report, name)) for name in COUNTED)
    told = [f"{count:,} {name}" for name, count in named if count or name in _ALWAYS_TOLD]
    return ", ".join([*told, f"{report.skipped_count:,} skipped"])


def _skipped(source: SourceReport) -> list[dict[str, Any]]:
    return [{"file": str(bad.path), "line": bad.line, "reason": bad.reason} for bad in source.skipped]


def _tally(counted: dict[str, int]) -> str:
    return ", ".join(f"{name or 'unknown'} {count:,}" for name, count in counted.items())
