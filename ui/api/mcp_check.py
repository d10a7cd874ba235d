"""The MCP tool `check_text`: what the archive says of each sentence of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from ui.api.checking import CheckAsked, begin_check, outcome_of
from ui.api.mcp_check_told import CheckTold
from ui.api.mcp_request import READS, AsOf, account_in, dates_in
from ui.api.problems import Problem
from ui.api.service import Service

if TYPE_CHECKING:
    from typing import Any


def add_check_text(server: MCPServer[Any], service: Service) -> None:
    """Add the tool to a server."""

    @server.tool(title="Check a text", annotations=READS)
    async def check_text(
        text: Annotated[str, Field(max_length=8_000, description="Up to 2,000 characters and 12 sentences.")],
        ctx: Context,
        as_of: AsOf = "",
    ) -> CheckTold:
        """Say of each sentence whether the archive says the same, with the quotations that do; else what comes near."""
        _, day = dates_in("", "", as_of)
        try:
            checked = await outcome_of(begin_check(service, account_in(ctx), CheckAsked(text, as_of=day)))
        except Problem as problem:
            raise ToolError(problem.detail) from None
        if checked is None:
            raise ToolError("the check was stopped")
        return CheckTold.of(checked)
