"""What goes wrong with a model, over the wire: each ends in an answer or a clear message, within a bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from functools import partial

import pytest
from fakes import built, markdown
from langchain_core.callbacks import BaseCallbackHandler
from ollama_server import OllamaServer
from openai_server import OpenAIServer, Reply, refuses, says, serving

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done, Said, Writing
from rag.langchain_model import LangChainModel
from rag.model import ModelMissing, ModelRefused, ModelUnreachable, first_word_s, tokens_in

ArchiveOf = Callable[[dict[str, str]], Archive]
Play = Callable[..., AbstractContextManager[OpenAIServer]]

TEXT = "Er werden zeker 2.400 mensen geëvacueerd bij Sluiswijk, zei burgemeester Joost Terpstra."
ASKED = "Hoeveel mensen werden er geëvacueerd bij Sluiswijk?"
GOOD = 'Zeker 2.400 mensen zijn geëvacueerd. [1] "Er werden zeker 2.400 mensen geëvacueerd"'
FAIR = 'Joost Terpstra is burgemeester. [1] "zei burgemeester Joost Terpstra"'


@pytest.fixture(scope="module")
def dike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one article, built once."""
    archive = built(tmp_path_factory.mktemp("dike"), {"a.md": markdown("Dijk", TEXT)})
    yield archive
    archive.close()


@pytest.fixture(params=[OpenAIServer, OllamaServer], ids=["openai", "ollama"])
def play(request: pytest.FixtureRequest) -> Play:
    """Give a function that serves a script, on each wire in turn."""
    return partial(serving, kind=request.param)


def model_at(server: OpenAIServer, timeout_s: float = 5.0, context: int = 8_192) -> LangChainModel:
    return LangChainModel.named(f"{server.provider}:script", url=server.url, timeout_s=timeout_s, context=context)


def answer(archive: Archive, server: OpenAIServer, timeout_s: float = 5.0) -> Answer:
    *_, done = Desk(archive, Glossary.shipped(), model=model_at(server, timeout_s)).ask(ASKED, date(2024, 1, 5))
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    return done.outcome


def is_extractive(outcome: Answer) -> bool:
    return [statement.text for statement in outcome.statements] == [TEXT]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (refuses(401, "invalid_api_key", "Incorrect API key provided: sk-4f5g6h7j8k9l0q1w2e3r"), "KNIPSEL_MODEL_KEY"),
        (refuses(403, "no_access"), "KNIPSEL_MODEL_KEY"),
        (refuses(404, "model_not_found", "no model named script"), "no model named script"),
        (refuses(429, "rate_limit_exceeded", headers={"Retry-After": "120"}), "in 120 s"),
        (refuses(429, "insufficient_quota"), "try again later"),
        (refuses(500, "server_error", "out of memory"), "out of memory"),
        (refuses(400, "context_length_exceeded", "maximum context length is 512 tokens"), "KNIPSEL_MODEL_CONTEXT"),
        (refuses(400, "bad_request", "unknown field"), "unknown field"),
        (says("Zeker 2.400", ends="dropped"), "broke off"),
    ],
    ids=["401", "403", "404", "429 for long", "429", "500", "overflow", "400", "dropped"],
)
def test_trouble_ends_in_the_extractive_answer_and_says_what_to_do(
    dike: Archive, play: Play, reply: Reply, told: str
) -> None:
    with play(reply) as server:
        outcome = answer(dike, server)
    assert is_extractive(outcome)
    assert outcome.written and outcome.written.fell_back == "trouble"
    assert told in outcome.written.trouble
    assert "sk-4f5" not in outcome.written.trouble
    assert len(server.requests) <= 2


def test_what_a_server_says_of_its_error_moves_no_cursor(dike: Archive, play: Play) -> None:
    with play(refuses(500, "x", "out\x1b[2J\x1b]0;mine\x07 of\u202e \x9bmemory\nnow")) as server:
        outcome = answer(dike, server)
    assert outcome.written and "out [2J ]0;mine of memory now" in outcome.written.trouble


@pytest.mark.parametrize(
    "first",
    [
        refuses(429, "rate_limit_exceeded", headers={"Retry-After": "0"}),
        refuses(503, "overloaded", headers={"Retry-After": "0.01"}),
        refuses(500, "server_error"),
        says("Hier is een antwoord zonder bronnen.\nEn nog een zin."),
    ],
    ids=["429", "503", "500", "broken format"],
)
def test_a_second_attempt_is_made_where_it_may_help(dike: Archive, play: Play, first: Reply) -> None:
    with play(first, says(GOOD)) as server:
        outcome = answer(dike, server)
    assert [statement.text for statement in outcome.statements] == ["Zeker 2.400 mensen zijn geëvacueerd."]
    assert outcome.written and outcome.written.fell_back is None and not outcome.written.trouble
    assert len(server.requests) == 2


def test_a_model_that_broke_the_format_is_told_what_was_wrong_and_then_given_up(dike: Archive, play: Play) -> None:
    with play(says("Er zijn er 2.400.")) as server:
        outcome = answer(dike, server)
    first, second = (request["messages"] for request in server.requests)
    assert second[:2] == first and second[2] == {"role": "assistant", "content": "Er zijn er 2.400."}
    assert "no sentence was followed by" in second[3]["content"]
    assert is_extractive(outcome) and outcome.written and outcome.written.fell_back == "format"


@pytest.mark.parametrize("reply", [Reply(), says(" \n\n ")], ids=["nothing", "white space"])
def test_a_model_that_writes_no_word_is_told_as_that(dike: Archive, play: Play, reply: Reply) -> None:
    with play(reply) as server:
        outcome = answer(dike, server)
    assert is_extractive(outcome) and outcome.written and outcome.written.fell_back == "trouble"
    assert [message["role"] for message in server.requests[1]["messages"]] == ["system", "user", "user"]
    assert "answered with no words" in outcome.written.trouble and "KNIPSEL_MODEL_URL" in outcome.written.trouble


def test_a_model_of_which_nothing_stands_is_not_asked_again(dike: Archive, play: Play) -> None:
    with play(says('Er zijn er 30. [1] "Er werden dertig mensen gered"')) as server:
        outcome = answer(dike, server)
    assert is_extractive(outcome) and outcome.written and outcome.written.fell_back == "stood"
    assert outcome.written.dropped == (("quotation", 1),) and len(server.requests) == 1


def test_what_stood_before_the_connection_dropped_is_kept_and_the_rest_told(dike: Archive, play: Play) -> None:
    with play(says(f"{GOOD}\nJoost Terpstra", ends="dropped")) as server:
        outcome = answer(dike, server)
    assert len(outcome.statements) == 1 and outcome.written
    assert outcome.written.fell_back is None and "broke off" in outcome.written.trouble


def test_an_overflow_is_answered_with_fewer_passages(archive_of: ArchiveOf, play: Play) -> None:
    long = "Over de dijk bij Sluiswijk werd die dag nog veel gezegd en geschreven door alle mensen. " * 30
    files = {f"{at}.md": markdown(f"Dijk {at}", f"{TEXT} {long}") for at in range(6)}
    with play(refuses(400, "context_length_exceeded", "exceeds the available context size"), says(GOOD)) as server:
        outcome = answer(archive_of(files), server)
    first, second = (len(request["messages"][1]["content"]) for request in server.requests)
    assert second < 0.7 * first
    assert outcome.written and outcome.written.kept == 1


@pytest.mark.parametrize(
    "reply", [says("Zeker", ends="silent"), says("Zeker " * 500, gap_s=0.02)], ids=["silent", "slow"]
)
def test_a_model_that_takes_too_long_is_given_up_in_bounded_time(dike: Archive, play: Play, reply: Reply) -> None:
    began = time.monotonic()
    with play(reply) as server:
        outcome = answer(dike, server, timeout_s=0.2)
        assert server.left.wait(5)
    assert time.monotonic() - began < 3
    assert is_extractive(outcome) and outcome.written and "KNIPSEL_MODEL_TIMEOUT_S" in outcome.written.trouble


def test_a_model_that_is_slow_and_steady_is_waited_for(dike: Archive, play: Play) -> None:
    with play(says(GOOD, gap_s=0.05)) as server:
        outcome = answer(dike, server, timeout_s=1.0)
    assert outcome.written and outcome.written.kept == 1


def test_each_sentence_comes_before_the_model_has_written_the_next(dike: Archive, play: Play) -> None:
    with play(says(f"{GOOD}\n{FAIR}\n", ends="silent")) as server:
        events = Desk(dike, Glossary.shipped(), model=model_at(server)).ask(ASKED, date(2024, 1, 5))
        said = [next(event for event in events if isinstance(event, Said)) for _ in range(2)]
        assert [one.statement.text for one in said] == [GOOD.partition(" [")[0], FAIR.partition(" [")[0]]
        assert not server.left.is_set()
        events.close()  # type: ignore[attr-defined]
        assert server.left.wait(5)


def test_leaving_while_the_model_says_nothing_stops_it(dike: Archive, play: Play) -> None:
    with play(Reply(ends="silent")) as server:
        events = Desk(dike, Glossary.shipped(), model=model_at(server)).ask(ASKED, date(2024, 1, 5))
        assert next(event for event in events if isinstance(event, Writing)).by == f"{server.provider}:script"
        events.close()  # type: ignore[attr-defined]
        assert server.left.wait(5)


def test_nobody_at_the_address_is_told(dike: Archive, play: Play) -> None:
    with play(says(GOOD)) as server:
        pass
    outcome = answer(dike, server)
    assert is_extractive(outcome) and outcome.written and server.url in outcome.written.trouble


def test_several_questions_at_once_each_get_their_own_answer() -> None:
    with serving(says("one two three", gap_s=0.01)) as server, ThreadPoolExecutor(8) as pool:
        model = model_at(server)
        told = list(pool.map(lambda at: "".join(model.stream([("user", str(at))])), range(16)))
    assert told == ["one two three"] * 16
    assert sorted(int(request["messages"][0]["content"]) for request in server.requests) == list(range(16))


class Tracer(BaseCallbackHandler):
    """A tracing tool, as LangChain knows them."""

    def __init__(self) -> None:
        self.seen = list[str]()

    def on_chat_model_start(self, serialized: object, messages: object, **_: object) -> None:  # type: ignore[override]
        self.seen.append("start")

    def on_llm_new_token(self, token: str, **_: object) -> None:
        self.seen.append(token)

    def on_llm_end(self, response: object, **_: object) -> None:
        self.seen.append("end")


def test_langchain_callbacks_see_what_is_sent_and_said(play: Play) -> None:
    tracer = Tracer()
    with play(says("one two")) as server:
        model = LangChainModel.named(f"{server.provider}:script", url=server.url, callbacks=[tracer])
        assert "".join(model.stream([("user", "count")])) == "one two"
    assert tracer.seen[0] == "start" and tracer.seen[-1] == "end" and "one " in tracer.seen


def test_how_long_the_first_word_takes_is_measured_and_bounded(play: Play) -> None:
    with play(says("yes")) as server:
        assert 0 < first_word_s(model_at(server)) < 5
        (sent,) = server.requests
        assert sent["messages"] == [{"role": "user", "content": "Reply with the one word: yes"}]
    with play(Reply(ends="silent")) as server, pytest.raises(ModelUnreachable, match=r"took longer than 0\.1 s"):
        first_word_s(model_at(server, timeout_s=0.1))


def test_the_key_goes_to_the_server_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with serving(says("yes")) as server:
        model = LangChainModel.named("openai:script", url=server.url, key="sk-secret")
        list(model.stream([("user", "hello")]))
        list(LangChainModel.named("openai:script", url=server.url).stream([("user", "hello")]))
    assert server.keys == ["Bearer sk-secret", "Bearer none"]
    assert "sk-secret" not in repr(vars(model))


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("llama3.1", ModelMissing, "provider:model"),
        ("nobody:at-all", ModelMissing, "nobody"),
        ("mistralai:small", ModelMissing, "pip install"),
        ("openai:gpt", ModelRefused, "KNIPSEL_MODEL_KEY"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, name: str, error: type[Exception], told: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(error, match=told):
        LangChainModel.named(name)


def test_tokens_are_counted_rather_too_high() -> None:
    assert tokens_in("De dijk bij Sluiswijk brak door.") >= 9
    assert tokens_in("") == 0
