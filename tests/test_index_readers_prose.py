"""Markup to prose, and moments to ISO 8601: what every reader of news formats leans on."""

from __future__ import annotations

import time

import pytest

from index.readers.moments import iso, later_than_now, local
from index.readers.prose import html_prose, plain_prose


@pytest.mark.parametrize(
    ("html", "prose"),
    [
        ("<p>Een&nbsp;<b>vet</b> woord<br>regel 2</p>los", "Een vet woord\nregel 2\n\nlos"),
        ("geen opmaak\nwel een regel", "geen opmaak wel een regel"),
        ("A &amp; B < 5", "A & B < 5"),
        ("<script>x</script><style>y</style><p>ja<noscript>nee</noscript></p>", "ja"),
        ("<figure><img><figcaption>Foto</figcaption></figure><p>Tekst</p>", "Tekst"),
        ("<blockquote>“Citaat”</blockquote>Na", "“Citaat”\n\nNa"),
        ("<ul><li>een<li>twee</ul>", "een\n\ntwee"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td> d </td></tr></table>", "a  b\nc  d"),
        ("<h2>Kop</h2><p>on<b>ge</b>broken", "Kop\n\nongebroken"),
        ("afbre\u00adken\u200b", "afbreken"),
        ("<!-- weg --><?php weg ?><p>blijft</p></div></div><p>ook", "blijft\n\nook"),
        ("<p></p>\n<p> &nbsp; </p>", ""),
        ("<p>😀 café</p>", "😀 café"),
        ("</div></body></html><p>na het eind", "na het eind"),
    ],
)
def test_html_becomes_paragraphs_of_words(html: str, prose: str) -> None:
    assert html_prose(html) == prose


@pytest.mark.parametrize("junk", ["<div>", "<b><i>", "<!--", "<a <", "&", "</p>", "<table><tr>"])
def test_html_without_end_takes_time_in_proportion(junk: str) -> None:
    began = time.process_time()
    html_prose(junk * (1_000_000 // len(junk)) + "<p>eind")
    assert time.process_time() - began < 20


def test_plain_text_keeps_its_lines_and_paragraphs() -> None:
    assert plain_prose("  a  b \r\nc\n\n\n\nd\n \ne") == "a b\nc\n\nd\n\ne"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Wed, 31 Jan 2024 23:30:00 GMT", "2024-01-31T23:30:00+00:00"),
        ("Mon, 31 Jan 24 23:30 +0100", "2024-01-31T23:30:00+01:00"),
        ("31 Jan 99 23:30:00 EST", "1999-01-31T23:30:00-05:00"),
        ("Wed, 31 Jul 2024 23:30:00 CEST", "2024-07-31T23:30:00+02:00"),
        ("wo, 31 mrt 2024 10:00:00 CET", "2024-03-31T10:00:00+01:00"),
        ("1 mei 2024 10:00", "2024-05-01T10:00:00"),
        ("Wed, 31 Jan 2024", "2024-01-31"),
        ("Wed, 31 Jan 2024 23:30:00 XYZ", "2024-01-31T23:30:00"),
        ("2024-01-31T23:30:00.123Z", "2024-01-31T23:30:00+00:00"),
        ("2024-01-31 23:30 +0100", "2024-01-31T23:30:00+01:00"),
        ("2024-01-31T23:30+01", "2024-01-31T23:30:00+01:00"),
        ("20240131T233000-0500", "2024-01-31T23:30:00-05:00"),
        ("20240131", "2024-01-31"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
        ("Thu, 31 Feb 2024 23:30:00 GMT", "Thu, 31 Feb 2024 23:30:00 GMT"),
        ("gisteren", "gisteren"),
        ("", ""),
    ],
)
def test_moments_are_read_as_feeds_and_agencies_write_them(written: str, moment: str) -> None:
    assert iso(written) == moment


def test_a_local_moment_gets_the_zone_that_its_utc_tells() -> None:
    assert local("2024-07-01 01:30:00", "2024-06-30 23:30:00") == "2024-07-01T01:30:00+02:00"
    assert local("2024-07-01 05:15:00", "2024-06-30 23:30:00") == "2024-07-01T05:15:00+05:45"
    assert local("2024-07-01 01:30:00", "0000-00-00 00:00:00") == "2024-07-01T01:30:00"
    assert local("2024-07-01 01:30:00", "1999-01-01 00:00:00") == "2024-07-01T01:30:00"


def test_what_is_still_to_come_is_told_with_or_without_a_zone() -> None:
    assert later_than_now("2999-01-01T00:00:00+01:00") and later_than_now("2999-01-01")
    assert not later_than_now("2024-01-01T00:00:00") and not later_than_now("ooit")
