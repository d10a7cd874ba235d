"""Rates: how often each caller may ask, as buckets that fill up again; the memory that they take is bounded.

The `limits` package counts the same, but starts a thread at each request to forget old callers, and never bounds them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

_MOST = 20_000  # callers remembered; who was not seen for longest is forgotten, and has a full bucket again
_FULL_S = 60.0


class Rates:
    """A token bucket for each caller, of as many requests as it may make in `full_s` seconds; 0 is no limit."""

    def __init__(self, most: int, now: Callable[[], float] = monotonic, *, full_s: float = _FULL_S) -> None:
        self._most = most
        self._per_s = most / full_s
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and as of when

    def spend(self, caller: str) -> float:
        """Count a request; return 0, or after how many seconds there is room for it, where there is none now."""
        if not self._most:
            return 0.0
        now = self._now()
        left, seen = self._buckets.pop(caller, (float(self._most), now))
        left = min(self._most, left + (now - seen) * self._per_s)
        wait_s = 0.0 if left >= 1 else (1 - left) / self._per_s
        self._buckets[caller] = (left if wait_s else left - 1, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return wait_s

    def give_back(self, caller: str) -> None:
        """Count one request less."""
        if caller in self._buckets:
            left, seen = self._buckets[caller]
            self._buckets[caller] = (min(self._most, left + 1), seen)
