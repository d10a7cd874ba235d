"""An article in the reading pane, whole, with its quotations marked: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article
from index.catalog import Standing
from index.sentences import paragraphs
from index.span import Span
from ui.escaping import escape
from ui.phrases import say
from ui.sources_html import link_html


def reading_html(article: Article, quoted: Sequence[Span], current: Span, standing: Standing, language: str) -> str:
    """Return the article with its quotations marked, the one that was opened as `id="here"`, and what became of it."""
    told = " · ".join(part for part in (article.outlet, article.published.describe(language), article.author) if part)
    notes = []
    if standing.newest != article.revision:
        notes.append(say("newer_revision", language, revision=article.revision, newest=standing.newest))
    if standing.gone_since:
        notes.append(say("gone_since", language, day=standing.gone_since.date().isoformat()))
    shown = "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
    body = "".join(f"<p>{_marked(article.text, span, quoted, current)}</p>" for span in paragraphs(article.text))
    return (
        f'<h2 id="reader-title" lang="{escape(article.language)}">{escape(article.title)}</h2>'
        f'<p class="told">{escape(told)}</p>{shown}'
        f'<div class="text" lang="{escape(article.language)}">{body}</div>{link_html(article, language)}'
    )


def _marked(text: str, paragraph: Span, quoted: Sequence[Span], current: Span) -> str:
    """Return a paragraph with the quotations that lie in it; where two overlap, the first is marked whole."""
    parts, at, here = [], paragraph.start, False
    for span in sorted(quoted, key=lambda one: (one.start, one.end)):
        start, end = max(span.start, at), min(span.end, paragraph.end)
        if start >= end:
            continue
        opened = span == current and not here
        here = here or opened
        first = opened and span.start >= paragraph.start
        name = ' id="here" class="here" tabindex="-1"' if first else ' class="here"' if opened else ""
        parts += [escape(text[at:start]), f"<mark{name}>{escape(text[start:end])}</mark>"]
        at = end
    return "".join((*parts, escape(text[at : paragraph.end])))
