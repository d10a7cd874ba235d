"""The page where people sign in, as HTML: it needs no script, and may load and do nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Literal

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from ui.escaping import escape
from ui.page_phrases import PAGE, browser_language

Wrong = Literal["", "sign_in_wrong", "sign_in_later"]
# A form may be sent only here, and no page may frame this one. The icon is empty: else a browser asks for one.
_POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title} · Knipsel</title><link rel="icon" href="data:,">
<style>{style}</style></head>
<body><header><p class="name">Knipsel</p><p>{tagline}</p></header>
<main><h1>{title}</h1>
{body}</main></body></html>
"""
_FORM = """{wrong}<form method="post" action="{action}"><input type="hidden" name="next" value="{next}">
<label for="name">{name_told}</label>
<input id="name" name="name" value="{name}" maxlength="64" autocomplete="username" autocapitalize="none"
 spellcheck="false" required{told}{first}>
<label for="password">{password_told}</label>
<input id="password" name="password" type="password" maxlength="512" autocomplete="current-password"
 required{told}{then}>
<button type="submit">{title}</button></form>"""


def sign_in_page(
    scope: Scope, action: str, next_path: str, name: str = "", wrong: Wrong = "", minutes: int = 0
) -> HTMLResponse:
    """Return the page, with what was wrong the last time; `minutes` is how long to wait."""
    words = PAGE[_language(scope)]
    problem = words[wrong].replace("{minutes}", str(minutes)) if wrong else ""
    form = _FORM.format(
        action=escape(action),
        next=escape(next_path),
        name=escape(name),
        name_told=escape(words["sign_in_name"]),
        password_told=escape(words["sign_in_password"]),
        title=escape(words["sign_in"]),
        wrong=f'<p class="wrong" id="wrong" role="alert">{escape(problem)}</p>\n' if wrong else "",
        told=' aria-invalid="true" aria-describedby="wrong"' if wrong else "",
        first="" if name else " autofocus",
        then=" autofocus" if name else "",
    )
    return _response(scope, words["sign_in"], form, {"": 200, "sign_in_wrong": 403, "sign_in_later": 429}[wrong])


def not_let_in(scope: Scope) -> HTMLResponse:
    """Return what is told where a proxy should have said who asks, and did not."""
    words = PAGE[_language(scope)]
    return _response(scope, words["sign_in"], f"<p>{escape(words['sign_in_elsewhere'])}</p>", 401)


def _response(scope: Scope, title: str, body: str, status: int) -> HTMLResponse:
    language = _language(scope)
    page = _PAGE.format(
        language=language, title=escape(title), tagline=escape(PAGE[language]["tagline"]), style=_style(), body=body
    )
    headers = {
        "Content-Security-Policy": _POLICY.format(style=_hash(_style())),
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with `no-referrer` a browser would call the origin of the form `null`
    }
    return HTMLResponse(page, status, headers)


def _language(scope: Scope) -> str:
    return browser_language(Headers(scope=scope).get("accept-language", ""))


@cache
def _style() -> str:
    return files("ui").joinpath("assets", "sign_in", "sign_in.css").read_text("utf-8")


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
