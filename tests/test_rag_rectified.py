from collections.abc import Callable

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done

ArchiveOf = Callable[[dict[str, str]], Archive]
FIRE = "De brand in de loods in Overvelde brak uit op 3 mei 2023. De politie zoekt getuigen."
DATE = "In het bericht over de brand in Overvelde stond dat de brand op 3 mei 2023 uitbrak. Dat was 4 mei 2023."
OWNER = (
    "In het bericht over de brand in Overvelde stond ten onrechte dat de loods van Jan Peeters is. "
    "De loods is van Piet Jansen."
)
COST = "Over de brand in Overvelde schreven wij dat die 3 miljoen euro kostte; dat moet 2 miljoen euro zijn."
WHEN = "Wanneer brak de brand in Overvelde uit?"


def fire(text: str, date: str = "2023-05-05", **fields: str) -> str:
    return markdown("Brand in Overvelde", text, date, **fields)


def correction(text: str, date: str = "2023-05-09", title: str = "Correctie: brand Overvelde") -> str:
    return markdown(title, text, date)


def said(archive: Archive, question: str) -> list[tuple[str, str]]:
    """Return each statement of the answer with what it marks; all its quotations stand in their articles."""
    *_, done = Desk(archive, Glossary.shipped()).ask(question)
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    for one in done.outcome.citations:
        assert one.span.of(one.article.text) == one.quote and one.span.within(one.passage)
    return [(one.text, one.highlight.of(one.text) if one.highlight else "") for one in done.outcome.statements]


@pytest.mark.parametrize(
    ("wrong", "right", "question", "marked"),
    [
        (FIRE, DATE, WHEN, "4 mei 2023"),
        (
            "De loods in Overvelde is van Jan Peeters, zei Vos.",
            OWNER,
            "Van wie is de loods in Overvelde?",
            "Piet Jansen",
        ),
        (
            "De brand in Overvelde kostte 3 miljoen euro.",
            COST,
            "Hoeveel kostte de brand in Overvelde?",
            "2 miljoen euro",
        ),
    ],
)
def test_the_correction_takes_the_place_of_what_it_takes_back(
    archive_of: ArchiveOf, wrong: str, right: str, question: str, marked: str
) -> None:
    assert marked not in [mark for _, mark in said(archive_of({"a.md": fire(wrong)}), question)]
    assert said(archive_of({"a.md": fire(wrong), "b.md": correction(right)}), question) == [(right, marked)]


def test_what_another_outlet_says_stays_beside_it(archive_of: ArchiveOf) -> None:
    files = {"a.md": fire(FIRE), "b.md": correction(DATE), "c.md": fire(FIRE, outlet="De Ander")}
    assert said(archive_of(files), WHEN) == [
        (DATE, "4 mei 2023"),
        ("De brand in de loods in Overvelde brak uit op 3 mei 2023.", "3 mei 2023"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        correction(DATE, date="2023-05-01"),  # printed before the article
        correction(DATE, title="Terugblik op de brand"),
        correction(DATE.replace("3 mei 2023", "2 mei 2023")),
        correction("Over de kermis stond dat de markt op 3 mei 2023 begon. Dat was 4 mei 2023.", title="Correctie"),
        correction("Over de brand in Overvelde stond dat die op 3 mei 2023 uitbrak in een kas. Het was een loods."),
    ],
)
def test_a_correction_of_something_else_changes_nothing(archive_of: ArchiveOf, other: str) -> None:
    answer = said(archive_of({"a.md": fire(FIRE), "b.md": other}), WHEN)
    assert answer[0] == ("De brand in de loods in Overvelde brak uit op 3 mei 2023.", "3 mei 2023")


def test_who_is_only_named_in_a_correction_is_not_taken_back(archive_of: ArchiveOf) -> None:
    named = "Over de brand in Overvelde stond dat brandweerman Jan Vos op 3 mei 2023 bluste. Dat was op 4 mei 2023."
    files = {"a.md": fire("De brand in Overvelde werd geblust door Jan Vos."), "b.md": correction(named)}
    assert said(archive_of(files), "Wie bluste de brand in Overvelde?")[0][1] == "Jan Vos"
