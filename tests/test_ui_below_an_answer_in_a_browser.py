"""What stands under an answer, and the form that corrects it, as people meet them: a real browser on a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from api_server import serving
from chromium import IN_A_BROWSER, accessible, chromium
from fakes import built, markdown
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.archive import Archive
from ui.api.feedback_store import FeedbackStore

pytestmark = IN_A_BROWSER
_HOSTILE = '<img src=https://evil.example/x.png onerror="document.title=1"> ${document.title=1}'
FIRST = (
    "Bij de overstroming in Sluiswijk vielen zaterdag drie doden. Bij de overstroming in Sluiswijk raakten vijftien "
    'mensen gewond.\n\n"Niemand had de overstroming in Sluiswijk zien aankomen", zei burgemeester Hanneke Vos.'
)
LATER = "Het aantal doden door de overstroming in Sluiswijk is opgelopen tot vijf, meldt de veiligheidsregio."
OLDER = f"In Sluiswijk was in 1995 ook een overstroming, schrijft de kroniek van het dorp. {_HOSTILE}"
FILES = {
    "een.md": markdown("Overstroming in Sluiswijk", FIRST, "2024-01-06", outlet="De Een"),
    "kopie.md": markdown("Overstroming in Sluiswijk", FIRST, "2024-01-07", outlet="De Kopie"),
    "twee.md": markdown("Dodental overstroming stijgt", LATER, "2024-01-09", outlet="De Twee"),
    "oud.md": markdown("Een oude overstroming", OLDER, "2022-05-01", outlet="De Een"),
}
DEATHS = "Hoeveel doden vielen er bij de overstroming in Sluiswijk?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("below"), FILES)) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive, chat=True) as address:
        yield address


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    assert address, "it is served first: within Playwright's event loop Gradio's cannot be begun"
    with chromium() as browser:
        yield browser


def opened(context: BrowserContext, address: str) -> Iterator[Page]:
    """Give a page, which must send nothing to another host and have nothing to complain of."""
    page, hosts, complaints = context.new_page(), set[str](), list[str]()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    assert hosts <= {"127.0.0.1", ""} and complaints == []
    context.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl"), address)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, locale="en", color_scheme="dark", reduced_motion="reduce")  # type: ignore[arg-type]
    yield from opened(context, f"{address}/?__theme=dark")


def ask(page: Page, question: str = DEATHS) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last.locator(".asked")).to_have_text(question)  # and not the turn before it
    expect(page.locator(".turn").last).to_have_attribute("data-state", "done", timeout=20_000)


def test_the_articles_found_are_listed_by_date_and_narrowed_by_outlet_and_year(page: Page) -> None:
    ask(page)
    button = page.get_by_role("button", name="Artikelen (3)")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    rows = page.locator(".shown .found li:not([hidden]) .headline")
    expect(rows).to_have_text(["Dodental overstroming stijgt", "Overstroming in Sluiswijk", "Een oude overstroming"])
    expect(page.locator(".found li").nth(1)).to_contain_text("ook in De")
    expect(page.locator(".shown > .sources")).to_be_hidden()
    expect(page.locator(".found h2")).to_be_focused()
    assert page.title() != "1"
    accessible(page)
    count = page.locator(".found .how-many")
    page.get_by_role("button", name=re.compile(r"^2024 2$")).press("Enter")
    expect(rows).to_have_text(["Dodental overstroming stijgt", "Overstroming in Sluiswijk"])
    expect(count).to_have_text("2 van 3 artikelen")
    page.get_by_role("button", name=re.compile(r"^De Een 2$")).press("Space")
    expect(rows).to_have_text(["Overstroming in Sluiswijk"])
    page.get_by_role("button", name=re.compile(r"^2024 2$")).click()
    page.get_by_role("button", name="Oudste eerst").click()
    expect(rows).to_have_text(["Een oude overstroming", "Overstroming in Sluiswijk"])
    accessible(page)
    button.click()
    expect(page.locator(".shown > .sources")).to_be_visible()
    expect(page.locator(".shown .found")).to_be_hidden()


def test_an_article_of_the_list_opens_at_its_passage_and_the_next_is_the_next_of_the_list(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Artikelen (3)").click()
    page.get_by_role("button", name=re.compile(r"^De Twee 1$")).click()
    page.get_by_role("button", name=re.compile(r"^De Een 2$")).click()
    page.locator(".found .headline").first.press("Enter")
    reader = page.get_by_role("dialog")
    expect(reader.locator("mark.here").first).to_contain_text("opgelopen tot vijf")
    expect(reader.locator(".which")).to_have_text("1 / 3")
    reader.locator(".later").click()
    expect(reader.locator("h2")).to_have_text("Overstroming in Sluiswijk")
    page.keyboard.press("Escape")
    expect(page.locator(".found .headline").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".shown > .sources")).to_be_visible()
    expect(page.get_by_role("button", name="Artikelen (3)")).to_be_focused()


def test_what_may_be_asked_next_is_asked_by_pressing_it_and_is_answered(page: Page) -> None:
    ask(page)
    suggested = page.locator(".suggested button")
    expect(suggested).not_to_have_count(0)
    words = suggested.first.inner_text()
    assert words.endswith("?") and words != DEATHS
    accessible(page)
    suggested.first.press("Enter")
    expect(page.locator(".asked").last).to_have_text(words)
    expect(page.locator(".turn").last).to_have_attribute("data-state", "done")
    expect(page.locator(".turn").last.locator(".statement").first).to_be_visible()
    expect(page.locator("#turn-1 .suggested")).to_be_hidden()


def test_the_outlet_and_the_day_of_the_archive_are_chosen_in_the_form_and_asked_again(page: Page) -> None:
    ask(page)
    chip = page.locator(".chip.outlet")
    expect(chip).to_have_text("Medium: alle media")
    chip.click()
    boxes = page.locator(".outlets [type=checkbox]")
    expect(boxes.first).to_be_focused()
    expect(page.locator(".outlets label")).to_have_text(["De Een", "De Kopie", "De Twee"])
    accessible(page)
    page.get_by_role("checkbox", name="De Een").check()
    page.get_by_role("button", name="Vraag opnieuw").click()
    expect(chip).to_have_text("Medium: De Een")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".shown .source .told").first).to_contain_text("De Een")
    expect(page.locator(".statement mark")).to_have_text(["drie"])
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    chip.click()
    expect(page.get_by_role("checkbox", name="De Een")).to_be_checked()
    page.get_by_role("checkbox", name="De Een").uncheck()
    page.locator("[name=as_of]").fill("2024-01-08")
    page.locator("[name=as_of]").press("Enter")
    expect(chip).to_have_text("Medium: alle media")
    known = page.locator(".chip.known")
    expect(known).to_have_text("Het archief zoals het was op 8 januari 2024")
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    assert "vijf" not in page.locator(".reply").inner_text()
    known.click()
    expect(page.locator("[name=as_of]")).to_be_focused()
    expect(page.locator("[name=as_of]")).to_have_value("2024-01-08")
    accessible(page)


def test_whether_it_was_right_is_kept_shown_as_pressed_and_may_be_changed_and_taken_back(
    page: Page, archive: Archive
) -> None:
    ask(page)
    right = page.get_by_role("button", name="Goed", exact=True)
    wrong = page.get_by_role("button", name="Niet goed")
    right.press("Enter")
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".feedback .said")).to_have_text("Bedankt, dat is bewaard.")
    expect(page.get_by_label("Waarom? (hoeft niet)")).to_be_visible()
    expect(page.get_by_label("In welk artikel staat het?")).to_be_hidden()
    accessible(page)
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(right).to_have_attribute("aria-pressed", "false")
    article = page.get_by_label("In welk artikel staat het?")
    article.select_option(label="Dodental overstroming stijgt")
    page.get_by_label("Wat was goed geweest").fill("vijf")
    page.get_by_label("Waarom? (hoeft niet)").fill("er is een nieuwer bericht")
    accessible(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(article).to_be_hidden()
    expect(wrong).to_be_focused()
    ((_, said),) = FeedbackStore(archive.folder).all()
    assert (said.verdict, said.answer, said.article) == ("wrong", "vijf", "source/twee")
    assert said.comment == "er is een nieuwer bericht"
    page.reload()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".feedback .said")).to_have_text("Uw oordeel is weer weggehaald.")
    assert list(FeedbackStore(archive.folder).all()) == []


def test_on_a_phone_in_the_dark_all_of_it_is_accessible_and_nothing_moves_by_itself(phone: Page) -> None:
    ask(phone, "How many people were killed in the flood in Sluiswijk?")
    expect(phone.locator(".chip.outlet")).to_have_text("Outlet: any outlet")
    accessible(phone)
    phone.locator("[data-found]").click()
    expect(phone.locator(".found li").first).to_be_visible()
    expect(phone.locator(".found h2")).to_be_in_viewport()
    phone.locator("[data-facet]").first.click()
    accessible(phone)
    phone.locator(".chip.outlet").click()
    expect(phone.locator(".outlets input").first).to_be_focused()
    phone.get_by_role("button", name="Not right").click()
    expect(phone.get_by_label("Which article has it?")).to_be_visible()
    accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    moving = (
        "document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getTiming().duration > 0)"
    )
    assert phone.evaluate(f"{moving}.length") == 0
    smooth = (
        "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).scrollBehavior === 'smooth').length"
    )
    assert phone.evaluate(smooth) == 0


def test_the_list_is_of_the_answer_that_is_shown_and_goes_when_another_is_asked(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Artikelen (3)").click()
    expect(page.locator(".found li").first).to_be_visible()
    ask(page, "Wat zei Hanneke Vos over de overstroming in Sluiswijk?")
    expect(page.locator(".shown > .sources")).to_be_visible()
    expect(page.locator(".shown .found")).to_have_count(0)
    page.locator("#turn-1 [data-found]").click()
    expect(page.locator('.shown[data-of="1"] .found')).to_be_visible()
    page.locator("#turn-2 .mark").first.click()
    page.keyboard.press("Escape")
    expect(page.locator('[data-of="1"] .found')).to_be_hidden()
