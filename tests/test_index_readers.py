import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import markdown

from index.article import Article
from index.readers import Unreadable, files_in, read
from index.readers.source import LARGEST_ARTICLE
from index.splitter import split


def read_all(source: Path) -> tuple[list[Article], list[Unreadable]]:
    items = [item for file in files_in(source) for item in read(file)]
    return (
        [item for item in items if isinstance(item, Article)],
        [item for item in items if isinstance(item, Unreadable)],
    )


def test_markdown_gives_the_prose_without_its_markup(tmp_path: Path) -> None:
    body = "Er waren **zeker** [22](https://x.example) doden.\n\n## Kop\n\n- een\n- twee\n\n"
    body += "<script>x</script>\n\nRegel\nloopt door."
    (tmp_path / "a.md").write_text(markdown("Titel", body, date="2024-01"), "utf-8")
    (article,), _ = read_all(tmp_path)
    assert article.text == "Er waren zeker 22 doden.\n\nKop\n\neen\n\ntwee\n\nRegel loopt door."
    assert (article.title, str(article.published), article.outlet) == ("Titel", "2024-01", "De Test")
    assert article.id == f"{tmp_path.name}/a"


def test_plain_text_with_a_leading_month_keeps_it_a_month_and_gets_a_headline(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" date 2024-01 De eerste zin is kort. De tweede.\n\nSlot.", "utf-8")
    (article,), _ = read_all(tmp_path)
    assert str(article.published) == "2024-01"
    assert article.text.startswith("De eerste zin")
    assert article.title == "De eerste zin is kort"
    assert article.language == "nl"


def test_a_bad_json_line_is_named_and_costs_no_other(tmp_path: Path) -> None:
    good = json.dumps({"id": "n1", "title": "T", "date": "2024", "text": "The mayor said so."})
    lines = [good, "{broken", '"text"', json.dumps({"text": "x"}), "", json.dumps({"date": "2024", "text": "De dijk."})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    articles, skipped = read_all(tmp_path)
    assert [article.id for article in articles] == ["n1", f"{tmp_path.name}/a:6"]
    assert [bad.line for bad in skipped] == [2, 3, 4]
    assert "is not JSON" in skipped[0].reason and "no date" in skipped[2].reason


def test_a_line_of_fifty_megabytes_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "' + b"x" * 50_000_000 + b'"}\n')
        file.write(b'{"date": "2024", "text": "De dijk."}\n')
    articles, (skipped,) = read_all(tmp_path)
    assert [article.text for article in articles] == ["De dijk."]
    assert skipped.line == 1 and "longer than" in skipped.reason


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None, "is binary"),
        ("a.md", markdown("T", "Oekraïne").encode("cp850"), 8, "not UTF-8"),
        ("a.md", b"no front matter", 1, "no front matter"),
        ("a.md", markdown("T", "").encode(), 3, "no body"),
        ("a.md", markdown("T", "Tekst.", date="31-02-2023").encode(), 3, "'31-02-2023' is not a date"),
        ("a.md", b'---\ntitle: "T"\n---\nTekst.', 1, "no date"),
        ("a.md", b'---\ntitle: "open\ndate: 2024\n---\nTekst.', 4, "front matter"),
        ("a.md", b"---\n- een\n- lijst\n---\nTekst.", 2, "not a list of"),
        ("a.txt", b"Zonder datum.", 1, "does not begin with its date"),
        ("a.txt", b"date 2024-01", 1, "no body"),
        ("a.txt", b"", 1, "no body"),
        ("a.txt", b"x" * (LARGEST_ARTICLE + 1), None, "no single article"),
    ],
)
def test_what_is_no_article_is_named_with_its_line_and_reason(
    tmp_path: Path, name: str, content: bytes, line: int | None, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    articles, (skipped,) = read_all(tmp_path)
    assert not articles
    assert (skipped.path.name, skipped.line) == (name, line)
    assert reason in skipped.reason


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "inside.md").write_text(markdown("T", "Tekst."), "utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    os.mkfifo(tmp_path / "pipe.txt")
    os.write(os.open(os.fsencode(tmp_path) + b"/caf\xe9.md", os.O_CREAT | os.O_WRONLY), b"x")
    articles, skipped = read_all(tmp_path)
    assert [article.id for article in articles] == [f"{tmp_path.name}/folder.md/inside"]
    assert {bad.path.name: bad.reason for bad in skipped} == {
        "caf\\xe9.md": "has a name that is not UTF-8; rename it",
        "folder.md": "is a folder, not a file",
        "link.md": "is a link to nothing",
        "loop.md": "is a link to nothing",
        "pipe.txt": "is no regular file",
    }
    assert read_all(tmp_path / "pipe.txt")[1][0].reason == "is no regular file"


def test_a_file_that_vanishes_before_it_is_read_is_named(tmp_path: Path) -> None:
    (file,) = files_in(_file(tmp_path / "c.md"))
    file.path.unlink()
    (skipped,) = read(file)
    assert isinstance(skipped, Unreadable) and "cannot be read" in skipped.reason


def test_readme_and_hidden_files_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("README.md", ".hidden.md", ".git/x.md", "ok.md"):
        (tmp_path / name).write_text(markdown("T", "Tekst."), "utf-8")
    assert [file.path.name for file in files_in(tmp_path)] == ["ok.md"]


def test_a_link_out_of_the_folder_is_not_followed_and_said(tmp_path: Path) -> None:
    outside, source = tmp_path / "outside", tmp_path / "source"
    outside.mkdir()
    source.mkdir()
    (outside / "geheim.md").write_text(markdown("T", "Geheim."), "utf-8")
    (source / "link.md").symlink_to(outside / "geheim.md")
    (source / "2023").symlink_to(outside)
    (source / "within").mkdir()
    (source / "again").symlink_to(source / "within")
    articles, skipped = read_all(source)
    assert not articles
    assert [bad.path.name for bad in skipped] == ["2023", "link.md"]
    assert all("leads out of the folder" in bad.reason for bad in skipped)


@pytest.mark.parametrize(
    "author", ["!!int abc", "!!bool foo", "!!timestamp x", "!!float x", "!!python/object/apply:os.system ['id']"]
)
def test_yaml_tags_make_nothing_but_text(tmp_path: Path, author: str) -> None:
    (tmp_path / "a.md").write_text(markdown("T", "Tekst.", author=author), "utf-8")
    (article,), _ = read_all(tmp_path)
    assert article.author == author.partition(" ")[2].strip("[']")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", "---\ntitle: " + "[" * 20_000 + "\ndate: 2024\n---\nTekst.", "lists within lists"),
        ("a.jsonl", '{"id": ' + "9" * 5_000 + ', "date": "2024", "text": "Tekst."}', "is not JSON"),
        ("a.jsonl", "[" * 1_000_000, "is not JSON"),
        ("a.jsonl", "", "has no line with an article"),
        ("a.jsonl", "\n\n", "has no line with an article"),
        ("a.sgm", "geen Reuters", "has no <REUTERS> element"),
        ("a.sgm", "<REUTERS NEWID='1'><TEXT><BODY>Afgebroken", "ends before the <REUTERS> element"),
        ("a.sgm", "<!" * 3_000_000, "a tag is longer than"),
        ("a.sgm", "<REUTERS><TEXT>" + "x<" * 2_000_000, "a tag is longer than"),
    ],
)
def test_what_would_break_a_parser_is_named_and_skipped(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    articles, (skipped,) = read_all(tmp_path)
    assert not articles and reason in skipped.reason


def test_half_a_character_of_json_does_not_survive_reading(tmp_path: Path) -> None:
    line = r'{"id": "x\ud800", "title": "Een\udc00 kop", "date": "2024", "text": "De dijk\ud800 brak \ud83d\ude00."}'
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    (article,), _ = read_all(tmp_path)
    assert (article.id, article.title, article.text) == ("x", "Een kop", "De dijk brak 😀.")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "date 2024 x" + " " * 3_000_000 + "x"),
        ("a.txt", "date 2024 " + "." * 3_000_000),
        ("a.txt", "date 2024 a" + "\u0301\u0323" * 500_000),
        ("a.sgm", "<REUTERS><TEXT>" + "<a>" * 200_000 + "</b>" * 200_000 + "<BODY>x</BODY></TEXT></REUTERS>"),
    ],
    ids=["spaces", "full stops", "accents on one letter", "tags in tags"],
)
def test_reading_takes_time_in_proportion_to_what_is_read(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    articles, skipped = read_all(tmp_path)
    assert len(articles) + len(skipped) == 1
    assert all(split(article.text) for article in articles)


def test_control_characters_and_unsafe_links_do_not_survive_reading(tmp_path: Path) -> None:
    fields = {"url": "javascript:alert(1)", "author": '"A\\eB"'}
    (tmp_path / "a.md").write_text(markdown("T", "Een\x1b[31m rood\x07 woord.", **fields), "utf-8")
    (article,), _ = read_all(tmp_path)
    assert article.text == "Een[31m rood woord."
    assert article.url == "" and article.author == "A B"


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(markdown("T", "Tekst.", author="no", language="en"), "utf-8")
    (article,), _ = read_all(tmp_path)
    assert (article.author, article.language) == ("no", "en")


def _file(path: Path) -> Path:
    path.write_text("x", "utf-8")
    return path


def test_moments_section_and_keywords_are_kept_and_do_not_make_a_revision(tmp_path: Path) -> None:
    fields = {"title": "T", "text": "Tekst van het stuk.", "date": "2024-01-31T23:30:00-05:00", "author": ["A", "B"]}
    more = {"section": "Binnenland", "keywords": ["dijk", "water", "dijk"], "modified": "2024-02-01T09:00:00+01:00"}
    (tmp_path / "a.jsonl").write_text(json.dumps(fields) + "\n" + json.dumps(fields | more) + "\n", "utf-8")
    (bare, filed), _ = read_all(tmp_path / "a.jsonl")
    assert str(filed.published) == "2024-01-31" and filed.author == "A, B"
    assert (filed.section, filed.keywords) == ("Binnenland", ("dijk", "water"))
    assert filed.published_at and filed.published_at.isoformat() == "2024-01-31T23:30:00-05:00"
    assert filed.modified_at and filed.modified_at.isoformat() == "2024-02-01T09:00:00+01:00"
    assert replace(bare, id=filed.id).content_hash == filed.content_hash


@pytest.mark.parametrize("moment", ["2024-01-31 99:99", "2024-01-31T:", "0000-01-01T00:00", "2024-01-31T12:00+99:99"])
def test_a_time_of_day_that_is_none_costs_only_the_time(tmp_path: Path, moment: str) -> None:
    fields = {"title": "T", "text": "Tekst.", "date": "2024-01-31", "modified": moment}
    (tmp_path / "a.jsonl").write_text(json.dumps(fields), "utf-8")
    (article,), _ = read_all(tmp_path / "a.jsonl")
    assert article.modified_at is None
