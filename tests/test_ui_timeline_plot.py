"""Figures that changed, as a plot."""

import re
from dataclasses import replace

from fakes import an_article

from index.annotate.figures import figures
from index.period import Period
from index.span import Span
from rag.answer import Citation, Entry, Timeline
from ui.marks import Marks
from ui.timeline_plot import plot_html


def entry(sentence: str, day: str, name: str) -> Entry:
    article = an_article(sentence, id=name, published=Period.parse(day), outlet=name)
    whole = Span(0, len(sentence))
    return Entry(next(iter(figures(sentence, "nl"))), None, article.published, Citation.of(article, whole, whole))


def plotted(*entries: Entry) -> str:
    return plot_html(Timeline(entries), Marks(tuple(one.citation for one in entries), "nl", 3))


FIRST = entry("De politie meldt zeker 22 doden.", "2024-01-02", "a/1")
SECOND = entry("De gouverneur meldt 25 doden.", "2024-01-05", "a/2")


def test_every_figure_is_a_button_that_says_how_many_when_and_who_and_leads_to_its_quotation() -> None:
    plot = plotted(FIRST, replace(SECOND, supersedes=FIRST))
    assert re.findall(r'role="button" tabindex="0" data-cite="([\d-]+)"', plot) == ["3-1", "3-2"]
    assert 'aria-label="zeker 22, bericht van 2 januari 2024, de politie, achterhaald"' in plot
    assert 'class="point s0 superseded"' in plot and 'class="point s1"' in plot
    assert plot.count('class="bound"') == 1


def test_later_is_further_right_and_more_is_higher() -> None:
    places = re.findall(r"translate\(([\d.]+) ([\d.]+)\)", plotted(FIRST, SECOND))
    (x1, y1), (x2, y2) = [tuple(map(float, place)) for place in places]
    assert x1 < x2 and y1 > y2


def test_one_source_has_one_colour_and_shape() -> None:
    plot = plotted(FIRST, entry("De politie meldt 30 doden.", "2024-01-09", "a/3"))
    assert "point s1" not in plot and plot.count("<li>") == 1


def test_one_figure_is_no_plot_and_what_is_hostile_stays_text() -> None:
    assert plotted(FIRST) == ""
    hostile = entry("Er vielen 40 doden.", "2024-02-01", "<script>${x}")
    assert "<script" not in plotted(FIRST, hostile) and "${" not in plotted(FIRST, hostile)
