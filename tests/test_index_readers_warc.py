"""Pages of a crawl become articles; what is damaged is named by its place and costs nothing else."""

import gzip
import time
import tracemalloc
from pathlib import Path

import pytest
from test_index_readers import read_all
from test_index_readers_html import BODY, FIRST, SECOND, page

from index.article import Article
from index.readers import Unreadable
from index.readers.source import Noted

DATED = '<meta property="article:published_time" content="2024-01-30">'
URL = "https://test.example/nieuws"
PADDING = "<p>Het waterschap meldt verder niets.</p>" * 200


def record(kind: str, block: bytes, packed: bool = True, **headers: str) -> bytes:
    """Return a record as ISO 28500 has it, in a gzip member of its own where it is packed."""
    named = {"WARC-Type": kind, "WARC-Record-ID": "<urn:uuid:0>", "WARC-Date": "2024-02-01T00:00:00Z"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()} | {"Content-Length": str(len(block))}
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n"
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def response(
    url: str,
    body: bytes | str = "",
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    encoding: str = "",
    packed: bool = True,
    **headers: str,
) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    content = content or page(DATED).encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
    if "gzip" in encoding:
        content = gzip.compress(content)
        http += "Content-Encoding: gzip\r\n"
    if "chunked" in encoding:
        content = (
            b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:100], content[100:])) + b"0\r\n\r\n"
        )
        http += "Transfer-Encoding: chunked\r\n"
    block = http.encode() + b"\r\n" + content
    named = {"WARC_Target_URI": url, "Content_Type": "application/http; msgtype=response"} | headers
    return record("response", block, packed, **named)


def info(packed: bool = True) -> bytes:
    return record("warcinfo", b"software: a test\r\n", packed)


def crawl(folder: Path, content: bytes) -> tuple[list[Article], list[Unreadable]]:
    (folder / "crawl.warc.gz").write_bytes(content)
    return read_all(folder)


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_an_article_with_its_canonical_url_for_id(tmp_path: Path, packed: bool) -> None:
    link = '<link rel="canonical" href="/nieuws/dijk">'
    (article,), skipped = crawl(
        tmp_path, info(packed) + response(f"{URL}/dijk?utm=1", page(DATED + link), packed=packed)
    )
    assert article.id == article.url == f"{URL}/dijk"
    assert article.text == f"{FIRST}\n\n{SECOND}" and not skipped


def test_only_pages_that_were_got_are_read(tmp_path: Path) -> None:
    others = [
        response(f"{URL}/weg", status="404 Not Found"),
        response(f"{URL}/elders", status="301 Moved"),
        response(f"{URL}/beeld", b"\xff\xd8", kind="image/jpeg"),
        response(f"{URL}/stil", kind=""),
        record("request", b"GET / HTTP/1.1\r\n\r\n", WARC_Target_URI=URL, Content_Type="application/http"),
        record("response", b"dns", WARC_Target_URI="dns:test.example", Content_Type="text/dns"),
        record("response", b"", WARC_Target_URI=URL, Content_Type="application/http"),
        record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Target_URI=f"{URL}/a", Content_Type="application/http"),
        record("metadata", b"via: x\r\n"),
        record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nzonder adres"),
        response(f"{URL}/voorpagina", page()),
        response(f"{URL}/half", WARC_Truncated="length"),
        response(f"{URL}/goed", kind="application/xhtml+xml"),
        record("resource", page(DATED).encode(), WARC_Target_URI=f"<{URL}/los>", Content_Type="text/html"),
    ]
    articles, skipped = crawl(tmp_path, info() + b"".join(others))
    assert [article.id for article in articles] == [f"{URL}/goed", f"{URL}/los"]
    reasons = [bad.reason for bad in skipped]
    assert all(isinstance(bad, Noted) for bad in skipped), "all of the file was read"
    assert f"{URL}/voorpagina: has no date" in reasons[0] and "cut off by the crawler (length)" in reasons[1]
    assert "has 1 revisit record" in reasons[2] and len(reasons) == 3


@pytest.mark.parametrize("encoding", ["chunked", "gzip", "gzip chunked"])
@pytest.mark.parametrize("packed", [True, False])
def test_chunks_and_compression_are_taken_off(tmp_path: Path, encoding: str, packed: bool) -> None:
    (article,), skipped = crawl(tmp_path, info(packed) + response(URL, encoding=encoding, packed=packed))
    assert article.text == f"{FIRST}\n\n{SECOND}" and not skipped


def test_the_charset_of_http_is_believed(tmp_path: Path) -> None:
    body = page(DATED, BODY.replace("vroege", "één of andere vroege")).encode("cp850")
    (article,), _ = crawl(tmp_path, response(URL, body, kind='text/html;charset="cp850"'))
    assert "één of andere" in article.text


def test_the_newest_of_several_captures_counts(tmp_path: Path) -> None:
    content = b""
    for day in (2, 3, 1):
        body = page(DATED, BODY.replace("woensdag", f"dag {day}"))
        content += response(URL, body, WARC_Date=f"2024-02-0{day}T00:00:00Z")
    content += response(URL, b"weg", status="410 Gone", WARC_Date="2024-02-09T00:00:00Z")
    content += response(f"{URL}?utm=1", page(f'{DATED}<link rel="canonical" href="/nieuws">'))
    (article,), (skipped,) = crawl(tmp_path, content)
    assert "dag 3" in article.text
    assert isinstance(skipped, Noted) and "which was read already" in skipped.reason


def pages(packed: bool) -> list[bytes]:
    """Return the records of a crawl: its information, and three pages."""
    bodies = {name: page(DATED, BODY.replace("</article>", f"<p>{name * 50}</p>{PADDING}</article>")) for name in "abc"}
    return [info(packed), *(response(f"{URL}/{name}", body, packed=packed) for name, body in bodies.items())]


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "junk", "length"])
def test_a_damaged_record_costs_no_other(tmp_path: Path, packed: bool, damage: str) -> None:
    about, first, second, third = pages(packed)
    match damage:
        case "cut":
            second = second[: len(second) // 2]
        case "flipped":
            second = bytes(byte ^ 0x55 for byte in second[:60]) + second[60:]
        case "junk":
            second = b"geen record \x1f\x8b maar iets anders\r\n" * 20
        case _ if packed:
            second = gzip.compress(gzip.decompress(second).replace(b"Content-Length: ", b"Content-Length: 9"))
        case _:
            second = second.replace(b"Content-Length: ", b"Content-Length: 9")
    articles, skipped = crawl(tmp_path, about + first + second + third)
    assert [article.id for article in articles] == [f"{URL}/a", f"{URL}/c"]
    assert skipped and not any(isinstance(bad, Noted) for bad in skipped)
    assert f"byte {len(about) + len(first):,}" in skipped[0].reason


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_a_file_that_ends_within_a_record_is_named(tmp_path: Path, packed: bool) -> None:
    records = pages(packed)
    articles, (skipped,) = crawl(tmp_path, b"".join(records)[:-200])
    assert [article.id for article in articles] == [f"{URL}/a", f"{URL}/b"]
    assert f"byte {sum(map(len, records[:3])):,}" in skipped.reason


def test_a_crawl_compressed_as_one_is_read_too(tmp_path: Path) -> None:
    articles, skipped = crawl(tmp_path, gzip.compress(b"".join(pages(packed=False))))
    assert len(articles) == 3 and not skipped


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_memory_is_bounded_by_one_record(tmp_path: Path, packed: bool) -> None:
    film = bytes(range(256)) * 100_000
    content = response(f"{URL}/film", film, kind="video/mp4", packed=packed)
    content += response(f"{URL}/bom", b"<html>" + b" " * 60_000_000, encoding="gzip", packed=packed)
    (tmp_path / "crawl.warc").write_bytes(content + b"".join(pages(packed)))
    del film, content
    tracemalloc.start()
    articles, skipped = read_all(tmp_path)
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    assert len(articles) == 3
    assert ["more than 5,000,000 bytes" in bad.reason for bad in skipped] == [True]


def test_lies_about_lengths_cannot_make_it_slow(tmp_path: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19000000\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(head * 100_000)
    (tmp_path / "b.warc.gz").write_bytes(b"WARC/" * 3 + gzip.compress(head * 10))
    began = time.monotonic()
    articles, skipped = read_all(tmp_path)
    assert not articles and time.monotonic() - began < 20
    assert any("the rest of the file is not read" in bad.reason for bad in skipped)
