"""Through the official MCP client, over streamable HTTP and over stdio."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from api_server import serving
from conftest import ROOT
from fakes import built, markdown
from mcp import Client, StdioServerParameters

from index.archive import Archive

DIKE = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
TOOLS = ["search_archive", "ask_archive", "get_article", "check_text"]
Use = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    files = {"dijk.md": markdown("Dijk breekt", DIKE), "lang.md": markdown("Lang", "De molen draait. " * 3_000)}
    with closing(built(tmp_path_factory.mktemp("api"), files)) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive) as address:
        yield address


def over_http(address: str, use: Use) -> None:
    async def run() -> None:
        async with Client(f"{address}/mcp") as client:
            await use(client)

    asyncio.run(run())


async def called(client: Client, tool: str, **told: object) -> dict[str, Any]:
    result = await client.call_tool(tool, told)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def test_the_tools_say_what_they_take_and_what_they_return(address: str) -> None:
    async def use(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS
        for tool in tools:
            assert tool.description and tool.output_schema and tool.annotations and tool.annotations.read_only_hint
            assert "ctx" not in tool.input_schema["properties"]

    over_http(address, use)


def test_what_is_found_answered_and_read_stands_verbatim_in_the_article(address: str, archive: Archive) -> None:
    async def use(client: Client) -> None:
        answer = await called(client, "ask_archive", question="Hoeveel doden vielen er bij Sluiswijk?")
        found = await called(client, "search_archive", query="dijk Sluiswijk", limit=1)
        cited = answer["statements"][0]["citations"][0]
        for quotation in (cited, *found["passages"]):
            text = archive.article(quotation["article"], quotation["revision"]).text
            assert text[quotation["start"] : quotation["end"]] == quotation["quote"] != ""
        assert answer["answered"] and answer["lead"].startswith("Zeker 3 doden") and answer["figures"]
        article = await called(client, "get_article", article=cited["article"], start=cited["start"], length=10)
        assert article["text"] == cited["quote"][:10] and article["length"] == len(DIKE)

    over_http(address, use)


def test_what_the_archive_does_not_say_is_told_and_a_follow_up_is_understood(address: str) -> None:
    async def use(client: Client) -> None:
        nothing = await called(client, "ask_archive", question="Wie is de koning van Atlantis?")
        assert not nothing["answered"] and "Atlantis" in nothing["unknown_words"]
        history = ["Hoeveel doden vielen er bij Overvelde?"]
        answer = await called(client, "ask_archive", question="En bij Sluiswijk?", history=history)
        assert answer["understood_as"] == "Hoeveel doden vielen er bij Sluiswijk?" and answer["answered"]

    over_http(address, use)


def test_what_is_returned_is_bounded(address: str) -> None:
    async def use(client: Client) -> None:
        article = await called(client, "get_article", article="source/lang")
        assert article["end"] == len(article["text"]) == 8_000 < article["length"]
        beyond = await called(client, "get_article", article="source/lang", start=10**9)
        assert beyond["text"] == "" and beyond["start"] == beyond["length"]
        for told in ({"length": 20_001}, {"start": -1}, {"article": "x" * 2_000}):
            assert (await client.call_tool("get_article", {"article": "source/lang", **told})).is_error
        assert (await client.call_tool("search_archive", {"query": "molen", "limit": 21})).is_error

    over_http(address, use)


def test_what_cannot_be_done_is_told_to_the_assistant(address: str) -> None:
    async def use(client: Client) -> None:
        for tool, told in (
            ("ask_archive", {"question": "?!"}),
            ("ask_archive", {"question": "Wie?", "first": "gisteren"}),
            ("search_archive", {"query": " "}),
            ("get_article", {"article": "../../etc/passwd"}),
            ("get_article", {"article": "source/dijk", "revision": 7}),
        ):
            result = await client.call_tool(tool, told)
            assert result.is_error and "Traceback" not in str(result.content)

    over_http(address, use)


def test_an_assistant_needs_a_key_where_there_are_keys(archive: Archive) -> None:
    with serving(archive, api_keys="a-key-of-a-program-0001") as address:
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        accept = {"Accept": "application/json, text/event-stream"}
        assert httpx.post(f"{address}/mcp", json=asked, headers=accept).status_code == 401
        key = {"Authorization": "Bearer a-key-of-a-program-0001"}
        assert httpx.post(f"{address}/mcp", json=asked, headers=accept | key).status_code not in (401, 403)
        evil = {"Origin": "https://evil.example"}
        assert httpx.post(f"{address}/mcp", json=asked, headers=accept | key | evil).status_code == 403


@pytest.mark.slow
def test_an_assistant_that_starts_the_command_has_the_same_tools(corpus_archive: Archive) -> None:
    settings = {**os.environ, "KNIPSEL_ARCHIVE": str(corpus_archive.folder), "PYTHONPATH": str(ROOT)}
    command = StdioServerParameters(command=sys.executable, args=["-m", "ui.cli", "mcp"], env=settings, cwd=ROOT)

    async def run() -> None:
        async with Client(command) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
            answer = await called(client, "ask_archive", question="How many people were killed in Belgorod?")
            cited = answer["statements"][0]["citations"][0]
            text = corpus_archive.article(cited["article"], cited["revision"]).text
            assert text[cited["start"] : cited["end"]] == cited["quote"]

    asyncio.run(run())
