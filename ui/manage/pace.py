"""How fast a stage of a run goes, and how long it will take yet."""

from __future__ import annotations

from dataclasses import dataclass

_SOON_S = 1.0  # before that, a rate tells nothing


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a stage is: `done` of `total`, in bytes where it reads and else in passages; it began at `began_s`."""

    stage: str
    done: int
    total: int
    began_s: float
    began_at: int
    now_s: float

    @classmethod
    def of(cls, before: Pace | None, stage: str, done: int, total: int, now_s: float) -> Pace:
        """Return how far it is now; a stage begins anew with another name or total, or with less done than before."""
        goes_on = before and (before.stage, before.total) == (stage, total) and before.done <= done
        if before and goes_on:
            return cls(stage, done, total, before.began_s, before.began_at, now_s)
        return cls(stage, done, total, now_s, done, now_s)

    @property
    def rate(self) -> float:
        """How much is done a second; 0 before that can be told."""
        took_s = self.now_s - self.began_s
        return (self.done - self.began_at) / took_s if took_s >= _SOON_S else 0.0

    @property
    def left_s(self) -> float | None:
        """How many seconds it takes yet; None before that can be told."""
        return (self.total - self.done) / self.rate if self.rate else None
