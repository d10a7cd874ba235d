"""Golden questions: read, matched, asked, and turned into figures that were worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.readers.source import Unreadable
from rag.desk import Desk
from rag.evaluation.asking import Asked, ask_all, unknown_articles
from rag.evaluation.figures import figures_of, groups_of
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.evaluation.match import states


def golden(**told: object) -> GoldenQuestion:
    given = {"id": "1", "question": "Wie?", "language": "nl", "kind": "who", "articles": ["a"], "answers": ["x"]}
    return GoldenQuestion.model_validate(given | told)


def asked(golden: GoldenQuestion, found: tuple[str, ...] = (), spoken: str = "nl", seconds: float = 0.1) -> Asked:
    return Asked(golden, found, None, (), frozenset({spoken} if golden.answerable else ()), seconds)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Zeker 10.000 burgers kwamen om.", "10,000"),
        ("At least 10,000 civilians died.", 10000),
        ("Er waren 10 000 doden.", 10_000),
        ("De schade is 8,5 miljoen euro.", "8.5 miljoen"),
        ("Volgens POETIN was het zo.", "Poetin"),
        ("In Oekraïne viel sneeuw.", "oekraine"),
        ("Om 2.40 uur brak de dijk.", "2.40"),
    ],
)
def test_an_answer_is_found_whatever_its_case_accents_and_thousands_marks(text: str, answer: str | int) -> None:
    assert states(text, [answer])


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Er waren 122 doden.", "22"), ("Er waren 10.000 doden.", "10"), ("De Vosjes kwamen.", "Vos"), ("Niets.", "")],
)
def test_a_part_of_a_number_or_of_a_word_is_no_answer(text: str, answer: str) -> None:
    assert not states(text, [answer])


def test_a_bad_line_is_named_with_its_number_and_costs_no_other(tmp_path: Path) -> None:
    good = golden().model_dump_json()
    twice = good
    half = '{"id": "2", "question": "Wie?", "language": "nl", "kind": "who"}'
    odd = '{"id": "3", "question": "Wie?", "language": "nl", "kind": "who", "answerable": false, "colour": "red"}'
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join([good, "{broken", half, odd, twice, ""]), "utf-8")
    items = list(read_questions(path))
    assert [item.id for item in items if isinstance(item, GoldenQuestion)] == ["1"]
    refused = {item.line: item.reason for item in items if isinstance(item, Unreadable)}
    assert sorted(refused) == [2, 3, 4, 5]
    assert "needs `articles` and `answers`" in refused[3] and "colour" in refused[4] and "id '1'" in refused[5]


def test_retrieval_figures_are_those_worked_out_by_hand() -> None:
    first = asked(golden(), ("a", "b"))
    third = asked(golden(id="2"), ("b", "c", "a"))
    never = asked(golden(id="3"), ("b",))
    nothing = asked(golden(id="4"), ())
    figures = figures_of([first, third, never, nothing])
    assert (figures["hits@1"], figures["hits@4"], figures["hits@10"]) == (0.25, 0.5, 0.5)
    assert figures["mrr@10"] == pytest.approx((1 + 1 / 3) / 4, abs=1e-4)
    assert figures["ndcg@10"] == pytest.approx((1 + 0.5) / 4, abs=1e-4), "1 / log2(1 + place), ideal 1"


def test_what_a_group_has_no_questions_for_is_none_and_not_zero() -> None:
    figures = figures_of([asked(golden(articles=[], answers=[], answerable=False))])
    assert figures["hits@1"] is None and figures["right"] is None and figures["citations valid"] is None
    assert (figures["abstention recall"], figures["abstention precision"], figures["correct"]) == (1.0, 1.0, 1.0)


def test_groups_are_by_kind_language_and_by_what_the_articles_are_written_in() -> None:
    some = [asked(golden(), spoken="nl"), asked(golden(id="2", language="en", kind="when"), spoken="nl")]
    groups = groups_of([*some, asked(golden(id="3", language="en", articles=[], answers=[], answerable=False))])
    assert {by: {name: len(group) for name, group in some.items()} for by, some in groups.items()} == {
        "all": {"all": 3},
        "kind": {"when": 1, "who": 2},
        "language": {"en": 2, "nl": 1},
        "pair": {"en→nl": 1, "nl→nl": 1},
    }


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    return archive_of(
        {
            "a.md": markdown("Dijk bij Sluiswijk breekt", "De dijk bij Sluiswijk brak. Er vielen zeker 22 doden."),
            "b.md": markdown("Kermis in Overvelde", "De kermis in Overvelde trok 12.000 bezoekers."),
        }
    )


def test_an_answer_is_right_only_from_an_expected_article_and_with_an_accepted_answer(archive: Archive) -> None:
    told = {"question": "Hoeveel doden vielen er bij Sluiswijk?", "kind": "how many"}
    questions = [
        golden(**told, id="right", articles=["source/a"], answers=["22"]),
        golden(**told, id="wrong number", articles=["source/a"], answers=["23"]),
        golden(**told, id="wrong article", articles=["source/b"], answers=["22"]),
        golden(**told, id="not to be answered", articles=[], answers=[], answerable=False),
        golden(id="declined", question="Wie is Xanthippe?", articles=[], answers=[], answerable=False),
        golden(id="refused", question="?!", articles=["source/a"], answers=["22"]),
    ]
    got = ask_all(Desk(archive, Glossary.shipped()), archive, questions, lambda done, total: None)
    assert [one.right for one in got] == [True, False, False, False, True, False]
    assert got[0].marked and got[0].among and got[0].place == 1 and got[0].valid == (True,)
    figures = figures_of(got)
    assert (figures["right"], figures["correct"]) == (0.25, pytest.approx(2 / 6, abs=1e-4))
    assert (figures["abstention recall"], figures["abstention precision"]) == (0.5, 0.5)
    assert figures["citations valid"] == 1.0


def test_a_golden_question_is_asked_on_its_own_day(archive: Archive) -> None:
    asked = golden(question="Hoeveel doden vielen er vorige maand bij Sluiswijk?", today="2024-02-10")
    (got,) = ask_all(Desk(archive, Glossary.shipped()), archive, [asked], lambda done, total: None)
    assert got.outcome and got.outcome.question.asked
    assert str(got.outcome.question.asked.period) == "2024-01"


def test_a_follow_up_is_asked_after_the_questions_of_its_conversation(archive: Archive) -> None:
    told = {"question": "En bij Sluiswijk?", "articles": ["source/a"], "answers": ["22"]}
    asked = [golden(**told), golden(**told, history=["?!", "Hoeveel doden vielen er in Overvelde?"])]
    alone, after = ask_all(Desk(archive, Glossary.shipped()), archive, asked, lambda done, total: None)
    assert after.outcome and after.outcome.question.text == "Hoeveel doden vielen er bij Sluiswijk?"
    assert (alone.right, after.right) == (False, True)


def test_expected_articles_that_the_archive_lacks_are_named(archive: Archive) -> None:
    assert unknown_articles(archive, [golden(articles=["source/a", "source/z"])]) == ["source/z"]
