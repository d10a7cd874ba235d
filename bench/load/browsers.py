"""People at the chat itself: so many pages of a real browser that all ask at once."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Browser, Page, async_playwright

_PATIENCE_MS = 300_000
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
_DONE = ".turn[data-state=done]"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a page got: seconds until anything of the answer or its progress was seen, and until it was whole."""

    shown_s: float
    done_s: float
    complaints: Sequence[str]


async def in_browsers(address: str, questions: Sequence[str], count: int) -> list[Answered]:
    """Open the chat in `count` contexts of Debian's chromium, have all ask at once, and return what each got."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_QUIET)
        pages = [await _opened(browser, address) for _ in range(count)]
        each = (questions[at % len(questions)] for at in range(count))
        answered = await asyncio.gather(*(_ask(*page, text) for page, text in zip(pages, each, strict=False)))
        await browser.close()
    return answered


async def _opened(browser: Browser, address: str) -> tuple[Page, list[str]]:
    page, complaints = await (await browser.new_context(locale="nl-NL")).new_page(), list[str]()
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(address, timeout=_PATIENCE_MS)
    await page.locator("#question").wait_for(timeout=_PATIENCE_MS)
    return page, complaints


async def _ask(page: Page, complaints: list[str], question: str) -> Answered:
    await page.locator("#question").fill(question)
    began_s = time.monotonic()
    await page.locator("#question").press("Enter")
    await page.locator(".turn").wait_for(timeout=_PATIENCE_MS)
    shown_s = time.monotonic() - began_s
    await page.locator(_DONE).wait_for(timeout=_PATIENCE_MS)
    return Answered(shown_s, time.monotonic() - began_s, complaints)
