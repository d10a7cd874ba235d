"""Questions after other figures that the hits report of the same event: how many were injured, evacuated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.archive import Hit
from index.catalog_figures import ReportedFigure
from rag.answer import Answer, NothingFound
from rag.asked_count import asked_count
from rag.conversation.named import named_in
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
    outcome: Answer | NothingFound,
    subject: Subject,
    hits: Sequence[Hit],
    figures: Mapping[int, Sequence[ReportedFigure]],
) -> Iterator[Suggestion]:
    """Yield a question for each thing that befell people in what is shown, and that was not asked about.

    They come in the order of the hits. One fits where a figure that counts it leads the answer, of an article that has
    the names of the same place.
    """
    if not subject.where:
        return
    question, names = outcome.question, tuple(one.text for one in named_in(f"- {subject.where}"))
    asked, shown = set(asked_count(question).events), _shown(outcome)
    for hit in hits:
        if hit.passage.article.id not in shown:
            continue
        for reported in figures.get(hit.passage.id, ()):
            key = reported.figure.counted.key
            if key in _ASKED[question.language] and key not in asked and reported.figure.value is not None:
                asked.add(key)
                yield _of(key, _ASKED[question.language][key].format(where=subject.where), names)


def _shown(outcome: Answer | NothingFound) -> frozenset[str]:
    if isinstance(outcome, Answer):
        return frozenset(one.article.id for one in outcome.citations)
    return frozenset(hit.passage.article.id for hit in outcome.nearest)


def _of(key: str, text: str, names: tuple[str, ...]) -> Suggestion:
    def fits(answer: Answer) -> bool:
        leads = answer.lead.entry if answer.lead else None
        if leads is None or leads.figure.counted.key != key:
            return False
        article = leads.citation.article
        return all(name in article.text or name in article.title for name in names)

    return Suggestion(text, fits)
