"""What the last runs did, as HTML: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from index.readers.source import Unreadable
from index.report import COUNTED, SourceReport, SyncReport
from ui.escaping import escape
from ui.manage.phrases import told
from ui.manage.words import clock_words, moment_html
from ui.wording import number_words

Name = Callable[[Path], str]

A_PAGE = 25
_ALWAYS_TOLD = ("added", "revised", "unchanged", "removed")


def runs_html(runs: Sequence[SyncReport], language: str, root: str) -> str:
    """Return a line a run, the latest first, each leading to its details."""
    if not runs:
        return f"<p>{escape(told('no_runs', language))}</p>"
    return f'<ol class="list">{"".join(_run(run, language, root) for run in runs)}</ol>'


def run_html(run: SyncReport, first: int, name: Name, language: str, root: str) -> str:
    """Return what a run did with each source, and what it skipped from the `first` on; `name` says where that is."""
    sources = "".join(_source(source, language) for source in run.sources)
    failed = f'<p class="bad">{escape(run.failed)}</p>' if run.failed else ""
    return f'{failed}<ul class="list">{sources}</ul>{_skipped(run, first, name, language, root)}'


def counted(report: SyncReport | SourceReport, language: str) -> str:
    """Return what a run, or a run with one source, did, in counts."""
    counts = {one: int(getattr(report, one)) for one in COUNTED} | {"skipped": report.skipped_count}
    named = {"kept": "kept_gone"}
    return ", ".join(
        told(named.get(one, one), language, count=number_words(count, language))
        for one, count in counts.items()
        if count or one in _ALWAYS_TOLD
    )


def _run(run: SyncReport, language: str, root: str) -> str:
    more = list[str]()
    if run.rounds > 1:
        more.append(told("rounds", language, count=number_words(run.rounds, language)))
    if run.ending != "finished":
        more.append(told(f"ending_{run.ending}", language))
    seconds = f"{run.seconds:.1f}".replace(".", "," if language == "nl" else ".")
    line = " · ".join([told("seconds", language, seconds=seconds), counted(run, language), *more])
    failed = [run.failed, *(source.failed for source in run.sources)]
    bad = "".join(f'<p class="bad">{escape(one)}</p>' for one in failed if one)
    link = f'<a href="{root}manage?run={quote(_key(run))}#run">{moment_html(run.began)}</a>'
    return f"<li><h3>{link}</h3><p>{escape(line)}</p>{bad}</li>"


def run_of(runs: Sequence[SyncReport], key: str) -> SyncReport | None:
    """Return the run that a page asks for; None where it is not on record."""
    return next((run for run in runs if _key(run) == key), None)


def _key(run: SyncReport) -> str:
    return run.began.isoformat(timespec="seconds")


def _source(source: SourceReport, language: str) -> str:
    bad = f'<p class="bad">{escape(told("source_failed", language, why=source.failed))}</p>' if source.failed else ""
    return f"<li><h3>{escape(source.source)}</h3><p>{escape(counted(source, language))}</p>{bad}</li>"


def _skipped(run: SyncReport, first: int, name: Name, language: str, root: str) -> str:
    named = run.skipped
    if not named:
        return ""
    first = min(max(first, 0), len(named) - 1) // A_PAGE * A_PAGE
    shown = named[first : first + A_PAGE]
    count = number_words(run.skipped_count, language)
    title = told("skipped_of", language, first=first + 1, last=first + len(shown), count=count)
    more = f"<p>{escape(told('skipped_kept', language))}</p>" if run.skipped_count > len(named) else ""
    lines = "".join(_fault(one, name, language) for one in shown)
    pages = pages_html(first, A_PAGE, len(named), f"{root}manage?run={quote(_key(run))}&amp;from=", "#run", language)
    return f'<h3>{escape(title)}</h3>{more}<ul class="faults">{lines}</ul>{pages}'


def _fault(fault: Unreadable, name: Name, language: str) -> str:
    line = told("line", language, line=fault.line) if fault.line else ""
    return f"<li><code>{escape(name(fault.path))}</code>{escape(line)}<br>{escape(fault.reason)}</li>"


def pages_html(first: int, a_page: int, count: int, link: str, at: str, language: str) -> str:
    """Return the links to the pages before and after; `link` ends where the number of the first one goes."""
    ways = [("earlier", first - a_page, first > 0), ("later", first + a_page, first + a_page < count)]
    links = [f'<a href="{link}{to}{at}">{escape(told(name, language))}</a>' for name, to, there in ways if there]
    return f'<p class="ways">{" ".join(links)}</p>' if links else ""


def title_of(run: SyncReport, language: str) -> str:
    """Return what the details of a run are headed with."""
    return told("details_of", language, when=clock_words(run.began))
