"""What a check takes of a text: cleaned, bounded, and known to say something or not."""

from __future__ import annotations

import time

import pytest

from rag.checking.text import LONGEST_TEXT, MOST_SENTENCES, Text, TextRefused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\u200b\t", "empty"),
        ("[1] [2]", "empty"),
        ("?! …", "wordless"),
        ("a" * (LONGEST_TEXT + 1), "long"),
        ("e\u0301" * 10_000_000, "long"),
        ("\ud800", "empty"),
    ],
)
def test_what_cannot_be_checked_is_refused_and_told_why(text: str, reason: str) -> None:
    with pytest.raises(TextRefused) as refused:
        Text.read(text)
    assert refused.value.reason == reason


def test_only_so_many_sentences_are_checked_and_the_others_counted() -> None:
    read = Text.read("De dijk brak. " * (MOST_SENTENCES + 5))
    assert (len(read.sentences), read.left_out) == (MOST_SENTENCES, 5)
    assert [one.number for one in read.sentences] == list(range(1, MOST_SENTENCES + 1))


def test_marks_of_notes_bullets_and_what_cannot_be_seen_are_no_part_of_it() -> None:
    read = Text.read("• De dijk\u202e brak.[12]\r\n\r\n- Er vielen doden.[bron?]")
    assert [one.text for one in read.sentences] == ["De dijk brak.", "Er vielen doden."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who did it?", "question"),
        ("“Who did it?”", "question"),
        ("I think it is a shame.", "opinion"),
        ("Volgens mij was het de schuld van Vos.", "opinion"),
        ("Unfortunately the dike broke.", "opinion"),
        ("The dike broke, I am told.", None),
        ("De dijk brak " + "en brak " * 90 + ".", "long"),
        ("Dijk gebroken bij Sluiswijk", None),  # all that was selected
    ],
)
def test_what_a_sentence_is(text: str, kind: str | None) -> None:
    assert [one.unasserted for one in Text.read(text).sentences] == [kind]


def test_a_line_of_its_own_without_a_stop_is_a_heading_beside_other_text() -> None:
    read = Text.read("Dijk gebroken bij Sluiswijk\n\nDe dijk brak vrijdag.")
    assert [one.unasserted for one in read.sentences] == ["heading", None]


def test_a_sentence_that_names_nobody_is_about_whoever_was_named_before() -> None:
    read = Text.read(
        "Mayor Vos spoke in Sluiswijk. He resigned on Monday. Two people died, said Anna Vis of the Alarm. It rained.",
        language="en",
    )
    assert [one.about for one in read.sentences] == [
        (),
        ("Mayor Vos", "Sluiswijk"),
        ("Mayor Vos", "Sluiswijk"),
        ("Mayor Vos", "Sluiswijk"),
    ]


@pytest.mark.parametrize("piece", ["had ", "[", "a.", "- ", "“", "I think ", "1.", "A. ", "٢", "of er "])
def test_no_text_takes_long(piece: str) -> None:
    began = time.perf_counter()
    Text.read("De dijk brak. " + piece * ((LONGEST_TEXT - 20) // len(piece)), language="nl")
    assert time.perf_counter() - began < 5
