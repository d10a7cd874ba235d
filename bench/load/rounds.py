"""What is asked of a server under load: a crowd, one who asks much among others, and people who leave."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.load.asking import Asked, Widget, together
from bench.load.server import Server

_LOOK_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Left:
    """People who went away: what they had been told by then, and how long until nobody was answered or waiting."""

    asked: Sequence[Asked]
    stopped_s: float


def out_of_order(asked: Sequence[Asked]) -> int:
    """Return by how many places, at most, a question began to be answered earlier or later than it came.

    Who waits is told a place at once, and places are given in the order of coming; so questions of one round came in
    the order of their first places, those that never waited before all others.
    """
    came = sorted(asked, key=lambda one: (one.places[:1] or [0])[0])
    began = sorted(came, key=lambda one: one.sent + (one.began_s or 0.0))
    waited = [one for one in came if one.places]
    order = {id(one): at for at, one in enumerate(one for one in began if one.places)}
    return max((abs(order[id(one)] - at) for at, one in enumerate(waited)), default=0)


@dataclass(frozen=True, slots=True)
class Flood:
    """One caller's questions and those that others asked after them."""

    of_one: Sequence[Asked]
    of_others: Sequence[Asked]

    @property
    def before(self) -> int:
        """Return how many of the one's were answered once the others had asked, before the last of the others'."""
        came = min(one.sent for one in self.of_others)
        last = max(one.sent + (one.done_s or 0.0) for one in self.of_others)
        return sum(came < one.sent + (one.done_s or 0.0) < last for one in self.of_one)


async def flood(server: Server, many: Widget, others: Sequence[Widget], questions: Sequence[str], of_one: int) -> Flood:
    """Have one caller ask `of_one` questions, and when all of them have come the others one each."""
    first = [asyncio.create_task(many.ask(questions[at % len(questions)])) for at in range(of_one)]
    while sum(await asyncio.to_thread(server.queue)) + sum(task.done() for task in first) < of_one:
        await asyncio.sleep(_LOOK_AGAIN_S)
    rest = await together(others, questions)
    return Flood(await asyncio.gather(*first), rest)


async def leaving(server: Server, widgets: Sequence[Widget], questions: Sequence[str]) -> Left:
    """Have all ask at once and each go away at the first event it gets; wait until the server has no work left."""
    asked = await asyncio.gather(
        *(
            widget.ask(questions[at % len(questions)], "queued" if at >= len(widgets) // 2 else "understood")
            for at, widget in enumerate(widgets)
        )
    )
    began_s = time.monotonic()
    while any(await asyncio.to_thread(server.queue)):
        await asyncio.sleep(_LOOK_AGAIN_S)
    return Left(asked, time.monotonic() - began_s)
