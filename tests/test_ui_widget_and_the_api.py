"""The widget and /embed against the real API: an archive of two articles, a page of another origin, a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from api_server import serving
from chromium import IN_A_BROWSER, chromium
from fakes import markdown
from playwright.sync_api import Locator, Page, expect
from widget_server import host_pages

from index.archive import Archive

pytestmark = IN_A_BROWSER
_QUESTION = "Hoeveel doden vielen er in Belgorod?"
_SENTENCE = "In Belgorod zijn zaterdag zeker 22 doden gevallen, zei gouverneur Gladkov 🙂."
_FILES = {
    "krant/een.md": markdown("Zeker 22 doden", f"Het was koud. {_SENTENCE}", "2023-12-30", outlet="De Een"),
    "krant/evil.txt": "date 2024-06 De kermis trok 12.000 bezoekers <script>document.title=1</script>.",
}


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page(locale="nl-NL")
        page.set_default_timeout(20_000)
        yield page


def answered(panel: Locator, question: str) -> None:
    panel.locator("textarea").fill(question)
    panel.locator("textarea").press("Enter")
    expect(panel.locator(".turn").last.locator(".statement").first).to_be_visible(timeout=20_000)


def test_a_page_of_a_declared_site_asks_follows_and_reads(page: Page, archive_of: Callable[..., Archive]) -> None:
    pages = dict[str, tuple[str, dict[str, str]]]()
    with host_pages(pages) as origin:
        sites = json.dumps({"wiki": {"origins": [origin]}})
        with serving(archive_of(_FILES), sites=sites) as api:
            policy = f"default-src 'none'; script-src {api}/; connect-src {api}/; frame-src {api}/"
            tag = f'<script src="{api}/widget.js" data-site="wiki"></script>'
            frame = f'<iframe src="{api}/embed?site=wiki&lang=en" title="Knipsel" width="500" height="500"></iframe>'
            pages["/"] = (f'<!doctype html><html lang="nl"><h1>Wiki</h1>{tag}', {"Content-Security-Policy": policy})
            pages["/frame"] = (f"<!doctype html><h1>Wiki</h1>{frame}", {"Content-Security-Policy": policy})
            page.goto(f"{origin}/")
            page.get_by_role("button", name="Vraag het archief").click()
            panel = page.locator("knipsel-chat .panel")
            answered(panel, _QUESTION)
            expect(panel.locator(".statement").first).to_contain_text(_SENTENCE)
            panel.locator(".statement .mark").first.click()
            expect(panel.locator(".source")).to_contain_text("De Een · 30 december 2023")
            panel.get_by_role("button", name="Lees in het archief").click()
            expect(panel.locator(".whole mark")).to_have_text(_SENTENCE)
            page.keyboard.press("Escape")
            answered(panel, "En hoeveel bezoekers trok de kermis?")
            expect(panel.locator(".turn").last).to_contain_text("<script>document.title=1</script>")
            page.goto(f"{origin}/frame")
            framed = page.frame_locator("iframe").locator("knipsel-chat .panel")
            answered(framed, _QUESTION)
            framed.locator(".mark").first.click()
            framed.get_by_role("button", name="Lees in het archief").or_(
                framed.get_by_role("button", name="Read in the archive")
            ).click()
            expect(framed.locator(".whole mark")).to_have_text(_SENTENCE)


def test_what_is_selected_on_a_page_is_checked_and_followed_to_its_article(
    page: Page, archive_of: Callable[..., Archive]
) -> None:
    pages = dict[str, tuple[str, dict[str, str]]]()
    archive = archive_of({**_FILES, "markt.md": markdown("Markt", "De markt in Overvelde trok 12.000 bezoekers.")})
    with host_pages(pages) as origin:
        sites = json.dumps({"wiki": {"origins": [origin]}})
        with serving(archive, sites=sites) as api:
            policy = f"default-src 'none'; script-src {api}/; connect-src {api}/"
            other = "De markt in Overvelde trok 9.000 bezoekers."
            text = f"<section id=s><h2>Belgorod</h2><p>{_SENTENCE} {other}</p></section>"
            tag = f'<script src="{api}/widget.js" data-site="wiki"></script>'
            pages["/"] = (f'<!doctype html><html lang="nl">{text}{tag}', {"Content-Security-Policy": policy})
            page.goto(f"{origin}/")
            page.evaluate("getSelection().selectAllChildren(s)")
            page.get_by_role("button", name="Vraag het archief").click()
            panel = page.locator("knipsel-chat .panel")
            panel.get_by_role("button", name="Zie de selectie na").click()
            expect(panel.locator(".verdict strong")).to_have_text(
                ["Niet te controleren.", "Staat in het archief.", "Het archief zegt iets anders."], timeout=20_000
            )
            expect(panel.locator(".verdict").last).to_contain_text("De markt in Overvelde trok 12.000 bezoekers.")
            panel.get_by_role("button", name="Lees in het archief").first.click()
            expect(panel.locator(".whole mark")).to_have_text(_SENTENCE)


@pytest.mark.parametrize("name", ["wiki", "other"])
def test_a_page_that_is_not_declared_is_told_so(page: Page, archive_of: Callable[..., Archive], name: str) -> None:
    pages = dict[str, tuple[str, dict[str, str]]]()
    with host_pages(pages) as origin, serving(archive_of(_FILES)) as api:
        pages["/"] = (f'<!doctype html><h1>Wiki</h1><script src="{api}/widget.js" data-site="{name}"></script>', {})
        page.goto(f"{origin}/")
        page.get_by_role("button", name="Vraag het archief").click()
        panel = page.locator("knipsel-chat .panel")
        panel.locator("textarea").fill(_QUESTION)
        panel.locator("textarea").press("Enter")
        expect(panel.locator(".wrong")).to_contain_text("Deze pagina mag het archief niet raadplegen.")
