"""The reader for ninjs, on items written for this test to versions 1, 2 and 3."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fakes import read_one

from index.readers.jsonobjects import objects
from index.readers.source import Noted, SourceFile

ONE = {
    "uri": "https://velder.example/items/1",
    "type": "text",
    "version": "2",
    "versioncreated": "2024-02-01T09:00:00+01:00",
    "firstcreated": "2024-01-31T23:30:00+01:00",
    "pubstatus": "usable",
    "language": "nl-NL",
    "headline": "Haven gaat dicht",
    "byline": "Anna de Wit",
    "body_text": "De haven gaat dicht. Dat zei Smit.",
    "body_xhtml": "<p>De haven gaat <b>dicht</b>.</p><p>Dat zei Smit.</p>",
    "subject": [{"name": "scheepvaart", "rel": "about"}],
    "organisation": [{"name": "Velder Haven"}],
    "person": [{"name": "J. Smit", "rel": "mentions"}],
    "infosource": [{"name": "Velder Persdienst"}],
    "service": [{"name": "Binnenland", "code": "bin"}],
    "associations": {"mainpic": {"uri": "x", "type": "picture"}},
}
TWO = {
    **{
        name: ONE[name]
        for name in ("uri", "type", "version", "versioncreated", "firstcreated", "pubstatus", "language")
    },
    "headlines": [{"role": "short", "value": "Haven"}, {"role": "main", "value": "Haven gaat dicht"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "De haven gaat dicht. Dat zei Smit."},
        {"role": "html", "contenttype": "text/html", "value": ONE["body_xhtml"]},
    ],
    "by": "Anna de Wit",
    "subjects": ONE["subject"],
    "organisations": ONE["organisation"],
    "people": ONE["person"],
    "infosources": ONE["infosource"],
    "services": ONE["service"],
}
THREE = {
    {"versioncreated": "versionCreated", "firstcreated": "firstCreated", "pubstatus": "pubStatus"}.get(
        name, name
    ): value
    for name, value in TWO.items()
} | {
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "De haven gaat dicht. Dat zei Smit."},
        {"role": "richtext", "contentType": "application/xhtml+xml", "value": ONE["body_xhtml"]},
    ],
    "standard": {"name": "ninjs", "version": "3.1"},
}


@pytest.mark.parametrize("item", [ONE, TWO, THREE], ids=["1.x", "2.x", "3.x"])
def test_every_version_has_the_same_article(tmp_path: Path, item: dict[str, Any]) -> None:
    (article,), notes = read_one(tmp_path / "a.json", json.dumps(item, indent=2))
    assert article.text == "De haven gaat dicht.\n\nDat zei Smit."
    assert (article.id, article.url) == ("https://velder.example/items/1",) * 2
    assert (article.title, article.author, article.language) == ("Haven gaat dicht", "Anna de Wit", "nl")
    assert (article.outlet, article.section) == ("Velder Persdienst", "Binnenland")
    assert article.keywords == ("scheepvaart", "Velder Haven", "J. Smit")
    assert str(article.published) == "2024-01-31"
    assert article.modified_at and article.modified_at.isoformat() == "2024-02-01T09:00:00+01:00"
    assert not notes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([ONE, TWO | {"uri": "urn:b"}], indent=1)),
        ("a.json", json.dumps([ONE, TWO | {"uri": "urn:b"}])),
        ("a.jsonl", json.dumps(ONE) + "\n\n" + json.dumps(TWO | {"uri": "urn:b"}) + "\n"),
        ("a.ndjson", "\ufeff" + json.dumps(THREE) + "\r\n" + json.dumps(TWO | {"uri": "urn:b"})),
    ],
    ids=["array", "array on a line", "lines", "lines with a mark"],
)
def test_items_stand_alone_in_an_array_or_on_lines(tmp_path: Path, name: str, content: str) -> None:
    articles, notes = read_one(tmp_path / name, content)
    assert [article.id for article in articles] == ["https://velder.example/items/1", "urn:b"]
    assert not notes


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pubstatus": "canceled"}, "is canceled by its source"),
        ({"pubstatus": "withheld"}, "is withheld by its source"),
        ({"embargoed": "2999-01-01T00:00:00Z"}, "is under embargo until 2999-01-01T00:00:00Z"),
        ({"type": "picture"}, "is of type picture, not a text"),
        ({"body_text": "", "body_xhtml": "<p> </p>"}, "has no body"),
        ({"versioncreated": None, "firstcreated": 5}, "has no date"),
        ({"firstcreated": "morgen", "versioncreated": ""}, "'morgen' is not a date"),
    ],
)
def test_what_is_not_to_be_read_is_named_with_its_line(tmp_path: Path, fields: dict[str, Any], reason: str) -> None:
    content = (
        json.dumps(ONE | {"uri": "urn:a"}) + "\n" + json.dumps(ONE | fields) + "\n" + json.dumps(ONE | {"uri": "urn:c"})
    )
    articles, (refused,) = read_one(tmp_path / "a.json", content)
    assert [article.id for article in articles] == ["urn:a", "urn:c"]
    assert refused.line == 2 and reason in refused.reason
    assert isinstance(refused, Noted) == ("by its source" in reason or "of type" in reason)


@pytest.mark.parametrize(
    "bad",
    [
        '{"uri": "urn:x", "versioncreated": }',
        '{"uri": "urn:x", "n": ' + "9" * 5_000 + "}",
        '{"uri": ' + "[" * 100_000 + "}",
        '{"uri": "caf\udce9"}',
        '["uri"',
        '{"uri": "' + "x" * 21_000_000 + '"}',
    ],
    ids=["broken", "digits", "deep", "latin-1", "no object", "long"],
)
def test_a_bad_item_costs_no_other(tmp_path: Path, bad: str) -> None:
    content = json.dumps(ONE) + "\n" + bad + "\n" + json.dumps(ONE | {"uri": "urn:c"})
    articles, refused = read_one(tmp_path / "a.json", content.encode("utf-8", "surrogateescape"))
    assert [article.id for article in articles] == ["https://velder.example/items/1", "urn:c"]
    assert refused[0].line == 2 and all("JSON" in one.reason or "longer than" in one.reason for one in refused)


def test_a_bad_item_of_an_indented_array_costs_no_other(tmp_path: Path) -> None:
    content = json.dumps([ONE, ONE | {"uri": "urn:bad"}, ONE | {"uri": "urn:c"}], indent=2).replace('"urn:bad"', "urn")
    articles, (refused,) = read_one(tmp_path / "a.json", content)
    assert [article.id for article in articles] == ["https://velder.example/items/1", "urn:c"]
    assert refused.line == content[: content.index("urn,")].count("\n")


@pytest.mark.timeout(60)
def test_small_items_behind_a_large_one_take_no_longer_for_it(tmp_path: Path) -> None:
    small = '{"uri": "urn:x", "type": "picture", "versioncreated": "2024"}\n'
    (tmp_path / "a.json").write_text('{"uri": "' + "x" * 6_000_000 + '"}\n' + small * 30_000, "utf-8")
    began = time.process_time()
    found = list(objects(SourceFile(tmp_path / "a.json", "a")))
    assert len(found) == 30_001 and found[-1][0] == 30_001
    assert time.process_time() - began < 10


@pytest.mark.timeout(60)
@pytest.mark.parametrize("field", ["body_text", "by", "firstcreated", "headline"])
@pytest.mark.parametrize("junk", ["<body.content>", "a@", " ", "2024-", "<"])
def test_an_item_takes_time_in_proportion_to_its_length(tmp_path: Path, field: str, junk: str) -> None:
    began = time.process_time()
    read_one(tmp_path / "a.json", json.dumps(ONE | {"body_xhtml": "", field: junk * (1_000_000 // len(junk)) + "x"}))
    assert time.process_time() - began < 10


def test_a_file_cut_short_keeps_what_was_whole(tmp_path: Path) -> None:
    articles, (refused,) = read_one(tmp_path / "a.json", json.dumps([ONE, TWO])[:-20])
    assert len(articles) == 1 and "is not JSON" in refused.reason


def test_the_newest_version_of_an_item_is_taken(tmp_path: Path) -> None:
    versions = [ONE | {"version": n, "headline": f"Versie {n}"} for n in ("9", "10", "2")]
    (article,), notes = read_one(tmp_path / "a.json", json.dumps(versions))
    assert article.title == "Versie 10"
    assert len(notes) == 2 and all("older version" in note.reason for note in notes)


def test_other_names_of_an_id_and_a_body_in_nitf_are_known(tmp_path: Path) -> None:
    nitf = "<nitf><body><body.head><hedline><hl1>Kop</hl1></hedline></body.head>"
    nitf += "<body.content><p>Tekst.</p></body.content></body></nitf>"
    item = {name: value for name, value in TWO.items() if name != "uri"}
    item |= {"altids": [{"role": "cms", "value": "cms:7"}]}
    item |= {"bodies": [{"role": "main", "contenttype": "application/nitf+xml", "value": nitf}]}
    (article,), _ = read_one(tmp_path / "a.json", json.dumps(item))
    assert (article.id, article.text) == ("cms:7", "Tekst.")


def test_json_lines_of_another_kind_stay_what_they_are(tmp_path: Path) -> None:
    (article,), _ = read_one(tmp_path / "a.jsonl", json.dumps({"id": "x", "date": "2024", "text": "Tekst."}))
    assert article.id == "x"
