"""What every MCP tool takes of a request: who makes it, the dates in it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.requests import Request

from index.period import Period
from ui.api.asking import Account, account_of
from ui.api.callers import Caller
from ui.api.dates import dates_of

READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

AsOf = Annotated[str, Field(max_length=10, description="The archive as it stood then; no later articles.")]


def dates_in(first: str, last: str, as_of: str) -> tuple[Period | None, date | None]:
    """Return the period and the day that a tool was given; raise ToolError where one of them is no date."""
    try:
        return dates_of(first, last, as_of)
    except ValueError as wrong:
        raise ToolError(str(wrong)) from None


def account_in(ctx: Context) -> Account:
    """Return the account of the request that called a tool; over stdio there is none, and one caller."""
    request = ctx.request_context.request
    return account_of(request) if isinstance(request, Request) else Account(Caller("local", "stdio", ""), "stdio")
