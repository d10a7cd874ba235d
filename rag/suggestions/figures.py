"""Questions after other figures that the hits report of the same event: how many were injured, evacuated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.archive import Hit
from index.catalog_figures import ReportedFigure
from rag.asked_count import asked_count
from rag.question import Question
from rag.suggestions.subject import Subject
from rag.suggestions.suggestion import Suggestion

_ASKED = {
    "nl": {
        "killed": "Hoeveel doden vielen er {where}?",
        "injured": "Hoeveel gewonden vielen er {where}?",
        "missing": "Hoeveel mensen waren er vermist {where}?",
        "evacuated": "Hoeveel mensen werden er geëvacueerd {where}?",
        "arrested": "Hoeveel mensen werden er aangehouden {where}?",
        "displaced": "Hoeveel mensen raakten er ontheemd {where}?",
        "stranded": "Hoeveel mensen strandden er {where}?",
    },
    "en": {
        "killed": "How many people were killed {where}?",
        "injured": "How many people were injured {where}?",
        "missing": "How many people were missing {where}?",
        "evacuated": "How many people were evacuated {where}?",
        "arrested": "How many people were arrested {where}?",
        "displaced": "How many people were displaced {where}?",
        "stranded": "How many people were stranded {where}?",
    },
}


def by_figures(
    question: Question, subject: Subject, hits: Sequence[Hit], figures: Mapping[int, Sequence[ReportedFigure]]
) -> Iterator[Suggestion]:
    """Yield a question for each thing that befell people, and that was not asked about, in the order of the hits."""
    if not subject.where:
        return
    asked = set(asked_count(question).events)
    for hit in hits:
        for reported in figures.get(hit.passage.id, ()):
            key = reported.figure.counted.key
            if key in _ASKED[question.language] and key not in asked and reported.figure.value is not None:
                asked.add(key)
                text = _ASKED[question.language][key].format(where=subject.where)
                yield Suggestion(text, hit.passage.article.id, reported.sentence, reported.figure.value)
