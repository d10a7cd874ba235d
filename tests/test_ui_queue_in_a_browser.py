"""People who ask the chat at once: each sees a place in the queue, and who stops leaves it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from api_server import WaitingModel, serving
from chromium import IN_A_BROWSER, chromium, violations
from fakes import markdown
from playwright.sync_api import Browser, Page, expect

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk

pytestmark = IN_A_BROWSER
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos.")
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
_PATIENCE_MS = 60_000


def opened(browser: Browser, address: str, complaints: list[str], **how: object) -> Page:
    """Open the chat as another person, and have it ask."""
    page = browser.new_context(locale="nl-NL", **how).new_page()  # type: ignore[arg-type]
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith((address, "data:")) else complaints.append(sent.url))
    page.goto(address)
    page.locator("#question").fill(QUESTION)
    page.locator("#question").press("Enter")
    return page


def test_who_waits_sees_a_place_that_moves_up_as_another_leaves(
    archive_of: Callable[..., Archive], tmp_path: Path
) -> None:
    model, complaints = WaitingModel(), list[str]()
    desk = Desk(archive_of({"dijk.md": DIKE}), Glossary.shipped(), model=model)
    with serving(desk.archive, desk, chat=True, at_once=1) as address, chromium() as browser:
        first = opened(browser, address, complaints)
        assert model.began.wait(60)
        second = opened(browser, address, complaints)
        expect(second.locator(".turn .notice")).to_have_text("In de rij: nummer 1.", timeout=_PATIENCE_MS)
        third = opened(browser, address, complaints, viewport={"width": 390, "height": 800}, color_scheme="dark")
        expect(third.locator(".turn .notice")).to_have_text("In de rij: nummer 2.", timeout=_PATIENCE_MS)
        expect(third.locator(".turn .asked")).to_have_text(QUESTION)
        expect(third.locator(".turn .notice")).to_be_in_viewport(ratio=1)
        assert violations(third) == []
        pictures = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
        second.screenshot(path=pictures / "queue-light.png")
        third.screenshot(path=pictures / "queue-dark.png")
        second.locator(".stop").click()
        expect(second.locator(".turn")).to_have_attribute("data-state", "stopped")
        expect(third.locator(".turn .notice")).to_have_text("In de rij: nummer 1.", timeout=_PATIENCE_MS)
        model.go.set()
        for page in (first, third):
            expect(page.locator(".turn")).to_have_attribute("data-state", "done", timeout=_PATIENCE_MS)
            page.close()
    assert complaints == []
