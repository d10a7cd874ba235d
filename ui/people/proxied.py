"""Where a reverse proxy signs people in: it says who, in a header that is believed of nobody else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.people.browsers import id_of
from ui.people.person import Person, Role
from ui.people.proxies import Network
from ui.people.seen import Seen

_PEER = "knipsel.peer"
_WHO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+|:/\\-]{0,127}")  # a name, an address, what an identity provider calls one


@dataclass(frozen=True, slots=True)
class PeerKept:
    """Keeps who made the connection in the scope, before uvicorn's middleware puts there whom a proxy tells."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        client = scope.get("client")
        await self.app({**scope, _PEER: client[0] if client else ""}, receive, send)


class Proxied:
    """Knows a person by the one `header` of a proxy in `proxies`; `editors` are the names of those who edit."""

    signs_in = True

    def __init__(self, key: bytes, header: str, proxies: Collection[Network], editors: Collection[str]) -> None:
        self._key = key
        self._header = header
        self._proxies = tuple(proxies)
        self._editors = frozenset(editors)

    def see(self, scope: Scope) -> Seen:
        """Return whom the proxy names; a header that comes twice, or has what no name has, names nobody."""
        told = Headers(scope=scope).getlist(self._header)
        if not self._is_proxy(str(scope.get(_PEER, ""))) or len(told) != 1 or not _WHO.fullmatch(told[0]):
            return Seen(None)
        role: Role = "editor" if told[0] in self._editors else "reader"
        return Seen(Person(id_of(self._key, "header", told[0]), role, told[0]))

    def _is_proxy(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._proxies)
