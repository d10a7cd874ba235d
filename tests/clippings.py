"""An answer with a timeline and a hostile article, for tests of what is made of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fakes import an_article

from index.annotate.figures import figures
from index.article import Article
from index.period import Period
from index.span import Span
from rag.answer import Answer, Citation, Entry, Lead, Statement, Timeline
from rag.question import Question

TODAY = date(2026, 11, 25)
FIRST = "Russische autoriteiten melden dat in Belgorod zaterdag zeker 22 mensen zijn omgekomen."
SECOND = "Volgens de gouverneur is het dodental in Belgorod vandaag opgelopen tot 25."
# What begins something in Markdown, HTML, wikitext, or a template around them; a reader is to see it as it is.
HOSTILE = (
    "</p></blockquote></ref></nowiki><script>alert(1)</script><img src=x onerror=alert(1)> <!-- x --> &lt;b&gt; "
    "{{delete|1}} {{{1}}} {{#tag:ref|x}} {|x\n|} [[Main Page|klik]] [https://evil.example klik] https://evil.example "
    "//evil.example www.evil.example mailto:a@b.example a@b.example '''vet''' ''cursief'' ~~~~ __NOTOC__ "
    "RFC 1234 ISBN 9789000000000 ## kop\n# een\n* twee\n- drie\n1. vier\n> vijf\n    zes\n\n----\n====\n"
    "[klik](javascript:alert(1)) ![x](https://evil.example/y.png) <https://evil.example> `code` ```js **vet** _c_ "
    "~~weg~~ ==geel== $x$ [^1] [^9]: noot :smile: \\* | tabel | ${alert(1)} %%weg%% \u202eomgekeerd"
)


def citation(text: str, quote: str = "", **fields: object) -> Citation:
    """Return a citation of a quotation in an article of that text; of all of it where none is given."""
    article = an_article(text, **fields)
    start = text.index(quote)
    return Citation.of(article, Span(start, start + len(quote or text)), Span(0, len(text)))


def an_answer(*citations: Citation, question: str = "Hoeveel doden vielen er in Belgorod?") -> Answer:
    """Return an answer that states each of the quotations."""
    said = tuple(Statement(one.quote, (one,)) for one in citations)
    return Answer(Question.parse(question, today=TODAY), said)


def belgorod() -> Answer:
    """Return an answer with a lead, a timeline of two figures, an article on the web, and one that prints another."""
    first = citation(FIRST, id="een", title="Zeker 22 doden", outlet="De Een", published=Period.parse("2023-12-30"))
    fields = {"url": "https://twee.example/25", "published": Period.parse("2024-01-01"), "outlet": "De Twee"}
    second = citation(SECOND, id="twee", title="Dodental stijgt", **fields)
    copy = an_article(
        SECOND, id="drie", title="Dodental stijgt", outlet="De Drie", published=Period.parse("2024-01-02")
    )
    second = replace(second, printings=(copy,))
    before, after = (_entry(one) for one in (first, second))
    after = replace(after, supersedes=before)
    answer = an_answer(second, first)
    return replace(answer, lead=Lead(after, "doden", before), timeline=Timeline((before, after)))


def _entry(cited: Citation) -> Entry:
    article: Article = cited.article
    (figure,) = [one for one in figures(article.text, article.language) if one.value in (22, 25)]
    return Entry(figure, article.published, article.published, cited)
