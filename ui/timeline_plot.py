"""A timeline of figures as a plot in SVG: pure, and escapes everything that it is given."""

from __future__ import annotations

from datetime import date

from index.annotate.figures import Bound
from rag.answer import Entry, Timeline
from ui.escaping import escape
from ui.marks import Marks
from ui.phrases import say
from ui.wording import figure_words, number_words, source_words, time_words, timeline_title

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 360, 210, 58, 16, 18, 30
# One a source, drawn around its point; more sources than shapes begin again with the first.
_SHAPES = (
    '<circle r="6"/>',
    '<rect x="-5.5" y="-5.5" width="11" height="11"/>',
    '<path d="M0-7 7 6-7 6Z"/>',
    '<path d="M0-8 8 0 0 8-8 0Z"/>',
    '<path d="M-7-6H7L0 7Z"/>',
    '<path d="M-2-7H2V-2H7V2H2V7H-2V2H-7V-2H-2Z"/>',
)
_UP = '<path class="bound" d="M0-9V-19M-4-15 0-19 4-15"/>'
_DOWN = '<path class="bound" d="M0 9V19M-4 15 0 19 4 15"/>'
_ARROWS = {Bound.AT_LEAST: _UP, Bound.MORE_THAN: _UP, Bound.AT_MOST: _DOWN, Bound.LESS_THAN: _DOWN}


def plot_html(timeline: Timeline, marks: Marks) -> str:
    """Return the figures against the time they are of, a colour and a shape a source; empty where two have no value.

    A point is a button that shows its quotation. An arrow tells that a figure is a bound, an open point that it was
    superseded. The table beside it has the same.
    """
    drawn = [entry for entry in timeline.entries if entry.figure.value is not None]
    if len(drawn) < 2:
        return ""
    language, sources = marks.language, list(dict.fromkeys(_source(entry, marks.language) for entry in drawn))
    days = [_day(entry) for entry in drawn]
    values = [entry.figure.value or 0.0 for entry in drawn]
    low = min(0.0, *values)
    high = max(*values, low + 1)
    points = []
    for entry, day, value in zip(drawn, days, values, strict=True):
        x = _scaled(day.toordinal(), min(days).toordinal(), max(days).toordinal(), _LEFT + 14, _WIDTH - _RIGHT - 14)
        y = _scaled(value, low, high, _HEIGHT - _BOTTOM, _TOP + 12)
        points.append(_point(entry, timeline, marks, sources.index(_source(entry, language)), (x, y)))
    title = escape(timeline_title(timeline, language))
    axes = _axes(low, high, min(days), max(days), language)
    plot = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="{title}">{axes}{"".join(points)}</svg>'
    return f'<div class="plot">{plot}{_legend(sources)}</div>'


def _point(entry: Entry, timeline: Timeline, marks: Marks, source: int, at: tuple[float, float]) -> str:
    language, fate = marks.language, timeline.fate_of(entry)
    told = [figure_words(entry, language), time_words(entry, language), _source(entry, language)]
    if fate:
        told.append(say(f"fate_{fate}", language))
    kind = f"point s{source % len(_SHAPES)}{f' {fate}' if fate else ''}"
    shape = _SHAPES[source % len(_SHAPES)] + _ARROWS.get(entry.figure.bound, "")
    return (
        f'<g class="{kind}" role="button" tabindex="0" data-cite="{marks.place_of(entry.citation)}" '
        f'aria-label="{escape(", ".join(told))}" transform="translate({at[0]:.1f} {at[1]:.1f})">'
        f'<circle class="target" r="14"/>{shape}</g>'
    )


def _axes(low: float, high: float, first: date, last: date, language: str) -> str:
    base = _HEIGHT - _BOTTOM
    lines = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(number_words(value, language))}</text>'
        for value, y in ((low, base), (high, _TOP + 12))
    )
    ends = f'<text x="{_LEFT}" y="{_HEIGHT - 8}">{first.isoformat()}</text>'
    if last != first:
        ends += f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 8}" text-anchor="end">{last.isoformat()}</text>'
    return f'<g class="axes" aria-hidden="true">{lines}{ends}</g>'


def _legend(sources: list[str]) -> str:
    shown = "".join(
        f'<li><svg viewBox="-10 -10 20 20" aria-hidden="true" class="point s{at % len(_SHAPES)}">'
        f"{_SHAPES[at % len(_SHAPES)]}</svg>{escape(source)}</li>"
        for at, source in enumerate(sources)
    )
    return f'<ul class="legend">{shown}</ul>'


def _source(entry: Entry, language: str) -> str:
    return source_words(entry, language) or entry.citation.article.outlet


def _day(entry: Entry) -> date:
    """Return the day that an entry is drawn at: the end of what it is of, or of when it was known."""
    period = entry.as_of or entry.known
    return period.start if period.open_end else period.end


def _scaled(value: float, low: float, high: float, start: float, end: float) -> float:
    return (start + end) / 2 if low == high else start + (value - low) / (high - low) * (end - start)
