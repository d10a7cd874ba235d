"""The widget on pages of another origin, as people meet it: a real browser, strict pages, hostile pages and answers."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from chromium import IN_A_BROWSER, chromium
from playwright.sync_api import Browser, expect
from widget_answers import QUESTION, SENTENCE, belgorod, hostile, not_answered
from widget_host import Wiki, axe, opened
from widget_server import Reply, Script, api_server, host_pages, problem

pytestmark = IN_A_BROWSER
_HOSTILE_CSS = """
    html { font-size: 90px; direction: ltr; }
    * { font-size: 90px !important; color: red !important; letter-spacing: 1em !important; opacity: 0.1 !important;
        pointer-events: none !important; transform: rotate(9deg) !important; visibility: hidden !important; }
    body * { display: none !important; position: static !important; z-index: -1 !important; }
    html, body { opacity: 1 !important; transform: none !important; visibility: visible !important; }
    button, dialog, textarea, section { background: lime !important; inset: 0 !important; width: 1px !important; }
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def wiki(browser: Browser) -> Iterator[Wiki]:
    with opened(browser) as wiki:
        yield wiki


def test_nothing_but_the_script_is_loaded_until_it_is_opened_and_then_only_from_its_host(wiki: Wiki) -> None:
    wiki.show()
    expect(wiki.launcher).to_have_text("Ask the archive")
    wiki.page.wait_for_load_state("networkidle")
    assert wiki.requests == [f"{wiki.origin}/page", f"{wiki.api}widget.js"]
    wiki.answer()
    assert {url.startswith(wiki.api) for url in wiki.requests[1:]} == {True}
    assert wiki.complaints == []


def test_a_policy_of_nonces_and_an_isolated_page_let_it_load_its_parts(wiki: Wiki) -> None:
    policy = f"default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src {wiki.api}"
    tag = f'<script nonce="abc" defer src="{wiki.api}widget.js" data-site="wiki"></script>'
    head = f"<!doctype html><html lang=en><head>{tag}<title>Wiki</title></head>"
    headers = {"Content-Security-Policy": policy, "Cross-Origin-Embedder-Policy": "require-corp"}
    wiki.pages["/nonce"] = (f"{head}<body><h1>Wiki</h1></body></html>", headers)
    wiki.page.goto(f"{wiki.origin}/nonce")
    wiki.answer()
    assert wiki.complaints == []


def test_nothing_of_the_page_changes_but_one_element_and_nothing_is_kept(wiki: Wiki) -> None:
    wiki.show()
    wiki.answer()
    source, _ = wiki.pages["/page"]
    wiki.pages["/without"] = (source.replace(source[source.index("<script") :], ""), {})
    changed = wiki.page.evaluate("document.documentElement.outerHTML")
    styled = wiki.page.evaluate("JSON.stringify({...getComputedStyle(p)})")
    wiki.page.evaluate("document.querySelector('knipsel-chat').close()")
    assert wiki.page.context.cookies() == []
    assert wiki.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    wiki.page.goto(f"{wiki.origin}/without")
    without = re.sub(r'<knipsel-chat site="wiki"></knipsel-chat>|<script.*</script>', "", changed)
    assert without == wiki.page.evaluate("document.documentElement.outerHTML")
    assert styled == wiki.page.evaluate("JSON.stringify({...getComputedStyle(p)})")


def test_nothing_of_a_hostile_pages_style_gets_in(wiki: Wiki) -> None:
    looks = """element => { const {color, fontSize, opacity, display, letterSpacing, visibility, transform,
        backgroundColor, pointerEvents} = getComputedStyle(element); const {x, y, width, height} =
        element.getBoundingClientRect(); return JSON.stringify([color, fontSize, opacity, display, letterSpacing,
        visibility, transform, backgroundColor, pointerEvents, x, y, width, height]) }"""
    places = [".panel", ".asked", ".statement", ".mark", "textarea", ".send", ".timeline"]
    seen = []
    for head in ("", '<link rel="stylesheet" href="/hostile.css">'):
        wiki.pages["/hostile.css"] = (_HOSTILE_CSS, {"Content-Type": "text/css"})
        wiki.page.emulate_media(reduced_motion="reduce")
        wiki.show(head=head, styles="'self'")
        closed = wiki.launcher.evaluate(looks)
        wiki.answer()
        seen.append([closed, *(wiki.panel.locator(place).first.evaluate(looks) for place in places[1:])])
    assert wiki.page.evaluate("getComputedStyle(p).display") == "none"
    assert seen[0] == seen[1]


def test_statements_are_shown_and_heard_as_they_come_and_it_can_be_stopped(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    wait = threading.Event()
    wiki.ask(Reply(belgorod(), waits_for=wait))
    expect(wiki.panel.locator(".statement")).to_have_count(2)
    expect(wiki.panel.locator(".heard p")).to_have_count(2)
    expect(wiki.panel.locator(".heard p").first).to_have_text(SENTENCE)
    expect(wiki.panel.locator(".timeline")).to_have_count(0)
    wait.set()
    expect(wiki.panel.locator(".lead")).to_contain_text("25 killed")
    expect(wiki.panel.locator(".heard p").last).to_contain_text("The answer is complete. Sources: 3.")
    wiki.ask(Reply(belgorod()[:-1], ends="silent"))
    expect(wiki.panel.locator(".turn").last.locator(".statement")).to_have_count(2)
    wiki.panel.get_by_role("button", name="Stop").click()
    expect(wiki.panel.locator(".turn").last).to_contain_text("Stopped.")
    assert wiki.script.left.wait(10)
    expect(wiki.panel.locator(".send")).to_have_text("Ask")


def test_no_connection_is_held_once_it_is_closed(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    wiki.ask(Reply(belgorod()[:-1], ends="silent"))
    expect(wiki.panel.locator(".statement")).to_have_count(2)
    wiki.page.keyboard.press("Escape")
    expect(wiki.panel).to_be_hidden()
    assert wiki.script.left.wait(10)


def test_a_mark_opens_the_card_of_its_source_and_the_card_the_article_at_the_quotation(wiki: Wiki) -> None:
    wiki.show()
    wiki.answer()
    mark = wiki.panel.locator(".statement .mark").first
    mark.click()
    card = wiki.panel.locator(".source")
    for told in (SENTENCE, "North Sea Dispatch · 1 January 2024", "According to the local governor"):
        expect(card).to_contain_text(told)
    expect(card).to_contain_text("Also in The Velder Courier (2 January 2024)")
    away = card.get_by_role("link")
    expect(away).to_have_attribute("href", "https://dispatch.example/belgorod")
    expect(away).to_have_attribute("rel", "noopener noreferrer")
    card.get_by_role("button", name="Read in the archive").click()
    quotation = wiki.panel.locator(".whole mark")
    expect(quotation).to_have_text(SENTENCE)
    expect(quotation).to_be_in_viewport()
    expect(wiki.panel.locator(".text")).to_contain_text("This is revision 1; the newest is 2.")
    wiki.page.keyboard.press("Escape")
    expect(card.get_by_role("button")).to_be_focused()
    mark.click()
    expect(card).to_have_count(0)
    other = wiki.panel.locator(".statement").first.locator(".mark").last
    other.click()
    expect(card).to_contain_text("According to the mayor")
    other.click()
    wiki.panel.locator(".statement").last.locator(".mark").click()
    expect(card).to_contain_text("At least 22 people were killed on Saturday.")
    expect(card.get_by_role("link")).to_have_count(0)


def test_what_was_open_while_it_came_is_open_when_it_is_done(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    wait = threading.Event()
    wiki.ask(Reply(belgorod(), waits_for=wait))
    wiki.panel.locator(".statement .mark").nth(1).click()
    expect(wiki.panel.locator(".source")).to_contain_text("Er zijn nu 25 doden.")
    wait.set()
    expect(wiki.panel.locator(".timeline")).to_be_visible()
    expect(wiki.panel.locator(".source")).to_contain_text("Er zijn nu 25 doden.")
    expect(wiki.panel.locator(".mark:focus")).to_have_text("2")


def test_how_a_figure_changed_is_a_table(wiki: Wiki) -> None:
    wiki.show()
    wiki.answer()
    rows = wiki.panel.locator(".timeline tr")
    assert [row.replace("\n", " ") for row in rows.all_inner_texts()] == [
        "As of\tFigure\tAccording to",
        "30 December 2023\tat least 22 superseded \tRussian authorities 3",
        "reported 1 January 2024\t25\tthe local governor 1",
    ]


def test_a_new_question_begins_at_the_top_and_its_answer_comes_below_it(wiki: Wiki) -> None:
    wiki.page.emulate_media(reduced_motion="reduce")
    wiki.show()
    wiki.answer()
    wiki.ask(Reply(belgorod()), question="And now?")
    expect(wiki.panel.locator(".timeline")).to_have_count(2)
    asked = wiki.panel.locator(".asked").last.bounding_box()
    talk = wiki.panel.locator(".talk").bounding_box()
    assert asked and talk and 0 <= asked["y"] - talk["y"] < 30


def test_a_follow_up_takes_the_earlier_questions_with_it(wiki: Wiki) -> None:
    wiki.show()
    wiki.answer()
    wiki.ask(Reply(not_answered()), question="And who rules Atlantis?")
    expect(wiki.panel.locator(".turn").last).to_contain_text("Dit staat nergens in het archief: Atlantis.")
    expect(wiki.panel.locator(".turn").last).to_contain_text("De raad vergadert.")
    assert wiki.script.asked == [
        {"question": QUESTION, "history": [], "follow_ups": True},
        {"question": "And who rules Atlantis?", "history": [QUESTION], "follow_ups": True},
    ]


def test_questions_to_ask_next_come_after_the_answer_and_are_asked_when_they_are_pressed(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    *events, (_, done) = belgorod()
    hostile_one = "How many <img src=x onerror=alert(1)> were injured in Belgorod?"
    told = {**done, "follow_ups": ["How many people were injured in Belgorod?", hostile_one]}
    wiki.ask(Reply([*events, ("answered", done), ("done", told)]))
    buttons = wiki.panel.locator(".suggested button")
    expect(buttons).to_have_text(told["follow_ups"])
    expect(wiki.panel.locator(".timeline")).to_have_count(1)
    expect(wiki.panel.get_by_role("list", name="Ask next")).to_be_visible()
    assert axe(wiki.page) == ""
    wiki.script.replies.append(Reply(belgorod()))
    buttons.first.press("Enter")
    expect(wiki.panel.locator(".asked").last).to_have_text("How many people were injured in Belgorod?")
    expect(wiki.panel.locator(".timeline")).to_have_count(2)
    assert wiki.script.asked[-1]["history"] == [QUESTION]


def test_keys_are_enough_and_the_focus_stays_in_and_comes_back(wiki: Wiki) -> None:
    wiki.show('<a href="#p">a link of the page</a>')
    keys = wiki.page.keyboard
    keys.press("Tab")
    keys.press("Tab")
    expect(wiki.launcher).to_be_focused()
    keys.press("Enter")
    expect(wiki.question).to_be_focused()
    wiki.script.replies.append(Reply(belgorod()))
    keys.type(QUESTION)
    keys.press("Enter")
    expect(wiki.panel.locator(".timeline")).to_be_visible()
    within = "() => document.querySelector('knipsel-chat').shadowRoot.activeElement?.closest('.panel') !== null"
    reached = set()
    for _ in range(12):
        keys.press("Tab")
        assert wiki.page.evaluate(f"document.activeElement.localName === 'knipsel-chat' && ({within})()")
        reached.add(wiki.page.evaluate("document.activeElement.shadowRoot.activeElement.className"))
    assert {"close", "full", "mark", "send", "talk"} <= reached
    for _ in range(12):
        keys.press("Shift+Tab")
        assert wiki.page.evaluate(f"({within})()")
    wiki.panel.locator(".lead .mark").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    wiki.panel.get_by_role("button", name="Read in the archive").focus()
    keys.press("Enter")
    expect(wiki.panel.locator(".whole mark")).to_be_visible()
    for _ in range(4):
        keys.press("Tab")
        assert wiki.page.evaluate("document.activeElement.shadowRoot.activeElement.closest('.pane') !== null")
    keys.press("Escape")
    expect(wiki.panel.locator(".pane")).to_be_hidden()
    expect(wiki.panel).to_be_visible()
    keys.press("Escape")
    expect(wiki.panel).to_be_hidden()
    expect(wiki.launcher).to_be_focused()


def test_the_pages_own_shortcuts_do_not_hear_what_is_typed(wiki: Wiki) -> None:
    wiki.show()
    wiki.page.evaluate("window.heard = []; document.addEventListener('keydown', event => heard.push(event.key))")
    wiki.page.keyboard.press("s")
    wiki.open()
    wiki.page.keyboard.type("/e s")
    expect(wiki.question).to_have_value("/e s")
    assert wiki.page.evaluate("heard") == ["s"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(wiki: Wiki, scheme: str) -> None:
    wiki.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    wiki.show()
    expect(wiki.launcher).to_be_visible()
    assert axe(wiki.page) == ""
    wiki.answer()
    wiki.panel.locator(".statement .mark").first.click()
    assert axe(wiki.page) == ""
    wiki.panel.get_by_role("button", name="Read in the archive").click()
    expect(wiki.panel.locator(".whole mark")).to_be_visible()
    assert axe(wiki.page) == ""
    wiki.page.keyboard.press("Escape")
    wiki.ask(Reply(problem=problem("busy", 503, retry_after_s=5)))
    expect(wiki.panel.locator(".wrong")).to_be_visible()
    assert axe(wiki.page) == ""


def test_it_fills_a_phone(wiki: Wiki) -> None:
    wiki.page.set_viewport_size({"width": 360, "height": 640})
    wiki.page.emulate_media(reduced_motion="reduce")
    wiki.show()
    wiki.answer()
    assert wiki.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert wiki.panel.locator(".talk").evaluate("talk => talk.scrollWidth <= talk.clientWidth")


def test_it_is_dark_where_the_browser_or_the_tag_says_so(wiki: Wiki) -> None:
    def paper() -> object:
        wiki.open()
        return wiki.panel.evaluate("panel => getComputedStyle(panel).backgroundColor")

    wiki.show()
    light = paper()
    wiki.page.emulate_media(color_scheme="dark")
    wiki.show()
    dark = paper()
    tag = '<script src="{}widget.js" data-site="wiki" data-theme="light"></script>'
    wiki.show(tag=tag.format(wiki.api))
    assert [light, dark, paper()] == ["rgb(251, 249, 244)", "rgb(25, 23, 20)", "rgb(251, 249, 244)"]


def test_custom_properties_of_the_page_set_its_colours_and_size(wiki: Wiki) -> None:
    style = "knipsel-chat { --knipsel-accent: rgb(0, 80, 0); --knipsel-width: 500px; --knipsel-height: 400px; }"
    wiki.pages["/theme.css"] = (style, {"Content-Type": "text/css"})
    wiki.page.emulate_media(reduced_motion="reduce")
    wiki.show(head='<link rel="stylesheet" href="/theme.css">', styles="'self'")
    expect(wiki.launcher).to_have_css("background-color", "rgb(0, 80, 0)")
    wiki.open()
    box = wiki.panel.bounding_box()
    assert box and (box["width"], box["height"]) == (500, 400)


def test_it_does_not_move_where_less_motion_is_asked_for(wiki: Wiki) -> None:
    for motion, expected in (("no-preference", "rise"), ("reduce", "none")):
        wiki.page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        wiki.show()
        wiki.open()
        expect(wiki.panel).to_have_css("animation-name", expected)


def test_it_speaks_the_language_of_the_tag_else_of_the_page_else_of_the_browser(wiki: Wiki) -> None:
    wiki.show(lang="nl-BE")
    expect(wiki.launcher).to_have_text("Vraag het archief")
    wiki.open()
    expect(wiki.panel.get_by_role("button", name="Sluiten")).to_be_visible()
    wiki.show(lang="fr")
    expect(wiki.launcher).to_have_text("Ask the archive")
    wiki.show(lang="en", tag=f'<script src="{wiki.api}widget.js" data-site="wiki" data-lang="nl"></script>')
    expect(wiki.launcher).to_have_text("Vraag het archief")


def test_on_a_page_from_right_to_left_it_stands_at_the_left_and_its_words_are_in_order(wiki: Wiki) -> None:
    wiki.page.emulate_media(reduced_motion="reduce")
    wiki.show(html='dir="rtl"', lang="ar")
    box = wiki.launcher.bounding_box()
    assert box and box["x"] == 16
    wiki.answer()
    box = wiki.panel.bounding_box()
    assert box and box["x"] == 16
    expect(wiki.panel.locator(".told").first).to_have_css("direction", "ltr")


def test_what_articles_and_models_say_stays_text(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    wiki.ask(Reply(hostile()))
    expect(wiki.panel.locator(".statement")).to_contain_text("<script>document.title=1</script>")
    wiki.panel.locator(".mark").first.click()
    expect(wiki.panel.locator(".source h4")).to_contain_text("onerror")
    expect(wiki.panel.locator("img, script, b")).to_have_count(0)
    expect(wiki.panel.locator("a")).to_have_count(1)
    assert wiki.panel.locator("a").get_attribute("href") == wiki.api
    assert wiki.page.title() == "Wiki"
    assert wiki.complaints == []


def test_an_expired_token_is_fetched_anew_once(wiki: Wiki) -> None:
    wiki.script.expired = {"wiki.1", "wiki.3", "wiki.4"}
    wiki.show()
    wiki.answer()
    assert wiki.script.tokens == 2
    wiki.script.expired.add("wiki.2")
    wiki.ask()
    expect(wiki.panel.locator(".wrong")).to_have_text("The archive did not let this page in. Load the page again.")
    assert wiki.script.tokens == 3


@pytest.mark.parametrize(
    ("code", "status", "more", "told"),
    [
        ("origin-not-allowed", 403, {}, "has to declare the address of this page for the site “wiki”."),
        ("busy", 503, {"retry_after_s": 7}, "Too many questions are waiting. Try again in 7 seconds."),
        ("too-often", 429, {"retry_after_s": 9}, "Try again in 9 seconds."),
        ("question-refused", 422, {"reason": "wordless"}, "There are no words in it to search for."),
        ("failed", 500, {}, "Give this number to who keeps Knipsel: 5f0c."),
        ("a-new-one", 418, {}, "Give this number to who keeps Knipsel: 5f0c."),
    ],
)
def test_a_refusal_is_told_in_words(wiki: Wiki, code: str, status: int, more: dict[str, object], told: str) -> None:
    wiki.show()
    wiki.open()
    wiki.ask(Reply(problem=problem(code, status, **more)))
    expect(wiki.panel.locator(".wrong")).to_contain_text(told)
    expect(wiki.panel.locator(".heard")).to_contain_text(told)


def test_a_site_or_an_origin_that_is_not_declared_is_told_so(wiki: Wiki) -> None:
    told = "This page may not ask the archive."
    wiki.show(tag=f'<script src="{wiki.api}widget.js" data-site="other"></script>')
    wiki.open()
    wiki.ask()
    expect(wiki.panel.locator(".wrong")).to_contain_text(told)
    wiki.script.origins.clear()
    wiki.show()
    wiki.open()
    wiki.ask()
    expect(wiki.panel.locator(".wrong")).to_contain_text(told)
    assert wiki.script.asked == []


def test_an_error_within_the_answer_and_a_connection_that_is_cut_are_told_in_words(wiki: Wiki) -> None:
    wiki.show()
    wiki.open()
    wiki.ask(Reply([*belgorod()[:3], ("error", problem("too-long", 504))]))
    expect(wiki.panel.locator(".wrong")).to_have_text("The answer took too long. Ask something narrower.")
    expect(wiki.panel.locator(".statement")).to_have_count(1)
    wiki.ask(Reply(belgorod()[:-1]))
    expect(wiki.panel.locator(".wrong").last).to_have_text("The connection was cut. Ask again.")
    wiki.ask(Reply([("queued", {"position": 3}), ("unheard-of", {}), *belgorod()]))
    expect(wiki.panel.locator(".timeline")).to_be_visible()
    expect(wiki.panel.locator(".heard p").first).to_have_text("In the queue: number 3.")


def test_a_server_that_is_down_is_told_in_words(wiki: Wiki) -> None:
    script = Script(origins={wiki.origin})
    with api_server(script) as api:
        wiki.api = api
        wiki.show()
        wiki.open()
    wiki.ask()
    expect(wiki.panel.locator(".wrong")).to_have_text("The archive cannot be reached now. Try again later.")
    with api_server(script) as api:
        wiki.api = api
        wiki.show()
        expect(wiki.launcher).to_be_visible()
    wiki.launcher.click()
    expect(wiki.page.locator("knipsel-chat .trouble")).to_have_text("The archive cannot be reached now")


def test_it_finds_its_server_below_a_path(wiki: Wiki) -> None:
    with api_server(wiki.script, below="/archief") as api:
        wiki.api = api
        wiki.show()
        wiki.answer()
        expect(wiki.panel.get_by_role("link", name="Full chat")).to_have_attribute("href", api)
        wiki.page.goto(f"{api}embed?site=wiki")
        wiki.ask(Reply(belgorod()))
        expect(wiki.panel.locator(".timeline")).to_be_visible()


def test_a_press_beside_it_closes_it_but_text_can_be_selected_beyond_its_edge(wiki: Wiki) -> None:
    wiki.page.emulate_media(reduced_motion="reduce")
    wiki.show()
    wiki.open()
    mouse, box = wiki.page.mouse, wiki.panel.bounding_box()
    assert box
    mouse.move(box["x"] + 60, box["y"] + 90)
    mouse.down()
    mouse.move(box["x"] - 60, box["y"] + 90)
    mouse.up()
    expect(wiki.panel).to_be_visible()
    mouse.click(box["x"] - 60, box["y"] + 90)
    expect(wiki.panel).to_be_hidden()
    expect(wiki.launcher).to_be_focused()


def test_inline_it_fills_its_place_and_loads_once_it_is_seen(wiki: Wiki) -> None:
    tag = f'<script src="{wiki.api}widget.js"></script>'
    wiki.pages["/tall.css"] = ("h1 { height: 3000px } knipsel-chat { display: none }", {"Content-Type": "text/css"})
    body = '<knipsel-chat inline site="wiki"></knipsel-chat>'
    wiki.show(body, head='<link rel="stylesheet" href="/tall.css">', styles="'self'", tag=tag)
    wiki.page.wait_for_load_state("networkidle")
    assert not any("panel.js" in url for url in wiki.requests)
    expect(wiki.page.locator("knipsel-chat")).to_have_count(1)
    wiki.page.locator("knipsel-chat").scroll_into_view_if_needed()
    wiki.ask(Reply(belgorod()))
    expect(wiki.panel.locator(".timeline")).to_be_visible()
    wiki.panel.locator(".statement .mark").first.click()
    box = wiki.panel.bounding_box()
    assert box and (box["width"], box["height"]) == (1084, 560)
    expect(wiki.panel).to_have_js_property("localName", "section")
    assert axe(wiki.page) == ""


def test_what_was_selected_on_the_page_can_be_asked_about(wiki: Wiki) -> None:
    wiki.show()
    wiki.page.evaluate("getSelection().selectAllChildren(p)")
    wiki.open()
    offer = wiki.panel.get_by_role("button", name="Ask about the selection: “Words of the page.”")
    offer.click()
    expect(wiki.question).to_have_value("“Words of the page.” ")
    expect(wiki.question).to_be_focused()
    expect(offer).to_be_hidden()


def test_a_page_that_takes_no_script_frames_it(wiki: Wiki) -> None:
    frame = f'<iframe src="{wiki.api}embed?site=wiki&lang=nl" title="Knipsel" width="600" height="500"></iframe>'
    policy = {"Content-Security-Policy": f"default-src 'none'; frame-src {wiki.api}"}
    wiki.pages["/frame"] = (f'<!doctype html><html lang="en"><title>Wiki</title><h1>Wiki</h1>{frame}', policy)
    wiki.page.goto(f"{wiki.origin}/frame")
    panel = wiki.page.frame_locator("iframe").locator("knipsel-chat .panel")
    wiki.script.replies.append(Reply(belgorod()))
    panel.locator("textarea").fill(QUESTION)
    panel.get_by_role("button", name="Vraag").click()
    expect(panel.locator(".timeline")).to_be_visible()
    panel.locator(".statement .mark").first.click()
    panel.get_by_role("button", name="Read in the archive").click()
    expect(panel.locator(".whole mark")).to_have_text(SENTENCE)
    box = panel.bounding_box()
    assert box and (box["width"], box["height"]) == (600, 500)
    assert wiki.complaints == []


def test_a_page_of_another_site_cannot_frame_it(wiki: Wiki) -> None:
    with host_pages({"/": (f'<iframe src="{wiki.api}embed?site=wiki" title="Knipsel"></iframe>', {})}) as elsewhere:
        wiki.page.goto(elsewhere)
        wiki.page.wait_for_load_state("networkidle")
        assert wiki.page.frames[1].url.startswith("chrome-error:")
    assert not any("widget.js" in url for url in wiki.requests)
