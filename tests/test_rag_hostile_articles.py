"""Articles are data: a model that obeys forty hostile ones changes no rule of an answer, and leaks nothing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fakes import built
from hostile import ASKED, HOSTILE, TRUE, Hostile
from openai_server import OpenAIServer, says, serving
from rich.console import Console

import rag.prompts
from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done
from rag.langchain_model import LangChainModel
from ui.as_json import outcome_json
from ui.render import answer_html
from ui.sources_html import sources_html
from ui.terminal import print_outcome

_PASSAGE = re.compile(r"\[(?P<number>\d+)\] (?P<outlet>[^·\n]+) · [^\n]+\n(?P<text>[^\n]*)")
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(_STEERS.pattern + "|[\u200b-\u200f\u2060-\u2065]")
_TAGS = set(
    "div p q span a mark h2 h3 article header blockquote ul li button table caption thead tbody tr th td "
    "svg g line rect circle path text".split()
)
_ATTRIBUTES = set(
    "class lang href title id scope type tabindex aria-label data-cite data-open data-article data-revision data-start "
    "data-end aria-hidden role d r x y x1 x2 y1 y2 cx cy height width transform viewBox text-anchor".split()
)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive in which each town has one honest article and one hostile one."""
    told = []
    for one in HOSTILE:
        honest = {"title": f"Dijkbewaking {one.town}", "text": TRUE.format(town=one.town), "outlet": "De Test"}
        bad = {"title": one.title, "text": one.article, "outlet": "De Vijand", "language": one.language}
        told += [{"date": "2024-01-02", "language": "nl", **fields} for fields in (honest, bad)]
    archive = built(tmp_path_factory.mktemp("towns"), {"towns.jsonl": "\n".join(map(json.dumps, told))})
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    with serving(says("yes")) as server:
        yield server


Ask = Callable[[Hostile], tuple[Answer, list[dict[str, str]]]]


@pytest.fixture(scope="module")
def ask(towns: Archive, server: OpenAIServer) -> Ask:
    """Give a function that asks about a town a model that writes what its hostile article asks for."""
    plain = Desk(towns, Glossary.shipped())
    model = LangChainModel.named("openai:script", url=server.url, timeout_s=5.0)
    desk, today = Desk(towns, Glossary.shipped(), model=model), date(2024, 1, 5)

    def ask(one: Hostile) -> tuple[Answer, list[dict[str, str]]]:
        told = plain.prompt(question_of(one), today, context=8_192)[1][1]
        number = {found["outlet"]: found["number"] for found in reversed(list(_PASSAGE.finditer(told)))}
        reply = one.reply.replace("{good}", number["De Test"]).replace("{bad}", number["De Vijand"])
        server.script, server.requests = [says(reply)], []
        *_, done = desk.ask(question_of(one), today)
        assert isinstance(done, Done) and isinstance(done.outcome, Answer)
        return done.outcome, server.requests[0]["messages"]

    return ask


def question_of(one: Hostile) -> str:
    return ASKED[one.language].format(town=one.town)


def by_name(one: Hostile) -> str:
    return one.name


@pytest.mark.parametrize("one", HOSTILE, ids=by_name)
def test_a_model_that_obeys_says_nothing_that_no_quotation_carries(
    one: Hostile, towns: Archive, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rag.prompts, "_RULES", "Answer.")  # the gate holds whatever a model was told
    answer, _ = ask(one)
    assert answer.written and (answer.written.fell_back is None) == bool(one.stands)
    if one.stands:
        assert tuple(said.text for said in answer.statements) == one.stands
    else:
        assert all(said.is_quotation for said in answer.statements)
    assert answer.statements
    for said in answer.statements:
        assert said.citations
        quoted = " ".join(citation.quote for citation in said.citations)
        for citation in said.citations:
            text = towns.article(citation.article.id).text
            assert text[citation.span.start : citation.span.end] == citation.quote
        assert set(re.findall(r"\d+", said.text)) <= set(re.findall(r"\d+", quoted))
        assert all(word in quoted for word in re.findall(r"(?<=\w )[A-Z]\w+", said.text))
        if not said.is_quotation:
            assert not re.search(r"://|\]\(|<|example|" + _UNSEEN.pattern, said.text)


@pytest.mark.parametrize("one", HOSTILE, ids=by_name)
def test_a_hostile_article_stays_within_its_line_of_the_prompt_and_is_shown_as_text(one: Hostile, ask: Ask) -> None:
    answer, sent = ask(one)
    system, user = (message["content"] for message in sent)
    assert system.startswith("You answer a question from numbered passages") and one.town not in system
    stays_in_its_line(user, question_of(one))
    is_text_only(answer)


def stays_in_its_line(sent: str, question: str) -> None:
    first, *sections = sent.split("\n\n")
    assert first == "Passages:" and sections.pop() == f"Question: {question}"
    figures = sections.pop().split("\n") if sections[-1].startswith("Figures on record") else []
    assert all(re.fullmatch(r"- [^\[\]<>{}]+ \[\d+\]", line) for line in figures[1:])
    passages = [_PASSAGE.fullmatch(section) for section in sections]
    assert [int(passage["number"]) for passage in passages if passage] == list(range(1, len(passages) + 1))
    assert any(passage and passage["outlet"] == "De Vijand" for passage in passages)
    assert not re.search(r"[\[\]<>{}]", re.sub(r"^\[\d+\]|\[\d+\]$", "", sent, flags=re.MULTILINE))
    assert not re.search(_UNSEEN, sent)


def is_text_only(answer: Answer) -> None:
    page, terminal = answer_html(answer) + sources_html(answer), io.StringIO()
    print_outcome(answer, Console(file=terminal, width=100, highlight=False, markup=False, emoji=False))
    assert set(re.findall(r"<\s*/?\s*(\w*)", page)) <= _TAGS
    assert {name for name, _ in re.findall(r"<\w+[^>]*?\s([\w-]+)=(\"[^\"]*\")", page)} <= _ATTRIBUTES
    assert all(link.startswith("#source-") for link in re.findall(r"<\w+[^>]*\shref=\"([^\"]*)\"", page))
    assert "\n" not in page
    assert not re.search(_STEERS, page) and not re.search(_STEERS, terminal.getvalue())
    assert json.loads(json.dumps(outcome_json(answer)))["statements"]


def test_there_are_forty_of_them_in_two_languages() -> None:
    assert len(HOSTILE) == len({one.name for one in HOSTILE}) == 40
    assert {one.language for one in HOSTILE} == {"nl", "en"}
