"""Answers of the chat, each in a thread of its own, take the same turns as the questions of the API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Event

from ui.api.turns import Turns

_LOOK_S = 0.25  # how often it is seen whether anybody still waits


class InTurn:
    """Gives turns to threads; they are those of the event loop that serves, once that runs."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self) -> None:
        """Give turns from here on in the loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def run(
        self, caller: str, work: Callable[[], None], tell: Callable[[int], None], waits: Callable[[], bool]
    ) -> None:
        """Do the work in this thread once it is the caller's turn.

        Until then `tell` is called with its place, in the loop's thread, as that changes. Where it no longer `waits` it
        leaves, and the work is done at once: there is none left. Raises what the work does.
        """
        if self._loop is None:
            work()
            return
        called = Event()

        async def hold() -> None:
            async with self._turns.turn(caller, tell):
                called.set()
                await asyncio.get_running_loop().create_future()  # until it is cancelled

        held = asyncio.run_coroutine_threadsafe(hold(), self._loop)
        try:
            while waits() and not called.wait(_LOOK_S):
                pass
            work()
        finally:
            with suppress(RuntimeError):  # the server has ended
                held.cancel()
