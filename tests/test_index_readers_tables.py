"""Tables and JSON with columns and keys of their own become articles."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from test_index_readers import read_all

from index.article import Article
from index.readers import Unreadable, files_in, read
from index.readers.fields import FieldMapping, prose_of_text


def read_with(path: Path, fields: Mapping[str, str | Sequence[str]]) -> list[Article | Unreadable]:
    return [item for file in files_in(path) for item in read(replace(file, fields=fields))]


def one(path: Path, fields: Mapping[str, str | Sequence[str]] | None = None) -> Article:
    (article,) = read_with(path, fields or {})
    assert isinstance(article, Article), article
    return article


CSV = "kop,datum,tekst,bron,auteur,tags\n"
CSV += '"Dijk hield, ""net""",2024-01-31,"Eerste alinea.\n\nTweede.",De Test,A,"dijk; water"\n'


def test_common_names_in_dutch_need_no_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, "utf-8-sig")
    article = one(tmp_path)
    assert (article.title, article.text) == ('Dijk hield, "net"', "Eerste alinea.\n\nTweede.")
    assert (article.outlet, article.author, article.keywords) == ("De Test", "A", ("dijk", "water"))
    assert article.id == f"{tmp_path.name}/a:2"
    (tmp_path / "a.csv").write_text("titel,datum,tekst,tags\nKop,2024,Tekst.,a" + " " * 3_000_000 + "b\n", "utf-8")
    assert one(tmp_path).keywords[0].startswith("a b")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_dialect_is_told_by_the_header(tmp_path: Path, separator: str, charset: str) -> None:
    table = separator.join(["titel", "datum", "tekst"]) + "\r\n"
    table += separator.join(["Eén kop", "2024", '"Zin één.\r\nZin, twee."']) + "\r\n"
    (tmp_path / "a.csv").write_bytes(table.encode(charset))
    article = one(tmp_path)
    assert (article.title, article.text) == ("Eén kop", "Zin één.\nZin, twee.")


def test_excel_and_databases_have_ways_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\ntitel;datum;tekst\nKop;2024;Tekst.\n", "utf-8")
    assert one(tmp_path / "a.csv").text == "Tekst."
    (tmp_path / "b.csv").write_text('title,date,text\n"De \\"kop\\"",2024,"Zij zei: \\"nee\\"."\n', "utf-8")
    assert one(tmp_path / "b.csv").text == 'Zij zei: "nee".'


def test_a_bad_row_is_named_by_its_line_and_costs_no_other(tmp_path: Path) -> None:
    rows = ["title,date,text", 'A,2024,"Een.\nTwee."', "B,2024,te,veel", "C,2024", "", "D,nooit,Tekst.", ",2024,Zin."]
    rows += ['E,2024,"open" mis', 'F,2024,"open', "G,2024,Goed.,"]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", "utf-8")
    articles, skipped = read_all(tmp_path)
    assert [article.title for article in articles] == ["A", "Zin", "G"]
    assert [bad.line for bad in skipped] == [4, 5, 7, 9, 10]
    reasons = ["4 values for 3 columns", "2 values for 3", "'nooit' is not a date", "is no row", "nothing closes"]
    assert all(told in bad.reason for told, bad in zip(reasons, skipped, strict=True))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "has no header"),
        ("alleen\nregels\n", "has no header"),
        ("title,text,date\n", "no row with an article"),
        ("a,b\n1,2\n", "has no body"),
        ("title,date,text\nA,2024," + "\x00" * 20 + "\n", "is binary"),
        (",".join(["x"] * 501) + "\n", "has no header"),
        ("title,date,text\nA,2024," + "x" * 5_100_000 + "\n", "is longer than"),
    ],
)
def test_a_table_of_something_else_is_named(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    articles, skipped = read_all(tmp_path)
    assert not articles and skipped
    assert any(reason in bad.reason for bad in skipped)


def test_quotes_that_nothing_closes_cannot_make_it_slow(tmp_path: Path) -> None:
    opened = ',,"x\n' + "x" * 100_000 + "\n"
    (tmp_path / "a.csv").write_text(
        "title,date,text\n" + opened + ("x" * 100_000 + "\n") * 60 + "A,2024,Goed.\n", "utf-8"
    )
    began = time.monotonic()
    articles, skipped = read_all(tmp_path)
    assert time.monotonic() - began < 10
    assert "nothing closes" in skipped[0].reason and skipped[0].line == 2
    assert [article.title for article in articles] == ["A"]


def test_a_mapping_says_where_the_fields_stand(tmp_path: Path) -> None:
    record = {"kopregel": "Kop", "lead": "Lead.", "stuk": ["Een.", "<p>Twee <b>vet</b>.</p>"], "pub": "31-01-2024"}
    record |= {"meta": {"author": [{"name": "A"}, {"name": "B"}], "krant.naam": "De Test"}, "title": "niet deze"}
    mapping = {"title": "kopregel", "text": ["lead", "stuk"], "date": "pub", "date_format": "%d-%m-%Y"}
    mapping |= {"author": "meta.author.name", "outlet": "ontbreekt"}
    for name, content in (("a.json", json.dumps(record, indent=1)), ("b.jsonl", json.dumps(record))):
        (tmp_path / name).write_text(content, "utf-8")
        article = one(tmp_path / name, mapping)
        assert (article.title, article.text) == ("Kop", "Lead.\n\nEen.\n\nTwee vet.")
        assert (str(article.published), article.author, article.outlet) == ("2024-01-31", "A, B", "")


@pytest.mark.parametrize(
    ("written", "date_format", "published", "at"),
    [
        ("31-01-2024", "%d-%m-%Y", "2024-01-31", None),
        ("01/2024", "%m/%Y", "2024-01", None),
        ("2024", "%Y", "2024", None),
        ("31-1-2024 23:30", "%d-%m-%Y %H:%M", "2024-01-31", "2024-01-31T23:30:00"),
        ("2024-01-31T23:30:00Z", "", "2024-01-31", "2024-01-31T23:30:00+00:00"),
        ("1706743800", "", "2024-01-31", "2024-01-31T23:30:00+00:00"),
        ("1706743800000", "", "2024-01-31", "2024-01-31T23:30:00+00:00"),
        ("31 januari 2024", "", "2024-01-31", None),
    ],
)
def test_a_date_is_as_precise_as_its_format(
    tmp_path: Path, written: str, date_format: str, published: str, at: str | None
) -> None:
    (tmp_path / "a.csv").write_text(f"title,text,date\nKop,Tekst.,{written}\n", "utf-8")
    article = one(tmp_path, {"date_format": date_format} if date_format else {})
    assert str(article.published) == published
    assert (article.published_at.isoformat() if article.published_at else None) == at


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"titel": "kop"}, "titel is none of title, text"),
        ({"title": 3}, "not 3"),
        ({"title": ""}, "not ''"),
        ({"text": ["a", 1]}, "not \\['a', 1\\]"),
        ({"date_format": ["%Y"]}, "date_format is none of"),
    ],
)
def test_a_mapping_that_is_wrong_says_so(told: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        FieldMapping.of(told)


def test_a_date_that_can_be_read_in_two_ways_asks_how(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("titel,datum,tekst\nKop,1-2-2024,Tekst.\n", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"date": "01/02/24", "text": "Tekst."}', "utf-8")
    articles, skipped = read_all(tmp_path)
    assert not articles and all('date_format = "%d-%m-%Y"' in bad.reason for bad in skipped)


def test_things_and_wordpress_keep_their_values_within(tmp_path: Path) -> None:
    record = {"id": 12, "date": "2024-01-31T10:00:00", "title": {"rendered": "Kop"}, "publisher": {"name": "De Test"}}
    record["content"] = {"rendered": "<p>Een &amp; twee.</p>"}
    (tmp_path / "a.json").write_text(json.dumps([record]), "utf-8")
    article = one(tmp_path)
    assert (article.id, article.title, article.text, article.outlet) == ("12", "Kop", "Een & twee.", "De Test")


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_array_of_articles_is_read_one_by_one(tmp_path: Path, wrapped: bool) -> None:
    records: list[object] = [
        {"headline": f"Kop {n}", "articleBody": "Tekst.", "datePublished": "2024"} for n in range(3)
    ]
    records.insert(1, {"headline": "geen tekst"})
    content: object = {"total": 4, "articles": records} if wrapped else records
    (tmp_path / "a.json").write_text(json.dumps(content, indent=1), "utf-8")
    articles, (skipped,) = read_all(tmp_path)
    assert [article.title for article in articles] == ["Kop 0", "Kop 1", "Kop 2"]
    assert len({article.id for article in articles}) == 3 and "has no body" in skipped.reason
    assert wrapped or skipped.line == 7


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", '{"title": "T", "text": "Tekst.", "date": "2024"}\n', "Tekst."),
        ("a.json", '{"title": "T", "text": "Tekst.", "date": "2024"}\n{"title": "no"', "Tekst."),
        ("a.md", CSV, "Eerste alinea.\n\nTweede."),
        ("a.csv", "date 2024 De tekst, de dijk.", "De tekst, de dijk."),
        ("zonder", '[{"title": "T", "text": "Tekst.", "date": "2024"}]', "Tekst."),
    ],
)
def test_content_decides_where_the_suffix_is_wrong(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert read_all(tmp_path)[0][0].text == told


def test_a_suffix_of_several_formats_names_them_where_none_fits(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("3", "utf-8")
    _, (skipped,) = read_all(tmp_path)
    assert "ninjs" in skipped.reason and "JSON" in skipped.reason


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Sun Co <SUN> and <P> and Diasonics <DIA> rose.\n\nSo did P.W. Stephens <P.W. Stephens>.", None),
        ("Als a<b en b>c, dan <d> niet.", None),
        ("<p>De dijk brak.<p>De brug niet.", "De dijk brak.\n\nDe brug niet."),
        ("De dijk brak.<br>De brug niet.", "De dijk brak.\nDe brug niet."),
        ('De dijk <b>brak</b>.<div class="x">De brug niet.', "De dijk brak.\n\nDe brug niet."),
    ],
)
def test_signs_between_brackets_are_no_markup(text: str, prose: str | None) -> None:
    assert prose_of_text(text) == (prose or text)
