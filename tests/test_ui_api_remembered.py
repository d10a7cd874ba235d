from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.conversation.exchange import Exchange
from rag.desk import Desk
from ui.api.remembered import Exchanges

TODAY = date(2024, 2, 1)
FIRST, SECOND = "Hoeveel doden vielen er bij Overvelde?", "En bij Sluiswijk?"


@pytest.fixture
def desk(archive_of: Callable[..., Archive]) -> Desk:
    return Desk(archive_of({"dijk.md": markdown("Dijk", "Bij Sluiswijk vielen drie doden.")}), Glossary.shipped())


def no_more_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    def talk(*_: object, **__: object) -> tuple[Exchange, ...]:
        raise AssertionError("it was asked again")

    monkeypatch.setattr(desk, "talk", talk)
    return desk


def test_what_is_remembered_is_not_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    exchanges, history = Exchanges(), desk.talk([FIRST, SECOND], TODAY)
    exchanges.keep(history[0], (FIRST,))
    exchanges.keep(history[1], (FIRST, SECOND))
    no_more_questions(desk, monkeypatch)
    assert exchanges.of([FIRST, SECOND], desk, TODAY, None, as_typed=True) == history
    assert exchanges.of([one.standing for one in history], desk, TODAY, None) == history
    with pytest.raises(AssertionError, match="asked again"):
        exchanges.of([FIRST], desk, TODAY, date(2024, 1, 1))


def test_what_was_forgotten_is_asked_again_and_gives_the_same(desk: Desk) -> None:
    history = desk.talk([FIRST, SECOND], TODAY)
    assert history[1].question.text == "Hoeveel doden vielen er bij Sluiswijk?"
    forgetful = Exchanges(most=1)
    for exchange in history:
        forgetful.keep(exchange)
    assert [one.question.text for one in forgetful.of([FIRST, SECOND], desk, TODAY, None, as_typed=True)] == [
        one.question.text for one in history
    ]
    assert len(forgetful.of([one.standing for one in history], desk, TODAY, None)) == 2


def test_only_the_latest_of_a_long_conversation_count(desk: Desk) -> None:
    assert len(Exchanges().of([FIRST] * 20, desk, TODAY, None)) == 6
    assert len(Exchanges().of([FIRST] * 20, desk, TODAY, None, as_typed=True)) == 6
