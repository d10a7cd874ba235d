"""Which Chroma server keeps the vectors of an archive, and what it takes to be let in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TENANT, DATABASE = "default_tenant", "default_database"  # Chroma's own names for where there is only one


@dataclass(frozen=True, slots=True)
class VectorServer:
    """A Chroma server: `url` without a slash at its end, `header` a name and a value that is never shown.

    `ca` is a file of the certificates that a https server's own is checked with, instead of the usual ones.
    `timeout_s` is the longest wait for an answer to one request, in seconds.
    """

    url: str
    header: tuple[str, str] | None = field(default=None, repr=False)
    tenant: str = TENANT
    database: str = DATABASE
    ca: Path | None = None
    timeout_s: float = 20.0

    def __str__(self) -> str:
        if (self.tenant, self.database) == (TENANT, DATABASE):
            return self.url
        return f"{self.url} (tenant {self.tenant}, database {self.database})"


def server_url(told: str) -> str:
    """Return the URL of a server as it is used and kept on record; raise ValueError where it is none."""
    parts = urlsplit(told.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("name a server as http://host:port or https://host:port/path")
    if parts.username is not None or parts.password is not None:
        raise ValueError("leave the name and password out of the URL; KNIPSEL_CHROMA_HEADER is for what is secret")
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


def secret_header(told: str) -> tuple[str, str]:
    """Return name and value of a header such as `Authorization: Bearer ...`; raise ValueError, without the value."""
    name, colon, value = (part.strip() for part in told.partition(":"))
    if not colon or not value or not re.fullmatch(r"[A-Za-z0-9-]+", name) or not re.fullmatch(r"[\x20-\x7e]+", value):
        raise ValueError("write it as `Name: value`, for example `Authorization: Bearer ...` or `X-Chroma-Token: ...`")
    return name, value
