"""A cookie of Knipsel's: out of reach of scripts and of other sites' forms, and sent nowhere but to Knipsel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_VALUE = re.compile(r"[0-9a-f]{32,128}")


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie by its name, for where people find Knipsel: `url`, empty where that is what a request says.

    Its value is 32 to 128 hexadecimal digits; anything else was never ours.
    """

    name: str
    url: str = ""

    def read(self, scope: Scope) -> str:
        """Return the value that a request carries; empty where it carries none, or several: then one is not ours."""
        named = self._named(scope) + "="
        pairs = (pair.strip() for line in Headers(scope=scope).getlist("cookie") for pair in line.split(";"))
        values = {pair.removeprefix(named) for pair in pairs if pair.startswith(named)}
        value = values.pop() if len(values) == 1 else ""
        return value if _VALUE.fullmatch(value) else ""

    def kept(self, value: str, scope: Scope, lives_s: int) -> str:
        """Return the header by which a browser keeps a value for so many seconds; 0 makes it forget."""
        secure = "; Secure" if self._is_secure(scope) else ""
        told = f"{self._named(scope)}={value}; Path={self._path}; Max-Age={lives_s}; HttpOnly; SameSite=Lax"
        return told + secure

    def _named(self, scope: Scope) -> str:
        """Return the name; over https with the prefix that no other host or page without TLS can set (RFC 6265bis)."""
        if not self._is_secure(scope):
            return self.name
        return f"__Host-{self.name}" if self._path == "/" else f"__Secure-{self.name}"

    def _is_secure(self, scope: Scope) -> bool:
        return (urlsplit(self.url).scheme if self.url else scope["scheme"]) in ("https", "wss")

    @property
    def _path(self) -> str:
        return urlsplit(self.url).path or "/"
