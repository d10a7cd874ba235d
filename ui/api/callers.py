"""Who asks: a page of a declared site, by its token; a program, by its key or from this machine; nobody else."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from ui.api.problems import Problem
from ui.api.sites import Sites
from ui.api.tokens import Token, Tokens
from ui.people.person import Person

_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request: `name` is one for all of a token, a key, an address or a person; `site` is a page's."""

    kind: Literal["page", "program", "local", "person"]
    name: str
    address: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a request tells of who makes it: headers in lower case, the address that it comes from, and the person."""

    headers: Mapping[str, str]
    address: str
    person: Person | None = None

    @property
    def origin(self) -> str:
        """The origin that a browser says the page has; empty where there is none."""
        return self.headers.get("origin", "")

    @property
    def bearer(self) -> str:
        """The token or key that it carries; empty where it carries none."""
        told = self.headers.get("authorization", "")
        return told[len(_BEARER) :].strip() if told.lower().startswith(_BEARER) else ""

    @property
    def is_local(self) -> bool:
        """Tell whether it was made on this machine, for this machine's own name, and came by no proxy."""
        proxied = any(name in self.headers for name in _PROXIED)
        return not proxied and is_loopback(self.address) and is_loopback(_host_in(self.headers.get("host", "")))


@dataclass(frozen=True, slots=True)
class Door:
    """Lets in who may ask; `keys` are those of programs, `listens_locally` whether only this machine can reach us.

    `signs_in`: whether people sign in. Then a person may ask from Knipsel's own pages, and this machine is nobody.
    """

    sites: Sites
    tokens: Tokens
    keys: Sequence[str] = ()
    listens_locally: bool = False
    signs_in: bool = False

    def let_in(self, asking: Asking, *, pages: bool = True) -> Caller:
        """Return who asks; raise Problem for who may not. `pages`: whether a page of another site may, with a token."""
        self.require_declared(asking)
        if asking.origin and asking.origin not in self.sites.own:
            if not pages:
                raise Problem("origin-not-allowed", "this is for programs, not for pages of another site")
            return self._page(asking)
        is_open = not self.keys and self.listens_locally and asking.is_local and not self.signs_in
        if asking.bearer and not (is_open and asking.bearer.count(".") != 2):  # clients send a key, wanted or not
            return self._bearer(asking)
        if self.signs_in and asking.person and pages:
            return Caller("person", f"person:{asking.person.id}", asking.address)
        if not is_open:
            raise Problem("key-missing", "send one of KNIPSEL_API_KEYS as `Authorization: Bearer KEY`")
        return Caller("local", f"address:{asking.address}", asking.address)

    def require_declared(self, asking: Asking) -> None:
        """Raise Problem where a page of a site that is not declared makes the request, whatever else it carries."""
        if asking.origin and not self.sites.admit(asking.origin):
            raise Problem("origin-not-allowed", "no site in KNIPSEL_SITES has that origin")
        if not asking.origin and asking.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise Problem("origin-not-allowed", "a page of another site must say its origin: fetch with mode `cors`")

    def token_for(self, site: str, asking: Asking) -> str:
        """Return a token for a page of a site; raise Problem for a page that is not the site's, or no page at all."""
        if self.sites.named(site) is None:
            raise Problem("site-unknown", "KNIPSEL_SITES has no site of that name")
        if not asking.origin or not self.sites.admit_to(site, asking.origin):
            raise Problem("origin-not-allowed", "the site of that name does not have that origin")
        return self.tokens.make(site, asking.origin)

    def _page(self, asking: Asking) -> Caller:
        if not asking.bearer:
            raise Problem("token-missing", "fetch a token from /api/v1/sites/SITE/token, and send it as a bearer's")
        token = self.tokens.read(asking.bearer)
        if token.origin != asking.origin or not self.sites.admit_to(token.site, token.origin):
            raise Problem("token-elsewhere", "the token was made for a page of another origin")
        return _of_token(token, asking)

    def _bearer(self, asking: Asking) -> Caller:
        """Return the program that has the key, or the page of Knipsel's own that has the token."""
        if any([hmac.compare_digest(key.encode(), asking.bearer.encode()) for key in self.keys]):
            return Caller("program", f"key:{_short(asking.bearer)}", asking.address)
        if asking.bearer.count(".") != 2:
            raise Problem("key-invalid", "that is none of KNIPSEL_API_KEYS")
        token = self.tokens.read(asking.bearer)
        if token.origin not in self.sites.own or self.sites.named(token.site) is None:
            raise Problem("token-elsewhere", "the token is for a page of another origin, which must say so")
        return _of_token(token, asking)


def is_loopback(host: str) -> bool:
    """Tell whether a name or address means this machine to itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _of_token(token: Token, asking: Asking) -> Caller:
    return Caller("page", f"token:{token.id}", asking.address, token.site)


def _host_in(header: str) -> str:
    """Return the host of a `Host` header, without its port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]
