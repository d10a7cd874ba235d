"""Whatever a model streams, a sentence that is shown has passed the gate, and nothing else of it is shown."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import date

import pytest
from fakes import an_article, built, markdown
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.glossary import Glossary
from index.span import Span
from rag.answer import Answer, Citation
from rag.carried import flaw_of
from rag.desk import Desk, Done, Said
from rag.model import Message
from rag.quoted import find_quoted

TEXT = (
    "De dijk bij Sluiswijk brak maandag door. Er werden zeker 2.400 mensen geëvacueerd, zei burgemeester Joost "
    "Terpstra. Er vielen geen doden [1] “in de stad”, zei hij."
)
ASKED = "Hoeveel mensen werden er geëvacueerd bij Sluiswijk?"
GLOSSARY = Glossary.shipped()
_WORDS = """
    De dijk bij Sluiswijk brak maandag door Er werden zeker 2.400 mensen geëvacueerd zei burgemeester Joost Terpstra
    vielen geen doden in de stad niet 25 2400 tien Rotterdam Putin dinsdag NOT SAID ** - 1. ²⁵ \u0420utin 🔥
    evil.example https://evil.example/ ![](x) <b> </b> <think> </think> <|im_start|> \u202e \u200b \x1b[2J
    """.split()
_MARKS = [*"[1] [2] [999] (1) 【1】 [1, [a] \" “ ” ' « » . , : \n \n\n".split(" "), "\n", '[1] "', '"\n', "]("]
_QUOTES = [
    '[1] "Er werden zeker 2.400 mensen geëvacueerd" ',
    '[1] "De dijk bij Sluiswijk brak maandag door" ',
    '[2] "Er vielen geen doden" ',
    '[1] "zei burgemeester Joost Terpstra"\n',
]
PIECES = st.lists(st.sampled_from([*_WORDS, *_MARKS, *_QUOTES]), max_size=40).map(
    lambda said: [f"{one} " for one in said]
)


class Says:
    """A model that writes these pieces to whatever it is sent."""

    name, context = "hostile:<b>\x1b[2J\u202e", 8_192

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        yield from self.pieces


@pytest.fixture(scope="module")
def dike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = built(tmp_path_factory.mktemp("dike"), {"a.md": markdown("Dijk", TEXT)})
    yield archive
    archive.close()


def gets_through(archive: Archive, pieces: Sequence[str]) -> Answer:
    """Return the answer; every statement on the way there, and the whole, must have passed the gate."""
    *events, done = Desk(archive, GLOSSARY, model=Says(pieces)).ask(ASKED, date(2024, 1, 5))
    assert isinstance(done, Done) and isinstance(done.outcome, Answer) and done.outcome.statements
    answer = done.outcome
    for said in (*(event.statement for event in events if isinstance(event, Said)), *answer.statements):
        assert said.citations
        for one in said.citations:
            assert archive.article(one.article.id).text[one.span.start : one.span.end] == one.quote
        if not said.is_quotation:
            assert flaw_of(said.text, "nl", said.citations, GLOSSARY) is None
            assert said.text.isprintable() and not set("<>[]|²\u200b\u202e") & set(said.text)
            assert "evil" not in said.text and "Rotterdam" not in said.text and "25" not in said.text
    assert answer.written and (answer.written.fell_back is None) == (answer.written.kept > 0)
    return answer


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_whatever_a_model_streams_only_what_the_gate_lets_pass_is_shown(dike: Archive, pieces: list[str]) -> None:
    gets_through(dike, pieces)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_and_so_it_is_of_text_of_any_kind(dike: Archive, text: str) -> None:
    gets_through(dike, [f'{text} [1] "Er werden zeker 2.400 mensen geëvacueerd"'])


def test_a_good_answer_is_among_what_gets_through(dike: Archive) -> None:
    answer = gets_through(dike, ["Zeker 2.400 mensen werden geëvacueerd. ", _QUOTES[0]])
    assert [said.text for said in answer.statements] == ["Zeker 2.400 mensen werden geëvacueerd."]


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join))
def test_a_sentence_may_bring_in_no_number_and_no_capital(sentence: str) -> None:
    article = an_article(TEXT)
    span = find_quoted(
        "Er werden zeker 2.400 mensen geëvacueerd, zei burgemeester Joost Terpstra", TEXT, Span(0, len(TEXT))
    )
    assert span
    if flaw_of(sentence, "nl", [Citation.of(article, span, span)], GLOSSARY) is None:
        assert not {"25", "tien", "Rotterdam", "Putin", "Sluiswijk", "niet", "geen", "dinsdag"} & set(sentence.split())
