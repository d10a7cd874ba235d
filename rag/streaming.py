"""An asynchronous stream read from ordinary code: given up when too slow, stopped when nobody reads on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing
from functools import cache
from queue import Empty, SimpleQueue

_PULSE_S = 0.5  # how long a reader may wait before it is asked again whether it still wants the rest
_MOST_HELD = 1_000  # pieces that nobody has read yet, before the other side has to wait
_STARTING = threading.Lock()  # two questions at once still share one loop


class TooSlow(Exception):
    """The stream was silent for `silence_s`, or had not ended after `whole_s`; `waited_s` tells which bound it was."""

    def __init__(self, waited_s: float) -> None:
        super().__init__(f"nothing for {waited_s:g} s")
        self.waited_s = waited_s


class _End:
    pass


def read(
    stream: Callable[[], AsyncGenerator[str, None]], silence_s: float, whole_s: float, pulse_s: float = _PULSE_S
) -> Generator[str, None, None]:
    """Yield the pieces of a stream as they come, and an empty string every `pulse_s` in which none does.

    Raises TooSlow, or what the stream raises. It runs in a loop of its own, so that closing this iterator between two
    pieces, or two pulses, ends the connection under it at once, also where the other side says nothing.
    """
    pieces = SimpleQueue[str | BaseException | _End]()
    with _STARTING:
        loop = _loop()
    running = asyncio.run_coroutine_threadsafe(_pump(stream, pieces, silence_s, whole_s), loop)
    try:
        while True:
            try:
                piece = pieces.get(timeout=pulse_s)
            except Empty:
                piece = ""
            if isinstance(piece, _End):
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        running.cancel()


async def _pump(
    stream: Callable[[], AsyncGenerator[str, None]],
    pieces: SimpleQueue[str | BaseException | _End],
    silence_s: float,
    whole_s: float,
) -> None:
    clock = asyncio.get_running_loop().time
    ends = clock() + whole_s
    try:
        async with aclosing(stream()) as coming:
            while True:
                left_s = min(silence_s, ends - clock())
                try:
                    async with asyncio.timeout(left_s):
                        pieces.put(await anext(coming))
                        while pieces.qsize() > _MOST_HELD:
                            await asyncio.sleep(0.01)
                except TimeoutError:
                    raise TooSlow(silence_s if left_s == silence_s else whole_s) from None
    except StopAsyncIteration:
        pieces.put(_End())
    except Exception as failed:  # noqa: BLE001 - told to the reader, who raises it
        pieces.put(failed)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the one loop that all streams run in: clients keep connections, which belong to the loop they began in."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model streams", daemon=True).start()
    return loop
