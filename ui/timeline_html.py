"""A timeline of figures as HTML, a plot and a table: pure, and escapes everything that it is given."""

from __future__ import annotations

from rag.answer import Entry, Timeline
from ui.escaping import escape
from ui.marks import Marks
from ui.phrases import say
from ui.timeline_plot import plot_html
from ui.wording import figure_words, source_words, time_words, timeline_title


def timeline_html(timeline: Timeline, marks: Marks) -> str:
    """Return the figures, the oldest first: a plot, and as of when, how many, who says so, what became of each."""
    language = marks.language
    title = escape(timeline_title(timeline, language))
    columns = (say(f"column_{name}", language) for name in ("time", "figure", "source"))
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "".join(_row(entry, timeline, marks) for entry in timeline.entries)
    head = f"<caption>{title}</caption><thead><tr>{heads}</tr></thead>"
    table = f'<table class="timeline">{head}<tbody>{rows}</tbody></table>'
    return f'<div class="figures">{plot_html(timeline, marks)}{table}</div>'


def _row(entry: Entry, timeline: Timeline, marks: Marks) -> str:
    language = marks.language
    fate = timeline.fate_of(entry)
    label = f' <span class="fate">{escape(say(f"fate_{fate}", language))}</span>' if fate else ""
    number = f'<span class="figure">{escape(figure_words(entry, language))}</span>{label}'
    who = escape(source_words(entry, language) or entry.citation.article.outlet)
    when = escape(time_words(entry, language))
    kind = f' class="{fate}"' if fate else ""
    return f"<tr{kind}><td>{when}</td><td>{number}</td><td>{who} {marks.of(entry.citations)}</td></tr>"
