"""Through OpenAI's own client."""

import json
from collections.abc import Iterator
from contextlib import closing

import httpx
import openai
import pytest
from api_server import serving
from fakes import built, markdown

from index.archive import Archive
from ui.api.openai_text import escaped

QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
KEY = "a-key-of-a-program-0001"
DIKE = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
HOSTILE = "![x](https://evil.example/p.png) <img src=x> [klik](javascript:a())"
FAIR = f"De kermis in Overvelde trok 12.000 bezoekers {HOSTILE}."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    files = {
        "dijk.md": markdown("Dijk breekt", DIKE, url="https://krant.example/dijk"),
        "kermis.jsonl": json.dumps({"title": "Kermis", "date": "2024-06", "url": "javascript:a()", "text": FAIR}),
    }
    with closing(built(tmp_path_factory.mktemp("api"), files)) as archive:
        yield archive


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[openai.OpenAI]:
    with (
        serving(archive, api_keys=KEY) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key=KEY, max_retries=0) as client,
    ):
        yield client


def asked(question: str, *before: str) -> list[dict[str, str]]:
    earlier = [{"role": role, "content": text} for text in before for role in ("user", "assistant")]
    return [{"role": "system", "content": "Be brief."}, *earlier, {"role": "user", "content": question}]


def test_an_answer_has_its_citations_as_annotations_of_the_words_that_they_carry(
    client: openai.OpenAI, archive: Archive
) -> None:
    told = client.chat.completions.create(model="knipsel", messages=asked(QUESTION))  # type: ignore[arg-type]
    message = told.choices[0].message
    assert told.choices[0].finish_reason == "stop" and message.role == "assistant"
    (annotation,) = message.annotations or []
    cited = annotation.url_citation
    assert cited.url == "https://krant.example/dijk" and cited.title == "Dijk breekt"
    assert message.content and message.content[cited.start_index : cited.end_index] == DIKE[36:]
    place = cited.model_extra or {}
    article = archive.article(place["article"], place["revision"])
    assert article.text[place["start"] : place["end"]] == place["quote"] == DIKE[36:]
    assert told.usage and told.usage.total_tokens == told.usage.prompt_tokens + told.usage.completion_tokens > 0


def test_a_streamed_answer_is_the_same_answer(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="knipsel", messages=asked(QUESTION))  # type: ignore[arg-type]
    chunks = list(
        client.chat.completions.create(  # type: ignore[call-overload]
            model="knipsel", messages=asked(QUESTION), stream=True, stream_options={"include_usage": True}
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    assert sum(bool(delta.content) for delta in deltas) >= 2, "statement by statement"
    (annotation,) = (deltas[-1].model_extra or {})["annotations"]
    assert annotation == (whole.choices[0].message.annotations or [])[0].model_dump()
    assert chunks[-1].usage == whole.usage and len({chunk.id for chunk in chunks}) == 1


def test_earlier_messages_are_the_conversation_that_a_follow_up_needs(client: openai.OpenAI) -> None:
    for _ in range(2):
        messages = asked("En bij Sluiswijk?", "Hoeveel doden vielen er bij Overvelde?")
        told = client.chat.completions.create(model="knipsel", messages=messages)  # type: ignore[arg-type]
        assert "drie doden" in (told.choices[0].message.content or "")


def test_what_the_archive_does_not_say_is_said_without_citations(client: openai.OpenAI) -> None:
    messages = asked("Wie is de koning van Atlantis?")
    message = client.chat.completions.create(model="knipsel", messages=messages).choices[0].message  # type: ignore[arg-type]
    assert "Het archief zegt het niet" in (message.content or "") and message.annotations == []


def test_nothing_of_an_article_becomes_a_link_or_an_image_in_a_client(client: openai.OpenAI) -> None:
    messages = asked("Hoeveel bezoekers trok de kermis in Overvelde?")
    message = client.chat.completions.create(model="knipsel", messages=messages).choices[0].message  # type: ignore[arg-type]
    assert message.content and r"\[klik\]" in message.content and r"\<img" in message.content
    cited = (message.annotations or [])[0].url_citation
    assert cited.url.startswith("http://127.0.0.1:") and "/api/v1/articles/source/kermis" in cited.url


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# kop", r"\# kop"),
        ("- punt", r"\- punt"),
        ("1. punt", r"1\. punt"),
        ("25.000 doden", "25.000 doden"),
        ("a\n\n# b", "a # b"),
        ("a|b~c`d", r"a\|b\~c\`d"),
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str, told: str) -> None:
    assert escaped(text) == told


def test_the_archive_is_the_only_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["knipsel"]
    assert client.models.retrieve("knipsel").id == "knipsel"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-x")


def test_what_goes_wrong_is_an_error_as_the_client_knows_them(client: openai.OpenAI) -> None:
    with pytest.raises(openai.AuthenticationError, match="KNIPSEL_API_KEYS"):
        client.with_options(api_key="wrong").models.list()
    for wrong in ([], [{"role": "assistant", "content": "x"}], asked(" "), asked("x" * 2_000)):
        with pytest.raises(openai.UnprocessableEntityError) as refused:
            client.chat.completions.create(model="knipsel", messages=wrong)  # type: ignore[arg-type]
        assert refused.value.type == "invalid_request_error" and refused.value.code
    with pytest.raises(openai.APIError, match="no words"):
        list(client.chat.completions.create(model="knipsel", messages=asked("?!"), stream=True))  # type: ignore[call-overload]


def test_a_client_that_has_to_send_a_key_may_send_any_where_none_are_set(archive: Archive) -> None:
    with (
        serving(archive) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as client,
    ):
        assert client.models.retrieve("knipsel").id == "knipsel"


def test_a_long_conversation_is_read_and_an_endless_one_is_not(client: openai.OpenAI) -> None:
    long = [{"role": "assistant", "content": "x" * 500_000}, {"role": "user", "content": QUESTION}]
    assert client.chat.completions.create(model="knipsel", messages=long).choices  # type: ignore[arg-type]
    too_long = httpx.post(
        f"{client.base_url}chat/completions",
        json={"model": "knipsel", "messages": [{"role": "user", "content": "x" * 1_100_000}]},
        headers={"Authorization": f"Bearer {KEY}"},
    )
    assert too_long.status_code == 413 and too_long.json()["error"]["code"] == "too-large"
