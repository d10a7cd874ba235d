"""What is selected on a page, asked about and checked: a real browser, the strictest policy, by pointer and by key."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from chromium import IN_A_BROWSER, chromium
from playwright.sync_api import Browser, Locator, expect
from widget_answers import SENTENCE, belgorod
from widget_checks import checked, every_verdict, hostile_check, verdict
from widget_host import Wiki, axe, opened
from widget_server import Reply, problem

pytestmark = IN_A_BROWSER
_TEXT = "<section id=s><h2>A heading</h2><p>At least 22 people were killed.</p><p>Who did it?</p></section>"
_SELECTED = "A heading\n\nAt least 22 people were killed.\n\nWho did it?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def wiki(browser: Browser) -> Iterator[Wiki]:
    with opened(browser) as wiki:
        wiki.page.emulate_media(reduced_motion="reduce")
        yield wiki
        # Chromium advises on fields of the page itself.
        assert [one for one in wiki.complaints if not one.startswith("[DOM]")] == []
        assert all(url.startswith((wiki.api, wiki.origin)) for url in wiki.requests)


def selected(wiki: Wiki, element: str = "s", body: str = _TEXT, **more: str) -> None:
    """Show a page, select an element of it, and open the panel."""
    wiki.show(body, **more)
    wiki.page.evaluate(f"getSelection().selectAllChildren({element})")
    wiki.open()


def offer(wiki: Wiki) -> Locator:
    return wiki.panel.get_by_role("button", name="Check the selection")


def check(wiki: Wiki, *replies: Reply) -> None:
    wiki.script.replies.extend(replies)
    offer(wiki).click()


def test_nothing_of_the_selection_is_sent_until_one_of_the_two_is_pressed(wiki: Wiki) -> None:
    selected(wiki)
    expect(offer(wiki)).to_be_visible()
    wiki.page.wait_for_load_state("networkidle")
    assert (wiki.script.tokens, wiki.script.asked, wiki.script.checked) == (0, [], [])
    check(wiki, Reply(every_verdict()))
    expect(wiki.panel.locator(".verdict")).to_have_count(6)
    assert wiki.script.checked == [{"text": _SELECTED}]
    expect(wiki.panel.locator(".offers")).to_be_hidden()
    expect(wiki.question).to_be_focused()


def test_what_was_selected_is_asked_about_with_what_is_typed_behind_it(wiki: Wiki) -> None:
    selected(wiki, "p", "")
    wiki.panel.get_by_role("button", name="Ask about the selection: “Words of the page.”").click()
    wiki.script.replies.append(Reply(belgorod()))
    wiki.page.keyboard.type("What of it?")
    wiki.page.keyboard.press("Enter")
    expect(wiki.panel.locator(".timeline")).to_be_visible()
    assert wiki.script.asked == [{"question": "“Words of the page.” What of it?", "history": [], "follow_ups": True}]


def test_each_sentence_has_its_verdict_in_a_sign_and_in_words_with_its_quotation(wiki: Wiki) -> None:
    selected(wiki)
    check(wiki, Reply(every_verdict()))
    verdicts = wiki.panel.locator(".verdict")
    expect(verdicts).to_have_count(6)
    expect(verdicts.locator("strong")).to_have_text(
        [
            "The archive says so.",
            "Was so, later changed.",
            "The archive says otherwise.",
            "Not found as such; this comes near.",
            "Not found.",
            "Cannot be checked.",
        ]
    )
    expect(verdicts.locator(".sign")).to_have_text(["✓", "↻", "✗", "≈", "–", "·"])
    card = verdicts.first.locator(".source")
    for told in (SENTENCE, "North Sea Dispatch · 1 January 2024", "Also in The Velder Courier (2 January 2024)"):
        expect(card).to_contain_text(told)
    expect(verdicts.nth(1)).to_contain_text("Was so: at least 22, 30 December 2023, according to Russian authorities.")
    expect(verdicts.nth(1).locator(".source")).to_contain_text("According to Russian authorities")
    expect(verdicts.nth(2).locator(".source")).to_contain_text("According to the local governor")
    expect(verdicts.nth(4)).to_contain_text("Nothing in the archive mentions: Atlantis.")
    expect(verdicts.nth(4).locator(".source")).to_have_count(0)
    expect(wiki.panel.locator(".turn")).to_contain_text("Only the first 12 sentences were checked; 3 were not.")
    verdicts.nth(1).locator(".mark").click()
    expect(verdicts.nth(1).locator(".source")).to_have_count(2)


def test_a_citation_is_followed_to_its_article_and_esc_comes_back(wiki: Wiki) -> None:
    selected(wiki)
    check(wiki, Reply(every_verdict()))
    read = wiki.panel.locator(".verdict").first.get_by_role("button", name="Read in the archive")
    read.focus()
    wiki.page.keyboard.press("Enter")
    quotation = wiki.panel.locator(".whole mark")
    expect(quotation).to_have_text(SENTENCE)
    expect(quotation).to_be_in_viewport()
    wiki.page.keyboard.press("Escape")
    expect(wiki.panel.locator(".pane")).to_be_hidden()
    expect(read).to_be_focused()
    wiki.page.keyboard.press("Escape")
    expect(wiki.panel).to_be_hidden()
    expect(wiki.launcher).to_be_focused()


def test_verdicts_are_shown_and_heard_sentence_by_sentence_and_it_can_be_stopped(wiki: Wiki) -> None:
    selected(wiki)
    wait = threading.Event()
    check(wiki, Reply(every_verdict(), waits_for=wait))
    heard = wiki.panel.locator(".heard p")
    expect(heard).to_have_count(6)
    expect(heard.nth(4)).to_have_text("Sentence 5 · Not found. · Nothing in the archive mentions: Atlantis.")
    wait.set()
    expect(heard.last).to_contain_text("The text is checked. The archive says so.: 1")
    wiki.page.keyboard.press("Escape")
    wiki.page.evaluate("getSelection().selectAllChildren(s)")
    wiki.open()
    check(wiki, Reply(every_verdict()[:-1], ends="silent"))
    expect(wiki.panel.locator(".turn").last.locator(".verdict")).to_have_count(6)
    wiki.panel.get_by_role("button", name="Stop").click()
    expect(wiki.panel.locator(".turn").last).to_contain_text("Stopped.")
    assert wiki.script.left.wait(10)


def test_closing_it_stops_a_check(wiki: Wiki) -> None:
    selected(wiki)
    check(wiki, Reply(every_verdict()[:-1], ends="silent"))
    expect(wiki.panel.locator(".verdict")).to_have_count(6)
    wiki.page.keyboard.press("Escape")
    assert wiki.script.left.wait(10)


def test_keys_are_enough(wiki: Wiki) -> None:
    wiki.show(_TEXT)
    wiki.page.evaluate("getSelection().selectAllChildren(s)")
    keys = wiki.page.keyboard
    wiki.launcher.focus()
    keys.press("Enter")
    expect(wiki.question).to_be_focused()
    wiki.script.replies.append(Reply(every_verdict()))
    keys.press("Shift+Tab")
    expect(offer(wiki)).to_be_focused()
    keys.press("Enter")
    expect(wiki.panel.locator(".verdict")).to_have_count(6)
    assert wiki.script.checked == [{"text": _SELECTED}]


def test_where_nothing_is_selected_nothing_is_offered(wiki: Wiki) -> None:
    wiki.show(_TEXT)
    wiki.open()
    expect(wiki.panel.locator(".offers")).to_be_hidden()
    wiki.page.keyboard.press("Escape")
    wiki.page.evaluate("getSelection().collapse(s, 1)")
    wiki.open()
    expect(wiki.panel.locator(".offers")).to_be_hidden()


@pytest.mark.parametrize(
    "field",
    [
        "<input id=f value='a secret of mine'>",
        "<input id=f type=password value='a secret of mine'>",
        "<textarea id=f>a secret of mine</textarea>",
    ],
)
@pytest.mark.parametrize("by", ["pointer", "key"])
def test_what_is_selected_in_a_field_is_never_read(wiki: Wiki, field: str, by: str) -> None:
    wiki.show(f"<form><label>Field {field}</label></form>")
    wiki.page.evaluate("f.focus(), f.select()")
    if by == "pointer":
        wiki.open()
    else:
        wiki.launcher.press("Enter")
        expect(wiki.question).to_be_focused()
    expect(wiki.panel.locator(".offers")).to_be_hidden()
    expect(wiki.panel).not_to_contain_text("secret")


def test_what_stands_in_a_field_within_a_selection_is_not_read(wiki: Wiki) -> None:
    fields = "<input value='secret 1'><textarea>secret 2</textarea><input type=password value='secret 3'>"
    selected(wiki, "s", f"<form id=s><p>It rained.</p><p>{fields}</p><p>It snowed.</p></form>")
    check(wiki, Reply(checked(verdict(1, "It rained.", "not_found"))))
    expect(wiki.panel.locator(".verdict")).to_have_count(1)
    assert wiki.script.checked == [{"text": "It rained.\n\nIt snowed."}]


def test_of_a_long_selection_whole_sentences_are_sent(wiki: Wiki) -> None:
    selected(wiki, "s", f"<p id=s>{'😀 It rained all day long. ' * 300}</p>")
    check(wiki, Reply(checked(verdict(1, "It rained.", "not_found"))))
    expect(wiki.panel.locator(".verdict")).to_have_count(1)
    (sent,) = wiki.script.checked
    assert 1_900 < len(sent["text"]) <= 2_000 and sent["text"].endswith("long.")


def test_what_articles_and_pages_say_stays_text(wiki: Wiki) -> None:
    selected(wiki, "s", "<p id=s>&lt;img src=x onerror=alert(1)&gt; and &lt;b&gt;bold&lt;/b&gt;</p>")
    check(wiki, Reply(hostile_check()))
    expect(wiki.panel.locator(".verdict")).to_have_count(2)
    expect(wiki.panel.locator(".sentence").first).to_contain_text("<script>document.title=1</script>")
    expect(wiki.panel.locator(".source h4")).to_contain_text("onerror")
    expect(wiki.panel.locator(".asked")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(wiki.panel.locator("img, script, b")).to_have_count(0)
    assert [one.get_attribute("href") for one in wiki.panel.locator("a").all()] == [wiki.api]
    assert wiki.page.title() == "Wiki"


@pytest.mark.parametrize(
    ("code", "status", "more", "told"),
    [
        ("busy", 503, {"retry_after_s": 7}, "Too many questions are waiting. Try again in 7 seconds."),
        ("text-refused", 422, {"reason": "wordless"}, "Select a sentence or a paragraph."),
        ("text-refused", 422, {"reason": "constructor"}, "Give this number to who keeps Knipsel: 5f0c."),
    ],
)
def test_a_refusal_is_told_in_words(wiki: Wiki, code: str, status: int, more: dict[str, object], told: str) -> None:
    selected(wiki)
    check(wiki, Reply(problem=problem(code, status, **more)))
    expect(wiki.panel.locator(".wrong")).to_contain_text(told)
    wiki.complaints[:] = [one for one in wiki.complaints if str(status) not in one]  # the browser's own line of it


def test_a_dutch_text_is_told_of_in_dutch(wiki: Wiki) -> None:
    selected(wiki, lang="nl", body="<p id=s>De dijk brak.</p>")
    wiki.script.replies.append(Reply(checked(verdict(1, "De dijk brak.", "not_found"), language="nl")))
    wiki.panel.get_by_role("button", name="Zie de selectie na").click()
    expect(wiki.panel.locator(".verdict")).to_contain_text("Niet gevonden.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(wiki: Wiki, scheme: str) -> None:
    wiki.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    selected(wiki)
    assert axe(wiki.page) == ""
    check(wiki, Reply(every_verdict()))
    expect(wiki.panel.locator(".verdict")).to_have_count(6)
    assert axe(wiki.page) == ""
    wiki.panel.locator(".verdict").first.scroll_into_view_if_needed()
    assert axe(wiki.page) == ""


def test_it_fits_a_phone(wiki: Wiki) -> None:
    wiki.page.set_viewport_size({"width": 360, "height": 640})
    selected(wiki)
    assert wiki.panel.locator("form").evaluate("form => form.scrollWidth <= form.clientWidth")
    check(wiki, Reply(every_verdict()))
    expect(wiki.panel.locator(".verdict")).to_have_count(6)
    assert wiki.panel.locator(".talk").evaluate("talk => talk.scrollWidth <= talk.clientWidth")
