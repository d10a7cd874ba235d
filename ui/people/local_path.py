"""Where to go on after signing in: a path of Knipsel's own, and never another site."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from starlette.types import Scope

# One slash: `//evil.example` and `/\evil.example` are other hosts to a browser, which also drops tabs and line ends.
_LOCAL = re.compile(r"/(?![/\\])[!-~]*")
_LONGEST = 2_000


def local(told: str) -> str:
    """Return a path as it was told, `/` where it is none of ours."""
    return told if len(told) <= _LONGEST and "\\" not in told and _LOCAL.fullmatch(told) else "/"


def path_of(scope: Scope) -> str:
    """Return the path and query of a request, as one would ask for it again."""
    query = scope.get("query_string", b"").decode("latin-1")
    return local(quote(str(scope["path"])) + (f"?{quote(query, safe='%=&+/?:;,~')}" if query else ""))


def base_of(url: str) -> str:
    """Return the path that a public URL puts before every path of ours; mostly empty."""
    return urlsplit(url).path.rstrip("/")
