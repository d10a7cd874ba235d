"""The page for whoever asks for it now: looked up, and put together of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from index.errors import ArchiveError
from index.report import SyncReport
from ui.escaping import escape
from ui.manage.holdings import size_of
from ui.manage.holdings_html import holdings_html
from ui.manage.indexing_html import indexing_html, progress_json
from ui.manage.managing import Managing
from ui.manage.page_html import Notice, page_html
from ui.manage.phrases import told
from ui.manage.runs_html import run_html, run_of, runs_html, title_of
from ui.manage.sources import seen
from ui.manage.sources_html import A_PAGE, sources_html, uploads_html

_RUNS_SHOWN, _RUNS_KEPT = 10, 100


def progress_of(managing: Managing, language: str) -> dict[str, Any]:
    """Return where the run is, for the script that watches it; no work that grows with the archive."""
    state, writer = managing.indexing.now(), managing.other_writer()
    last = next(iter(managing.archive.runs(1)), None) if state.phase == "done" else None
    return progress_json(state, writer, last, language, possible=managing.has_sources())


def shown(managing: Managing, asked: Mapping[str, str], notice: Notice | None, language: str, root: str = "") -> str:
    """Return the page; `asked` says which run is looked at and which page of what is long, and may hold anything."""
    runs = managing.archive.runs(_RUNS_KEPT)
    now = progress_of(managing, language)
    parts = {
        "mark": str(now["mark"]),
        "index": indexing_html(now, language, root=root),
        "holdings": _holdings(managing, now, language),
        "sources": _sources(managing, runs, language, root),
        "uploads": _uploads(managing, _number(asked.get("uploads", "")), language, root),
        "runs": runs_html(runs[:_RUNS_SHOWN], language, root),
    }
    if run := run_of(runs, asked.get("run", "")):
        first = _number(asked.get("from", ""))
        title = f"<h2>{escape(title_of(run, language))}</h2>"
        parts["run"] = title + run_html(run, first, _names(managing), language, root)
    limits = managing.uploads.largest, managing.uploads.most
    return page_html(parts, notice, limits, language, root)


def _holdings(managing: Managing, now: Mapping[str, Any], language: str) -> str:
    held, state = managing.holdings.now(), managing.indexing.now()
    writer = told("nobody", language)
    if now["writer"] is not None:
        writer = told("process", language, process=now["writer"])
    elif state.goes_on:
        writer = told("own_run", language, process=state.process)
    return holdings_html(held.counts, held.coverage, size_of(managing.archive.folder), writer, language)


def _sources(managing: Managing, runs: list[SyncReport], language: str, root: str) -> str:
    bad, listed, feeds = list[str](), [], []
    try:
        listed = managing.listed()
    except ArchiveError as wrong:
        bad.append(str(wrong))
    try:
        feeds = managing.feeds.all()
    except ArchiveError as wrong:
        bad.append(str(wrong))
    by_source = managing.holdings.now().by_source
    sources = seen(listed, feeds, managing.uploads.source(), by_source, runs)
    lines = (f'<p class="bad">{escape(told("sources_unread", language, why=one))}</p>' for one in bad)
    return "".join(lines) + sources_html(sources, language, root)


def _uploads(managing: Managing, first: int, language: str, root: str) -> str:
    files, count = managing.uploads.latest(first, A_PAGE)
    return uploads_html(files, first, count, language, root)


def _names(managing: Managing) -> Callable[[Path], str]:
    """Return what says where a path is: an uploaded file by the name that it was uploaded under."""
    folder = managing.uploads.folder.resolve()

    def name(path: Path) -> str:
        if not path.is_relative_to(folder) or path == folder:
            return str(path)
        stored, *inside = path.relative_to(folder).parts
        return "/".join([managing.uploads.name_of(stored) or stored, *inside])

    return name


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
