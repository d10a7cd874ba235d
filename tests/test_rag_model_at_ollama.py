"""What is Ollama's own: its errors, its key, its way to cut off; what it shares is tested in test_rag_model.py."""

from __future__ import annotations

from base64 import b64encode

import pytest
from ollama_server import OllamaServer, line
from openai_server import Reply, refuses, says, serving

from rag.langchain_model import LangChainModel
from rag.model import ModelBusy, ModelError, ModelFailed, ModelMissing, ModelOverflow, ModelUnreachable

HELLO = [("user", "hello")]


def model_at(server: OllamaServer, **options: str) -> LangChainModel:
    return LangChainModel.named("ollama:script", url=server.url, timeout_s=5.0, **options)  # type: ignore[arg-type]


def said(*pieces: str | bytes, ends: str = "done") -> str:
    with serving(Reply(pieces, ends), kind=OllamaServer) as server:  # type: ignore[arg-type]
        return "".join(model_at(server).stream(HELLO))


@pytest.mark.parametrize(
    ("reply", "error", "told"),
    [
        (
            refuses(404, "", 'model "script" not found, try pulling it first'),
            ModelMissing,
            r'\(404: model "script" not found, try pulling it first\)',
        ),
        (refuses(404, "", "404 page not found"), ModelMissing, "KNIPSEL_MODEL_URL"),
        (
            refuses(500, "", "model requires more system memory (8.0 GiB) than is available (4.0 GiB)"),
            ModelFailed,
            r"failed \(500: model requires more system memory \(8.0 GiB\) than is available \(4.0 GiB\)\)",
        ),
        (refuses(400, "", "the input length exceeds the context length"), ModelOverflow, "KNIPSEL_MODEL_CONTEXT"),
        (refuses(503, "", "server busy, please try again"), ModelBusy, "try again later"),
        (refuses(503, "", "server busy", {"Retry-After": "7"}), ModelBusy, "try again in 7 s"),
        (
            Reply(["Zeker ", b'{"error": "an error was encountered while running the model: unexpected EOF"}\n']),
            ModelFailed,
            "failed: an error was encountered while running the model: unexpected EOF$",
        ),
        (Reply([b"<html>Sign in</html>\n"]), ModelFailed, "answers otherwise than it should.*KNIPSEL_MODEL_URL"),
    ],
    ids=["not pulled", "no such path", "memory", "overflow", "busy", "busy for 7 s", "while it writes", "a page"],
)
def test_its_errors_are_told_in_one_sentence(reply: Reply, error: type[ModelError], told: str) -> None:
    with serving(reply, kind=OllamaServer) as server, pytest.raises(error, match=told) as raised:
        list(model_at(server).stream(HELLO))  # type: ignore[arg-type]
    assert "status code" not in str(raised.value)


def test_it_is_told_how_much_it_is_to_read_and_to_choose_the_likeliest_word() -> None:
    with serving(says("yes"), kind=OllamaServer) as server:
        list(model_at(server, context=4_096).stream(HELLO))  # type: ignore[arg-type]
    (sent,) = server.requests
    assert (sent["path"], sent["stream"]) == ("/api/chat", True)
    assert sent["options"] == {"num_ctx": 4_096, "temperature": 0.0}


def test_what_it_thinks_and_the_tools_that_it_would_use_are_no_words() -> None:
    thought = line({"message": {"role": "assistant", "content": "", "thinking": "hm"}, "done": False})
    call = {"function": {"name": "fetch", "arguments": {"url": "https://evil.example/"}}}
    tool = line({"message": {"role": "assistant", "content": "", "tool_calls": [call]}, "done": False})
    assert said(thought, tool, "yes") == "yes"


@pytest.mark.parametrize("reason", ["length", "stop"])
def test_a_reply_that_it_cuts_off_ends_there(reason: str) -> None:
    last = line({"message": {"role": "assistant", "content": " de"}, "done": True, "done_reason": reason})
    assert said("Zeker", last, ends="cut") == "Zeker de"
    assert said("Zeker", ends="cut") == "Zeker"


def test_only_the_key_of_our_own_setting_goes_to_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_API_KEY", "sk-of-another-server")
    with serving(says("yes"), kind=OllamaServer) as server:
        list(model_at(server).stream(HELLO))  # type: ignore[arg-type]
        list(model_at(server, key="sk-ours").stream(HELLO))  # type: ignore[arg-type]
    assert server.keys == ["Bearer none", "Bearer sk-ours"]


def test_a_name_and_password_in_the_url_are_the_way_in_and_never_told() -> None:
    with serving(says("yes"), kind=OllamaServer) as server:
        url = server.url.replace("//", "//jan:geheim@")
        assert "".join(LangChainModel.named("ollama:script", url=url).stream(HELLO)) == "yes"
    assert server.keys == [f"Basic {b64encode(b'jan:geheim').decode()}"]
    with pytest.raises(ModelUnreachable) as raised:
        list(LangChainModel.named("ollama:script", url=url).stream(HELLO))
    assert "127.0.0.1" in str(raised.value) and "geheim" not in str(raised.value)
