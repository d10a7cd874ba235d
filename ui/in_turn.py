"""A question of the chat takes its turn among all others, those of the API too, and its page is told its place."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from ui.api.callers import Caller
from ui.api.running import Queued, Running, TookTooLong
from ui.api.turns import NoRoom, TooManyOpen
from ui.page import Page, Shown
from ui.people.person import Person


async def in_turn(running: Running, page: Page, person: Person, sent: object, caller: Caller) -> AsyncGenerator[Shown]:
    """Yield what the page shows: the question at once, its place while others go first, its answer as it comes.

    Closing this stops the work. What has no room is turned away on the page.
    """
    asked = page.ask(person, sent)
    begun = await running.call(lambda: next(asked, None))
    if begun is None:
        return
    yield begun
    try:
        async with aclosing(running.start(lambda: asked, caller).events()) as events:
            async for told in events:
                if not isinstance(told, Queued):
                    yield told
                elif page.waits(person, sent):
                    yield page.queued(sent, begun, told.position)
                else:  # it was stopped: what is yielded last is what Gradio leaves on the page
                    yield page.restore(person, sent)
                    return
    except (NoRoom, TooManyOpen):
        yield page.turned_away(person, sent, "busy")
    except TookTooLong:
        yield page.turned_away(person, sent, "too_long")
