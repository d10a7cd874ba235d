"""The quality gate: a figure that falls is named, and a floor is not lowered by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.floors import EPSILON, Floors, complaints, floor_of, lowered, read_floors, write_floors


def floors(right: float | None = 0.5, sha256: str = "one") -> Floors:
    return {"dev": {"sha256": sha256, "figures": {"right": right, "mrr@10": 0.8} if right else {"mrr@10": 0.8}}}


@pytest.mark.parametrize("right", [0.5, 0.7, 0.5 - EPSILON])
def test_a_figure_at_its_floor_above_it_or_within_epsilon_passes(right: float) -> None:
    assert complaints(floors(right), floors()) == []


def test_a_figure_that_fell_by_more_than_epsilon_is_named() -> None:
    (told,) = complaints(floors(0.5 - EPSILON - 0.001), floors())
    assert "dev: right is 0.4940, its floor is 0.5000" in told


def test_a_figure_that_is_not_measured_any_more_is_named() -> None:
    (told,) = complaints(floors(None), floors())
    assert "right is not measured any more" in told


def test_other_questions_than_those_pinned_are_noticed_and_so_is_a_set_without_floors() -> None:
    assert "are not those that were pinned" in complaints(floors(sha256="two"), floors())[0]
    assert "has no floors" in complaints(floors(), {})[0]


def test_a_set_that_was_not_measured_is_left_alone() -> None:
    assert complaints(floors(), floors() | {"wikinews": floors()["dev"]}) == []


def test_pinning_would_lower_a_floor_even_by_less_than_epsilon() -> None:
    assert lowered(floors(0.499), floors()) == ["dev: right is 0.4990, its floor is 0.5000"]
    assert lowered(floors(0.6), floors()) == []


def test_floors_come_back_as_they_were_written_with_the_hash_of_their_questions(tmp_path: Path) -> None:
    questions = tmp_path / "dev.jsonl"
    questions.write_text("{}\n", "utf-8")
    floor = floor_of(questions, {"right": 0.5, "marked": None})
    assert floor["figures"] == {"right": 0.5}
    write_floors(tmp_path / "floors.json", {"dev": floor})
    assert read_floors(tmp_path / "floors.json") == {"dev": floor}
    questions.write_text("{ }\n", "utf-8")
    assert floor_of(questions, {})["sha256"] != floor["sha256"]
