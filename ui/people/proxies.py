"""The addresses of proxies, as settings name them."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network


def networks_in(told: str) -> tuple[Network, ...]:
    """Return the networks that are told with commas; raise ValueError for what is no address of proxies."""
    try:
        networks = tuple(ip_network(part.strip()) for part in told.split(",") if part.strip())
    except ValueError as wrong:
        raise ValueError(f"KNIPSEL_PROXIES has what is no address or network: {wrong}") from None
    if wide := next((network for network in networks if network.prefixlen == 0), None):
        raise ValueError(f"KNIPSEL_PROXIES has {wide}, which is everybody: all would be believed")
    return networks
