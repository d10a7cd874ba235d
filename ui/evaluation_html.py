"""An evaluation as one small HTML page: a plot per kind, drawn in SVG; no script, no request to anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.evaluation.asking import Asked
from rag.evaluation.figures import Figures, figures_of, groups_of
from ui.evaluation import told

_BARS = ("hits@1", "hits@4", "mrr@10", "right", "among", "abstention recall")
_WIDTH, _LABEL, _ROW = 420, 150, 22  # pixels
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --faint: #667085; --bar: #2b5d8c; --track: #e6eaf0; --page: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e9ee; --faint: #98a2b3; --bar: #7fb2e0; --track: #2a3140; --page: #14181f }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 0 0 .4rem } p, small { color: var(--faint) }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(430px, 1fr)); gap: 1.5rem }
.wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem .2rem 0; text-align: right; white-space: nowrap }
th:first-child, td:first-child { text-align: left } tbody tr { border-top: 1px solid var(--track) }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink) } .track { fill: var(--track) } .bar { fill: var(--bar) }
"""


def evaluation_html(asked: Sequence[Asked], title: str) -> str:
    """Return the page; everything that came from questions or articles is escaped."""
    groups = groups_of(asked)
    overall = figures_of(asked)
    plots = "".join(_plot(kind, figures_of(some)) for kind, some in groups["kind"].items())
    rows = "".join(_row(name, figures_of(some)) for by in groups.values() for name, some in by.items())
    heads = "".join(f"<th scope=col>{escape(name)}</th>" for name in overall)
    misses = "".join(_miss(one) for one in asked if not one.right)
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><style>{_STYLE}</style>
<h1>{escape(title)}</h1>
<p>{len(asked):,} questions, {told("correct", overall["correct"])} of them answered right or rightly declined.</p>
<div class="plots">{_plot("all", overall)}{plots}</div>
<h2>All figures</h2>
<div class="wide"><table><thead><tr><th scope=col></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>
<h2>Not answered right</h2>
<div class="wide"><table><tbody>{misses}</tbody></table></div>
</html>
"""


def _plot(name: str, figures: Figures) -> str:
    bars = [(label, figures[label]) for label in _BARS if figures[label] is not None]
    lines = "".join(_bar(number, label, value or 0.0) for number, (label, value) in enumerate(bars))
    height = len(bars) * _ROW
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    heading = f"{escape(name)} <small>{told('questions', figures['questions'])}</small>"
    return f'<section><h2>{heading}</h2><svg role="img" aria-label="{escape(name)}" {size}>{lines}</svg></section>'


def _bar(number: int, label: str, value: float) -> str:
    top, room = number * _ROW, _WIDTH - _LABEL - 40
    return (
        f'<text x="0" y="{top + 15}">{escape(label)}</text>'
        f'<rect class="track" x="{_LABEL}" y="{top + 5}" width="{room}" height="12" rx="2"/>'
        f'<rect class="bar" x="{_LABEL}" y="{top + 5}" width="{room * value:.1f}" height="12" rx="2"/>'
        f'<text x="{_WIDTH - 34}" y="{top + 15}">{value:.2f}</text>'
    )


def _row(name: str, figures: Figures) -> str:
    cells = "".join(f"<td>{told(label, value)}</td>" for label, value in figures.items())
    return f"<tr><td>{escape(name)}</td>{cells}</tr>"


def _miss(one: Asked) -> str:
    wanted = " | ".join(map(str, one.golden.answers)) if one.golden.answerable else "nothing"
    got = one.statements[0].text if one.statements else "nothing"
    cells = (one.golden.id, one.golden.question, f"wanted: {wanted}", f"got: {got[:160]}")
    return "<tr>" + "".join(f"<td style='text-align:left;white-space:normal'>{escape(cell)}</td>" for cell in cells)
