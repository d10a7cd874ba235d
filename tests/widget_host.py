"""A page of another origin that has the widget, under the strictest policy that it works under, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from widget_answers import QUESTION, article_of, belgorod
from widget_parts import WithWidget
from widget_server import Reply, Script, api_server, host_pages


@dataclass
class Wiki(WithWidget):
    """A page of another origin that has the widget, and the server behind it."""

    script: Script
    api: str
    origin: str
    pages: dict[str, tuple[str, dict[str, str]]]
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def show(
        self, body: str = "", *, lang: str = "en", head: str = "", styles: str = "'none'", html: str = "", tag: str = ""
    ) -> None:
        """Show a page under the strictest policy that the widget works under."""
        policy = (
            f"default-src 'none'; script-src {self.api}; connect-src {self.api}; style-src {styles}; base-uri 'none'; "
            "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        tag = tag or f'<script src="{self.api}widget.js" data-site="wiki"></script>'
        page = (
            f'<!doctype html><html lang="{lang}" {html}><head><meta name="viewport" content="width=device-width">'
            f"<title>Wiki</title>{head}</head><body><main><h1>Wiki</h1><p id=p>Words of the page.</p>{body}</main>{tag}"
        )
        self.pages["/page"] = (page, {"Content-Security-Policy": policy})
        self.page.goto(f"{self.origin}/page")

    def open(self) -> None:
        self.launcher.click()
        expect(self.question).to_be_focused()

    def ask(self, *replies: Reply, question: str = QUESTION) -> None:
        self.script.replies.extend(replies)
        self.question.fill(question)
        self.question.press("Enter")

    def answer(self) -> None:
        """Open it, and have the whole of an answer."""
        self.open()
        self.ask(Reply(belgorod()))
        expect(self.panel.locator(".timeline")).to_be_visible()


@contextmanager
def opened(browser: Browser) -> Iterator[Wiki]:
    """Serve the widget and give the page, on which nothing is shown yet; close it behind the test."""
    pages = dict[str, tuple[str, dict[str, str]]]()
    script = Script(articles={"corpus/2024/dispatch": article_of("Long before. " * 300)})
    with host_pages(pages) as origin:
        script.origins.add(origin)
        with api_server(script) as api:
            yield from _opened(browser, script, api, origin, pages)


def _opened(
    browser: Browser, script: Script, api: str, origin: str, pages: dict[str, tuple[str, dict[str, str]]]
) -> Iterator[Wiki]:
    page = browser.new_page(viewport={"width": 1100, "height": 800}, locale="en-GB")
    page.set_default_timeout(10_000)
    wiki = Wiki(page, script, api, origin, pages)
    page.on("request", lambda request: wiki.requests.append(request.url))
    page.on("console", lambda message: wiki.complaints.append(message.text))
    page.on("pageerror", lambda error: wiki.complaints.append(str(error)))
    yield wiki
    page.close()


def axe(page: Page) -> str:
    """Return what axe-core finds wrong with the page as it is."""
    found = Axe().run(page).response["violations"]
    return "; ".join(f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found)
