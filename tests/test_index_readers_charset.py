"""Bytes become the characters that they stand for, or are named."""

from pathlib import Path

import pytest
from fakes import markdown
from test_index_readers import read_all

from index.readers.charset import decoded

DUTCH = "Patiënten uit België vroegen zich af: één café “dicht”, auto’s weg – voor € 3?"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_what_needs_no_declaration(charset: str) -> None:
    assert decoded(DUTCH.encode(charset)) == DUTCH


@pytest.mark.parametrize("declared", ["utf-8", "UTF8 ", "iso-8859-1", "us-ascii", "nonsense", "x\0y", "base64", ""])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decoded(DUTCH.encode("utf-8"), declared) == DUTCH
    assert decoded(DUTCH.encode("windows-1252"), declared) == DUTCH


@pytest.mark.parametrize("charset", ["cp850", "mac_roman", "koi8-r", "iso-8859-2", "utf-16-le"])
def test_a_right_declaration_is_believed(charset: str) -> None:
    text = "Министр молчит" if charset == "koi8-r" else "Zegt de patiënt één keer niets."
    raw = text.encode(charset)
    assert decoded(raw, charset) == text
    if charset in ("cp850", "mac_roman", "koi8-r"):
        assert decoded(raw) is None


def test_strays_of_windows_1252_in_utf_8_are_read_as_that() -> None:
    assert decoded("Eén café ".encode() + "in België".encode("cp1252")) == "Eén café in België"
    assert decoded(b"a\x81b c") is None


def test_a_file_is_read_by_the_same_rule_and_named_otherwise(tmp_path: Path) -> None:
    page = markdown("Kop", DUTCH)
    for charset in ("utf-8", "utf-16", "windows-1252", "cp850"):
        (tmp_path / f"{charset}.md").write_text(
            page.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-").replace("€ ", ""), charset
        )
    articles, (skipped,) = read_all(tmp_path)
    assert len({article.text for article in articles}) == 1 and len(articles) == 3
    assert skipped.path.name == "cp850.md" and "nor surely Windows-1252" in skipped.reason
