"""The articles that a question found, as a list by date with facets: pure, and escapes everything that it is given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from index.archive import Hit
from ui.escaping import escape
from ui.phrases import say
from ui.wording import count_words

MOST_FOUND = 50  # passages that are looked at
_LONGEST = 320  # code points shown of a passage


def found_html(hits: Sequence[Hit], turn: int, language: str) -> str:
    """Return the list, the newest first, of a hit for each article; `turn` is that of the question, from 1.

    What narrows it stands in the attributes: the page's script does that, and puts them in another order.
    """
    newest = sorted(hits, key=lambda hit: hit.passage.article.published, reverse=True)
    rows = "".join(_row(hit, f"{turn}f-{at}", language) for at, hit in enumerate(newest, start=1))
    outlets = Counter(outlet for hit in hits for outlet in outlets_of(hit))
    years = Counter(str(hit.passage.article.published.start.year) for hit in hits)
    facets = _facet("outlet", sorted(outlets.items(), key=lambda item: (-item[1], item[0].casefold())), language)
    facets += _facet("year", sorted(years.items()), language)
    all_of_them = count_words(len(hits), "articles", language)
    shown = say("found_shown", language, shown="{shown}", all=all_of_them)
    return (
        f'<section class="found" lang="{escape(language)}" aria-labelledby="found-{turn}">'
        f'<h2 id="found-{turn}" tabindex="-1">{escape(say("found_title", language))}</h2>'
        f'<p class="how-many" role="status" data-told="{escape(shown)}" data-all="{escape(all_of_them)}">'
        f'{escape(all_of_them)}</p>{facets}<p class="order"><button type="button" data-order="{turn}" '
        f'aria-pressed="false">{escape(say("found_oldest", language))}</button></p><ol>{rows}</ol></section>'
    )


def outlets_of(hit: Hit) -> tuple[str, ...]:
    """Return the outlets that print the article of a hit, its own first; one without a name is none."""
    articles = (hit.passage.article, *hit.printings)
    return tuple(dict.fromkeys(article.outlet for article in articles if article.outlet))


def _row(hit: Hit, place: str, language: str) -> str:
    article, span = hit.passage.article, hit.passage.span
    told = " · ".join(part for part in (article.outlet, article.published.describe(language)) if part)
    others = ((one.outlet or one.title, one.published.describe(language)) for one in hit.printings)
    also = ", ".join(f"{outlet} ({day})" for outlet, day in others)
    where = f'<p class="told">{escape(say("also_in", language, where=also))}</p>' if also else ""
    return (
        f'<li class="source" id="source-{place}" data-article="{escape(article.id)}" '
        f'data-revision="{article.revision}" data-start="{span.start}" data-end="{span.end}" '
        f'data-day="{article.published.start.isoformat()}" data-year="{article.published.start.year}" '
        f'data-outlets="{escape(json.dumps(outlets_of(hit), ensure_ascii=False))}">'
        f'<h3><button type="button" class="headline" data-open="{place}">{escape(article.title)}</button></h3>'
        f'<p class="told">{escape(told)}</p>{where}'
        f'<blockquote lang="{escape(article.language)}">{escape(_shortened(hit.passage.text))}</blockquote></li>'
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _facet(name: str, counts: Iterable[tuple[str, int]], language: str) -> str:
    """Return the buttons that narrow the list; none where there is nothing to choose from."""
    choices = [
        f'<button type="button" data-facet="{name}" data-value="{escape(value)}" aria-pressed="false">'
        f'{escape(value)} <span class="count">{number}</span></button>'
        for value, number in counts
    ]
    if len(choices) < 2:
        return ""
    title = escape(say(f"facet_{name}", language))
    return f'<fieldset class="facet"><legend>{title}</legend>{"".join(choices)}</fieldset>'
