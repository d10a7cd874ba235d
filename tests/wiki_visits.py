"""A reader at a wiki: a real browser, the real Knipsel with an archive of two articles, and what the reader does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from io import BytesIO
from math import ceil, floor
from pathlib import Path
from threading import Event

import httpx
import pytest
from api_server import serving
from chromium import IN_A_BROWSER
from fakes import WordEncoder, markdown
from PIL import Image, ImageChops
from playwright.sync_api import Browser, ConsoleMessage, Locator, expect
from widget_parts import WithWidget

from index.archive import Archive
from index.glossary import Glossary
from index.sync import sync
from rag.desk import Desk
from rag.model import ChatModel, Message

PATIENCE_MS = 60_000  # a wiki makes its style sheets and scripts at the first page that needs them
_AT_REST = """() => document.readyState === 'complete'
    && document.fonts.status === 'loaded' && !window.jQuery?.timers.length && !window.mw?.loader
    ?.getModuleNames().some((name) => ['loading', 'loaded', 'executing'].includes(mw.loader.getState(name)))"""
# Vector folds its tabs by movements that end at other fractions of a pixel each time; jQuery can do them at once.
_WITHOUT_MOVEMENT = """Object.defineProperty(window, 'jQuery', {configurable: true, set(jQuery) {
    Object.defineProperty(window, 'jQuery', {value: jQuery, writable: true, configurable: true});
    jQuery.fx.off = true;
}})"""
Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels

QUESTION = "Hoeveel doden vielen er in Belgorod?"
SENTENCE = "In Belgorod zijn zaterdag zeker 22 doden gevallen, zei gouverneur Gladkov."
_LONG = "De wijk wachtte op nieuws. " * 120
_LOADS = 6  # a browser does not draw a page alike each time, without anything of ours
# Nor does it smooth edges alike: at a busy machine up to 188 pixels of Vector's tabs and search box differed, by up to
# 22 of 255. A text that moves by one pixel differs by more than that, a paler background in thousands of pixels.
_SMOOTHED, _FAINT = 400, 32
_SHADOW = 12  # pixels: the launcher's shadow lies within them (widget.js)
HOSTILE_CSS = "* { font: 30px serif !important; margin: 9px !important } button { background: lime !important }"
# Addresses and names that no administrator means: each leaves the wiki as it is without a button.
NOT_SET = [
    ("", "wiki"),
    ("javascript:alert(1)", "wiki"),
    ("//knipsel.example", "wiki"),
    ("knipsel.example", "wiki"),
    ("ftp://knipsel.example", "wiki"),
    ("https://", "wiki"),
    ("https://me:secret@knipsel.example", "wiki"),
    ("https://knipsel.example/?a=b", "wiki"),
    ("https://knipsel.example/#a", "wiki"),
    ("https://knipsel.example; script-src *", "wiki"),
    ("https://knipsel.example *", "wiki"),
    ("https://knipsel.example,https://other.example", "wiki"),
    ('https://knipsel.example/"><script>alert(1)</script>', "wiki"),
    ("https://knipsel.example/'onload='alert(1)", "wiki"),
    ("https://knipsel.example\n", "wiki"),
    ("https://knipsel.example", ""),
    ("https://knipsel.example", '"><script>alert(1)</script>'),
    ("https://knipsel.example", "Wiki van ons"),
    ("https://knipsel.example", "w" * 33),
]
SET = [  # address, what the tag loads
    ("https://knipsel.example", "https://knipsel.example/widget.js"),
    ("https://knipsel.example/", "https://knipsel.example/widget.js"),
    ("http://127.0.0.1:7860", "http://127.0.0.1:7860/widget.js"),
    ("http://[::1]:7860", "http://[::1]:7860/widget.js"),
    ("https://intranet.example:8443/archief/", "https://intranet.example:8443/archief/widget.js"),
]


@contextmanager
def knipsel(folder: Path, origin: str, model: ChatModel | None = None) -> Iterator[str]:
    """Serve an archive to the pages of that origin, which are the site `wiki`; give the address."""
    (folder / "source").mkdir()
    article = markdown("Zeker 22 doden", f"Het was koud. {_LONG}{SENTENCE}", "2023-12-30", outlet="De Een")
    (folder / "source" / "een.md").write_text(article, "utf-8")
    (folder / "source" / "kermis.txt").write_text("De kermis van juni 2024 trok 12.000 bezoekers.", "utf-8")
    sync(folder / "archive", [folder / "source"], WordEncoder())
    archive = Archive.open(folder / "archive", WordEncoder())
    desk = Desk(archive, Glossary.shipped(), model=model)
    with serving(archive, desk, sites=json.dumps({"wiki": {"origins": [origin]}})) as address:
        yield address
    archive.close()


@dataclass
class HaltingModel:
    """A language model that writes one sentence, waits for `go`, and writes another."""

    name: str = "halting"
    context: int = 8_192
    go: Event = field(default_factory=Event)

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        yield f'Er vielen in Belgorod zeker 22 doden. [1] "{SENTENCE}"\n'
        while not self.go.wait(0.01):
            yield ""
        yield 'De wijk wachtte op nieuws. [1] "De wijk wachtte op nieuws."\n'


@dataclass
class Visit(WithWidget):
    """A page of the wiki, what it asked for and what went wrong in it."""

    origin: str
    api: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def widget(self) -> Locator:
        return self.page.locator("knipsel-chat")

    def hear(self, message: ConsoleMessage) -> None:
        """Keep errors, and whatever is said of Knipsel; a wiki warns of what is old in itself."""
        told = f"{message.text} ({message.location['url']})"
        if message.type == "error" or self.api in told:
            self.complaints.append(told)

    def go(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def has_button(self, path: str) -> bool:
        """Tell whether that page has it, once all its scripts have run."""
        self.page.goto(self.origin + path, wait_until="networkidle")
        self.page.wait_for_load_state()  # a busy browser may ask for nothing for half a second before it runs them
        return self.widget.count() == 1

    def ask_and_read(self) -> None:
        """Open it, ask, follow a citation to the article, and close it all again by the keyboard."""
        self.launcher.click()
        expect(self.question).to_be_focused()
        self.question.fill(QUESTION)
        self.question.press("Enter")
        expect(self.panel.locator(".statement").first).to_contain_text(SENTENCE)
        self.panel.locator(".statement .mark").first.click()
        expect(self.panel.locator(".source")).to_contain_text("De Een · 30 december 2023")
        self.panel.get_by_role("button", name="Lees in het archief").click()
        expect(self.panel.locator(".whole mark")).to_have_text(SENTENCE)
        expect(self.panel.locator(".whole mark")).to_be_in_viewport()
        self.page.keyboard.press("Escape")
        expect(self.panel.locator(".whole")).not_to_be_visible()
        expect(self.panel.locator(".statement").first).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.panel).not_to_be_visible()
        expect(self.launcher).to_be_focused()

    def ask_and_watch(self, model: HaltingModel) -> None:
        """Open it and ask: the first sentence is there while the second has yet to be written."""
        self.launcher.click()
        self.question.fill(QUESTION)
        self.question.press("Enter")
        expect(self.panel.locator(".statement")).to_have_count(1)
        expect(self.panel.locator(".statement")).to_contain_text("Er vielen in Belgorod zeker 22 doden.")
        model.go.set()
        expect(self.panel.locator(".statement")).to_have_count(2)

    def assert_quiet(self) -> None:
        """Nothing went wrong, and nothing came from elsewhere."""
        assert self.complaints == []
        elsewhere = [url for url in self.requests if not url.startswith((f"{self.origin}/", f"{self.api}/", "data:"))]
        assert elsewhere == []


@contextmanager
def visit(browser: Browser, origin: str, api: str, width: int = 1280) -> Iterator[Visit]:
    """Open a browser without cookies of the wiki; 390 pixels are a phone."""
    height = 844 if width < 600 else 800
    page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL", color_scheme="light")
    page.set_default_timeout(PATIENCE_MS)
    made = Visit(page, origin, api)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.hear(message))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    page.close()


def access_key(at: Visit, letter: str) -> None:
    """Press Alt and the letter, as a keyboard does: what Playwright's own keys send is no access key to Chromium."""
    session = at.page.context.new_cdp_session(at.page)
    code = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper()), "modifiers": 1}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "unmodifiedText": letter, **code})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **code})
    session.detach()


def typing_stays_in(at: Visit, search: Locator) -> None:
    """Type into the open panel: the page hears nothing of it, the wiki's key for its search does not take the focus.

    With Alt, keys of links (edit, history) work as on every page: a browser minds them before any script.
    """
    access_key(at, "f")
    expect(search).to_be_focused()  # as long as the panel is closed
    address = at.page.url
    at.page.evaluate("""() => { window.heard = []; for (const name of ['keydown', 'keypress', 'keyup'])
        document.addEventListener(name, (event) => window.heard.push(event.key)); }""")
    at.launcher.click()
    expect(at.question).to_be_focused()
    at.page.keyboard.type("abcdefghijklmnopqrstuvwxyz /?.,[]'")
    access_key(at, "f")
    for key in ("/", "Control+/", "Control+b", "Alt+ArrowUp"):
        at.page.keyboard.press(key)
    expect(at.question).to_be_focused()
    expect(at.question).to_have_value("abcdefghijklmnopqrstuvwxyz /?.,[]'/")
    assert at.page.evaluate("() => window.heard") == []
    assert at.page.url == address


def look(at: Visit) -> dict[str, object]:
    """Return how the button and the open panel look: sizes in pixels, and the styles that a wiki's own sheets set."""
    at.launcher.click()
    expect(at.question).to_be_focused()
    return at.page.evaluate("""() => {
        const root = document.querySelector('knipsel-chat').shadowRoot, names = ['color', 'background-color', 'font',
            'letter-spacing', 'line-height', 'padding', 'margin', 'border', 'box-shadow', 'text-transform', 'cursor'];
        const told = {};
        for (const at of ['.launcher', '.panel', '.panel textarea', '.panel button', '.panel h2, .panel p']) {
            const one = root.querySelector(at), style = getComputedStyle(one);
            for (const name of names) told[`${at} ${name}`] = style.getPropertyValue(name);
            told[`${at} size`] = [one.offsetWidth, one.offsetHeight];
        }
        return told;
    }""")


def picture(at: Visit, path: str) -> bytes:
    """Return the page as it is drawn once nothing moves in it."""
    at.page.context.clear_cookies()  # DokuWiki shows which pages one has been at
    at.page.add_init_script(_WITHOUT_MOVEMENT)
    at.page.goto(at.origin + path, wait_until="networkidle")
    last, drawn = b"", at.page.screenshot(animations="disabled")
    while drawn != last:
        at.page.wait_for_function(_AT_REST)
        last, drawn = drawn, at.page.screenshot(animations="disabled")
    return drawn


def assert_drawn_as(without: bytes, at: Visit, path: str) -> None:
    """The page with the button is drawn as without it, to the pixel, but for the button's box and its shadow."""
    differences = []
    for _ in range(_LOADS):
        rest = difference(without, picture(at, path))
        button = around_launcher(at)
        assert rest.crop(button).getbbox(), "the button is not drawn"
        rest.paste((0, 0, 0), button)
        if is_of_smoothing(rest):
            return
        differences.append(rest.getbbox())
    raise AssertionError(f"{path} differs within {differences}")


def difference(before: bytes, after: bytes) -> Image.Image:
    """Return by how much each pixel differs."""
    pictures = [Image.open(BytesIO(one)).convert("RGB") for one in (before, after)]
    assert pictures[0].size == pictures[1].size
    return ImageChops.difference(*pictures)


def is_of_smoothing(rest: Image.Image) -> bool:
    """Tell whether so few pixels differ, and so little, that a browser does as much to a page that is the same."""
    levels = reduce(ImageChops.lighter, rest.split()).histogram()  # the most that a colour of a pixel differs by
    return sum(levels[1:]) <= _SMOOTHED and not any(levels[_FAINT:])


def around_launcher(at: Visit) -> Box:
    """Return the launcher's box, with its shadow."""
    box = at.launcher.bounding_box()
    assert box
    left, top, right, bottom = box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]
    return floor(left - _SHADOW), floor(top - _SHADOW), ceil(right + _SHADOW), ceil(bottom + _SHADOW)


def tags_in(address: str) -> list[str]:
    """Return the script tags of ours in a page, as the wiki wrote them; the page must be a good one."""
    page = httpx.get(address, timeout=60)
    assert page.status_code == 200
    return [line for line in page.text.splitlines() if "widget.js" in line]


def needs(*, wiki: Path) -> list[pytest.MarkDecorator]:
    """Return the marks of a test that needs a browser, and that wiki of Debian's."""
    return [
        *IN_A_BROWSER,
        pytest.mark.slow,
        pytest.mark.skipif(
            shutil.which("php") is None or not wiki.exists(),
            reason=f"no {wiki}; install Debian's packages as .ci/run does",
        ),
    ]
