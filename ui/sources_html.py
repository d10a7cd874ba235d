"""The evidence beside an answer, a card for each quotation: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article
from index.sentences import paragraphs
from index.span import Span
from rag.answer import Answer, Citation, NothingFound
from ui.escaping import escape
from ui.highlighted import highlighted
from ui.marks import also_told
from ui.nothing_html import shortfall_told
from ui.phrases import say
from ui.wording import sayer_words, source_words
from ui.written import translation_told


def sources_html(outcome: Answer | NothingFound, turn: int = 1) -> str:
    """Return the cited passages with their quotations marked; where nothing was found, the nearest passages.

    `turn` is which question of the conversation it answers, from 1: the marks of that answer lead here.
    """
    language = outcome.question.language
    if isinstance(outcome, NothingFound):
        cards = [
            _card(
                hit.passage.article,
                hit.passage.span,
                None,
                language,
                f"{turn}-{number}",
                _facts([("short", shortfall_told(hit, outcome.question))]),
            )
            for number, hit in enumerate(outcome.nearest, start=1)
        ]
        return _panel(say("nearest", language) if cards else say("sources", language), cards, language)
    numbered = enumerate(outcome.citations, start=1)
    cited = [_cited_card(citation, outcome, f"{turn}-{number}") for number, citation in numbered]
    return _panel(say("sources", language), cited, language)


def facts_of(citation: Citation, answer: Answer) -> list[tuple[str, str]]:
    """Return what to know of a quotation, each with its kind: who says so, verbatim, revised, where else."""
    language = answer.question.language
    facts = []
    entries = [entry for entry in answer.figures if citation.place in {one.place for one in entry.citations}]
    says = [source_words(entry, language) for entry in entries if entry.citation.place == citation.place]
    if source := next(filter(None, says), "") or sayer_words(citation, language) or citation.article.outlet:
        facts.append(("says", say("says", language, source=source)))
    facts.append(("verbatim", say("verbatim", language)))
    if answer.timeline and any(answer.timeline.fate_of(entry) == "corrected" for entry in entries):
        facts.append(("revised", say("figure_corrected", language)))
    if citation.article.revision > 1:
        facts.append(("revised", say("revised", language, revision=citation.article.revision)))
    if also := also_told(citation, language):
        facts.append(("also", also[0].upper() + also[1:]))
    return facts


def _panel(title: str, cards: Sequence[str], language: str) -> str:
    return f'<div class="sources" lang="{escape(language)}"><h2>{escape(title)}</h2>{"".join(cards)}</div>'


def _cited_card(citation: Citation, answer: Answer, place: str) -> str:
    text, language = citation.article.text, answer.question.language
    around = [span for span in paragraphs(text) if span.start < citation.span.end and citation.span.start < span.end]
    shown = Span(around[0].start, around[-1].end) if around else citation.passage
    under = _translation(citation, answer) + _facts(facts_of(citation, answer))
    return _card(citation.article, shown, citation.span, language, place, under)


def _translation(citation: Citation, answer: Answer) -> str:
    words, language = answer.translations.get(citation.place), answer.question.language
    if not words:
        return ""
    by = f'<span class="by">{escape(translation_told(answer))}</span>'
    return f'<p class="translation" lang="{escape(language)}"><q>{escape(words)}</q> {by}</p>'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    told = "".join(f'<li class="{kind}">{escape(fact)}</li>' for kind, fact in facts)
    return f'<ul class="facts">{told}</ul>'


def _card(article: Article, shown: Span, marked: Span | None, language: str, place: str, under: str) -> str:
    """Return a passage with what is marked in it, and where in which article that stands, for the reading pane.

    `place` is its turn and number, `2-1`; `under` is what stands under it, as HTML.
    """
    told = " · ".join(part for part in (article.outlet, article.published.describe(language), article.author) if part)
    number = place.partition("-")[2]
    words = highlighted(shown.of(article.text), marked.shifted(-shown.start) if marked else None)
    at = marked or shown
    where = (
        f'data-article="{escape(article.id)}" data-revision="{article.revision}" '
        f'data-start="{at.start}" data-end="{at.end}"'
    )
    read = f'<button type="button" class="read" data-open="{place}">{escape(say("read_here", language))}</button>'
    return (
        f'<article class="source" id="source-{place}" tabindex="-1" {where}>'
        f'<header><span class="number">{number}</span><div><h3>{escape(article.title)}</h3>'
        f'<p class="told">{escape(told)}</p></div></header>'
        f'<blockquote lang="{escape(article.language)}">{words}</blockquote>{under}'
        f'<p class="ways">{read}{link_html(article, language)}</p></article>'
    )


def link_html(article: Article, language: str) -> str:
    """Return the link to the article at its outlet; empty where it has no web address."""
    if not article.url.startswith(("https://", "http://")):
        return ""
    label = escape(say("open", language))
    return f'<a class="open" href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">{label}</a>'
