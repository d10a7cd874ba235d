"""Signing in as people do it, in a real browser, and two people who ask at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api_server import serving
from chromium import IN_A_BROWSER, Streams, Watched, chromium, violations
from fakes import built, markdown
from playwright.sync_api import Browser, Page, expect
from signing_in import PASSWORD, two_accounts

from index.archive import Archive
from ui.people.accounts import Accounts

pytestmark = IN_A_BROWSER
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei Vos.")
FAIR = markdown("Kermis", "De kermis in Overvelde trok 12.000 bezoekers, zei de organisatie.")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("sign-in-browser")
    with closing(built(folder, {"dijk.md": DIKE, "kermis.md": FAIR})) as archive:
        yield archive


@pytest.fixture(scope="module")
def accounts(archive: Archive) -> Accounts:
    return two_accounts(archive)


@pytest.fixture(scope="module")
def address(archive: Archive, accounts: Accounts) -> Iterator[str]:
    with serving(archive, chat=True, auth="users", rate_of_address=0) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@contextmanager
def a_page(browser: Browser, address: str, *expected: str, **how: object) -> Iterator[Page]:
    """Open a browser of its own, which in the end has complained of nothing else and has asked no other host."""
    context = browser.new_context(**{"locale": "nl-NL", "viewport": {"width": 1280, "height": 800}, **how})  # type: ignore[arg-type]
    page = context.new_page()
    watched = Watched(page)
    page.goto(address)
    yield page
    assert watched.hosts - {""} == {urlsplit(address).netloc}
    assert [one for one in watched.complaints if not any(told in one for told in expected)] == []
    context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.locator("#password").press("Enter")


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def test_somebody_signs_in_after_a_wrong_password_asks_and_signs_out(browser: Browser, address: str) -> None:
    with a_page(browser, address, "status of 403") as page:
        expect(page).to_have_title("Inloggen · Knipsel", timeout=20_000)
        expect(page.locator("#name")).to_be_focused()
        sign_in(page, "anna", "wrong password")
        expect(page.get_by_role("alert")).to_have_text("Deze naam en dit wachtwoord horen niet bij elkaar.")
        expect(page.locator("#name")).to_have_value("anna")
        expect(page.locator("#password")).to_have_value("")
        expect(page.locator("#password")).to_be_focused()
        assert violations(page) == []
        sign_in(page, "anna")
        expect(page.locator(".masthead .who")).to_have_text("anna redacteur", timeout=20_000)
        streams = Streams(page)
        ask(page, QUESTION)
        expect(page.locator(".statement mark")).to_have_text("zeker drie", timeout=20_000)
        expect(page.locator(".turn")).to_have_attribute("data-state", "done")
        streams.end()
        expect(page.locator(".masthead .who")).to_have_text("anna redacteur")
        assert violations(page) == []
        page.get_by_role("button", name="Uitloggen").press("Enter")
        expect(page).to_have_title("Inloggen · Knipsel", timeout=20_000)
        page.go_back()
        expect(page).to_have_title("Inloggen · Knipsel", timeout=20_000)


def test_two_people_who_ask_at_the_same_time_see_only_their_own_conversation(browser: Browser, address: str) -> None:
    with a_page(browser, address) as anna, a_page(browser, address) as bob:
        for page, name in ((anna, "anna"), (bob, "bob")):
            sign_in(page, name)
            expect(page.locator("#question")).to_be_visible(timeout=20_000)
        streams = [Streams(page) for page in (anna, bob)]
        for page, question in ((anna, QUESTION), (bob, "Hoeveel bezoekers trok de kermis in Overvelde?")):
            ask(page, question)
        for page, said in ((anna, "zeker drie doden"), (bob, "12.000 bezoekers")):
            expect(page.locator(".turn")).to_have_attribute("data-state", "done", timeout=20_000)
            expect(page.locator(".turn")).to_have_count(1)
            expect(page.locator(".statement").first).to_contain_text(said)
        expect(anna.locator(".masthead .role")).to_have_text("redacteur")
        expect(bob.locator(".masthead .role")).to_have_text("lezer")
        assert (
            "kermis" not in anna.locator("body").inner_text() and "Sluiswijk?" not in bob.locator(".turns").inner_text()
        )
        for stream in streams:
            stream.end()
        named = anna.evaluate("sessionStorage.getItem('knipsel-page')")
        bob.evaluate("named => sessionStorage.setItem('knipsel-page', named)", named)
        bob.reload()
        expect(bob.locator(".welcome")).to_be_visible()
        expect(bob.locator(".masthead .who")).to_be_visible()
        expect(bob.locator(".turn")).to_have_count(0)
        anna.reload()
        expect(anna.locator(".statement").first).to_contain_text("zeker drie doden", timeout=20_000)


def test_the_door_works_without_javascript(browser: Browser, address: str) -> None:
    with a_page(browser, address, java_script_enabled=False) as page:
        sign_in(page, "bob")
        page.wait_for_url(f"{address}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_door_is_accessible_and_fits(
    browser: Browser, address: str, tmp_path: Path, scheme: str, width: int
) -> None:
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    how = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "locale": "en-GB"}
    with a_page(browser, address, "status of 403", **how) as page:
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert violations(page) == []
        page.screenshot(path=folder / f"sign-in-{scheme}-{width}.png")
        sign_in(page, "bob", "wrong password")
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        page.screenshot(path=folder / f"sign-in-wrong-{scheme}-{width}.png")
        sign_in(page, "anna")
        expect(page.locator(".masthead .who")).to_have_text("anna editor", timeout=20_000)
        expect(page.locator(".masthead .manage")).to_be_visible(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
        page.screenshot(path=folder / f"signed-in-{scheme}-{width}.png")


def test_who_is_signed_out_elsewhere_is_led_to_the_door(browser: Browser, address: str, accounts: Accounts) -> None:
    accounts.add("carl", "reader", PASSWORD)
    with a_page(browser, address, "status of 401") as page:
        sign_in(page, "carl")
        expect(page.locator(".masthead .who")).to_be_visible(timeout=20_000)
        accounts.remove("carl")
        ask(page, QUESTION)
        expect(page).to_have_title("Inloggen · Knipsel", timeout=20_000)
