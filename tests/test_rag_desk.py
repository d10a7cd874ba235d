from collections.abc import Callable
from datetime import date

import pytest
from conftest import SEED
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import Period
from index.sync import sync
from rag.answer import Answer, NothingFound
from rag.desk import Desk, Done, Found, Said, Understood

DIKE = markdown("Dijk bij Sluiswijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei Vos.")
FAIR = markdown("Kermis trekt veel bezoekers", "De kermis in Overvelde trok 12.000 bezoekers. Dat zijn er veel.")

ArchiveOf = Callable[..., Archive]


def ask(archive: Archive, question: str, today: date | None = None, **asked: object) -> Answer | NothingFound:
    *_, done = Desk(archive, Glossary.shipped()).ask(question, today, **asked)  # type: ignore[arg-type]
    assert isinstance(done, Done)
    return done.outcome


def test_the_events_come_in_order_and_said_is_what_is_done(archive_of: ArchiveOf) -> None:
    events = list(Desk(archive_of({"a.md": DIKE}), Glossary.shipped()).ask("Hoeveel doden vielen er in Sluiswijk?"))
    assert [type(event) for event in events] == [Understood, Found, Said, Done]
    assert isinstance(events[2], Said) and isinstance(events[3], Done)
    assert isinstance(events[3].outcome, Answer)
    assert events[3].outcome.statements == (events[2].statement,)


def test_a_follow_up_is_understood_by_the_exchanges_before_it_and_told_as_such(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE, "b.md": FAIR}), Glossary.shipped())
    history = desk.talk(["Hoeveel doden vielen er in Overvelde?", "", "Hoeveel gewonden?"])
    assert [one.question.text for one in history] == [
        "Hoeveel doden vielen er in Overvelde?",
        "Hoeveel gewonden vielen er in Overvelde?",
    ]
    understood, *_, done = desk.ask("En in Sluiswijk?", history=history[:1])
    assert isinstance(understood, Understood) and isinstance(done, Done)
    rewritten = understood.question.rewritten
    assert rewritten and (rewritten.typed, rewritten.after) == (
        "En in Sluiswijk?",
        "Hoeveel doden vielen er in Overvelde?",
    )
    assert understood.question.text == "Hoeveel doden vielen er in Sluiswijk?"
    assert isinstance(done.outcome, Answer) and done.outcome.question == understood.question


def test_who_said_that_asks_for_what_was_claimed(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    history = desk.talk(["Hoeveel doden vielen er in Sluiswijk?"])
    *_, done = desk.ask("Wie zei dat?", history=history)
    assert isinstance(done, Done)
    assert done.outcome.question.text == "Wie zei: 3 doden vielen er in Sluiswijk?"
    assert isinstance(done.outcome, Answer) and "zei Vos" in done.outcome.statements[0].text


def test_every_citation_stands_in_its_article(archive_of: ArchiveOf) -> None:
    outcome = ask(archive_of({"a.md": DIKE, "b.md": FAIR}), "Hoeveel bezoekers trok de kermis?")
    assert isinstance(outcome, Answer)
    for statement in outcome.statements:
        for citation in statement.citations:
            assert citation.article.text[citation.span.start : citation.span.end] == citation.quote == statement.text
    first = outcome.statements[0]
    assert first.highlight and first.highlight.of(first.text) == "12.000"


def test_a_wire_story_printed_twice_is_one_statement_with_two_citations(archive_of: ArchiveOf) -> None:
    outcome = ask(
        archive_of({"a.md": FAIR, "b.md": FAIR.replace("veel bez", "volop bez")}), "Hoeveel bezoekers trok de kermis?"
    )
    assert isinstance(outcome, Answer)
    assert [len(statement.citations) for statement in outcome.statements] == [2]


def test_articles_that_give_one_figure_are_cited_together_and_another_figure_is_told_too(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Dijk", "Bij de dijk in Sluiswijk vielen drie doden, zei Vos."),
        "b.md": markdown("Ramp", "Er vielen drie doden in Sluiswijk, meldt de politie."),
        "c.md": markdown("Later", "In Sluiswijk vielen vier doden, zegt de veiligheidsregio."),
    }
    outcome = ask(archive_of(files), "Hoeveel doden vielen er in Sluiswijk?")
    assert isinstance(outcome, Answer)
    told = {
        statement.highlight.of(statement.text): len(statement.citations)
        for statement in outcome.statements
        if statement.highlight
    }
    assert told == {"drie": 2, "vier": 1}


def test_what_a_correction_takes_back_is_not_the_answer(archive_of: ArchiveOf) -> None:
    text = "Wij schreven: hier stond dat er 4.200 mensen waren geëvacueerd. Er waren 2.400 mensen geëvacueerd."
    outcome = ask(archive_of({"a.md": markdown("Correctie: 2.400", text)}), "Hoeveel mensen waren er geëvacueerd?")
    assert isinstance(outcome, Answer)
    assert outcome.statements[0].text == "Er waren 2.400 mensen geëvacueerd."


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel doden vielen er in Rotterdam?",
        "Hoeveel doden vielen er in Sluiswijk in 2019?",
        "Wie won de marathon?",
        "What did the pope say about Sluiswijk?",
        "' OR 1=1; DROP TABLE articles; --",
        ".*(a+)+$ [unclosed",
        "id:1 AND (field:* OR NOT x)",
        "\ufeffWie is ${7*7} {{value}} <script>?",
    ],
)
def test_the_archive_does_not_say_what_it_does_not_say(archive_of: ArchiveOf, question: str) -> None:
    assert isinstance(ask(archive_of({"a.md": DIKE, "b.md": FAIR}), question), NothingFound)


def test_a_name_that_the_archive_never_uses_is_named(archive_of: ArchiveOf) -> None:
    outcome = ask(archive_of({"a.md": DIKE}), "Hoeveel doden vielen er in Rotterdam?")
    assert isinstance(outcome, NothingFound)
    assert outcome.unknown_words == ("Rotterdam",)
    assert outcome.nearest


def test_an_empty_archive_says_nothing(archive_of: ArchiveOf) -> None:
    assert ask(archive_of({"notes.txt": ""}), "Hoeveel doden vielen er?") == NothingFound(
        question=ask(archive_of({"notes.txt": ""}), "Hoeveel doden vielen er?").question, nearest=(), unknown_words=()
    )


def test_oekraine_without_its_trema_finds_oekraine(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": markdown("Oorlog", "In Oekraïne vielen 22 doden.")})
    assert isinstance(ask(archive, "Hoeveel doden vielen er in Oekraine?"), Answer)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not part of the repository")
@pytest.mark.parametrize(
    ("question", "quoted", "highlight"),
    [
        (
            "Hoeveel burgers waren er tot november omgekomen?",
            "zeker 10.000 Oekraïense burgers om het leven",
            "zeker 10.000",
        ),
        ("how many civilians died by November?", "zeker 10.000 Oekraïense burgers om het leven", "zeker 10.000"),
        ("how many people were killed in Belgorod?", "is het dodental vandaag opgelopen tot 25", "25"),
    ],
)
def test_the_seed_article_answers_with_the_exact_sentence(
    tmp_path_factory: pytest.TempPathFactory, shipped_encoder: object, question: str, quoted: str, highlight: str
) -> None:
    folder = tmp_path_factory.mktemp("seed")
    sync(folder, [SEED], shipped_encoder)  # type: ignore[arg-type]
    archive = Archive.open(folder, shipped_encoder)  # type: ignore[arg-type]
    outcome = ask(archive, question)
    archive.close()
    assert isinstance(outcome, Answer)
    first = outcome.statements[0]
    (citation,) = first.citations
    assert quoted in citation.quote == citation.article.text[citation.span.start : citation.span.end]
    assert first.highlight and first.highlight.of(first.text) == highlight
    assert str(citation.article.published) == "2024-01"
    assert citation.article.title.startswith("Rusland gaat de aanvallen op Oekraïne verder opvoeren")


def toll(day: str, count: int) -> str:
    return markdown(f"Doden in Sluiswijk: {count}", f"In Sluiswijk vielen {count} doden, zei Vos.", date=day)


TOLLS = {"first.md": toll("2023-01-13", 22), "second.md": toll("2023-03-20", 25)}


def first_figure(outcome: Answer | NothingFound) -> str:
    assert isinstance(outcome, Answer)
    first = outcome.statements[0]
    assert first.highlight
    return first.highlight.of(first.text)


def test_the_period_understood_is_told_before_anything_is_found(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of(TOLLS), Glossary.shipped())
    understood = next(iter(desk.ask("How many people had died in Sluiswijk by November?", date(2024, 1, 10))))
    assert isinstance(understood, Understood) and understood.question.asked
    asked = understood.question.asked
    assert (str(asked.period), asked.assumed) == ("../2022-11-30", True), "the archive ends in March 2023"


def test_the_day_of_asking_is_an_argument_and_otherwise_that_of_the_latest_article(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    asked = ask(archive, "Hoeveel doden vielen er vorige maand?", date(2024, 1, 10)).question.asked
    assert asked and str(asked.period) == "2023-12"
    asked = ask(archive, "Hoeveel doden vielen er vorige maand?").question.asked
    assert asked and str(asked.period) == "2023-02"


def test_the_period_decides_which_of_two_figures_comes_first(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    assert first_figure(ask(archive, "Hoeveel doden vielen er in Sluiswijk in januari 2023?")) == "22"
    assert first_figure(ask(archive, "Hoeveel doden vielen er in Sluiswijk in maart 2023?")) == "25"
    by_hand = ask(archive, "Hoeveel doden vielen er in Sluiswijk?", period=Period.parse("2023-03"))
    assert first_figure(by_hand) == "25"


def test_an_archive_that_says_nothing_of_the_period_does_not_answer_with_another(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    for asked in ({}, {"period": Period.parse("2019")}):
        nothing = ask(archive, f"Hoeveel doden vielen er in Sluiswijk{'' if asked else ' in 2019'}?", **asked)
        assert isinstance(nothing, NothingFound)
        assert (nothing.untold, nothing.unknown_words) == (True, ())
    assert isinstance(ask(archive, "Hoeveel doden vielen er in Sluiswijk in mei?"), Answer), "its year is a guess"


def test_a_year_in_the_question_does_not_stand_in_the_way_of_a_period_set_by_hand(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    assert isinstance(ask(archive, "Hoeveel doden vielen er in Sluiswijk in 2019?"), NothingFound)
    changed = ask(archive, "Hoeveel doden vielen er in Sluiswijk in 2019?", period=Period.parse("2023-01"))
    assert first_figure(changed) == "22"


def test_as_of_a_day_later_articles_are_unseen_and_today_is_no_later(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    then = ask(archive, "Hoeveel doden vielen er in Sluiswijk?", date(2024, 1, 10), as_of=date(2023, 2, 1))
    assert isinstance(then, Answer)
    cited = {citation.article.id for statement in then.statements for citation in statement.citations}
    assert cited == {"source/first"}
    asked = ask(archive, "Wat gebeurde er vorige maand?", date(2024, 1, 10), as_of=date(2023, 2, 1)).question.asked
    assert asked and str(asked.period) == "2023-01"


def test_as_of_a_day_before_the_first_article_the_archive_does_not_say(archive_of: ArchiveOf) -> None:
    nothing = ask(archive_of(TOLLS), "Hoeveel doden vielen er in Sluiswijk?", as_of=date(2022, 12, 31))
    assert isinstance(nothing, NothingFound)
    assert (nothing.question.as_of, nothing.nearest) == (date(2022, 12, 31), ())


def test_what_was_published_then_is_a_filter_only_where_it_is_asked_for(archive_of: ArchiveOf) -> None:
    archive = archive_of(TOLLS)
    *_, found, _ = Desk(archive, Glossary.shipped()).ask("Welke artikelen uit januari 2023 noemen de pauselijke dijk?")
    assert isinstance(found, Found)
    assert {hit.passage.article.id for hit in found.hits} == {"source/first"}
    found = next(
        event
        for event in Desk(archive, Glossary.shipped()).ask("Hoeveel doden vielen er in januari 2023?")
        if isinstance(event, Found)
    )
    assert {hit.passage.article.id for hit in found.hits} == {"source/first", "source/second"}
