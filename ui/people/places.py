"""Which parts of the app are open to all, which have a door of their own, and the page, which is the rest."""

from __future__ import annotations

import re
from typing import Literal

from starlette.types import Scope

Place = Literal["open", "entrance", "api", "page"]

# Nothing is open but what stands here; a route that is new is the page's.
_OPEN = re.compile(r"/health/(?:live|ready)|/widget\.js|/widget/[^/]+/[^/]+|/embed")
_API = re.compile(r"/(?:api/v1|v1)(?:/.*)?|/mcp|/metrics", re.DOTALL)  # a token, a key, or this machine: ui.api.callers


def place_of(scope: Scope) -> Place:
    """Return which part of the app a request is for."""
    path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
    if _OPEN.fullmatch(path):
        return "open"
    if path == "/sign-in":
        return "entrance"  # open where people sign in here
    return "api" if _API.fullmatch(path) else "page"
