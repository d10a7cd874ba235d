"""What models write is understood, also where they stray from what they were asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.spoken import Quoted, sentences_in

QUOTED = "het dodental gestegen is tot 25"


def read(written: str, size: int = 3) -> list[tuple[str, list[Quoted]]]:
    pieces = [written[at : at + size] for at in range(0, len(written), size)]
    return [(one.sentence, one.quoted) for one in sentences_in(pieces) if one]


@pytest.mark.parametrize(
    "written",
    [
        f'The toll is 25. [1] "{QUOTED}"',
        f"The toll is 25. [1] “{QUOTED}”\n",
        f"The toll is 25. [1] «{QUOTED}»",
        f"The toll is 25. [1] '{QUOTED}'",
        f'- The toll is 25. [1] "{QUOTED}".',
        f'1. **The toll is 25.** [1]: "{QUOTED}"',
        f'The toll is 25. (1) "{QUOTED}"',
        f'The toll is 25. [passage 1] "{QUOTED}"',
        f'The toll is 25. [1: "{QUOTED}"]',
        f'The toll is 25. "{QUOTED}" [1]',
        f'The toll is 25.\n[1] "{QUOTED}"\n',
        f'The toll is 25. [1]\n"{QUOTED}"\n',
        f'<think>\nHm. [9] "no no no"\n</think>\nThe toll is 25. [1] "{QUOTED}"',
        f'The toll is 25. [1] "{QUOTED}',
    ],
)
def test_a_sentence_with_its_quotation(written: str) -> None:
    assert read(written) == [("The toll is 25.", [Quoted((1,), QUOTED)])]


def test_a_sentence_may_have_several_quotations_and_a_line_several_sentences() -> None:
    line = 'A was b. [1] "q one two" [2] "r one two" C was d. [3] "s one two"'
    assert read(line) == [
        ("A was b.", [Quoted((1,), "q one two"), Quoted((2,), "r one two")]),
        ("C was d.", [Quoted((3,), "s one two")]),
    ]


def test_a_sentence_goes_on_behind_its_first_quotation() -> None:
    line = 'A was b [1] "q one two", and c was d [2] "r one two".'
    assert read(line) == [("A was b, and c was d", [Quoted((1,), "q one two"), Quoted((2,), "r one two")])]


def test_quotations_within_a_quotation_and_within_a_sentence_are_part_of_it() -> None:
    line = 'Vos zei "we gaan door". [4] "zei Vos: "we gaan door" tegen ons"'
    assert read(line) == [('Vos zei "we gaan door".', [Quoted((4,), 'zei Vos: "we gaan door" tegen ons')])]


def test_of_several_numbers_any_may_be_meant() -> None:
    assert read('A was b. [1, 3] "q one two"') == [("A was b.", [Quoted((1, 3), "q one two")])]


def test_what_has_no_quotation_is_a_sentence_all_the_same() -> None:
    assert read("Here it is:\n\nThe toll is 25.") == [("Here it is", []), ("The toll is 25.", [])]


@pytest.mark.parametrize("written", ["NOT SAID", "Not said.", '"NOT SAID"', "**NOT SAID**"])
def test_declining_is_understood(written: str) -> None:
    (spoken,) = [one for one in sentences_in([written]) if one]
    assert spoken.declines


def test_a_sentence_comes_as_soon_as_its_line_ends() -> None:
    coming = sentences_in(iter(['A was b. [1] "q one two"', "\n", "never read"]))
    assert [next(coming), next(coming)][0] is None
    assert next(sentences_in(['A was b. [1] "q one two"\n'])) is not None


def test_thoughts_are_no_part_of_the_answer_however_they_come_in() -> None:
    written = '<think>a <think> b\n[1] "x y z"</think>A was b. [1] "q one two"<think>never ended'
    for size in (1, 2, 5, 9, 100):
        assert read(written, size) == [("A was b.", [Quoted((1,), "q one two")])]


def test_what_a_model_writes_without_end_is_read_in_linear_time_and_then_no_more() -> None:
    read_so_far = 0

    def endless(piece: str) -> Iterator[str]:
        nonlocal read_so_far
        for read_so_far in range(1_000_000):  # noqa: B007 - looked at below
            yield piece

    for piece in ('[1] "', "a ", '[ "x" '):
        list(sentences_in(endless(piece)))
        assert read_so_far < 12_001


@given(st.text(alphabet='a1 "[]().\n“”:-', max_size=80), st.integers(1, 7))
def test_whatever_a_model_writes_is_read_alike_in_any_pieces(written: str, size: int) -> None:
    assert read(written, size) == read(written, 1_000)
