"""Kept conversations as people meet them: found again, named, deleted, gone on with, and nobody else's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api_server import WaitingModel, serving
from chromium import IN_A_BROWSER, Streams, accessible, chromium
from fakes import built, markdown
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk

pytestmark = IN_A_BROWSER
_HOSTILE = '<img src=x onerror="document.title=1"> ${document.title=1} {{document.title}} </textarea>'
DIKE, FAIR = "Hoeveel doden vielen er bij Sluiswijk?", "Hoeveel bezoekers trok de kermis in Overvelde?"
FILES = {
    "dijk.md": markdown("Dijk breekt", "De dijk brak. Er vielen zeker drie doden bij Sluiswijk, zei burgemeester Vos."),
    "kermis.md": markdown("Kermis", "De kermis in Overvelde trok 12.000 bezoekers, zei de organisatie."),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = built(tmp_path_factory.mktemp("kept"), FILES)
    archive.warm()
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive, chat=True) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(patience_ms=20_000) as browser:
        yield browser


# What Gradio's client writes where a page is left while an answer comes: it hangs up, and takes that for an error.
_OF_LEAVING = ("AbortError: signal is aborted without reason", "Unexpected error Connection errored out.")


@contextmanager
def person(browser: Browser, *, leaves: bool = False, **options: object) -> Iterator[BrowserContext]:
    """A browser of its own, so a person of its own; no page of it may complain, or ask another host for anything.

    `leaves`: a page of it is left while an answer comes in.
    """
    options = {"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **options}
    context = browser.new_context(**options)  # type: ignore[arg-type]
    requested, complaints = list[str](), list[str]()
    context.on("request", lambda request: requested.append(request.url))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    hosts = {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert [told for told in complaints if not (leaves and told.startswith(_OF_LEAVING))] == []


@pytest.fixture
def you(browser: Browser) -> Iterator[BrowserContext]:
    with person(browser) as context:
        yield context


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#question")).to_be_visible()
    return page


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last.locator(".asked")).to_have_text(question)
    expect(page.locator(".turn").last).to_have_attribute("data-state", "done")


def show(page: Page) -> None:
    page.get_by_role("button", name="Gesprekken", exact=True).click()
    expect(page.get_by_role("navigation", name="Gesprekken")).to_be_visible()


def titles(page: Page) -> list[str]:
    """Return the titles that are listed, without their days."""
    return page.locator(".talks .go").evaluate_all("(all) => all.map((one) => one.firstChild.textContent)")


def test_a_conversation_is_there_after_a_reload_in_a_new_tab_and_after_the_server_was_started_again(
    archive: Archive, you: BrowserContext
) -> None:
    with serving(archive, chat=True) as address:
        page = opened(you, address)
        streams = Streams(page)
        ask(page, DIKE)
        streams.end()
        page.reload()
        expect(page.locator(".turn .lead")).to_contain_text("Zeker 3 doden")
        page.close()
        page = opened(you, address)
        expect(page.locator(".welcome")).to_be_visible()
        page.close()
    with serving(archive, chat=True) as address:
        page = opened(you, address)
        show(page)
        page.get_by_role("button", name=DIKE).first.click()
        expect(page.locator(".turn .lead")).to_contain_text("Zeker 3 doden")
        expect(page.locator("#question")).to_be_focused()
        ask(page, "Wie zei dat?")
        expect(page.locator(".chip.rewritten")).to_contain_text("Begrepen als: ")
        expect(page.locator('#turn-2[data-state="done"]')).to_be_visible()
        mark = page.locator("#turn-1 .mark").first
        mark.scroll_into_view_if_needed()  # before it is pointed at: scrolling closes its card
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        mark.hover()
        expect(page.get_by_role("tooltip").locator("q")).to_contain_text("Er vielen zeker drie doden")
        page.locator("#turn-1 .mark").first.click()
        expect(page.get_by_role("dialog").locator("mark.here")).to_contain_text("Er vielen zeker drie doden")


def test_conversations_are_searched_renamed_and_deleted_with_the_keyboard(address: str, you: BrowserContext) -> None:
    page = opened(you, address)
    ask(page, DIKE)
    opener = page.get_by_role("button", name="Gesprekken", exact=True)
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    search = page.get_by_role("searchbox", name="Zoek in uw gesprekken")
    expect(search).to_be_focused()
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, FAIR)
    expect(page.locator(".talks li")).to_have_count(2)
    expect(page.locator(".talks [aria-current]")).to_contain_text(FAIR)
    accessible(page)
    search.fill("BURGEMEESTER vos")
    expect(page.locator(".talks li")).to_have_count(1)
    expect(page.locator(".talks .found")).to_have_text("1 gevonden")
    search.fill("Rotterdam")
    expect(page.locator(".talks .found")).to_have_text("Geen gesprek gevonden.")
    search.fill("")
    expect(page.locator(".talks li")).to_have_count(2)
    assert titles(page) == [FAIR, DIKE]
    page.get_by_role("button", name=f"Hernoem: {DIKE}").press("Enter")
    field = page.get_by_role("textbox", name="Naam van het gesprek")
    expect(field).to_be_focused()
    expect(field).to_have_value(DIKE)
    accessible(page)
    field.press("Escape")
    expect(page.get_by_role("button", name=f"Hernoem: {DIKE}")).to_be_focused()
    page.keyboard.press("Enter")
    field.fill(_HOSTILE)
    field.press("Enter")
    expect(page.get_by_role("button", name=f"Hernoem: {_HOSTILE}")).to_be_focused()
    assert titles(page) == [FAIR, _HOSTILE]
    assert page.locator(".talks img").count() == 0 and page.title() == "Knipsel"
    delete = page.get_by_role("button", name=f"Verwijder: {FAIR}")
    delete.press("Enter")
    sure = page.get_by_role("dialog", name="Dit gesprek voorgoed verwijderen?")
    expect(sure.get_by_role("button", name="Annuleer")).to_be_focused()
    accessible(page)
    page.keyboard.press("Escape")
    expect(sure).to_be_hidden()
    expect(delete).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".talks .found")).to_have_text("Het gesprek is verwijderd.")
    assert titles(page) == [_HOSTILE]
    expect(page.locator(".talks .go")).to_be_focused()
    expect(page.locator(".turn")).to_have_count(0), "it was the one that was shown"
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Gesprekken")).to_be_hidden()
    expect(opener).to_be_focused()
    page.reload()
    show(page)
    expect(page.locator(".talks li")).to_have_count(1)


def test_two_people_never_see_each_others_conversations(browser: Browser, address: str, you: BrowserContext) -> None:
    page = opened(you, address)
    ask(page, DIKE)
    name = page.evaluate("sessionStorage.getItem('knipsel-page')")
    with person(browser) as other:
        theirs = opened(other, address)
        show(theirs)
        expect(theirs.locator(".talks .found")).to_have_text("Nog geen gesprekken.")
        theirs.evaluate("(name) => sessionStorage.setItem('knipsel-page', name)", name)
        theirs.reload()
        expect(theirs.locator(".welcome")).to_be_visible()
        ask(theirs, FAIR)
        show(theirs)
        expect(theirs.locator(".talks li")).to_have_count(1)
        theirs.get_by_role("button", name=f"Verwijder: {FAIR}").click()
        theirs.get_by_role("button", name="Verwijder", exact=True).last.click()
        expect(theirs.locator(".talks .found")).to_have_text("Het gesprek is verwijderd.")
    page.reload()
    expect(page.locator(".turn .lead")).to_contain_text("Zeker 3 doden")
    show(page)
    expect(page.locator(".talks .go")).to_have_count(1)
    expect(page.locator(".talks .go")).to_contain_text(DIKE)


def test_an_answer_that_comes_in_can_be_left_and_returned_to(archive: Archive, browser: Browser) -> None:
    model = WaitingModel(line='Er vielen drie doden. [1] "Er vielen zeker drie doden bij Sluiswijk"')
    desk = Desk(archive, Glossary.shipped(), model=model)
    with serving(archive, desk, chat=True) as address, person(browser, leaves=True) as you:
        page = opened(you, address)
        page.locator("#question").fill(DIKE)
        page.locator("#question").press("Enter")
        expect(page.locator(".turn")).to_have_attribute("data-state", "working")
        assert model.began.wait(20)
        show(page)
        page.get_by_role("button", name="Nieuw gesprek").click()
        expect(page.locator(".turn")).to_have_count(0)
        page.get_by_role("button", name=DIKE).first.press("Enter")  # a list that comes anew swallows a click, no key
        expect(page.locator(".turn")).to_have_attribute("data-state", "working")
        page.reload()
        expect(page.locator(".turn")).to_have_attribute("data-state", "working")
        other = opened(you, address)
        show(other)
        other.get_by_role("button", name=DIKE).first.click()
        expect(other.locator(".turn")).to_have_attribute("data-state", "working")
        model.go.set()
        for one in (page, other):
            expect(one.locator(".turn")).to_have_attribute("data-state", "done")
            expect(one.locator(".statement").first).to_contain_text("drie doden")


def test_on_a_phone_the_list_covers_the_page_and_a_conversation_leads_back_to_it(
    browser: Browser, address: str
) -> None:
    with person(browser, locale="en-GB", color_scheme="dark", viewport={"width": 390, "height": 800}) as context:
        page = opened(context, address)
        ask(page, FAIR)
        opener = page.get_by_role("button", name="Conversations", exact=True)
        opener.click()
        nav = page.get_by_role("navigation", name="Conversations")
        expect(nav.locator(".go")).to_have_count(1)
        assert nav.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        accessible(page)
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('.talks, body') !== null")
            assert not page.evaluate("document.querySelector('#knipsel').contains(document.activeElement)")
        nav.get_by_role("button", name="New conversation").click()
        expect(nav).to_be_hidden()
        expect(opener).to_be_focused()
        expect(page.locator(".welcome")).to_be_visible()
        opener.click()
        nav.locator(".go").press("Enter")  # the list comes anew meanwhile: that swallows a click, no key
        expect(page.locator(".turn .asked")).to_have_text(FAIR)
        expect(nav).to_be_hidden()
        accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_pictures_of_the_list_can_be_kept(
    browser: Browser, address: str, tmp_path: Path, width: int, scheme: str
) -> None:
    """Not a check of looks: writes what a person should look at where SCREENSHOTS says."""
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    with person(browser, color_scheme=scheme, viewport={"width": width, "height": 900}) as context:
        page = opened(context, address)
        ask(page, DIKE)
        show(page)
        page.get_by_role("button", name="Nieuw gesprek").click()
        ask(page, FAIR)
        if width < 900:
            page.screenshot(path=folder / f"kept-page-{width}-{scheme}.png")
            show(page)
        expect(page.locator(".talks .go")).to_have_count(2)
        page.screenshot(path=folder / f"kept-{width}-{scheme}.png")
        page.get_by_role("button", name=f"Hernoem: {DIKE}").click()
        page.screenshot(path=folder / f"kept-rename-{width}-{scheme}.png")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=f"Verwijder: {DIKE}").click()
        assert page.screenshot(path=folder / f"kept-sure-{width}-{scheme}.png")
