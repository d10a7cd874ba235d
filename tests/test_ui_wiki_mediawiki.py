"""MediaWiki with our extension, set up as an administrator does, driven in a real browser against the real Knipsel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chromium import chromium
from playwright.sync_api import Browser, expect
from wiki_visits import (
    HOSTILE_CSS,
    NOT_SET,
    PATIENCE_MS,
    SET,
    HaltingModel,
    Visit,
    assert_drawn_as,
    knipsel,
    look,
    needs,
    picture,
    tags_in,
    typing_stays_in,
    visit,
)
from wikis import MEDIAWIKI, PASSWORD, Wiki, mediawiki

pytestmark = needs(wiki=MEDIAWIKI / "index.php")
SKINS = ["vector", "vector-2022"]
_PAGES = {
    "Archief": "Wie [[Feiten]] zoekt, vindt '''bronnen'''.\n\n== Kop ==\n" + "Tekst van de wiki. " * 80,
    "Feiten": "Dit zijn de feiten.",
    "Kladblok": "Een pagina om te wijzigen.",
    "Gebruiker:Beheer": "Mijn eigen pagina.",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(patience_ms=PATIENCE_MS) as browser:
        yield browser


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    with mediawiki(tmp_path_factory.mktemp("mediawiki"), _PAGES) as wiki:
        yield wiki
    assert wiki.faults() == []


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, wiki: Wiki) -> Iterator[str]:
    with knipsel(tmp_path_factory.mktemp("knipsel"), wiki.origin) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, wiki: Wiki, api: str) -> Iterator[Visit]:
    with visit(browser, wiki.origin, api) as reader:
        yield reader


def added(api: str, more: str = "") -> str:
    """Return what an administrator adds to LocalSettings.php."""
    return f"wfLoadExtension( 'Knipsel' );\n$wgKnipselServer = '{api}';\n$wgKnipselSite = 'wiki';\n{more}"


def page_of(title: str, more: str = "") -> str:
    return f"/index.php?title={title}{more}"


def log_in(reader: Visit, name: str) -> None:
    reader.go(page_of("Speciaal:Aanmelden"))
    reader.page.locator("#wpName1").fill(name)
    reader.page.locator("#wpPassword1").fill(PASSWORD)
    reader.page.locator("#wpLoginAttempt").click()
    expect(reader.page.locator("#pt-logout, #pt-logout-2").first).to_be_attached()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("skin", SKINS)
def test_a_reader_asks_follows_a_citation_and_reads_on(
    browser: Browser, wiki: Wiki, api: str, skin: str, width: int
) -> None:
    wiki.set(added(api, f"$wgDefaultSkin = '{skin}';"))
    with visit(browser, wiki.origin, api, width) as reader:
        reader.go(page_of("Archief"))
        expect(reader.launcher).to_have_text("Vraag het archief")
        reader.ask_and_read()
        reader.page.get_by_role("link", name="Feiten", exact=True).first.click()
        expect(reader.page.locator("#firstHeading")).to_have_text("Feiten")
        expect(reader.launcher).to_be_visible()
        expect(reader.panel).to_have_count(0)  # nothing of the last page's is open
        reader.assert_quiet()


def test_an_answer_is_seen_while_it_still_comes(browser: Browser, wiki: Wiki, tmp_path: Path) -> None:
    model = HaltingModel()
    with knipsel(tmp_path, wiki.origin, model) as api, visit(browser, wiki.origin, api) as reader:
        wiki.set(added(api))
        reader.go(page_of("Archief"))
        reader.ask_and_watch(model)
        reader.assert_quiet()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("skin", SKINS)
def test_nothing_of_the_skin_changes_but_where_the_button_stands(
    browser: Browser, wiki: Wiki, api: str, skin: str, width: int
) -> None:
    paths = [page_of("Archief"), page_of("Archief", "&action=edit"), page_of("Archief", "&action=history")]
    wiki.set(f"$wgDefaultSkin = '{skin}';")
    with visit(browser, wiki.origin, api, width) as reader:
        before = [picture(reader, path) for path in paths]
        assert reader.widget.count() == 0
        wiki.set(added(api, f"$wgDefaultSkin = '{skin}';"))
        for path, without in zip(paths, before, strict=True):
            assert_drawn_as(without, reader, path)
        reader.assert_quiet()


def test_a_namespace_can_be_switched_off_and_special_pages_are(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api, "$wgKnipselNamespaces[NS_USER] = false;"))
    assert reader.has_button(page_of("Archief"))
    assert reader.has_button(page_of("Overleg:Archief"))
    assert not reader.has_button(page_of("Gebruiker:Beheer"))
    assert reader.has_button(page_of("Overleg_gebruiker:Beheer"))
    assert not reader.has_button(page_of("Speciaal:RecenteWijzigingen"))
    assert not reader.has_button(page_of("Archief", "&safemode=1"))


def test_where_a_password_is_typed_it_is_not_even_if_special_pages_are_switched_on(
    reader: Visit, wiki: Wiki, api: str
) -> None:
    wiki.set(added(api, "$wgKnipselNamespaces[NS_SPECIAL] = true;"))
    assert reader.has_button(page_of("Speciaal:RecenteWijzigingen"))
    assert not reader.has_button(page_of("Speciaal:Aanmelden"))
    assert not reader.has_button(page_of("Speciaal:GebruikerAanmaken"))
    log_in(reader, "Lezer")
    assert not reader.has_button(page_of("Speciaal:Voorkeuren"))
    assert not reader.has_button(page_of("Speciaal:WachtwoordWijzigen"))


def test_who_has_not_the_right_does_not_see_it(reader: Visit, wiki: Wiki, api: str) -> None:
    rights = "$wgGroupPermissions['*']['knipsel-see'] = false;\n$wgGroupPermissions['user']['knipsel-see'] = true;"
    wiki.set(added(api, rights))
    assert not reader.has_button(page_of("Archief"))
    log_in(reader, "Lezer")
    assert reader.has_button(page_of("Archief"))
    reader.ask_and_read()
    reader.assert_quiet()


def test_who_may_not_read_the_wiki_does_not_see_it(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api, "$wgGroupPermissions['*']['read'] = false;"))
    assert not reader.has_button(page_of("Archief"))
    log_in(reader, "Lezer")
    assert reader.has_button(page_of("Archief"))


def test_a_page_is_edited_as_ever(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    reader.go(page_of("Kladblok", "&action=edit"))
    text = reader.page.locator("#wpTextbox1")
    text.fill("Gewijzigd, met een [[Feiten|verwijzing]].")
    reader.ask_and_read()
    assert text.input_value() == "Gewijzigd, met een [[Feiten|verwijzing]]."
    text.press("End")
    reader.page.keyboard.type(" En meer.")
    reader.page.locator("#wpSave").click()
    expect(reader.page.locator("#mw-content-text")).to_contain_text("Gewijzigd, met een verwijzing. En meer.")
    expect(reader.launcher).to_be_visible()
    reader.assert_quiet()


@pytest.mark.parametrize("skin", SKINS)
def test_what_is_typed_sets_off_none_of_the_wikis_keys(reader: Visit, wiki: Wiki, api: str, skin: str) -> None:
    wiki.set(added(api, f"$wgDefaultSkin = '{skin}';"))
    reader.page.goto(wiki.origin + page_of("Archief"), wait_until="networkidle")
    typing_stays_in(reader, reader.page.locator("#searchInput, .wvui-input__input").first)
    reader.assert_quiet()


@pytest.mark.parametrize("skin", SKINS)
def test_nothing_of_the_wikis_styles_gets_in(reader: Visit, wiki: Wiki, api: str, skin: str) -> None:
    wiki.set(added(api, f"$wgDefaultSkin = '{skin}';"))
    tag = f'<script src="{api}/widget.js" data-site="wiki"></script>'
    (wiki.root / "bare.html").write_text(f'<!doctype html><html lang="nl"><title>-</title>{tag}', "utf-8")
    reader.go("/bare.html")
    bare = look(reader)
    reader.page.goto(wiki.origin + page_of("Archief"), wait_until="networkidle")
    reader.page.add_style_tag(content=HOSTILE_CSS)
    assert look(reader) == bare


def test_a_strict_policy_of_the_wiki_lets_it_in_on_its_pages_only(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api, "$wgCSPHeader = [ 'default-src' => true, 'unsafeFallback' => false ];"))
    policy = httpx.get(wiki.origin + page_of("Archief"), timeout=60, follow_redirects=True).headers[
        "content-security-policy"
    ]
    directives = {line.split()[0]: line.split()[1:] for line in policy.split(";")}
    assert api in directives["script-src"] and api in directives["default-src"]
    assert api not in directives["style-src"] and "*" not in directives["default-src"]
    reader.go(page_of("Archief"))
    reader.ask_and_read()
    reader.assert_quiet()
    special = httpx.get(wiki.origin + page_of("Speciaal:Aanmelden"), timeout=60, follow_redirects=True).headers[
        "content-security-policy"
    ]
    assert api not in special


def test_a_policy_that_lets_all_through_is_left_as_it_is(wiki: Wiki, api: str) -> None:
    wiki.set(added(api, "$wgCSPHeader = true;"))
    policy = httpx.get(wiki.origin + page_of("Archief"), timeout=60, follow_redirects=True).headers[
        "content-security-policy"
    ]
    assert "default-src * data: blob:;" in policy
    assert policy.count(api) == 1  # script-src


@pytest.mark.parametrize(("server", "loads"), SET)
def test_the_tag_is_as_the_guide_has_it(wiki: Wiki, server: str, loads: str) -> None:
    wiki.set(added(server))
    assert tags_in(wiki.origin + page_of("Archief")) == [f'<script src="{loads}" defer="" data-site="wiki"></script>']


def test_what_is_no_address_or_name_leaves_the_wiki_without_a_button(wiki: Wiki) -> None:
    for server, site in NOT_SET:
        quoted = [word.replace("\\", "\\\\").replace("'", "\\'") for word in (server, site)]
        wiki.set(added(quoted[0], f"$wgKnipselSite = '{quoted[1]}'; $wgCSPHeader = true;"))
        assert tags_in(wiki.origin + page_of("Feiten")) == [], (server, site)
    for more in ("$wgKnipselServer = [];", "$wgKnipselSite = null;", "$wgKnipselServer = 7;"):
        wiki.set(added("https://knipsel.example", more))
        assert tags_in(wiki.origin + page_of("Feiten")) == []


def test_its_attributes_are_text_and_no_others_are_taken(reader: Visit, wiki: Wiki, api: str) -> None:
    label = 'Vraag "><img src=x onerror=document.title=1> & meer'
    more = "$wgKnipselAttributes = [ 'label' => '%s', 'theme' => 'dark', 'onload' => 'alert(1)', 'lang' => [] ];"
    wiki.set(added(api, more % label))
    reader.go(page_of("Archief"))
    expect(reader.launcher).to_have_text(label)
    assert reader.widget.evaluate("one => one.getAttributeNames().sort()") == ["label", "site", "theme"]
    reader.assert_quiet()


def test_the_wiki_names_it_and_its_right(wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    assert (
        "Een knop waarmee u het nieuwsarchief bevraagt"
        in httpx.get(wiki.origin + page_of("Speciaal:Versie"), timeout=60, follow_redirects=True).text
    )
    rights = httpx.get(wiki.origin + page_of("Speciaal:GroepsrechtenWeergeven"), timeout=60, follow_redirects=True).text
    assert "De knop zien waarmee u het nieuwsarchief bevraagt" in rights
