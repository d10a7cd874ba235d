import re
from dataclasses import replace
from datetime import date

import pytest
from fakes import an_article
from hypothesis import given
from hypothesis import strategies as st

from index.annotate.figures import Bound, Counted, Figure, figures
from index.archive import Hit
from index.article import Passage
from index.period import ALWAYS, Period
from index.span import Span
from rag.answer import Answer, Citation, Entry, Lead, NothingFound, Statement, Timeline
from rag.asked_outlets import AskedOutlets
from rag.question import Question, Rewriting
from ui.escaping import escape
from ui.nothing_html import nothing_html
from ui.render import answer_html, notice_html, said_html
from ui.sources_html import sources_html
from ui.turn_html import understood_html

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> "
HOSTILE += "${alert(1)} {{value}} `x` \"a\" 'b'\n\n# kop [x](javascript:y)"
QUESTION = Question.parse("Hoeveel doden vielen er?")
_TAG = re.compile(r"<(/?[a-z0-9]+)")
_KNOWN_TAGS = set("div p q a mark article header h2 h3 blockquote span button ul li svg g".split())
_KNOWN_TAGS |= set("line text circle rect path table caption thead tbody tr th td".split())


def statement(text: str, highlight: Span | None = None, **fields: str) -> Statement:
    article = an_article(text, **fields)
    whole = Span(0, len(text))
    return Statement(text, (Citation.of(article, whole, whole),), highlight)


@pytest.mark.parametrize("field", ["text", "title", "outlet", "author", "url", "language"])
def test_nothing_of_a_hostile_article_becomes_markup(field: str) -> None:
    fields = {"text": "Tekst.", field: HOSTILE}
    text = fields.pop("text")
    said = statement(text, **fields)
    pages = said_html([said], "nl") + sources_html(Answer(QUESTION, (said,)))
    assert set(_TAG.findall(pages)) <= _KNOWN_TAGS | {f"/{tag}" for tag in _KNOWN_TAGS}
    assert "${" not in pages and "{{" not in pages and "`" not in pages
    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', pages))


@given(st.text())
def test_escaped_text_has_no_marks_of_html_markdown_blocks_or_templates(text: str) -> None:
    escaped = escape(text)
    assert not set("<>\"'`${}\n") & set(re.sub(r"&#?\w+;", "", escaped))


def test_the_quotation_is_marked_inside_its_paragraph() -> None:
    text = "Eerste alinea.\n\nDe dijk brak. Er vielen 22 doden. Dat is veel.\n\nDerde alinea."
    span = Span(text.index("Er vielen"), text.index(" Dat is"))
    said = Statement(span.of(text), (Citation.of(an_article(text), span, Span(0, len(text))),), Span(10, 12))
    page = sources_html(Answer(QUESTION, (said,)))
    assert '<blockquote lang="nl">De dijk brak. <mark>Er vielen 22 doden.</mark> Dat is veel.</blockquote>' in page
    assert "<q>Er vielen <mark>22</mark> doden.</q>" in answer_html(Answer(QUESTION, (said,)))


def test_marks_and_sources_are_numbered_alike() -> None:
    said = (statement("Er vielen 22 doden."), statement("Het waren er 25."))
    marks = re.findall(r'data-cite="([\d-]+)"', said_html(said, "nl"))
    assert marks == re.findall(r'data-cite="([\d-]+)"', answer_html(Answer(QUESTION, said)))
    assert marks == re.findall(r'id="source-([\d-]+)"', sources_html(Answer(QUESTION, said))) == ["1-1", "1-2"]


def test_of_a_quotation_it_is_told_who_says_it_or_else_whose_article_it_is() -> None:
    said = statement("Volgens burgemeester Vos brak de dijk.", outlet="De Bode", id="a")
    plain = statement("De dijk brak.", outlet="De Bode", id="b")
    page = sources_html(Answer(QUESTION, (said, plain)))
    assert re.findall(r'class="says">([^<]+)<', page) == ["Volgens burgemeester Vos", "Volgens De Bode"]


def test_nothing_found_is_said_in_the_questions_language_with_the_nearest_passages() -> None:
    article = an_article("De dijk brak.")
    nearest = (Hit(Passage(1, article, Span(0, 13)), 1, {"keywords": 1}),)
    dutch = NothingFound(QUESTION, nearest, ("Rotterdam",))
    assert "Het archief zegt het niet." in nothing_html(dutch) and "Rotterdam" in nothing_html(dutch)
    assert "De dijk brak." in sources_html(dutch)
    english = NothingFound(Question.parse("How many people died there?"), ())
    assert "The archive does not say." in nothing_html(english)


def test_an_answer_is_one_line_so_that_markdown_cannot_begin_inside_it() -> None:
    assert "\n" not in answer_html(Answer(QUESTION, (statement(HOSTILE),))) + notice_html(HOSTILE)


TODAY = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (Question.parse("Wie is de burgemeester?", today=TODAY), "Periode: alle tijden"),
        (
            Question.parse("Hoeveel burgers kwamen om tot november?", today=TODAY),
            "Periode: tot en met 30 november 2023 · geen jaar genoemd, het laatste genomen",
        ),
        (
            Question.parse("How many civilians died by November 2023?", today=TODAY),
            "Period: until 30 November 2023",
        ),
        (
            Question.parse("Which articles from March 2023 mention it?", today=TODAY),
            "Period: published: March 2023",
        ),
        (
            Question.parse("How many civilians died in 2023?", today=TODAY, period=Period.parse("2022")),
            "Period: 2022 · set by hand",
        ),
        (
            Question.parse("How many civilians died in 2023?", today=TODAY, period=ALWAYS, as_of=TODAY),
            "Period: any time · set by hand",
        ),
    ],
)
def test_the_period_understood_is_told_in_the_questions_language_with_a_way_to_change_it(
    question: Question, told: str
) -> None:
    page = understood_html(question)
    assert re.search(rf'<button [^>]*data-field="when"[^>]*>{re.escape(told)}</button>', page)


def test_the_outlets_and_the_day_are_chips_of_their_own() -> None:
    question = Question.parse("How many civilians died?", today=TODAY, as_of=TODAY)
    page = understood_html(question)
    assert re.search(r'<button [^>]*data-field="outlet"[^>]*>Outlet: any outlet</button>', page)
    assert re.search(r'data-field="known"[^>]*>The archive as it stood on 10 January 2024</button>', page)
    chosen = AskedOutlets(("<De Een>", "De Twee"), by_hand=True)
    assert "Outlet: &lt;De Een&gt;, De Twee</button>" in understood_html(replace(question, outlets=chosen))
    nothing = nothing_html(NothingFound(replace(question, outlets=chosen), ()))
    assert "only &lt;De Een&gt;, De Twee." in nothing


def test_a_follow_up_is_told_as_what_it_was_understood_as_and_escaped() -> None:
    asked = Question.parse("How many people were killed in <b>Kyiv</b>?")
    page = understood_html(replace(asked, rewritten=Rewriting("and in <b>Kyiv</b>?", "How many were killed?")))
    assert "Understood as: How many people were killed in &lt;b&gt;Kyiv&lt;/b&gt;?" in page
    assert "Understood as" not in understood_html(asked)


def test_who_is_told_that_the_archive_does_not_say_is_told_what_was_not_searched() -> None:
    question = Question.parse("Which articles from March 2023 mention it?", today=TODAY, as_of=TODAY)
    page = nothing_html(NothingFound(question, ()))
    only = "published: March 2023; the archive as it stood on 10 January 2024"
    assert f"Not everything was searched: {only}." in page
    assert "Not everything" not in nothing_html(NothingFound(Question.parse("Who is it in 2023?", today=TODAY), ()))


def counted(sentence: str, at: int = 0, **fields: str) -> Entry:
    """Return a figure of a sentence as an entry of a timeline."""
    article = an_article(sentence, **fields)
    whole = Span(0, len(sentence))
    return Entry(figures(sentence, "nl")[at], None, article.published, Citation.of(article, whole, whole))


def changed(first: Entry, second: Entry, *, corrects: bool = False) -> Answer:
    """Return an answer in which the second figure took the place of the first."""
    newer = replace(second, supersedes=first, corrects=corrects)
    said = Statement(newer.citation.quote, (newer.citation,), newer.figure.span)
    return Answer(QUESTION, (said,), Lead(newer, "doden", first), Timeline((first, newer)))


def test_the_lead_goes_first_then_its_quotation_then_how_the_figure_changed() -> None:
    page = answer_html(
        changed(counted("De politie meldt 22 doden.", id="x/1"), counted("De gouverneur meldt 25 doden.", id="x/2"))
    )
    places = [page.index(part) for part in ('class="lead">25 doden', 'class="replaced">Eerder: 22', "<q>", "<table")]
    assert places == sorted(places)
    assert "Hoe het getal veranderde" in page and "volgens de gouverneur" in page
    rows = re.findall(r"<tr( class=\"\w+\")?><td>", page)
    assert rows == [' class="superseded"', ""]
    assert "achterhaald" in page


def test_what_was_wrong_is_called_wrong_and_both_are_cited() -> None:
    answer = changed(
        counted("Er zijn 4.200 doden.", id="x/1"), counted("Het zijn 2.400 doden.", id="x/2"), corrects=True
    )
    page = answer_html(answer)
    assert "Gecorrigeerd: eerst stond er 4.200" in page and "fout, later gecorrigeerd" in page
    assert set(re.findall(r'data-cite="([\d-]+)"', page)) == {"1-1", "1-2"}
    sources = sources_html(answer)
    assert re.findall(r'id="source-([\d-]+)"', sources) == ["1-1", "1-2"]


def test_a_disagreement_is_called_one_in_the_questions_language() -> None:
    first, second = counted("Boeren zeggen dat 300 koeien zijn verdronken."), counted("Er zijn 180 koeien verdronken.")
    question = Question.parse("How many cows drowned there?")
    said = Statement(first.citation.quote, (first.citation,), first.figure.span)
    page = answer_html(Answer(question, (said,), Lead(first, "cows"), Timeline((first, second))))
    assert "The figures differ" in page
    assert "superseded" not in page


@pytest.mark.parametrize("where", ["source", "title", "outlet"])
def test_nothing_hostile_in_a_figure_becomes_markup(where: str) -> None:
    text = f"Volgens {HOSTILE if where == 'source' else 'de politie'} vielen er 22 doden."
    fields = {} if where == "source" else {where: HOSTILE}
    article = an_article(text, **fields)
    whole = Span(0, len(text))
    number = text.index("22 doden")
    figure = Figure(
        Span(number, number + 2),
        22.0,
        None,
        Bound.EXACTLY,
        Counted(Span(number + 3, number + 8), "killed"),
        source=Span(8, text.index(" vielen")),
    )
    hostile = Entry(figure, None, article.published, Citation.of(article, whole, whole))
    for language in ("Hoeveel doden vielen er?", "How many people died there?"):
        answer = replace(changed(hostile, hostile), question=Question.parse(language))
        page = answer_html(answer) + sources_html(answer)
        assert set(_TAG.findall(page)) <= _KNOWN_TAGS | {f"/{tag}" for tag in _KNOWN_TAGS}
        assert "${" not in page and "{{" not in page and "`" not in page and "\n" not in answer_html(answer)
