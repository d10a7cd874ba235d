"""Where a run is, in words for the page and as what its script watches; escapes everything that it is given."""

from __future__ import annotations

from typing import Any

from index.report import SyncReport
from ui.escaping import escape
from ui.manage.indexing import State
from ui.manage.pace import Pace
from ui.manage.phrases import told
from ui.manage.runs_html import counted
from ui.manage.words import clock_words, duration_words, size_words
from ui.progress import IN_BYTES
from ui.wording import number_words

_STAGES = ("read", "keywords", "recent", "vectors")


def indexing_html(told_now: dict[str, Any], language: str, *, root: str) -> str:
    """Return the state, a bar while a run goes on, and the button that can be pressed now.

    `told_now` is what `progress_json` returns, `root` leads from the page to Knipsel's own.
    """
    goes_on, busy = told_now["goes_on"], told_now["writer"] is not None
    name, action = ("stop", "index/stop") if goes_on else ("start", "index")
    off = " disabled" if told_now["phase"] == "stopping" or (not goes_on and (busy or not told_now["possible"])) else ""
    strong = "" if goes_on else ' class="strong"'
    bar = f'<progress max="{told_now["total"]}" value="{told_now["done"]}"' if goes_on else "<progress hidden"
    return (
        f'<p class="now">{escape(told_now["told"])}</p>'
        f'{bar} aria-label="{escape(told("progress", language))}"></progress>'
        f'<form method="post" action="{root}manage/{action}" data-quiet>'
        f"<button{strong}{off}>{escape(told(name, language))}</button></form>"
    )


def progress_json(
    state: State, writer: int | None, last: SyncReport | None, language: str, *, possible: bool
) -> dict[str, Any]:
    """Return where a run is; `writer` is another process that writes, `last` the report of the last run on record.

    `possible` is whether there is anything to index. `mark` is another one when there is more to see than that a bar
    grew.
    """
    pace = state.pace
    return {
        "phase": state.phase,
        "goes_on": state.goes_on,
        "writer": writer,
        "done": pace.done if pace else 0,
        "total": max(pace.total, 1) if pace else 1,
        "stage": told(_stage(pace.stage), language, stage=pace.stage) if pace else "",
        "possible": possible,
        "told": _told(state, writer, last, language, possible=possible),
        "mark": f"{state.phase} {state.began} {writer}",
    }


def _told(state: State, writer: int | None, last: SyncReport | None, language: str, *, possible: bool) -> str:
    if writer is not None and not state.goes_on:
        return told("busy", language, who=told("process", language, process=writer))
    match state.phase:
        case "running" if state.pace:
            return _how_far(state.pace, language)
        case "running":
            when = clock_words(state.began) if state.began else ""
            by = told("by", language, name=state.by) if state.by else ""
            return told("starting", language, when=when, by=by)
        case "done":
            return told("done", language, counted=counted(last, language) if last else "")
        case "failed" | "killed":
            return told(state.phase, language, said=state.said)
        case "idle" if not possible:
            return told("no_sources", language)
        case phase:
            return told(phase, language)


def _how_far(pace: Pace, language: str) -> str:
    def many(count: float) -> str:
        return size_words(count, language) if pace.stage in IN_BYTES else number_words(round(count), language)

    stage = told(_stage(pace.stage), language, stage=pace.stage)
    words = told("stage", language, stage=stage, done=many(pace.done), total=many(pace.total))
    if pace.rate:
        words += told("rate", language, rate=many(pace.rate))
    if pace.left_s is not None and pace.done < pace.total:
        words += told("left", language, left=duration_words(pace.left_s, language))
    return words


def _stage(stage: str) -> str:
    return f"stage_{stage}" if stage in _STAGES else "stage_other"
