"""A clipping as HTML that can be pasted anywhere: no style, no script, nothing that is loaded; escapes everything."""

from __future__ import annotations

from collections.abc import Iterable

from ui.escaping import escape
from ui.highlighted import highlighted
from ui.kept.clipping import Clipping, Line, Row, Source
from ui.kept.safe_link import safe_link
from ui.phrases import say


def as_html(clipping: Clipping) -> str:
    """Return an `<article>`; each mark is a link to the source with that number in it."""
    name = clipping.name
    body = f"<h2>{escape(clipping.question)}</h2>\n"
    body += f'<p class="asked">{" · ".join(map(escape, clipping.told))}</p>\n'
    body += "".join(_line(line, name) for line in clipping.lines)
    body += _rows(clipping, name) + _sources(clipping, name)
    return f'<article class="knipsel" lang="{escape(clipping.language)}">\n{body}</article>\n'


def _line(line: Line, name: str) -> str:
    words, marks = highlighted(line.text, line.part), _marks(line.marks, name)
    evidence = f' <small class="evidence">{escape(line.evidence)}</small>' if line.evidence else ""
    if line.kind == "quotation":
        return f"<blockquote><p>“{words}”{marks}{evidence}</p></blockquote>\n"
    return f'<p class="{line.kind}">{words}{marks}{evidence}</p>\n'


def _rows(clipping: Clipping, name: str) -> str:
    if not clipping.rows:
        return ""
    heads = (say(f"column_{column}", clipping.language) for column in ("time", "figure", "source"))
    head = "".join(f'<th scope="col">{escape(told)}</th>' for told in heads)
    rows = "".join(_row(row, name) for row in clipping.rows)
    caption = f"<caption>{escape(clipping.rows_title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>\n"


def _row(row: Row, name: str) -> str:
    fate = f" <small>({escape(row.fate)})</small>" if row.fate else ""
    source = f"{escape(row.source)}{_marks(row.marks, name)}"
    return f"<tr><td>{escape(row.when)}</td><td>{escape(row.figure)}{fate}</td><td>{source}</td></tr>\n"


def _sources(clipping: Clipping, name: str) -> str:
    if not clipping.sources:
        return ""
    numbered = enumerate(clipping.sources, start=1)
    items = "".join(f'<li id="{name}-{at}">{_source(one, clipping.language)}</li>\n' for at, one in numbered)
    return f"<section><h3>{escape(clipping.sources_title)}</h3>\n<ol>\n{items}</ol></section>\n"


def _source(source: Source, language: str) -> str:
    facts = [(kind, told) for kind, told in (("translation", source.translation), *source.facts) if told]
    facts += [(f"since {source.since.state}", source.since.told)] if source.since else []
    listed = "".join(f'<li class="{kind}">{escape(told)}</li>' for kind, told in facts)
    if not source.article:
        return f"<ul>{listed}</ul>"
    day = escape(source.published.describe(language))
    if source.published.precision != "span":
        day = f'<time datetime="{source.published}">{day}</time>'
    told = " · ".join(part for part in (escape(source.outlet), day, escape(source.author)) if part)
    return (
        f'<p><cite lang="{escape(source.language)}">{escape(source.title)}</cite><br>{told}</p>'
        f'<blockquote lang="{escape(source.language)}"><p>“{escape(source.quote)}”</p></blockquote>'
        f"<ul>{listed}</ul>{_link(source.url, language)}"
    )


def _link(url: str, language: str) -> str:
    link = safe_link(url)
    if not link:
        return ""
    shown = f'<span class="address">{escape(link)}</span>'
    rel = 'rel="noopener noreferrer nofollow"'
    return f'<p><a href="{escape(link)}" {rel}>{escape(say("open", language))}</a> {shown}</p>'


def _marks(marks: Iterable[int], name: str) -> str:
    return "".join(f'&#160;<sup><a href="#{name}-{mark}">[{mark}]</a></sup>' for mark in marks)
