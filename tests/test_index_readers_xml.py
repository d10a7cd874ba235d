"""XML is read safely, in a stream, and what is wrong with it is named."""

import time
from pathlib import Path

import pytest

from index.readers.source import LARGEST_ARTICLE, SourceFile, Unreadable
from index.readers.xml import elements, parse, root_of, text_of

BOMB = '<!DOCTYPE r [<!ENTITY l0 "lol">' + "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
)


def a_file(folder: Path, content: str | bytes) -> SourceFile:
    path = folder / "a.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SourceFile(path, "a")


@pytest.mark.parametrize(
    "content",
    [
        BOMB + "]><r><i>&l9;</i></r>",
        BOMB + ']><r><i x="&l9;"/></r>',
        '<!DOCTYPE r [<!ENTITY x "' + "x" * 200_000 + '">]><r><i>' + "&x;" * 50_000 + "</i></r>",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><i>&x;</i></r>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://192.0.2.1/x">]><r><i>&x;</i></r>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;]><r><i>x</i></r>',
    ],
    ids=["laughs", "laughs in an attribute", "quadratic", "a file", "a host", "a parameter entity"],
)
def test_entities_are_refused_at_once_and_fetch_nothing(tmp_path: Path, content: str) -> None:
    file = a_file(tmp_path, content)
    began = time.monotonic()
    for reading in (lambda: parse(file), lambda: list(elements(file, "i"))):
        with pytest.raises(Unreadable, match=r"declares entities|amplification"):
            reading()
    assert time.monotonic() - began < 2


def test_an_external_dtd_and_xinclude_are_left_alone(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE nitf SYSTEM "http://192.0.2.1/nitf.dtd">'
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    (item,) = elements(a_file(tmp_path, f"{doctype}<r><i>caf&eacute; {include}dicht</i></r>"), "i")
    assert item.tag == "i"
    root = parse(a_file(tmp_path, f"{doctype}<r><i>caf&eacute; {include}<!-- geheim -->dicht</i></r>"))
    assert text_of(root) == "café dicht"


def test_a_feed_is_read_in_a_stream_and_its_own_title_stays(tmp_path: Path) -> None:
    items = "".join(f"\n<item><title>{number}</title></item>" for number in range(50_000))
    file = a_file(tmp_path, f"<rss><channel><title>Krant</title>{items}</channel></rss>")
    count = 0
    for item in elements(file, "item"):
        channel = item.getparent()
        assert channel is not None
        assert (channel.findtext("title"), item.findtext("title")) == ("Krant", str(count))
        if count % 1000 == 0:
            assert len(channel) < 2500  # those of one chunk, not of the file
        assert item.sourceline == count + 2
        count += 1
    assert count == 50_000


def test_what_was_good_comes_before_what_is_not_well_formed(tmp_path: Path) -> None:
    file = a_file(tmp_path, "<r>\n<i>1</i>\n<i>2</i>\n<i>3</b>\n</r>")
    read = []
    with pytest.raises(Unreadable, match="not well-formed XML") as wrong:
        for item in elements(file, "i"):
            read.append(item.text)
    assert read == ["1", "2"] and wrong.value.line == 4


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<r>" + "<a>" * 5_000, "depth"),
        ("<r><i>" + "x" * 12_000_000 + "</i></r>", "no i within|no single article"),
        ("<r>" + "<a/>" * (LARGEST_ARTICLE // 3) + "</r>", "no i within|no single article"),
        ("<r><i>", "not well-formed XML"),
        ("", "not well-formed XML"),
        ('<?xml version="1.0" encoding="UTF-8"?><r><i>é</i></r>'.encode("latin-1"), "not well-formed XML"),
        ('<?xml version="1.0" encoding="nonsense"?><r><i>e</i></r>', "Unsupported encoding"),
    ],
    ids=["deep", "a long text", "many that are no item", "cut off", "empty", "wrong encoding", "unknown encoding"],
)
def test_what_is_not_to_be_read_is_named(tmp_path: Path, content: str | bytes, reason: str) -> None:
    file = a_file(tmp_path, content)
    for reading in (lambda: parse(file), lambda: list(elements(file, "i"))):
        with pytest.raises(Unreadable, match=reason):
            reading()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-15"])
def test_the_declared_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><r><i>een café van € 3</i></r>'
    if encoding == "windows-1252":
        declared = declared.replace(" van", "\u2019s van")
    (item,) = [text_of(item) for item in elements(a_file(tmp_path, declared.encode(encoding)), "i")]
    assert item.startswith("een café") and item.endswith("€ 3")


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<rss version='2.0'>", ("", "rss")),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- <b> --><feed xmlns='urn:atom'>", ("urn:atom", "feed")),
        (b"<!DOCTYPE nitf SYSTEM 'x' [<!ENTITY a 'b'>]>\n<nitf>", ("", "nitf")),
        (b"<n:newsItem xmlns='urn:x' xmlns:n = \"urn:n\" a='b'>", ("urn:n", "newsItem")),
        ("<?xml version='1.0' encoding='UTF-16'?><nitf/>".encode("utf-16"), ("", "nitf")),
        (b"geen xml <rss>", ("", "")),
        (b"<", ("", "")),
        (b"", ("", "")),
        (b"\x00\xff" * 2048, ("", "")),
        (b"<!--" * 1024, ("", "")),
    ],
)
def test_the_root_is_told_from_the_first_bytes(head: bytes, root: tuple[str, str]) -> None:
    assert root_of(head) == root
