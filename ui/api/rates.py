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
    """A token bucket for each caller, of as many requests as it may make `per_minute`; 0 is no limit."""

    def __init__(self, per_minute: int, now: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and as of when

    def spend(self, caller: str) -> float:
        """Count a request; return 0, or after how many seconds there is room for it, where there is none now."""
        if not self._per_minute:
            return 0.0
        now, per_s = self._now(), self._per_minute / _FULL_S
        left, seen = self._buckets.pop(caller, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - seen) * per_s)
        wait_s = 0.0 if left >= 1 else (1 - left) / per_s
        self._buckets[caller] = (left if wait_s else left - 1, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return wait_s
