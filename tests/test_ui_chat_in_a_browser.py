"""The chat as people meet it: a real server, a real browser, and its network log."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from fakes import markdown
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium; install Debian's package `chromium`"),
]
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_QUIET += ["--disable-component-update", "--disable-sync"]
_HOSTILE = (
    'De kermis in Overvelde trok 12.000 bezoekers <img src=https://evil.example/x.png onerror="document.title=1"> '
    "${document.title=1} {{document.title}} ![x](https://evil.example/y.png) [klik](javascript:document.title=1)."
)
_FIRST = "Russische autoriteiten melden dat in Belgorod zaterdag zeker 22 mensen zijn omgekomen."
_SECOND = "Volgens de gouverneur is het dodental in Belgorod vandaag opgelopen tot 25."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Index a small source and serve its chat on a free port."""
    folder = tmp_path_factory.mktemp("chat")
    source = folder / "krant"
    source.mkdir()
    body = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos.\n\nMorgen meer."
    (source / "dijk.md").write_text(markdown("Dijk breekt", body, url="https://krant.example/dijk"), "utf-8")
    (source / "een.md").write_text(markdown("Zeker 22 doden", _FIRST, "2023-12-30", outlet="De Een"), "utf-8")
    (source / "twee.md").write_text(markdown("Dodental stijgt", _SECOND, "2024-01-01", outlet="De Twee"), "utf-8")
    (source / "kermis.txt").write_text(f"date 2024-06 {_HOSTILE}", "utf-8")
    settings = {**os.environ, "KNIPSEL_ARCHIVE": str(folder / "archive"), "PYTHONPATH": str(ROOT)}
    knipsel = [sys.executable, "-m", "ui.cli"]
    subprocess.run([*knipsel, "index", str(source)], env=settings, check=True, capture_output=True)
    port = _free_port()
    with subprocess.Popen([*knipsel, "chat", "--port", str(port)], env=settings, stdout=subprocess.DEVNULL) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    yield page
    page.close()


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")


def test_an_answer_appears_with_its_mark_and_its_passage_beside_it(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".bot .statement mark")).to_have_text("zeker drie")
    expect(page.locator(".bot .lead")).to_contain_text("Zeker 3 doden, bericht van 2 januari 2024")
    expect(page.locator(".bot .statement a.mark")).to_have_text("1")
    source = page.locator("#evidence .source")
    expect(source.locator("h3")).to_have_text("Dijk breekt")
    expect(source.locator(".told")).to_have_text("De Test · 2 januari 2024")
    expect(source.locator("mark")).to_have_text("Er vielen zeker drie doden, zei burgemeester Vos.")
    expect(source.locator("a.open")).to_have_attribute("href", "https://krant.example/dijk")
    expect(page.locator("#question textarea")).to_have_value("")


def test_a_figure_that_changed_leads_and_its_timeline_leads_to_the_sources(page: Page) -> None:
    ask(page, "How many people were killed in Belgorod?")
    expect(page.locator(".bot .lead")).to_contain_text("25 killed, 1 January 2024")
    expect(page.locator(".bot .replaced")).to_contain_text("at least 22, according to Russian authorities")
    rows = page.locator(".bot .timeline tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_have_class("superseded")
    expect(rows.last).to_contain_text("the governor")
    for mark in page.locator(".bot a.mark").all():
        assert page.locator(f"#evidence {mark.get_attribute('href')}").count() == 1


def test_what_the_archive_does_not_say_is_said(page: Page) -> None:
    ask(page, "How many people died in Rotterdam?")
    expect(page.locator(".bot .nothing")).to_contain_text("The archive does not say.")
    expect(page.locator("#evidence")).to_contain_text("What comes nearest", ignore_case=True)


def test_the_period_is_a_chip_that_can_be_changed_and_the_question_is_asked_again(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk in december 2023?")
    chips = page.locator(".bot .period .when")
    expect(chips).to_have_text("Periode: december 2023")
    expect(page.locator("#from")).to_be_hidden()
    page.locator(".bot .period .change").click()
    first, last = page.locator("#from input, #from textarea"), page.locator("#to input, #to textarea")
    expect(first).to_have_value("2023-12-01")
    expect(last).to_have_value("2023-12-31")
    first.fill("2024-01")
    last.fill("2024-01-31")
    page.locator("#again").click()
    expect(chips).to_have_count(2)
    expect(chips.last).to_have_text("Periode: januari 2024 · zelf gekozen")
    expect(page.locator("#chat .user")).to_contain_text(["Sluiswijk in december 2023?"] * 2)
    expect(page.locator(".bot .statement mark").last).to_have_text("zeker drie")
    expect(page.locator(".bot .period .change >> visible=true")).to_have_count(1)
    page.locator("#clear").click()
    expect(chips.last).to_have_text("Periode: alle tijden · zelf gekozen")
    expect(first).to_have_value("")
    page.locator("#close a").click()
    expect(page.locator("#from")).to_be_hidden()


def test_a_follow_up_shows_how_it_was_understood_and_that_can_be_corrected(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er in Belgorod?")
    expect(page.locator(".bot .lead")).to_be_visible()
    ask(page, "En in Sluiswijk?")
    chip = page.locator(".bot .period .rewritten")
    expect(chip).to_have_text("Begrepen als: Hoeveel doden vielen er in Sluiswijk?")
    expect(page.locator(".bot .statement mark").last).to_have_text("zeker drie")
    page.locator(".bot .period .change >> visible=true").click()
    question = page.locator("#asked textarea, #asked input")
    expect(question).to_have_value("Hoeveel doden vielen er in Sluiswijk?")
    question.fill("Hoeveel bezoekers trok de kermis in Overvelde?")
    page.locator("#again").click()
    expect(page.locator("#chat .user").last).to_contain_text("Hoeveel bezoekers trok de kermis")
    expect(page.locator(".bot .period .when").last).to_have_text("Periode: alle tijden")
    expect(chip).to_have_count(1)


def test_what_one_page_asked_is_not_remembered_on_another(page: Page, browser: Browser, address: str) -> None:
    ask(page, "Hoeveel doden vielen er in Belgorod?")
    expect(page.locator(".bot .lead")).to_be_visible()
    other = browser.new_page()
    other.goto(address)
    ask(other, "En in Sluiswijk?")
    expect(other.locator(".bot .period .when")).to_be_visible()
    expect(other.locator(".bot .rewritten")).to_have_count(0)
    other.close()


def test_a_date_that_is_none_is_told_and_nothing_is_asked(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    page.locator(".bot .period .change").click()
    page.locator("#from input, #from textarea").fill("<b>november</b>")
    page.locator("#again").click()
    expect(page.get_by_text("Schrijf een datum als 2024")).to_be_visible()
    expect(page.locator("#chat .user")).to_have_count(1)


def test_an_example_can_be_asked_with_a_click(page: Page) -> None:
    page.get_by_role("button", name="How many people were killed in Belgorod?").click()
    expect(page.locator("#question textarea")).to_have_value("How many people were killed in Belgorod?")


def test_no_request_leaves_for_any_other_host(browser: Browser, address: str) -> None:
    page = browser.new_page()
    requested = list[Request]()
    page.on("request", lambda request: requested.append(request))
    page.goto(address)
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(page.locator(".bot .statement")).to_be_visible()
    page.wait_for_load_state("networkidle")
    own = urlsplit(address).netloc
    hosts = {urlsplit(request.url).netloc for request in requested if not request.url.startswith(("data:", "blob:"))}
    assert len(requested) > 5, "the log saw the page load"
    assert hosts == {own}
    page.close()


def test_a_hostile_article_stays_text(page: Page) -> None:
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(page.locator(".bot .statement")).to_contain_text("${document.title=1} {{document.title}} ![x]")
    expect(page.locator("#evidence blockquote")).to_contain_text("<img src=https://evil.example/x.png")
    assert page.locator(".bot img, #evidence img").count() == 0
    assert page.title() == "Knipsel"


@pytest.mark.parametrize("question", ["x" * 10_000, "😀😀😀", "'; DROP TABLE articles; -- .*+?(["])
def test_no_question_breaks_the_page(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".bot .notice, .bot .nothing").last).to_be_visible()
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".bot .statement").last).to_be_visible()


def test_a_question_sent_while_an_answer_comes_in_is_asked_next(page: Page) -> None:
    box = page.locator("#question textarea")
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(box).to_have_value("")
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(page.locator(".bot .statement")).to_have_count(2)
    expect(box).to_have_value("")


def test_the_server_offers_asking_and_nothing_else(address: str) -> None:
    with urllib.request.urlopen(f"{address}gradio_api/info", timeout=5) as told:  # noqa: S310 - our own loopback address
        endpoints = set(json.load(told)["named_endpoints"])
    assert endpoints == {"/ask"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answering(address: str, server: subprocess.Popen[bytes], tries: int = 600) -> str:
    """Return the address once the server answers on it; `poll` paces the tries without a fixed sleep."""
    for _ in range(tries):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own loopback address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            try:
                server.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"the server stopped with {server.returncode}") from None
        else:
            return address
    raise AssertionError(f"no answer from {address}")


def test_pictures_of_the_page_can_be_kept(page: Page, tmp_path: Path) -> None:
    """Not a check of looks: writes what a person should look at, light and dark, where SCREENSHOTS says."""
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".bot .statement")).to_be_visible()
    page.screenshot(path=folder / "chat-light.png")
    page.emulate_media(color_scheme="dark")
    assert page.screenshot(path=folder / "chat-dark.png")
