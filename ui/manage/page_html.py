"""The page on which the archive is kept: its frame and its forms; escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ui.escaping import escape
from ui.manage.phrases import told
from ui.manage.words import formats_words, size_words
from ui.wording import number_words


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of what somebody did: plain text; `bad` where it was not done."""

    text: str
    bad: bool = False


def page_html(
    parts: Mapping[str, str], notice: Notice | None, limits: tuple[int, int], language: str, root: str
) -> str:
    """Return the page.

    `parts` are HTML by name: holdings, index, sources, uploads, runs, and run where one is looked at, with its `mark`;
    the script takes them from a page that it fetches anew. `limits` are bytes of a file, and how many files. `root`
    leads from where the page is to where Knipsel is.
    """
    said = _said(language)
    shown = escape(notice.text) if notice else ""
    bad = " bad" if notice and notice.bad else ""
    run = f'<section id="run" tabindex="-1">{parts["run"]}</section>' if parts.get("run") else ""
    body = f"""
<div class="notice{bad}" role="status" data-part="notice" tabindex="-1">{shown}</div>
<div class="columns"><div>
<section aria-labelledby="h-index"><h2 id="h-index">{said("index")}</h2>
<div data-part="index" data-mark="{escape(parts["mark"])}">{parts["index"]}</div>
<p class="unseen" role="status" id="stage"></p></section>
{_uploading(limits, language, root)}
<div data-part="uploads">{parts["uploads"]}</div></section>
{_adding(language, root)}
</div><div>
<section aria-labelledby="h-holdings"><h2 id="h-holdings">{said("holdings")}</h2>
<div data-part="holdings">{parts["holdings"]}</div></section>
<section aria-labelledby="h-sources"><h2 id="h-sources">{said("sources")}</h2>
<div data-part="sources">{parts["sources"]}</div></section>
<section aria-labelledby="h-runs"><h2 id="h-runs">{said("runs")}</h2>
<div data-part="runs">{parts["runs"]}</div></section>
{run}</div></div>"""
    return framed(body, language, root, script=True)


def refusal_html(phrase: str, language: str, root: str) -> str:
    """Return a page that says why there is nothing to see; `phrase` is one that has a second, PHRASE_told."""
    title, why = escape(told(phrase, language)), escape(told(f"{phrase}_told", language))
    return framed(f'<section class="refusal"><h2>{title}</h2><p>{why}</p></section>', language, root, script=False)


def framed(body: str, language: str, root: str, *, script: bool) -> str:
    """Return a whole page, with the masthead that the chat has."""
    said, assets = _said(language), f"{root}manage/assets"
    runs = f'<script src="{assets}/manage.js" defer></script>' if script else ""
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>{said("title")} · Knipsel</title><link rel="stylesheet" href="{assets}/manage.css">{runs}</head>
<body><a class="skip" href="#content">{said("skip")}</a>
<header class="masthead"><p class="logo"><a href="{root or "./"}">Knipsel</a></p><h1>{said("title")}</h1>
<a class="back" href="{root or "./"}">{said("back")}</a></header>
<main id="content" tabindex="-1" data-progress="{root}manage/progress" data-away="{said("away")}">{body}</main>
</body></html>
"""


def _uploading(limits: tuple[int, int], language: str, root: str) -> str:
    """Return the form, with what its script says; the section stays open for the files that are there."""
    said = _said(language)
    largest, most = size_words(limits[0], language), number_words(limits[1], language)
    about = escape(told("upload_told", language, formats=formats_words(language), largest=largest, most=most))
    words = {name: escape(told(name, language, name="{name}", percent="{percent}")) for name in ("sending", "unsent")}
    words["checking"] = escape(told("checking", language, name="{name}"))
    too_large = escape(told("too_large", language, name="{name}", largest=largest))
    return f"""<section id="upload" aria-labelledby="h-upload"><h2 id="h-upload">{said("upload")}</h2><p>{about}</p>
<form class="upload" action="{root}manage/uploads" data-sending="{words["sending"]}" data-checking="{words["checking"]}"
 data-unsent="{words["unsent"]}" data-large="{too_large}" data-largest="{limits[0]}"
 data-after="{said("after_upload")}">
<label for="files">{said("choose")}</label><input type="file" id="files" multiple>
<button>{said("send")}</button></form><noscript><p class="bad">{said("without_script")}</p></noscript>
<div role="log" aria-labelledby="h-upload"><ul class="results" id="results"></ul></div>"""


def _adding(language: str, root: str) -> str:
    said = _said(language)
    return f"""<section id="feed" aria-labelledby="h-feed"><h2 id="h-feed">{said("feed")}</h2><p>{said("feed_told")}</p>
<form method="post" action="{root}manage/feeds" class="feed" data-quiet>
<label for="address">{said("address")}</label>
<input type="url" id="address" name="url" required maxlength="2000" placeholder="https://…/rss" autocomplete="off">
<label for="name">{said("name")}</label><input id="name" name="name" maxlength="100" autocomplete="off">
<label for="outlet">{said("outlet")}</label><input id="outlet" name="outlet" maxlength="100" autocomplete="off">
<label class="check"><input type="checkbox" name="pages" value="yes"> {said("pages")}</label>
<button>{said("add")}</button></form></section>"""


def _said(language: str) -> Callable[[str], str]:
    return lambda name: escape(told(name, language))
