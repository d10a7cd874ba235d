"""Which addresses may be fetched from: public ones over HTTP or HTTPS, unless private ones are allowed."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

_NAT64 = bytes.fromhex("0064ff9b0000000000000000")  # RFC 6052: the last four bytes are an IPv4 address


class AddressRefused(ValueError):
    """A URL that is not fetched from; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a URL leads: the host as it is named, and the one address that a connection is made to."""

    host: str
    address: str


def place_of(url: httpx.URL, *, allow_private: bool) -> Place:
    """Return where a URL leads; raise AddressRefused, or OSError where the host has no address.

    All addresses of the host must be public, and the connection has to be made to the one returned: were the name
    looked up again, it could be another one by then.
    """
    if url.scheme not in ("http", "https") or not url.host:
        raise AddressRefused(f"is not fetched: {url.scheme or 'no scheme'} is neither http nor https")
    addresses = [str(found[4][0]) for found in socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)]
    if not allow_private and (private := next((one for one in addresses if not _is_public(one)), None)):
        advice = "set `private = true` for its source if it is your own server"
        raise AddressRefused(f"is not fetched: {url.host} is {private}, an address of a private network; {advice}")
    return Place(url.host, addresses[0])


def _is_public(address: str) -> bool:
    found = _embedded(ip_address(address.partition("%")[0]))
    return found.is_global and not found.is_multicast


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for, by which it is judged; otherwise itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.packed.startswith(_NAT64):
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address
