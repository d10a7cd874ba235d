"""The web address of an article, as it may stand in a document of any kind; or none."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[A-Za-z0-9._-]+")
_AS_IT_IS = ":/?#@!$&*+,;=%"  # what an address is made of (RFC 3986), without brackets and quotation marks
_MARKUP = (("~", "%7E"), ("__", "%5F%5F"))  # a signature and a magic word of wikitext, even within an address


def safe_link(url: str) -> str:
    """Return an address of the web with nothing in it that ends it or begins anything else; empty for any other."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return ""
    rest = url.partition("://")[2].removeprefix(parts.netloc)
    safe = f"{parts.scheme}://{host}{port}{quote(rest, safe=_AS_IT_IS)}"
    for mark, harmless in _MARKUP:
        safe = safe.replace(mark, harmless)
    return safe
