"""DokuWiki with our plugin, set up as an administrator does, driven in a real browser against the real Knipsel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
from wikis import DOKUWIKI, PASSWORD, Wiki, dokuwiki

pytestmark = needs(wiki=DOKUWIKI / "doku.php")
_PAGES = {
    "start": "====== Start ======\nWie [[feiten|feiten]] zoekt, vindt **bronnen**.\n\n" + "Tekst van de wiki. " * 80,
    "feiten": "====== Feiten ======\nDit zijn de feiten.",
    "kladblok": "Een pagina om te wijzigen.",
    "hr:start": "Van de afdeling.",
    "hr:geheim:salaris": "Alleen voor wie er is.",
    "hrm": "Heet als een naamruimte, is er geen.",
    "sport:uitslagen": "Nul nul.",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(patience_ms=PATIENCE_MS) as browser:
        yield browser


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    with dokuwiki(tmp_path_factory.mktemp("dokuwiki"), _PAGES) as wiki:
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


def added(api: str, **more: str) -> str:
    """Return what an administrator adds to conf/local.php; values as PHP has them."""
    told = {"server": f"'{api}'", "site": "'wiki'", **more}
    return "\n".join(f"$conf['plugin']['knipsel']['{name}'] = {value};" for name, value in told.items())


def page_of(name: str, more: str = "") -> str:
    return f"/doku.php?id={name}{more}"


def log_in(reader: Visit, name: str) -> None:
    reader.go(page_of("start", "&do=login"))
    reader.page.locator("input[name=u]").fill(name)
    reader.page.locator("input[name=p]").fill(PASSWORD)
    reader.page.locator("#dw__login button[type=submit]").click()
    expect(reader.page.locator(".action.logout").first).to_be_attached()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_asks_follows_a_citation_and_reads_on(browser: Browser, wiki: Wiki, api: str, width: int) -> None:
    wiki.set(added(api))
    with visit(browser, wiki.origin, api, width) as reader:
        reader.go(page_of("start"))
        expect(reader.launcher).to_have_text("Vraag het archief")
        reader.ask_and_read()
        reader.page.get_by_role("link", name="feiten", exact=True).first.click()
        expect(reader.page.get_by_role("heading", name="Feiten", exact=True)).to_be_visible()
        expect(reader.launcher).to_be_visible()
        expect(reader.panel).to_have_count(0)  # nothing of the last page's is open
        reader.assert_quiet()


def test_an_answer_is_seen_while_it_still_comes(browser: Browser, wiki: Wiki, tmp_path: Path) -> None:
    model = HaltingModel()
    with knipsel(tmp_path, wiki.origin, model) as api, visit(browser, wiki.origin, api) as reader:
        wiki.set(added(api))
        reader.go(page_of("start"))
        reader.ask_and_watch(model)
        reader.assert_quiet()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_of_the_template_changes_but_where_the_button_stands(
    browser: Browser, wiki: Wiki, api: str, width: int
) -> None:
    paths = [page_of("feiten"), page_of("start"), page_of("start", "&do=revisions"), page_of("start", "&do=index")]
    wiki.set()
    with visit(browser, wiki.origin, api, width) as reader:
        before = [picture(reader, path) for path in paths]
        assert reader.widget.count() == 0
        wiki.set(added(api))
        for path, without in zip(paths, before, strict=True):
            assert_drawn_as(without, reader, path)
        reader.assert_quiet()


def test_an_administrator_sets_it_in_the_configuration_manager(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set()
    log_in(reader, "beheer")
    reader.go(page_of("start", "&do=admin&page=config"))
    assert reader.widget.count() == 0
    form = reader.page.locator("#dw__configform")
    expect(form.get_by_text("Adres van de Knipsel-server")).to_be_attached()
    form.locator("[name='config[plugin____knipsel____server]']").fill(api)
    form.locator("[name='config[plugin____knipsel____except]']").fill("sport, hr")
    form.locator("[name='config[plugin____knipsel____who]']").fill("@user")
    form.locator("[name='config[plugin____knipsel____theme]']").select_option("light")
    form.locator("button[type=submit]").click()
    expect(reader.page.locator("div.success")).to_be_visible()
    assert reader.has_button(page_of("start"))
    assert reader.widget.get_attribute("theme") == "light"
    assert not reader.has_button(page_of("sport:uitslagen"))
    reader.page.context.clear_cookies()
    assert not reader.has_button(page_of("start"))
    reader.assert_quiet()


def test_a_namespace_and_all_below_it_can_be_switched_off_or_on_alone(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api, **{"except": "['hr']"}))
    pages = ["start", "hrm", "hr:start", "hr:nieuw:a", "hr:geheim:b", "sport:uitslagen"]
    assert [page for page in pages if reader.has_button(page_of(page))] == ["start", "hrm", "sport:uitslagen"]
    wiki.set(added(api, only="['hr', ':']", **{"except": "'HR:Geheim'"}))  # as text, and as people write it
    assert [page for page in pages if reader.has_button(page_of(page))] == ["start", "hrm", "hr:start", "hr:nieuw:a"]


def test_it_is_not_where_a_password_is_typed_or_the_wiki_is_administered(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    assert not reader.has_button(page_of("start", "&do=login"))
    assert not reader.has_button(page_of("start", "&do=register"))
    log_in(reader, "beheer")
    for do in ("profile", "admin", "admin&page=acl", "media", "export_xhtml"):
        assert not reader.has_button(page_of("start", f"&do={do}")), do
    for do in ("revisions", "recent", "index", "backlink", "edit", "search&q=feiten"):
        assert reader.has_button(page_of("start", f"&do={do}")), do


def test_who_is_not_named_does_not_see_it_nor_who_may_not_read_the_page(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    assert reader.has_button(page_of("start"))
    assert not reader.has_button(page_of("hr:geheim:salaris"))
    wiki.set(added(api, who="['@user']"))
    assert not reader.has_button(page_of("start"))
    log_in(reader, "lezer")
    assert reader.has_button(page_of("hr:geheim:salaris"))
    reader.ask_and_read()
    for who, sees in (("['@admin', 'lezer']", True), ("['@admin']", False), ("[]", False), ("'@ALL'", True)):
        wiki.set(added(api, who=who))
        assert reader.has_button(page_of("start")) == sees, who
    wiki.set("$conf['useacl'] = 0;\n" + added(api))
    assert reader.has_button(page_of("start"))
    wiki.set("$conf['useacl'] = 0;\n" + added(api, who="['@user']"))
    assert not reader.has_button(page_of("start"))
    reader.assert_quiet()


def test_a_page_is_edited_as_ever(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    reader.go(page_of("kladblok", "&do=edit"))
    text = reader.page.locator("#wiki__text")
    text.fill("Gewijzigd, met een [[feiten|verwijzing]].")
    reader.ask_and_read()
    assert text.input_value() == "Gewijzigd, met een [[feiten|verwijzing]]."
    text.press("End")
    reader.page.keyboard.type(" En meer.")
    reader.page.locator("#edbtn__preview").click()
    expect(reader.page.locator(".preview")).to_contain_text("Gewijzigd, met een verwijzing. En meer.")
    expect(reader.launcher).to_be_visible()
    reader.page.locator("#edbtn__save").click()
    expect(reader.page.locator("#dokuwiki__content .page")).to_have_text("Gewijzigd, met een verwijzing. En meer.")
    expect(reader.launcher).to_be_visible()
    reader.assert_quiet()


def test_what_is_typed_sets_off_none_of_the_wikis_keys(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    reader.page.goto(wiki.origin + page_of("start"), wait_until="networkidle")
    typing_stays_in(reader, reader.page.locator("#qsearch__in"))
    reader.assert_quiet()


def test_nothing_of_the_wikis_styles_gets_in(reader: Visit, wiki: Wiki, api: str) -> None:
    wiki.set(added(api))
    tag = f'<script src="{api}/widget.js" data-site="wiki"></script>'
    (wiki.root / "bare.html").write_text(f'<!doctype html><html lang="nl"><title>-</title>{tag}', "utf-8")
    reader.go("/bare.html")
    bare = look(reader)
    reader.page.goto(wiki.origin + page_of("start"), wait_until="networkidle")
    reader.page.add_style_tag(content=HOSTILE_CSS)
    assert look(reader) == bare


@pytest.mark.parametrize(("server", "loads"), SET)
def test_the_tag_is_as_the_guide_has_it(wiki: Wiki, server: str, loads: str) -> None:
    wiki.set(added(server))
    assert tags_in(wiki.origin + page_of("start")) == [
        f'<script src="{loads}" defer="defer" data-site="wiki"></script>'
    ]


def test_what_is_no_address_or_name_leaves_the_wiki_without_a_button(wiki: Wiki) -> None:
    for server, site in NOT_SET:
        quoted = [word.replace("\\", "\\\\").replace("'", "\\'") for word in (server, site)]
        wiki.set(added(quoted[0], site=f"'{quoted[1]}'"))
        assert tags_in(wiki.origin + page_of("feiten")) == [], (server, site)
    for more in ({"server": "[]"}, {"site": "[]"}, {"site": "7"}, {"server": "7"}):
        wiki.set(added("https://knipsel.example", **more))
        assert tags_in(wiki.origin + page_of("feiten")) == []


def test_its_attributes_are_text(reader: Visit, wiki: Wiki, api: str) -> None:
    label = 'Vraag "><img src=x onerror=document.title=1> & meer'
    wiki.set(added(api, label=f"'{label}'", theme="'dark'", onload="'alert(1)'", lang="[]"))
    reader.go(page_of("start"))
    expect(reader.launcher).to_have_text(label)
    assert reader.widget.evaluate("one => one.getAttributeNames().sort()") == ["label", "site", "theme"]
    reader.assert_quiet()
