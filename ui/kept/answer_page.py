"""An answer as a page of its own: under its link, and as it is printed; no script, and no style but ours."""

from __future__ import annotations

from index.period import Period
from ui.escaping import escape
from ui.kept.answers import KeptAnswer
from ui.kept.as_html import as_html
from ui.kept.clipping import Clipping
from ui.kept.kept_phrases import kept_words

SUFFIXES = {"md": "Markdown", "html": "HTML", "wiki": "wikitext"}  # of what can be downloaded


def answer_page(kept: KeptAnswer, *, mine: bool) -> str:
    """Return the page of a kept answer that was compared with the archive; who shared it may delete it there."""
    clipping = kept.clipping
    return _page(clipping, f"{_note(clipping)}{as_html(clipping)}", _foot(kept, mine=mine))


def print_page(clipping: Clipping) -> str:
    """Return an answer alone, as it is printed from the chat, whose page lies a folder higher than the style."""
    return _page(clipping, as_html(clipping), "", style="a/answer.css")


def nothing_page(language: str) -> str:
    """Return the page of a link under which there is nothing, or nothing any more."""
    title, why = (escape(kept_words(phrase, language)) for phrase in ("nothing_here", "nothing_here_why"))
    return _framed(language, title, f"<h2>{title}</h2><p>{why}</p>", "", "answer.css")


def _page(clipping: Clipping, body: str, foot: str, style: str = "answer.css") -> str:
    return _framed(clipping.language, escape(clipping.question), body, foot, style)


def _framed(language: str, title: str, body: str, foot: str, style: str) -> str:
    """Return a whole document; what it is given is HTML, and `language` one of ours."""
    home = escape(kept_words("to_knipsel", language))
    return (
        f'<!doctype html>\n<html lang="{"nl" if language == "nl" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f'<meta name="color-scheme" content="light dark"><title>{title} · Knipsel</title>'
        f'<link rel="stylesheet" href="{style}"></head>\n<body>'
        f'<header><h1>Knipsel</h1><a href="../">{home}</a></header>\n'
        f"<main>{body}</main>\n{foot}</body></html>\n"
    )


def _note(clipping: Clipping) -> str:
    """Return that this is the answer as it was, and how many of its sources are not what they were."""
    language = clipping.language
    day = Period(clipping.asked_on, clipping.asked_on).describe(language)
    note = f'<p class="note">{escape(kept_words("as_it_was", language, day=day))}</p>'
    changed = sum(one.since is not None and one.since.state != "same" for one in clipping.sources)
    if not changed:
        return note
    told = kept_words("some_changed", language, changed=changed, all=len(clipping.sources))
    return f'{note}<p class="note changed">{escape(told)}</p>'


def _foot(kept: KeptAnswer, *, mine: bool) -> str:
    language = kept.clipping.language
    links = ", ".join(f'<a href="{kept.id}.{suffix}">{form}</a>' for suffix, form in SUFFIXES.items())
    downloads = f"<p>{escape(kept_words('download', language))}{links}</p>"
    if not mine:
        return f"<footer>{downloads}</footer>"
    ask, sure, now = (escape(kept_words(phrase, language)) for phrase in ("delete", "delete_sure", "delete_now"))
    form = f'<form method="post" action="{kept.id}/delete"><p>{sure}</p><button>{now}</button></form>'
    return f"<footer>{downloads}<details><summary>{ask}</summary>{form}</details></footer>"
