import json
from collections.abc import Callable
from typing import Any

from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk, Done
from ui.as_json import outcome_json

FILES = {
    "1.md": markdown("Zeker 22 doden", "Russische autoriteiten melden zeker 22 doden in Belgorod.", "2023-12-30"),
    "2.md": markdown(
        "25 doden", "Volgens de gouverneur is het dodental in Belgorod vandaag gestegen tot 25.", "2024-01-01"
    ),
}


def told(archive: Archive, question: str) -> dict[str, Any]:
    *_, done = Desk(archive, Glossary.shipped()).ask(question)
    assert isinstance(done, Done)
    answer: dict[str, Any] = json.loads(json.dumps(outcome_json(done.outcome)))
    return answer


def test_a_machine_gets_the_lead_the_figures_and_what_superseded_what(archive_of: Callable[..., Archive]) -> None:
    answer = told(archive_of(FILES), "How many people were killed in Belgorod?")
    assert answer["lead"]["text"] == "25 killed, 1 January 2024, according to the governor"
    assert answer["lead"]["replaces"]["value"] == 22 and answer["lead"]["corrected"] is False
    assert [figure["value"] for figure in answer["figures"]] == [22, 25]
    assert [figure["as_of"] for figure in answer["figures"]] == [None, "2024-01-01"]
    assert [figure["known"] for figure in answer["figures"]] == ["2023-12-30", "2024-01-01"]
    assert [figure["source"] for figure in answer["figures"]] == ["Russian authorities", "the governor"]
    assert answer["timeline"] == {
        "disagrees": False,
        "standing": [1],
        "superseded": [{"figure": 1, "supersedes": 0, "corrects": False}],
    }


def test_every_part_of_a_figure_lies_in_the_quotation_that_goes_with_it(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of(FILES)
    for figure in told(archive, "How many people were killed in Belgorod?")["figures"]:
        cited = figure["citations"][0]
        text = archive.article(cited["article"], cited["revision"]).text
        assert text[cited["start"] : cited["end"]] == cited["quote"]
        for part in figure["parts"].values():
            assert cited["start"] <= part["start"] < part["end"] <= cited["end"]
            assert text[part["start"] : part["end"]] == part["text"]


def test_a_single_figure_has_no_timeline_and_no_number_no_lead(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of({"1.md": FILES["1.md"]})
    single = told(archive, "Hoeveel doden vielen er in Belgorod?")
    assert len(single["figures"]) == 1 and single["timeline"] is None
    other = told(archive, "Waar meldden Russische autoriteiten doden?")
    assert other["answered"] and other["lead"] is None and other["figures"] == [] and other["timeline"] is None


def test_of_each_quotation_it_is_told_who_says_it_in_the_questions_language(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of(FILES | {"3.md": markdown("Brand", "In Sluiswijk brandde zaterdag een molen af.")})
    (toll,) = (one for one in told(archive, "Where did Russian authorities report deaths?")["statements"])
    assert [one["source"] for one in toll["citations"]] == ["Russian authorities"]
    fire = told(archive, "Waar brandde een molen af?")["statements"][0]
    assert [one["source"] for one in fire["citations"]] == [None]
