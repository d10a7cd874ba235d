"""Which hits come first: what happened in the period asked about, before what was printed in it, before the rest."""

from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive, Hit
from index.glossary import Glossary
from index.period import Period
from rag.question import Question
from rag.retrieve import retrieve
from rag.terms import terms_of

ArchiveOf = Callable[..., Archive]

# The same story three times: printed in March of July, printed in May of March, and with March in neither.
PRINTED = markdown("Doden", "In juli 2022 kwamen er in Overvelde burgers om bij de brand.", date="2023-03-20")
HAPPENED = markdown("Doden", "In maart 2023 kwamen er in Overvelde burgers om bij de brand.", date="2023-05-20")
NEITHER = markdown("Doden", "In augustus 2022 kwamen er in Overvelde burgers om bij de brand.", date="2023-05-21")
# Named so that what should come last would come first where nothing else tells them apart.
FILES = {"a.md": NEITHER, "b.md": PRINTED, "c.md": HAPPENED}


def hits(archive: Archive, text: str, **asked: object) -> list[Hit]:
    question = Question.parse(text, "nl", date(2024, 1, 10), archive.latest(), **asked)  # type: ignore[arg-type]
    return retrieve(archive, question, terms_of(question, Glossary.shipped(), archive.spread))


def found(archive: Archive, text: str, **asked: object) -> list[str]:
    return [hit.passage.article.id.removeprefix("source/") for hit in hits(archive, text, **asked)]


@pytest.mark.parametrize(
    "question", ["Hoeveel burgers kwamen om in maart 2023?", "How many civilians died in March 2023?"]
)
def test_what_happened_then_ranks_above_what_was_printed_then_and_that_above_the_rest(
    archive_of: ArchiveOf, question: str
) -> None:
    archive = archive_of(FILES)
    assert found(archive, question) == ["c", "b", "a"]
    assert [hit.rank for hit in hits(archive, question)] == [1, 2, 3]


def test_without_a_period_the_same_articles_come_as_their_words_and_meaning_have_it(archive_of: ArchiveOf) -> None:
    assert found(archive_of(FILES), "Hoeveel burgers kwamen om?")[0] == "a"


def test_a_period_set_by_hand_goes_before_the_words_of_the_question(archive_of: ArchiveOf) -> None:
    archive = archive_of(FILES)
    july = Period.parse("2022-07")
    assert found(archive, "Hoeveel burgers kwamen om in maart 2023?", period=july)[0] == "b"
    assert found(archive, "Hoeveel burgers kwamen om?", period=july)[0] == "b"


def test_any_time_set_by_hand_takes_the_period_away(archive_of: ArchiveOf) -> None:
    archive = archive_of(FILES)
    always = Period.between("", "")
    assert found(archive, "Hoeveel burgers kwamen om in maart 2023?", period=always)[0] == "a"


def test_a_question_for_what_was_published_then_finds_nothing_else(archive_of: ArchiveOf) -> None:
    archive = archive_of(FILES)
    assert found(archive, "Welke artikelen uit maart 2023 gaan over burgers die omkwamen?") == ["b"]
    assert found(archive, "Which articles published in May 2023 tell of civilians who died?") == ["a", "c"]


def test_as_of_a_day_later_articles_are_not_seen(archive_of: ArchiveOf) -> None:
    archive = archive_of(FILES)
    assert found(archive, "Hoeveel burgers kwamen om?", as_of=date(2023, 5, 20)) == ["b", "c"]
    assert found(archive, "Artikelen uit mei 2023 over burgers", as_of=date(2023, 5, 20)) == ["c"]
    assert found(archive, "Hoeveel burgers kwamen om?", as_of=date(2022, 1, 1)) == []


def test_the_words_of_the_period_do_not_decide_what_is_found(archive_of: ArchiveOf) -> None:
    files = {
        "budget.md": markdown(
            "Begroting 2023", "De begroting van 2023 telt 2023 bladzijden, in maart 2023.", date="2022"
        ),
        "brand.md": markdown("Brand", "Gisteren kwamen drie burgers om bij de brand.", date="2023-03-20"),
    }
    assert found(archive_of(files), "Hoeveel burgers kwamen om bij de brand in maart 2023?")[0] == "brand"


def test_hits_carry_their_times_for_who_chooses_sentences(archive_of: ArchiveOf) -> None:
    first = hits(archive_of(FILES), "Hoeveel burgers kwamen om in maart 2023?")[0]
    (time,) = first.times
    assert time.span.of(first.passage.article.text) == "maart 2023" and str(time.period) == "2023-03"
