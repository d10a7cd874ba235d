"""What the archive holds, as HTML: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.catalog_counts import Counts
from index.catalog_coverage import Coverage
from ui.coverage_html import coverage_html
from ui.escaping import escape
from ui.manage.phrases import told
from ui.manage.words import size_words
from ui.wording import number_words

_MOST_OUTLETS = 12


def holdings_html(counts: Counts, coverage: Coverage, size: int, writer: str, language: str) -> str:
    """Return counts, outlets and the strip of months; `size` is in bytes, `writer` says who writes now."""
    facts = [
        ("articles", number_words(counts.articles, language)),
        ("passages", number_words(counts.passages, language)),
        ("period", f"{counts.first} – {counts.last}" if counts.articles else "–"),
        ("languages", _tally(counts.languages.items(), language)),
        ("size", size_words(size, language)),
        ("writer", writer),
    ]
    if pending := max(counts.pending.values(), default=0):
        facts.append(("pending", told("pending_told", language, count=number_words(pending, language))))
    rows = "".join(f"<div><dt>{_said(name, language)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return f'<dl class="facts">{rows}</dl>{coverage_html(coverage, None, language)}{_outlets(counts, language)}'


def _outlets(counts: Counts, language: str) -> str:
    outlets = list(counts.outlets.items())
    if not outlets:
        return ""
    first, rest = outlets[:_MOST_OUTLETS], outlets[_MOST_OUTLETS:]
    more = ""
    if rest:
        summary = escape(told("more", language, count=number_words(len(rest), language)))
        more = f"<details><summary>{summary}</summary>{_list(rest, language)}</details>"
    return f"<h3>{_said('outlets', language)}</h3>{_list(first, language)}{more}"


def _list(outlets: Sequence[tuple[str, int]], language: str) -> str:
    lines = "".join(
        f"<li><span>{escape(name or told('unknown', language))}</span> "
        f"<span>{escape(number_words(articles, language))}</span></li>"
        for name, articles in outlets
    )
    return f'<ul class="tally">{lines}</ul>'


def _tally(counted: Iterable[tuple[str, int]], language: str) -> str:
    named = (f"{name or told('unknown', language)} {number_words(count, language)}" for name, count in counted)
    return ", ".join(named) or "–"


def _said(name: str, language: str) -> str:
    return escape(told(name, language))
