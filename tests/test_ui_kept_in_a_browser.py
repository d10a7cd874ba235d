"""An answer taken away, in a real browser: copied, handed out, printed, and seen by somebody else under its link."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api_server import serving
from chromium import IN_A_BROWSER, accessible, chromium
from clippings import FIRST, HOSTILE, SECOND
from conftest import ROOT
from fakes import WordEncoder, markdown
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from index.archive import Archive

pytestmark = [
    *IN_A_BROWSER,
    # What Gradio takes of pandas is about to go; here its queue runs in the process of the tests.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
_KILLED = "How many people were killed in Belgorod?"
_BRIDGE = "De brug bij Overmeer ging in mei dicht, zei wethouder Kwist."
_FINES = "Xanthippe Zwaluwstaart-Quispel kreeg zeker 41 boetes, zei de rechtbank."
_FAIR = f"De kermis in Overvelde trok 12.000 bezoekers {HOSTILE.splitlines()[0]}."
# Instead of a printer: what was to be printed, and that it was.
_PRINTER = """() => {
  const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow").get;
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { get() {
    const shown = frame.call(this);
    shown.print = () => { window.printedText = shown.document.body.innerText; };
    return shown;
  } });
}"""


@dataclass
class Newsroom:
    """A folder of articles, the archive made of them, and where it is served."""

    source: Path
    archive: Path
    address: str = ""

    def write(self, name: str, title: str, text: str, day: str, **fields: str) -> None:
        (self.source / f"{name}.md").write_text(markdown(title, text, day, **fields), "utf-8")

    def index(self) -> None:
        _apart("from index.sync import sync; sync(folder / 'archive', [folder / 'krant'], WordEncoder())", self.archive)

    def forget(self, article: str) -> None:
        told = f"forget(at, [{article!r}], WordEncoder(), elsewhere=elsewhere_in(at))"
        imports = "from index.forget import forget; from ui.kept.forgetting import elsewhere_in"
        _apart(f"{imports}; at = folder / 'archive'; {told}", self.archive)


def _apart(code: str, archive: Path) -> None:
    """Run it in a process of its own, as commands do: Chroma does not let one process read and forget at once."""
    begin = f"from pathlib import Path; from fakes import WordEncoder; folder = Path({str(archive.parent)!r}); "
    path = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    subprocess.run([sys.executable, "-c", begin + code], env=path, check=True)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("kept")
    newsroom = Newsroom(folder / "krant", folder / "archive")
    newsroom.source.mkdir()
    newsroom.write("een", "Zeker 22 doden", FIRST, "2023-12-30", outlet="De Een")
    newsroom.write("twee", "Dodental stijgt", SECOND, "2024-01-01", outlet="De Twee", url="https://twee.example/25")
    newsroom.write("brug", "Brug dicht", _BRIDGE, "2024-05-02")
    newsroom.write("boetes", "Boetes", _FINES, "2024-05-03")
    (newsroom.source / "kermis.txt").write_text(f"date 2024-06 {_FAIR}", "utf-8")
    newsroom.index()
    archive = Archive.open(newsroom.archive, WordEncoder())
    with serving(archive, chat=True) as newsroom.address:
        yield newsroom
    archive.close()


@pytest.fixture(scope="module")
def browser(newsroom: Newsroom) -> Iterator[Browser]:
    """A browser, once the server runs: afterwards Playwright has the event loop of this thread."""
    with chromium() as browser:
        yield browser


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, newsroom: Newsroom) -> Iterator[Visit]:
    """Give what opens a page as somebody new; none may complain or ask another host for anything."""
    with _watched(browser, newsroom.address) as visit:
        yield visit


@contextmanager
def _watched(browser: Browser, address: str) -> Iterator[Visit]:
    contexts, complaints, hosts = [], list[str](), set[str]()

    def visit(path: str = "/", **how: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(path if path.startswith("http") else f"{address}{path}")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [told for told in complaints if "404" not in told] == []
    assert hosts - {""} <= {urlsplit(address).netloc}


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn").last).to_have_attribute("data-state", "done", timeout=60_000)


def take(page: Page, words: str) -> None:
    page.locator(".share summary").last.click()
    page.locator(".share").last.get_by_role("button", name=words).click()


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def link_of(page: Page) -> str:
    """Share the last answer and return its link."""
    take(page, "link")
    shown = page.get_by_role("dialog")
    expect(shown).to_be_visible()
    link = shown.get_by_role("textbox").input_value()
    assert clipboard(page) == link
    shown.get_by_role("button").click()
    return link


def test_an_answer_is_copied_in_each_form_with_its_sources_and_that_is_said(visit: Visit) -> None:
    page = visit()
    ask(page, _KILLED)
    for words, begins, told in (
        ("Copy as Markdown", "## How many people were killed in Belgorod?", f"[^1]: “{SECOND}” — De Twee"),
        ("Copy as HTML", '<article class="knipsel" lang="en">', "<cite"),
        ("Copy as wikitext", "'''Question:''' How many", "<ref name="),
    ):
        take(page, words)
        said = words.replace("Copy", "Copied")  # and not what was said of the form before
        expect(page.locator(".copied[role=status]")).to_have_text(f"{said}, with its sources.")
        taken = clipboard(page)
        assert taken.startswith(begins) and told in taken and SECOND.partition("25")[0] in taken
        expect(page.locator(".share summary")).to_be_focused()
    accessible(page)


def test_with_the_keyboard_the_menu_opens_and_escape_closes_it(visit: Visit) -> None:
    page = visit(color_scheme="dark", locale="nl")
    ask(page, "Hoeveel doden vielen er in Belgorod?")
    summary = page.locator(".share summary")
    expect(summary).to_have_text("Kopieer of deel")
    summary.focus()
    page.keyboard.press("Enter")
    accessible(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kopieer als Markdown")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Kopieer als Markdown")).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".copied")).to_have_text("Gekopieerd als Markdown, met de bronnen.")
    assert clipboard(page).startswith("## Hoeveel doden vielen er in Belgorod?")


def test_where_a_browser_does_not_allow_copying_the_text_is_handed_out_selected(visit: Visit) -> None:
    page = visit()
    ask(page, _KILLED)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    take(page, "Copy as Markdown")
    shown = page.get_by_role("dialog", name="An answer to take with you")
    expect(shown).to_contain_text("The browser does not allow copying.")
    field = shown.get_by_role("textbox")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)").startswith("## How")
    accessible(page)
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(page.locator(".share summary")).to_be_focused()


def test_somebody_else_sees_the_answer_under_its_link_and_only_its_maker_deletes_it(visit: Visit) -> None:
    page = visit()
    ask(page, _KILLED)
    link = link_of(page)
    assert page.request.get(link).headers["cache-control"] == "private, no-store"
    other = visit(link, color_scheme="dark", viewport={"width": 390, "height": 800})
    expect(other.get_by_role("heading", name=_KILLED)).to_be_visible()
    expect(other.locator(".knipsel > blockquote").first).to_contain_text(f"“{SECOND}” [1]")
    expect(other.locator("ol > li").first).to_contain_text("De Twee · 1 January 2024")
    expect(other.locator(".since.same")).to_have_count(2)
    expect(other.get_by_text("Delete this link")).to_have_count(0)
    assert other.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(other)
    other.locator("sup a").first.click()
    expect(other.locator("li:target blockquote")).to_have_text(f"“{SECOND}”")
    with other.expect_download() as saved:
        other.get_by_role("link", name="Markdown").click()
    assert SECOND in Path(saved.value.path()).read_text("utf-8")
    page.goto(link)
    page.get_by_text("Delete this link").click()
    accessible(page)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="There is nothing under this link")).to_be_visible()
    accessible(page)
    other.reload()
    expect(other.get_by_role("heading", name="There is nothing under this link")).to_be_visible()


def test_an_answer_whose_article_has_changed_says_so_under_its_link(visit: Visit, newsroom: Newsroom) -> None:
    page = visit()
    ask(page, "Wanneer ging de brug bij Overmeer dicht?")
    link = link_of(page)
    newsroom.write("brug", "Brug dicht", f"{_BRIDGE} Ze gaat in juni open.", "2024-05-02")
    newsroom.index()
    page.goto(link)
    expect(page.locator(".since.changed").first).to_contain_text("veranderd (versie 2): het citaat staat er nog")
    newsroom.write("brug", "Brug open", "De brug ging niet dicht.", "2024-05-02")
    newsroom.index()
    page.reload()
    expect(page.locator(".since.changed").first).to_contain_text("(versie 3): het citaat staat er niet meer in")
    expect(page.locator(".note.changed")).to_contain_text("veranderd of verwijderd")
    expect(page.locator(".knipsel > blockquote").first).to_contain_text(_BRIDGE)
    accessible(page)


def test_of_a_forgotten_article_nothing_is_left_under_the_link(visit: Visit, newsroom: Newsroom) -> None:
    page = visit()
    ask(page, "Hoeveel boetes kreeg Xanthippe Zwaluwstaart-Quispel?")
    expect(page.locator(".statement").first).to_contain_text("41 boetes")
    link = link_of(page)
    newsroom.forget("krant/boetes")
    page.goto(link)
    expect(page.locator(".since.gone").first).to_have_text("verwijderd uit het archief")
    assert "Zwaluwstaart" not in page.content() and "41 boetes" not in page.content()
    accessible(page)
    files = [path for path in newsroom.archive.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"41 boetes" in path.read_bytes()] == []
    assert b"Quispel" not in (newsroom.archive / "answers.sqlite3").read_bytes()


def test_a_hostile_article_is_text_in_whatever_is_made_of_it(visit: Visit) -> None:
    page = visit()
    ask(page, "Hoeveel bezoekers trok de kermis in Overvelde?")
    seen = " ".join(HOSTILE.splitlines()[0].split())
    take(page, "HTML")
    expect(page.locator(".copied")).to_contain_text("HTML")
    pasted = page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        const frame = document.createElement("div");
        frame.innerHTML = await (await item.getType("text/html")).text();
        return [frame.querySelectorAll("script, img, iframe").length, frame.innerText];
    }""")
    assert pasted[0] == 0 and seen in " ".join(pasted[1].split())
    link = link_of(page)
    page.goto(link)
    expect(page.locator(".knipsel > blockquote").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("script, img, iframe").count() == 0


def test_an_answer_is_printed_alone_from_the_chat(visit: Visit) -> None:
    page = visit()
    ask(page, _KILLED)
    page.evaluate(_PRINTER)
    take(page, "Print or save as PDF")
    page.wait_for_function("window.printedText")
    printed = page.evaluate("window.printedText")
    assert SECOND in printed and "Sources" in printed.title() and "Delete" not in printed
    accessible(page)


def test_a_pdf_of_an_answer_has_its_quotations_and_its_numbered_sources_as_text(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    ask(page, _KILLED)
    page.goto(link_of(page))
    page.emulate_media(media="print")
    page.screenshot(path=Path(os.environ.get("SCREENSHOTS", str(tmp_path))) / "answer-print.png", full_page=True)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    (folder / "answer.pdf").write_bytes(pdf)
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert f"“{SECOND}” [1]" in text and f"“{FIRST}” [2]" in text
    assert "1. Dodental stijgt De Twee · 1 January 2024" in text and "https://twee.example/25" in text
    assert "Delete this link" not in text


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pictures_of_what_is_taken_can_be_kept(visit: Visit, tmp_path: Path, colours: str, width: int) -> None:
    """Not a check of looks: writes what a person should look at where SCREENSHOTS says; the menu fits the window."""
    folder = Path(os.environ.get("SCREENSHOTS", str(tmp_path)))
    page = visit(color_scheme=colours, viewport={"width": width, "height": 800})
    ask(page, _KILLED)
    page.locator(".share summary").click()
    page.locator(".share-menu").scroll_into_view_if_needed()
    page.screenshot(path=folder / f"share-menu-{colours}-{width}.png")
    box = page.locator(".share-menu").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.locator(".share").get_by_role("button", name="link").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.screenshot(path=folder / f"share-link-{colours}-{width}.png")
    accessible(page)
    page.goto(page.get_by_role("dialog").get_by_role("textbox").input_value())
    page.screenshot(path=folder / f"answer-{colours}-{width}.png", full_page=True)
