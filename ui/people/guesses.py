"""How often a password may be guessed: of one name, and from one address; the memory that it takes is bounded."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic

from ui.api.rates import Rates

OF_NAME, OF_ADDRESS, FULL_S = 10, 40, 900.0  # wrong passwords at once; so many more each quarter of an hour


class Guesses:
    """Counts each try before it is looked at, and gives it back where it was right: many sign in at nine o'clock."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._of_name = Rates(OF_NAME, now, full_s=FULL_S)
        self._of_address = Rates(OF_ADDRESS, now, full_s=FULL_S)

    def spend(self, name: str, address: str) -> float:
        """Count a try; return 0, or after how many seconds another one may be made, where none may now."""
        return self._of_address.spend(_household(address)) or self._of_name.spend(name)

    def give_back(self, name: str, address: str) -> None:
        """Count a try no longer, because it was right."""
        self._of_address.give_back(_household(address))
        self._of_name.give_back(name)


def _household(address: str) -> str:
    """Return what one person has of addresses: of IPv6 a /64."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if isinstance(known, IPv6Address) else address
