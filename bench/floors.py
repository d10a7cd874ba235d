"""The quality gate: figures may not fall below their floors, and floors are not lowered by accident."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

EPSILON = 0.005  # a figure may be this much below its floor: ties in a ranking may fall otherwise on another machine

Figures = Mapping[str, float | None]


class Floor(TypedDict):
    """What a question set achieved when it was pinned, and which set that was."""

    sha256: str
    figures: dict[str, float]


Floors = dict[str, Floor]


def read_floors(path: Path) -> Floors:
    """Return the floors by name of the question set; none where the file is not there yet."""
    floors: Floors = json.loads(path.read_text("utf-8"))["sets"] if path.exists() else {}
    return floors


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors, with the epsilon that they are held with."""
    path.write_text(json.dumps({"epsilon": EPSILON, "sets": floors}, indent=2) + "\n", "utf-8")


def floor_of(questions: Path, figures: Figures) -> Floor:
    """Return what a set achieves now, as a floor."""
    return {
        "sha256": hashlib.sha256(questions.read_bytes()).hexdigest(),
        "figures": {name: figure for name, figure in figures.items() if figure is not None},
    }


def complaints(now: Floors, floors: Floors) -> list[str]:
    """Return, as sentences, each figure that fell below its floor and each set that is not the one pinned."""
    told = []
    for name, achieved in now.items():
        if name not in floors:
            told.append(f"{name}: has no floors; pin them with --pin")
            continue
        if achieved["sha256"] != floors[name]["sha256"]:
            told.append(f"{name}: the questions are not those that were pinned; pin them with --pin")
        told += _fallen(name, achieved, floors[name], EPSILON)
    return told


def lowered(now: Floors, floors: Floors) -> list[str]:
    """Return, as sentences, each floor that pinning would lower."""
    return [told for name in now if name in floors for told in _fallen(name, now[name], floors[name], 0.0)]


def _fallen(name: str, achieved: Floor, floor: Floor, allowed: float) -> list[str]:
    told = []
    for figure, least in floor["figures"].items():
        got = achieved["figures"].get(figure)
        if got is None:
            told.append(f"{name}: {figure} is not measured any more, its floor is {least:.4f}")
        elif got < least - allowed:
            told.append(f"{name}: {figure} is {got:.4f}, its floor is {least:.4f}")
    return told
