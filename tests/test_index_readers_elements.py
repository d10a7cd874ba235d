"""XML as feeds and exports have it: what is hostile or broken is named by line, and costs nothing beside it."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from index.readers.element import Element, root_of
from index.readers.elements import elements
from index.readers.source import Noted, SourceFile, Unreadable

GOOD = "<item><title>Goed</title></item>"


def items_in(path: Path, content: str | bytes) -> tuple[list[str], list[Unreadable]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(elements(SourceFile(path, "feed"), frozenset(["item"])))
    titles = [item.text("title") for item in found if isinstance(item, Element)]
    return titles, [item for item in found if isinstance(item, Unreadable)]


def _rss(*items: str, before: str = "") -> str:
    return f"{before}<rss><channel>\n" + "\n".join(items) + "\n</channel></rss>"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>\n"
)


@pytest.mark.parametrize(
    ("before", "bad", "reason"),
    [
        (BOMB, "<item><title>&j;</title></item>", "entities are not expanded"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            "<item><title>&x;</title></item>",
            "uses the entity &x; of its DOCTYPE",
        ),
        (
            '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x "]>\'">]>\n',
            '<item a="&x;"/>',
            "is broken on line",
        ),
        ("", "<item>" + "<b>" * 200 + "</b>" * 200 + "</item>", "more than 100 deep"),
        ("", f"<item><title>{'x' * 6_000_000}</title></item>", "longer than 5,000,000 characters"),
        ("", f"<item>{'<a/>' * 100_000}</item>", "longer than 5,000,000 characters"),
        ("", f'<item a="{"x" * 5_000_000}"/>', "a tag is longer than"),
        ("", "<item><title>Een <b> twee</title></item>", "mismatched tag"),
        ("", "<item><title a=1>x</title></item>", "not well-formed"),
        ("", "<item><title>x</titel></item>", "mismatched tag"),
    ],
    ids=["bomb", "external", "attribute", "deep", "long", "many", "tag", "html", "attributes", "typo"],
)
def test_a_bad_item_is_named_with_its_line_and_the_ones_around_it_are_read(
    tmp_path: Path, before: str, bad: str, reason: str
) -> None:
    titles, (fault,) = items_in(tmp_path / "a.xml", _rss(GOOD, bad, GOOD, before=before))
    assert titles == ["Goed", "Goed"]
    assert fault.line == before.count("\n") + 3
    assert reason in fault.reason
    assert not isinstance(fault, Noted)


@pytest.mark.timeout(60)
def test_a_text_of_thirty_megabytes_takes_neither_memory_nor_the_next_item(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    with path.open("wb") as file:
        file.write(b"<rss><item><title>")
        for _ in range(30):
            file.write(b"word " * 200_000)
        file.write(b"</title></item>" + GOOD.encode() + b"</rss>")
    tracemalloc.start()
    found = list(elements(SourceFile(path, "feed"), frozenset(["item"])))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.text("title") for item in found if isinstance(item, Element)] == ["Goed"]
    assert peak < 30_000_000


@pytest.mark.parametrize(
    ("written", "read", "note"),
    [
        ("De&nbsp;Bij &eacute;&eacute;n", "De Bij één", "uses HTML's &nbsp;"),
        ("Jansen & Zonen", "Jansen & Zonen", "has bare ampersands"),
        ("AT&T; &onbekend;", "AT&T; &onbekend;", "uses &T; which is nothing"),
        ("a<br>b<BR />c<img src=x>d<br></br>", "abcd", "has <br> of HTML without an end"),
        ("a&#0;b&#146;s", "ab’s", "a character that there is none of"),
    ],
)
def test_what_is_no_xml_but_clear_is_read_as_it_was_meant_and_named_with_its_line(
    tmp_path: Path, written: str, read: str, note: str
) -> None:
    titles, notes = items_in(tmp_path / "a.xml", _rss(GOOD, f"<item><title>{written}</title></item>"))
    assert titles == ["Goed", read]
    assert isinstance(notes[0], Noted) and (note in notes[0].reason, notes[0].line) == (True, 3)


def test_what_cdata_and_comments_hold_is_not_mended(tmp_path: Path) -> None:
    item = "<item><title><![CDATA[A&nbsp;& <b>]]></title><!-- & &nbsp; --></item>"
    titles, notes = items_in(tmp_path / "a.xml", _rss(item))
    assert titles == ["A&nbsp;& <b>"] and not notes


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (_rss("<item><title>Café’s</title></item>").encode("cp1252"), "not UTF-8; read as Windows-1252"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?>' + "<item><title>Café’s</title></item>".encode("cp1252"),
            "",
        ),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><item><title>Café’s</title></item>'.encode(), "but is UTF-8"),
        ('<?xml version="1.0" encoding="klingon"?><item><title>Café’s</title></item>'.encode(), "klingon"),
        ('<?xml version="1.1" encoding="UTF-16"?><item><title>Café’s</title></item>'.encode("utf-16"), ""),
        ("<item><title>Café’s</title></item>".encode("utf-16-be"), ""),
        (
            "\ufeff\n Warning: x\n<?xml version='1.0'?><item><title>Café’s\x0b</title></item>".encode(),
            "text that is no XML",
        ),
    ],
    ids=["undeclared", "latin-1", "is utf-8", "unknown", "utf-16", "no mark", "junk before"],
)
def test_the_words_survive_a_wrong_or_missing_encoding(tmp_path: Path, content: bytes, note: str) -> None:
    titles, notes = items_in(tmp_path / "a.xml", content)
    assert titles == ["Café’s"]
    assert [note in told.reason for told in notes] == ([True] if note else [])


@pytest.mark.timeout(60)
def test_namespaces_and_depth_without_end_take_little_memory(tmp_path: Path) -> None:
    deep = "<b " + " ".join(f'xmlns:q{n}="x"' for n in range(9_000)) + ">"
    deep += "".join(f'<a xmlns:p{n}="x">' for n in range(20_000))
    tracemalloc.start()
    titles, (fault,) = items_in(tmp_path / "a.xml", "<rss>" + deep + GOOD)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert titles == ["Goed"] and "200 deep" in fault.reason
    assert peak < 20_000_000


def test_a_file_cut_short_keeps_what_was_whole(tmp_path: Path) -> None:
    titles, (fault,) = items_in(tmp_path / "a.xml", f"<rss>\n{GOOD}\n<item><title>Half")
    assert titles == ["Goed"]
    assert fault.line == 3 and "ends before" in fault.reason


def test_lines_are_right_beyond_what_libxml2_counts(tmp_path: Path) -> None:
    _, (fault,) = items_in(tmp_path / "a.xml", "<rss>" + "\n" * 100_000 + GOOD + "\r\n\r<item><b></item></rss>")
    assert fault.line == 100_003


def test_markup_that_straddles_the_chunks_is_read_as_one(tmp_path: Path) -> None:
    for padding in range(65_536 - 60, 65_536 + 4):
        text = f"<rss><!--{'x' * padding}--><item><title>a &amp; b &eacute; <![CDATA[&]]></title></item></rss>"
        titles, notes = items_in(tmp_path / "a.xml", text)
        assert titles == ["a & b é &"]
        assert len(notes) == 1


@pytest.mark.timeout(60)
@pytest.mark.parametrize("junk", ["<!", "<![CDATA[", "<!DOCTYPE [", "&", "<a ", "<item><", "<?", "]]>", "<a>"])
def test_reading_takes_time_in_proportion_to_what_is_read(tmp_path: Path, junk: str) -> None:
    began = time.process_time()
    titles, faults = items_in(tmp_path / "a.xml", "<rss>" + junk * (1_000_000 // len(junk)))
    assert not titles and faults
    assert time.process_time() - began < 20


def test_a_prefix_means_what_it_is_declared_to_mean_and_else_what_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<rss xmlns:x="http://purl.org/dc/elements/1.1/" xml:lang="nl"><item xml:base="http://a.example/b/">'
        '<x:date>2024</x:date><dc:creator>A</dc:creator><date xmlns="http://www.w3.org/2005/Atom">x</date></item></rss>'
    )
    (item,) = elements(SourceFile(path, "feed"), frozenset(["item"]))
    assert isinstance(item, Element)
    assert [inner.tag for inner in item.content if isinstance(inner, Element)] == ["dc:date", "dc:creator", "atom:date"]
    assert (item.get("xml:lang"), item.get("xml:base")) == ("nl", "http://a.example/b/")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<?xml version='1.0'?><!-- <x> -->\n<nar:newsItem a='b'>", "newsItem"),
        (b"\xef\xbb\xbf<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", "nitf"),
        (b"<!DOCTYPE rss [" + b'<!ENTITY a "<b>">' * 300, "rss"),
        ("\ufeff<rss>".encode("utf-16-le"), "rss"),
        (b"no markup", ""),
    ],
)
def test_the_first_element_of_a_file_is_told_by_its_first_bytes(head: bytes, name: str) -> None:
    assert root_of(head[:4096])[0] == name
