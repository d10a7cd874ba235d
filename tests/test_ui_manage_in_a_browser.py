"""The page on which the archive is kept, in a real browser: files and a feed added, a run watched, the chat beside."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from chat_process import KNIPSEL, chat_served
from chromium import IN_A_BROWSER, Watched, chromium, violations
from conftest import ROOT
from fakes import markdown
from playwright.sync_api import Browser, Page, expect
from web_server import Reply, Site, site

pytestmark = IN_A_BROWSER
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)}"
_FERRY = "De veerpont bij Hardewaard vaart weer, zei schipper Mulder. Er voeren zeker 40 mensen mee."
_RSS = (
    "<rss version='2.0'><channel><title>De Bode</title><language>nl</language><item>"
    f"<guid isPermaLink='false'>n1</guid><title>{HOSTILE.replace('<', '&amp;lt;')}</title>"
    f"<pubDate>Mon, 08 Jan 2024 10:00:00 +0100</pubDate><description>{_FERRY}</description></item></channel></rss>"
)
_FAIR = "De kermis in Overvelde trok 12.000 bezoekers, zei wethouder Prins."
_RUN_S = 120_000  # ms that a run may take, where a machine is busy


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with site() as one:
        one.pages["/rss"] = Reply(_RSS.encode())
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the archive, its sources file and a newspaper are in."""
    return tmp_path_factory.mktemp("manage")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Index an article and serve its chat, where feeds may be on this machine."""
    source = folder / "krant"
    source.mkdir()
    body = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
    (source / "dijk.md").write_text(markdown("Dijk breekt", body, outlet=HOSTILE), "utf-8")
    (source / "kapot.md").write_text("geen datum", "utf-8")
    told = {"ARCHIVE": str(folder / "archive"), "SOURCES": str(folder / "knipsel.toml"), "PRIVATE_FEEDS": "true"}
    environment = {**os.environ, **{f"KNIPSEL_{name}": value for name, value in told.items()}, "PYTHONPATH": str(ROOT)}
    subprocess.run([*KNIPSEL, "index", str(source)], env=environment, check=True, capture_output=True)
    with chat_served(environment) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(patience_ms=60_000) as browser:
        yield browser


def opened(browser: Browser, url: str, width: int = 1280, **how: object) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL", **how)  # type: ignore[arg-type]
    page.goto(url)
    return page


def held(feed: str, go: Event) -> Iterator[bytes]:
    """Give a feed whose items come only when they are let; a byte now and then, so that nobody gives it up."""
    head, tail = feed.split("<channel>")
    yield head.encode()
    while not go.wait(0.5):
        yield b"\n"
    yield b"<channel>" + tail.encode()


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def picture(page: Page, name: str) -> None:
    """Keep what a person should look at, where SCREENSHOTS says."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)


def test_an_editor_uploads_and_adds_a_feed_watches_the_run_and_the_chat_answers_meanwhile_and_afterwards(
    browser: Browser, address: str, served: Site
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    chat, page = context.new_page(), context.new_page()
    watched, watching = Watched(chat), Watched(page)
    chat.goto(address)
    page.goto(address)
    page.get_by_role("link", name="Beheer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het archief beheren")
    assert violations(page) == []

    many = [{"title": f"Bericht {n}", "date": "2024-02-01", "text": f"In week {n} was er nieuws."} for n in range(600)]
    files = {
        f"{HOSTILE.replace('/', '')}.md": markdown("Kermis", _FAIR),
        "berichten.jsonl": "\n".join(map(json.dumps, many)),
        "geen artikel.md": "geen datum",
    }
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]
    )
    page.locator(".upload button").press("Enter")
    results = page.locator("#results > li")
    expect(results).to_have_count(4, timeout=_RUN_S)
    expect(results.nth(0)).to_have_text(f"{HOSTILE.replace('/', '')}.md: toegevoegd, 1 artikel (Kermis).")
    expect(results.nth(1)).to_contain_text("berichten.jsonl: toegevoegd, 600 artikelen (Bericht 0; Bericht 1;")
    expect(results.nth(2)).to_contain_text("geen artikel.md: niet toegevoegd, er is geen artikel in te lezen.")
    expect(results.nth(2)).to_have_class("bad")
    expect(results.nth(3)).to_have_text("Nu indexeren, dan is het te vinden.")
    expect(page.locator("[data-part=uploads] h4")).to_have_count(2)
    assert violations(page) == []

    page.locator("#address").fill(f"{served.url}/rss")
    page.locator(".feed button").press("Enter")
    expect(page.get_by_role("status").filter(has_text="is toegevoegd")).to_contain_text(f"met nu 1 artikel ({HOSTILE})")
    expect(page.locator("[data-part=sources]")).to_contain_text("feed, hier toegevoegd")
    expect(page.locator("#address")).to_have_value("")
    assert page.locator("main img").count() == 0

    go = Event()
    served.pages["/rss"] = Reply(parts=lambda: held(_RSS, go))  # so that the run goes on until it is let
    page.get_by_role("button", name="Nu indexeren").press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    expect(page.locator("progress")).to_be_visible()
    assert violations(page) == []
    ask(chat, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(chat.locator(".statement mark")).to_have_text("zeker drie", timeout=_RUN_S)
    assert page.evaluate("fetch('manage/progress').then((now) => now.json())")["goes_on"], "answered while it runs"
    page.reload()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    go.set()
    expect(page.locator(".now")).to_contain_text("Klaar. 602 nieuw, 0 gewijzigd", timeout=_RUN_S)
    expect(page.locator("[data-part=runs] li").first).to_contain_text("602 nieuw")
    expect(page.get_by_role("button", name="Nu indexeren")).to_be_enabled()
    assert violations(page) == []
    picture(page, "manage-light")

    ask(chat, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(chat.locator(".statement mark").last).to_have_text("12.000", timeout=_RUN_S)
    ask(chat, "Hoeveel mensen voeren mee met de veerpont bij Hardewaard?")
    expect(chat.locator(".statement mark").last).to_have_text("zeker 40", timeout=_RUN_S)
    expect(chat.locator(".shown .source h3").first).to_have_text(HOSTILE)
    assert chat.locator("#knipsel img").count() == 0

    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.get_by_role("button", name=f"Verwijder {served.url}/rss").click()
    expect(page.get_by_role("status").filter(has_text="wordt niet meer gelezen")).to_be_visible()
    expect(page.locator("[data-part=sources]")).to_contain_text("staat in geen lijst")
    chat.wait_for_load_state("networkidle")
    own = address.removeprefix("http://").rstrip("/")
    assert (watched.complaints, watching.complaints) == ([], [])
    assert watched.hosts | watching.hosts == {own}
    context.close()


def test_a_run_is_stopped_and_goes_on_with_the_next_and_what_it_skipped_is_told_on_a_phone(
    browser: Browser, address: str, folder: Path
) -> None:
    (folder / "knipsel.toml").write_text('[[source]]\npath = "krant"\n', "utf-8")
    many = [{"title": f"Bericht {n}", "date": "2024-02-01", "text": f"In week {n} was nieuws."} for n in range(3_000)]
    (folder / "krant" / "veel.jsonl").write_text("\n".join(map(json.dumps, many)), "utf-8")
    page = opened(browser, f"{address}manage", width=390, color_scheme="dark")
    watching = Watched(page)
    page.get_by_role("button", name="Nu indexeren").click()
    expect(page.locator(".now")).to_contain_text(" van ", timeout=_RUN_S)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".now")).to_contain_text("Gestopt; wat gedaan is, blijft.", timeout=_RUN_S)
    expect(page.locator("[data-part=runs] li").first).to_contain_text("gestopt")
    page.get_by_role("button", name="Nu indexeren").click()
    expect(page.locator(".now")).to_contain_text("Klaar. ", timeout=_RUN_S)
    page.locator("[data-part=runs] a").first.click()
    expect(page.locator("#run code")).to_contain_text("kapot.md")
    expect(page.locator("#run .faults")).to_contain_text("has no front matter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("main img").count() == 0
    assert violations(page) == []
    assert watching.complaints == []
    picture(page, "manage-phone-dark")
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    picture(page, "manage-phone-light")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    picture(page, "manage-dark")
    page.close()


def test_a_reader_has_no_link_and_is_told_that_the_page_is_for_others(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB", extra_http_headers={"X-Forwarded-For": "192.0.2.7"})
    page = context.new_page()
    with page.expect_response("**/manage/may") as asked:
        page.goto(address)
    assert asked.value.json() == {"edits": False}
    expect(page.locator(".masthead p")).to_be_visible()
    assert page.get_by_role("link", name="Manage").count() == 0
    page.goto(f"{address}manage")
    expect(page.get_by_role("heading", level=2)).to_have_text("This page is for those who may change the archive.")
    assert violations(page) == []
    page.get_by_role("link", name="To the conversation").click()
    expect(page.locator("#question")).to_be_visible()
    context.close()
