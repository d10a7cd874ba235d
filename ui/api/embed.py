"""GET /embed: the widget as a page of Knipsel's own, for places that take a frame but no script."""

from __future__ import annotations

import html
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Response

from ui.api.problems import Problem
from ui.api.sites import Site, Sites
from ui.api.widget_files import LOADER
from ui.page_phrases import browser_language

# No other page than the site's may frame it, and it can do nothing but run the widget and ask Knipsel.
_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {ancestors}"
)
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Knipsel</title><script src="{loader}" async></script></head>
<body><knipsel-chat inline fill site="{site}" lang="{language}" theme="{theme}"></knipsel-chat></body></html>
"""


def embed_router(sites: Sites) -> APIRouter:
    """Return the endpoint; mount it where the widget is, which the page loads from beside itself."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/embed", methods=["GET", "HEAD"])
    async def embed(
        site: str = "",
        lang: Literal["nl", "en", ""] = "",
        theme: Literal["light", "dark", ""] = "",
        accept_language: Annotated[str, Header()] = "",
    ) -> Response:
        declared = sites.named(site)
        if declared is None:
            raise Problem("site-unknown", "KNIPSEL_SITES has no site of that name: write /embed?site=NAME")
        language = lang or browser_language(accept_language)
        page = _PAGE.format(language=language, loader=LOADER, site=html.escape(declared.name), theme=theme)
        return Response(page, headers=_headers(declared), media_type="text/html")

    return router


def _headers(site: Site) -> dict[str, str]:
    return {
        "Content-Security-Policy": _POLICY.format(ancestors=_ancestors(site)),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with `no-referrer` a browser would call the origin of a POST `null`
    }


def _ancestors(site: Site) -> str:
    """Return the site's origins as a policy has them; an address of IPv6 cannot be one (CSP3, host-source)."""
    return " ".join(origin for origin in site.origins if "[" not in origin) or "'none'"
