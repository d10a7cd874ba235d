"""Figures: the numbers that a sentence reports, what each of them counts, how exactly, as of when and who says so."""

from __future__ import annotations

from index.annotate.figures.bounds import Bound
from index.annotate.figures.counted import Counted
from index.annotate.figures.figure import Figure
from index.annotate.figures.reading import LONGEST_SENTENCE, RULES, figures

__all__ = ["LONGEST_SENTENCE", "RULES", "Bound", "Counted", "Figure", "figures"]
