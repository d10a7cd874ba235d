import json
from pathlib import Path

import pytest
from fakes import markdown

from index.article import Article
from index.readers import Unreadable, files_in, read
from index.readers.source import LARGEST_ARTICLE


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
        ("a.md", markdown("T", "Oekraïne").encode("latin-1"), 8, "not UTF-8"),
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


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere.md")
    (file,) = files_in(_file(tmp_path / "c.md"))
    file.path.unlink()
    (skipped,) = read(file)
    assert isinstance(skipped, Unreadable) and "cannot be read" in skipped.reason
    assert list(files_in(tmp_path)) == []


def test_readme_hidden_and_outside_files_are_no_articles(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(markdown("T", "Geheim."), "utf-8")
    source = tmp_path / "source"
    (source / ".git").mkdir(parents=True)
    for name in ("README.md", ".hidden.md", ".git/x.md", "ok.md"):
        (source / name).write_text(markdown("T", "Tekst."), "utf-8")
    (source / "link.md").symlink_to(outside)
    assert [file.path.name for file in files_in(source)] == ["ok.md"]


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
