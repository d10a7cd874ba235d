"""Sites: which other sites may use Knipsel in their pages, each by its exact origins; none unless declared."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_BELOW = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"  # one or more names, each with its dot: what `*.` stands for
_USUAL_PORT = {"http": 80, "https": 443}


class SitesUnreadable(ValueError):
    """The sites that are set are not well formed; the message names the one that is not."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that may embed Knipsel; an origin is as a browser sends it, `https://*.wiki.example` any name below."""

    name: str
    origins: tuple[str, ...]

    def admits(self, origin: str) -> bool:
        """Tell whether a page of that origin is one of this site's; an origin that no browser would send never is."""
        return any(_is(declared, origin) for declared in self.origins)


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites by their names, and Knipsel's own origins, which belong to each of them."""

    declared: Mapping[str, Site]
    own: frozenset[str] = frozenset()

    def named(self, name: str) -> Site | None:
        """Return the site of that name; None where there is none."""
        return self.declared.get(name)

    def admit(self, origin: str) -> bool:
        """Tell whether any site may have pages of that origin."""
        return origin in self.own or any(site.admits(origin) for site in self.declared.values())

    def admit_to(self, name: str, origin: str) -> bool:
        """Tell whether the site of that name may have pages of that origin."""
        site = self.named(name)
        return site is not None and (origin in self.own or site.admits(origin))


def read_sites(told: str) -> dict[str, Site]:
    """Return the sites that a TOML file or JSON declares, {name: {"origins": [...]}}; raise SitesUnreadable."""
    if not told.strip():
        return {}
    sites = _object_in(told)
    return {name: _site(name, declared) for name, declared in sites.items()}


def origin_in(told: str) -> str:
    """Return an origin as a browser would send it; raise SitesUnreadable for what is none."""
    try:
        parts = urlsplit(told.strip())
        scheme, port = parts.scheme.lower(), parts.port
        host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc.removesuffix(":")
        host = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as wrong:
        raise SitesUnreadable(f"{told!r} is no origin: {wrong}") from None
    if scheme not in _USUAL_PORT or parts.path or parts.query or parts.fragment or not _HOST.fullmatch(host):
        raise SitesUnreadable(f"{told!r} is no origin; write it as https://wiki.example, without a path")
    if host.startswith("*.") and host.count(".") < 2:
        raise SitesUnreadable(f"{told!r} would let in a whole domain of the net; write *. before a name of your own")
    return f"{scheme}://{host}" + (f":{port}" if port not in (None, _USUAL_PORT[scheme]) else "")


def origin_of(url: str) -> str:
    """Return the origin of a URL; raise SitesUnreadable for what has none."""
    return origin_in("/".join(url.strip().split("/")[:3]))


def _is(declared: str, origin: str) -> bool:
    if "*." not in declared:
        return origin == declared
    before, after = declared.split("*.")
    return re.fullmatch(re.escape(before) + _BELOW + re.escape(after), origin) is not None


def _object_in(told: str) -> dict[str, Any]:
    try:
        is_json = told.lstrip().startswith("{")
        sites = json.loads(told) if is_json else tomllib.loads(Path(told).read_text("utf-8"))
    except (OSError, ValueError) as wrong:
        raise SitesUnreadable(f"neither JSON nor a TOML file that can be read: {wrong}") from None
    if not isinstance(sites, dict):
        raise SitesUnreadable("the sites are no object of names and origins")
    return sites


def _site(name: str, declared: object) -> Site:
    if not _NAME.fullmatch(name):
        raise SitesUnreadable(f"{name!r} is no name for a site; take up to 32 of a-z 0-9 _ -")
    origins = declared.get("origins") if isinstance(declared, dict) else None
    if not isinstance(declared, dict) or set(declared) != {"origins"} or not isinstance(origins, list) or not origins:
        raise SitesUnreadable(
            f'the site {name!r} needs origins, as origins = ["https://wiki.example"], and nothing else'
        )
    return Site(name, tuple(dict.fromkeys(origin_in(str(origin)) for origin in origins)))
