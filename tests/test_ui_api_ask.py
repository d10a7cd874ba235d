import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest
from api_server import WaitingModel, events_in, serving
from fakes import built, markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk

ArchiveOf = Callable[..., Archive]
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos.")
FAIR = markdown("Kermis", "De kermis in Overvelde trok 12.000 bezoekers.", url="javascript:alert(1)")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("api"), {"dijk.md": DIKE, "kermis.md": FAIR})) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive) as address:
        yield address


def test_an_answer_comes_as_events_statement_by_statement_and_ends_with_done(address: str) -> None:
    told = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers={"X-Request-Id": "mine-1"})
    assert told.headers["content-type"].startswith("text/event-stream") and told.headers["x-request-id"] == "mine-1"
    assert told.headers["cache-control"] == "no-store" and told.headers["x-accel-buffering"] == "no"
    events = events_in(told.text)
    assert [name for name, _ in events] == ["understood", "found", "said", "done"]
    assert [line for line in told.text.splitlines() if line.startswith("id:")] == [
        f"id: mine-1.{n}" for n in (1, 2, 3, 4)
    ]
    said, done = events[2][1], events[3][1]
    assert said["number"] == 1 and said["text"] == "Er vielen zeker drie doden, zei burgemeester Vos."
    assert done["request_id"] == "mine-1" and done["standing"] == QUESTION
    assert {"number": 1, **done["outcome"]["statements"][0]} == said


def test_every_citation_stands_verbatim_in_the_article_that_it_names(address: str) -> None:
    outcome = httpx.post(
        f"{address}/api/v1/ask", json={"question": QUESTION}, headers={"Accept": "application/json"}
    ).json()
    cited = outcome["statements"][0]["citations"][0]
    place = {"revision": cited["revision"], "start": cited["start"], "end": cited["end"]}
    article = httpx.get(f"{address}/api/v1/articles/{cited['article']}", params=place).json()
    assert article["text"][cited["start"] : cited["end"]] == cited["quote"] == article["span"]["quote"]
    assert article["span"]["before"] + article["span"]["quote"] + article["span"]["after"] == article["text"]


def test_what_the_archive_does_not_say_is_an_outcome_and_no_error(address: str) -> None:
    told = httpx.post(f"{address}/api/v1/ask", json={"question": "Wie is de koning van Atlantis?"})
    name, done = events_in(told.text)[-1]
    assert name == "done" and done["outcome"]["answered"] is False
    assert "Atlantis" in done["outcome"]["unknown_words"]


def test_a_follow_up_is_understood_from_the_standing_of_earlier_questions(address: str) -> None:
    history = ["Hoeveel doden vielen er bij Overvelde?"]
    for _ in range(2):  # asked again, and remembered
        told = httpx.post(f"{address}/api/v1/ask", json={"question": "En bij Sluiswijk?", "history": history})
        events = events_in(told.text)
        assert events[0][1]["question"] == QUESTION and events[0][1]["rewritten"]["typed"] == "En bij Sluiswijk?"
        history = [history[0]]


def test_a_period_set_by_hand_and_a_day_reach_the_question(address: str) -> None:
    body = {"question": QUESTION, "period": {"from": "2023-12", "to": "2024-01"}, "as_of": "2024-02"}
    understood = events_in(httpx.post(f"{address}/api/v1/ask", json=body).text)[0][1]
    assert (understood["period"]["from"], understood["period"]["to"]) == ("2023-12-01", "2024-01-31")
    assert understood["period"]["by_hand"] and understood["as_of"] == "2024-02-29"


def test_outlets_that_were_chosen_answer_alone_and_one_that_is_not_there_is_a_problem(address: str) -> None:
    body = {"question": QUESTION, "outlets": ["de test"]}
    events = events_in(httpx.post(f"{address}/api/v1/ask", json=body).text)
    assert events[0][1]["outlets"] == {"names": ["De Test"], "words": None, "by_hand": True}
    assert events[-1][1]["outcome"]["answered"]
    refused = httpx.post(
        f"{address}/api/v1/ask", json={**body, "outlets": ["De Krant"]}, headers={"Accept": "application/json"}
    )
    told = refused.json()
    assert (refused.status_code, told["code"], told["reason"]) == (422, "question-refused", "outlet")
    assert "'De Krant'" in told["detail"] and "De Test" in told["detail"]
    found = httpx.get(f"{address}/api/v1/search", params={"q": QUESTION, "outlet": ["De Test"]}).json()
    assert {hit["outlet"] for hit in found["hits"]} == {"De Test"}
    assert httpx.get(f"{address}/api/v1/search", params={"q": QUESTION, "outlet": "De Krant"}).status_code == 422


def test_questions_to_ask_next_come_after_the_answer_where_they_are_wanted(address: str) -> None:
    question = {"question": "Hoeveel doden vielen er bij de dijk in Sluiswijk?", "follow_ups": True}
    events = events_in(httpx.post(f"{address}/api/v1/ask", json=question).text)
    assert [name for name, _ in events][-2:] == ["answered", "done"]
    answered, done = events[-2][1], events[-1][1]
    assert done["outcome"] == answered["outcome"] and "follow_ups" not in answered
    assert isinstance(done["follow_ups"], list) and question["question"] not in done["follow_ups"]
    whole = httpx.post(f"{address}/api/v1/ask", json=question, headers={"Accept": "application/json"}).json()
    assert whole["answered"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (json.dumps({"question": QUESTION, "outlets": "De Test"}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "outlets": ["x"] * 51}).encode(), 422, "invalid"),
        (b"{", 400, "malformed"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (json.dumps({"question": 1}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "period": {"from": "gisteren"}}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "period": {"from": "2024", "to": "2023"}}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "as_of": "2024-13"}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "as_of": 1e400}).encode(), 422, "invalid"),
        (json.dumps({"question": QUESTION, "history": ["x"] * 101}).encode(), 422, "invalid"),
        (json.dumps({"question": "x" * 5_000}).encode(), 422, "invalid"),
        (json.dumps({"question": "x" * 3_000}).encode(), 422, "question-refused"),
        (json.dumps({"question": " "}).encode(), 422, "question-refused"),
        (b'{"question": "\\ud800"}', 422, "invalid"),
        (b"\xff\xfe", 400, "malformed"),
    ],
)
def test_what_is_no_question_is_a_problem_that_says_why(address: str, body: bytes, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    told = httpx.post(f"{address}/api/v1/ask", content=body, headers=headers)
    problem = told.json()
    assert (told.status_code, problem["code"], problem["status"]) == (status, code, status)
    assert told.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:knipsel:problem:{code}" and problem["request_id"] == told.headers["x-request-id"]


def test_a_refused_question_ends_a_stream_with_its_problem(address: str) -> None:
    (name, problem), *more = events_in(httpx.post(f"{address}/api/v1/ask", json={"question": "?!"}).text)
    assert name == "error" and problem["code"] == "question-refused" and problem["reason"] == "wordless" and not more


def test_a_body_of_another_kind_and_a_reply_of_another_kind_are_refused(address: str) -> None:
    sent = httpx.post(f"{address}/api/v1/ask", content=json.dumps({"question": QUESTION}))
    assert sent.json()["code"] == "unsupported"
    wanted = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/html"})
    assert wanted.json()["code"] == "not-acceptable"


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_whoever_goes_away_stops_the_model(archive: Archive, accept: str) -> None:
    model = WaitingModel()
    with serving(archive, Desk(archive, Glossary.shipped(), model=model)) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        headers = {"Content-Type": "application/json", "Accept": accept}
        connection.request("POST", "/api/v1/ask", json.dumps({"question": QUESTION}), headers)
        assert model.began.wait(20)
        connection.close()
        assert model.stopped.wait(20) and not model.go.is_set()


def test_a_silent_stream_shows_that_it_lives(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.api.ask._PULSE_S", 0.05)
    desk = Desk(archive, Glossary.shipped(), model=WaitingModel())
    with (
        serving(archive, desk) as address,
        httpx.stream("POST", f"{address}/api/v1/ask", json={"question": QUESTION}, timeout=30) as told,
    ):
        assert next(line for line in told.iter_lines() if line.startswith(":")) == ": still here"


def test_who_waits_is_told_its_place_and_is_answered_in_its_turn(archive: Archive) -> None:
    model = WaitingModel()
    desk = Desk(archive, Glossary.shipped(), model=model)
    with serving(archive, desk, at_once=1) as address, httpx.Client(timeout=30) as client:

        def lines(response: httpx.Response) -> Iterator[str]:
            return (line for line in response.iter_lines() if line.startswith(("event", "data")))

        body = {"json": {"question": QUESTION}}
        with client.stream("POST", f"{address}/api/v1/ask", **body) as first:
            assert next(lines(first)) == "event: understood"
            with client.stream("POST", f"{address}/api/v1/ask", **body) as second:
                told = lines(second)
                assert (next(told), next(told)) == ("event: queued", 'data: {"position": 1}')
                model.go.set()
                names = [line for line in told if line.startswith("event")]
        assert names[0] == "event: understood" and names[-1] == "event: done"


def test_no_more_questions_wait_than_may(archive: Archive) -> None:
    model = WaitingModel()
    desk = Desk(archive, Glossary.shipped(), model=model)
    many = {"at_once": 1, "waiting": 0, "open_of_caller": 2}
    with serving(archive, desk, **many) as address, httpx.Client(timeout=30) as client:
        with client.stream("POST", f"{address}/api/v1/ask", json={"question": QUESTION}):
            assert model.began.wait(20)
            full = client.post(f"{address}/api/v1/ask", json={"question": QUESTION})
            assert full.status_code == 503 and full.json()["code"] == "busy"
            assert full.headers["retry-after"] == str(full.json()["retry_after_s"])
        assert model.stopped.wait(20)


def test_one_caller_has_no_more_questions_open_than_it_may(archive: Archive) -> None:
    desk = Desk(archive, Glossary.shipped(), model=WaitingModel())
    with (
        serving(archive, desk, open_of_caller=1) as address,
        httpx.Client(timeout=30) as client,
        client.stream("POST", f"{address}/api/v1/ask", json={"question": QUESTION}),
    ):
        more = client.post(f"{address}/api/v1/ask", json={"question": QUESTION})
        assert more.status_code == 429 and more.json()["code"] == "too-many-streams"


def test_an_answer_that_takes_too_long_is_given_up(archive: Archive) -> None:
    model = WaitingModel()
    desk = Desk(archive, Glossary.shipped(), model=model)
    with serving(archive, desk, answer_timeout_s=0.5) as address:
        told = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, timeout=30)
        assert events_in(told.text)[-1][1]["code"] == "too-long"
        assert model.stopped.wait(20)


def test_a_damaged_archive_is_a_problem_that_names_no_folder(archive_of: ArchiveOf) -> None:
    archive = archive_of({"dijk.md": DIKE})
    (archive.folder / "keywords" / "meta.json").write_bytes(b"broken" * 1_000)
    with serving(archive) as address:
        told = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}, headers={"Accept": "application/json"})
        assert told.status_code == 503 and told.json()["code"] == "archive-unavailable"
        assert str(archive.folder) not in told.text
