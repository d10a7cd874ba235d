"""The chat as people meet it: a real server, a real browser, and its network log."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chat_process import KNIPSEL, chat_served
from chromium import IN_A_BROWSER, accessible, chromium
from conftest import ROOT
from fakes import markdown
from openai_server import says, serving
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = IN_A_BROWSER
_HOSTILE = (
    'De kermis in Overvelde trok 12.000 bezoekers <img src=https://evil.example/x.png onerror="document.title=1"> '
    "${document.title=1} {{document.title}} ![x](https://evil.example/y.png) [klik](javascript:document.title=1)."
)
# Cumulative layout shift, as browsers measure it; below 0.1 is called good.
_WATCH_JUMPS = """window.jumped = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.jumped += one.value;
}).observe({type: "layout-shift", buffered: true})"""
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
    subprocess.run([*KNIPSEL, "index", str(source)], env=settings, check=True, capture_output=True)
    with chat_served(settings) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    yield page
    page.close()


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def answered(page: Page) -> None:
    """Wait until all of the answer has come: its last part takes the place of the reply, of focus and of hover too."""
    expect(page.locator(".turn").last).to_have_attribute("data-state", "done")


def test_an_answer_appears_with_its_mark_and_its_passage_beside_it(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".statement mark")).to_have_text("zeker drie")
    expect(page.locator(".turn .lead")).to_contain_text("Zeker 3 doden, bericht van 2 januari 2024")
    expect(page.get_by_role("button", name="Bron 1: De Test · 2 januari 2024 · Dijk breekt").first).to_be_visible()
    source = page.locator(".shown .source")
    expect(source.locator("h3")).to_have_text("Dijk breekt")
    expect(source.locator(".told")).to_have_text("De Test · 2 januari 2024")
    expect(source.locator("mark")).to_have_text("Er vielen zeker drie doden, zei burgemeester Vos.")
    expect(source.locator("a.open")).to_have_attribute("href", "https://krant.example/dijk")
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    accessible(page)


def test_with_the_keyboard_a_mark_shows_its_quotation_and_opens_the_article_there_and_escape_leads_back(
    page: Page,
) -> None:
    ask(page, "How many people were killed in Belgorod?")
    mark = page.locator(".turn .mark").first
    answered(page)
    expect(mark).to_be_visible()
    page.locator("#question").focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    card = page.get_by_role("tooltip")
    expect(card.locator("q")).to_have_text(_SECOND)
    expect(card).to_contain_text("De Twee · 1 January 2024")
    expect(card.locator(".says")).to_have_text("According to the governor")
    expect(card.locator(".verbatim")).to_have_text("word for word in the article")
    accessible(page)
    page.keyboard.press("Enter")
    reader = page.get_by_role("dialog")
    expect(reader.locator("mark.here")).to_have_text(_SECOND)
    expect(reader.locator("mark.here")).to_be_focused()
    accessible(page)
    reader.locator(".later").click()
    expect(reader.locator("mark.here")).to_have_text(_FIRST)
    expect(reader.locator(".later")).to_be_disabled()
    reader.locator(".earlier").click()
    expect(reader.locator("h2")).to_have_text("Dodental stijgt")
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_figure_that_changed_is_a_plot_and_a_table_whose_points_lead_to_the_quotations(page: Page) -> None:
    ask(page, "How many people were killed in Belgorod?")
    expect(page.locator(".turn .lead")).to_contain_text("25 killed, 1 January 2024")
    expect(page.locator(".turn .replaced")).to_contain_text("at least 22, according to Russian authorities")
    rows = page.locator(".turn .timeline tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_have_class("superseded")
    expect(rows.last).to_contain_text("the governor")
    answered(page)
    for mark in page.locator("[data-cite]").all():
        expect(page.locator(f".shown #source-{mark.get_attribute('data-cite')}")).to_have_count(1)
    points = page.locator(".plot [role=button]")
    expect(points).to_have_count(2)
    points.first.scroll_into_view_if_needed()  # before it is pointed at: scrolling closes its card
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    points.first.hover()
    expect(page.get_by_role("tooltip").locator("q")).to_have_text(_FIRST)
    points.last.press("Enter")
    expect(page.get_by_role("dialog").locator("mark.here")).to_have_text(_SECOND)


def test_what_the_archive_does_not_say_is_a_good_answer(page: Page) -> None:
    ask(page, "How many people died in Rotterdam?")
    answered(page)
    expect(page.locator(".nothing .lead")).to_have_text("The archive does not say.")
    expect(page.locator(".nearest .short").first).to_contain_text("does not mention Rotterdam")
    expect(page.get_by_role("img", name="The archive by month")).to_be_visible()
    expect(page.locator(".shown h2")).to_contain_text("What comes nearest")
    accessible(page)
    page.locator(".shown .read").first.click()
    expect(page.get_by_role("dialog").locator("mark.here").first).to_be_visible()


def test_a_chip_opens_what_was_understood_and_the_question_is_asked_again_in_its_place(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk in december 2023?")
    chip = page.locator(".chip.when")
    expect(chip).to_have_text("Periode: december 2023")
    chip.click()
    first, last = page.locator("[name=first]"), page.locator("[name=last]")
    expect(first).to_be_focused()
    expect(first).to_have_value("2023-12-01")
    expect(last).to_have_value("2023-12-31")
    accessible(page)
    first.fill("<b>november</b>")
    first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Schrijf een datum als 2024")
    accessible(page)
    first.fill("2024-01")
    last.fill("2024-01-31")
    last.press("Enter")
    expect(chip).to_have_text("Periode: januari 2024 · zelf gekozen")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".statement mark")).to_have_text("zeker drie")
    page.locator(".chip.spoken").click()
    page.locator("[name=language]").select_option("en")
    page.locator(".correct .strong").click()
    expect(page.locator(".chip.spoken")).to_have_text("Language: English")
    expect(chip).to_have_text("Period: January 2024 · set by hand")


def test_a_follow_up_shows_how_it_was_understood_and_that_can_be_corrected(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er in Belgorod?")
    expect(page.locator(".turn .lead")).to_be_visible()
    ask(page, "En in Sluiswijk?")
    chip = page.locator(".chip.rewritten")
    expect(chip).to_have_text("Begrepen als: Hoeveel doden vielen er in Sluiswijk?")
    expect(page.locator(".statement mark").last).to_have_text("zeker drie")
    chip.click()
    question = page.locator("#turn-2 [name=question]")
    expect(question).to_have_value("Hoeveel doden vielen er in Sluiswijk?")
    question.fill("Hoeveel bezoekers trok de kermis in Overvelde?")
    page.locator("#turn-2 .correct .strong").click()
    expect(page.locator("#asked-2")).to_contain_text("Hoeveel bezoekers trok de kermis")
    expect(chip).to_have_count(0)


def test_a_page_loaded_anew_goes_on_with_its_conversation_and_no_other_sees_it(
    page: Page, browser: Browser, address: str
) -> None:
    ask(page, "Hoeveel doden vielen er in Belgorod?")
    expect(page.locator(".turn .lead")).to_be_visible()
    page.reload()
    answered(page)
    page.locator(".turn .mark").first.click()
    expect(page.get_by_role("dialog").locator("mark.here")).to_have_text(_SECOND)
    page.keyboard.press("Escape")
    ask(page, "En in Sluiswijk?")
    expect(page.locator(".chip.rewritten")).to_be_visible()
    other = browser.new_page()
    other.goto(address)
    ask(other, "En in Sluiswijk?")
    expect(other.locator(".chip.when")).to_be_visible()
    expect(other.locator(".turn")).to_have_count(1)
    expect(other.locator(".chip.rewritten")).to_have_count(0)
    other.close()


@pytest.mark.parametrize(
    ("locale", "send", "tagline"), [("nl-BE", "Vraag", "Vraag het archief"), ("fr", "Ask", "Ask the archive")]
)
def test_the_page_speaks_the_language_of_the_browser_and_its_first_state_is_accessible(
    browser: Browser, address: str, locale: str, send: str, tagline: str
) -> None:
    page = browser.new_page(locale=locale, color_scheme="dark", viewport={"width": 390, "height": 800})
    page.goto(address)
    expect(page.locator(".send")).to_have_text(send)
    expect(page.locator(".masthead p")).to_have_text(tagline)
    expect(page.locator("html")).to_have_attribute("lang", locale[:2] if locale[:2] == "nl" else "en")
    accessible(page)
    page.get_by_role("button", name="How many people were killed in Belgorod?").click()
    page.locator(".send").click()
    expect(page.locator(".plot")).to_be_visible()
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    expect(page.locator(".send")).to_have_text(send)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.close()


def test_what_comes_in_is_read_out_by_the_sentence(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    said = page.locator("[role=status][aria-live=polite] p")
    expect(said.filter(has_text="Er vielen zeker drie doden, zei burgemeester Vos.")).to_have_count(1)


def test_no_request_leaves_for_any_other_host_and_nothing_is_complained_of(browser: Browser, address: str) -> None:
    page = browser.new_page()
    requested, complaints = list[Request](), list[str]()
    page.on("request", lambda request: requested.append(request))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(page.locator(".statement")).to_contain_text("${document.title=1} {{document.title}} ![x]")
    expect(page.locator(".shown blockquote")).to_contain_text("<img src=https://evil.example/x.png")
    answered(page)
    page.locator(".turn .mark").first.click()
    expect(page.get_by_role("dialog").locator(".text")).to_contain_text("<img src=https://evil.example/x.png")
    page.wait_for_load_state("networkidle")
    own = urlsplit(address).netloc
    hosts = {urlsplit(request.url).netloc for request in requested if not request.url.startswith(("data:", "blob:"))}
    assert len(requested) > 5, "the log saw the page load"
    assert hosts == {own}
    assert complaints == []
    assert page.locator("#knipsel img, .reader img").count() == 0
    assert page.title() == "Knipsel"
    page.close()


def test_an_answer_that_is_being_written_can_be_stopped_and_tried_again_and_nothing_jumps(
    browser: Browser, tmp_path: Path
) -> None:
    source = tmp_path / "krant"
    source.mkdir()
    (source / "een.md").write_text(markdown("Zeker 22 doden", _FIRST, "2023-12-30", outlet="De Een"), "utf-8")
    written = f'At least 22 people were killed in Belgorod. [1] "{_FIRST}"\n'
    silent = says(written, ends="silent", gap_s=0.02)
    settings = {**os.environ, "KNIPSEL_ARCHIVE": str(tmp_path / "archive"), "PYTHONPATH": str(ROOT)}
    subprocess.run([*KNIPSEL, "index", str(source)], env=settings, check=True, capture_output=True)
    with serving(silent, silent, says(written)) as model:
        settings |= {"KNIPSEL_MODEL": "openai:script", "KNIPSEL_MODEL_URL": model.url, "KNIPSEL_MODEL_KEY": "k"}
        with chat_served(settings) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            page.evaluate(_WATCH_JUMPS)
            ask(page, "How many people were killed in Belgorod?")
            expect(page.locator(".statement.written")).to_contain_text("At least 22 people were killed in Belgorod.")
            expect(page.locator(".turn")).to_have_attribute("data-state", "working")
            accessible(page)
            page.locator(".stop").click()
            expect(page.locator(".turn")).to_have_attribute("data-state", "stopped")
            expect(page.locator(".notice").last).to_contain_text("Stopped.")
            expect(page.locator(".stop")).to_be_hidden()
            assert model.left.wait(10), "the model is left alone"
            accessible(page)
            model.began.clear()
            page.get_by_role("button", name="Try again").click()
            expect(page.locator(".turn")).to_have_attribute("data-state", "working")
            assert model.began.wait(30), "the model is asked again, and silent again"
            ask(page, "How many people were killed in Belgorod, according to Russian authorities?")
            page.locator(".stop").click()
            expect(page.locator(".turn")).to_have_count(2)
            expect(page.locator(".turn").first).to_have_attribute("data-state", "stopped")
            expect(page.locator(".turn").last).to_have_attribute("data-state", "done")
            assert page.evaluate("window.jumped") < 0.1, "more than a good page may move of itself"
            page.close()


@pytest.mark.parametrize("question", ["x" * 10_000, "😀😀😀", "'; DROP TABLE articles; -- .*+?(["])
def test_no_question_breaks_the_page(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".notice, .nothing").last).to_be_visible()
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".statement").last).to_be_visible()
    answered(page)
    accessible(page)


def test_a_question_sent_while_an_answer_comes_in_is_asked_next(page: Page) -> None:
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    expect(page.locator(".statement")).to_have_count(2)
    expect(page.locator("#question")).to_have_value("")


def test_the_server_offers_no_call_of_gradios_own_api(address: str) -> None:
    with urllib.request.urlopen(f"{address}gradio_api/info", timeout=5) as told:  # noqa: S310 - our own loopback address
        endpoints = set(json.load(told)["named_endpoints"])
    assert endpoints == set()


def test_pictures_of_the_page_can_be_kept(page: Page, tmp_path: Path) -> None:
    """Not a check of looks: writes what a person should look at, light and dark, where SCREENSHOTS says."""
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    ask(page, "Hoeveel doden vielen er bij Sluiswijk?")
    expect(page.locator(".statement")).to_be_visible()
    page.screenshot(path=folder / "chat-light.png")
    page.emulate_media(color_scheme="dark")
    assert page.screenshot(path=folder / "chat-dark.png")
