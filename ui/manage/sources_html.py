"""Sources and uploaded files as HTML: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Sequence

from index.uploads import Upload
from ui.escaping import escape
from ui.manage.phrases import told
from ui.manage.runs_html import pages_html
from ui.manage.sources import Seen
from ui.manage.words import articles_words, moment_html, size_words
from ui.wording import number_words

A_PAGE = 25


def sources_html(sources: Sequence[Seen], language: str, root: str) -> str:
    """Return a line a source; those that were added here can be removed."""
    return f'<ul class="list">{"".join(_source(source, language, root) for source in sources)}</ul>'


def uploads_html(uploads: Sequence[Upload], first: int, count: int, language: str, root: str) -> str:
    """Return a line a file, of those from the `first` on; empty where there are none."""
    if not count:
        return ""
    title = f"<h3>{escape(told('uploads', language))} ({escape(number_words(count, language))})</h3>"
    lines = "".join(_upload(upload, language, root) for upload in uploads)
    pages = pages_html(first, A_PAGE, count, f"{root}manage?uploads=", "#upload", language)
    return f'{title}<ul class="list">{lines}</ul>{pages}'


def _source(source: Seen, language: str, root: str) -> str:
    last = told("last_run", language, when="") if source.last else told("never_run", language)
    when = moment_html(source.last) if source.last else ""
    kind, many = told(f"kind_{source.kind}", language), articles_words(source.articles, language)
    line = f"{escape(f'{kind} · {many} · {last}')}{when}"
    bad = f'<p class="bad">{escape(told("source_failed", language, why=source.failed))}</p>' if source.failed else ""
    name = source.name or (told("kind_uploads", language) if source.kind == "uploads" else source.place)
    place = f'<p class="place">{escape(source.place)}</p>' if name != source.place else ""
    gone = ""
    if source.kind == "added":
        gone = _removing("feeds/remove", "place", source.place, name, language, root)
    return f"<li><h3>{escape(name)}</h3>{place}<p>{line}</p>{bad}{gone}</li>"


def _upload(upload: Upload, language: str, root: str) -> str:
    by = told("by", language, name=upload.by) if upload.by else ""
    line = f"{size_words(upload.size, language)} · {moment_html(upload.at)}{escape(by)}"
    gone = _removing("uploads/remove", "stored", upload.stored, upload.name, language, root)
    return f"<li><h4>{escape(upload.name)}</h4><p>{line}</p>{gone}</li>"


def _removing(action: str, field: str, value: str, name: str, language: str, root: str) -> str:
    label = escape(told("remove_named", language, name=name))
    return (
        f'<form method="post" action="{root}manage/{action}" data-quiet>'
        f'<input type="hidden" name="{field}" value="{escape(value)}">'
        f'<button aria-label="{label}">{escape(told("remove", language))}</button></form>'
    )
