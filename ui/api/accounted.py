"""Every request has an id, a line in the log and a place in the metrics; none of them tells what was asked."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import MutableMapping
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.metrics import Metrics
from ui.api.problems import Problem

_log = logging.getLogger("knipsel.requests")
_OURS = ("/api/v1", "/v1", "/mcp", "/health", "/metrics", "/widget", "/embed", "/manage")
_CHAT = "chat"  # Gradio's pages and files
_TOO_MANY_TO_LOG = frozenset((_CHAT, "/manage/progress"))  # asked once a second
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Accounted:
    """Gives each request its id, in `scope["state"]["request_id"]` and `X-Request-Id`, and tells what became of it.

    What goes wrong unforeseen becomes a problem here, and stands in the log under that id.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and account for it when it has ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = request_id = _id_in(Headers(scope=scope))
        began_s, status = perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        failed: Exception | None = None
        try:
            await self._app(scope, receive, sent)
        except Exception as wrong:  # noqa: BLE001 - whoever asked gets a problem, who runs the server the reason
            failed = wrong
            if not status:
                problem = Problem("failed", f"a fault of Knipsel's; its log has it under {request_id}")
                await problem.response(request_id)(scope, receive, sent)
        seconds, route = perf_counter() - began_s, _route_of(scope)
        self._metrics.requests.labels(route, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        usual = logging.DEBUG if route in _TOO_MANY_TO_LOG else logging.INFO
        _log.log(
            logging.ERROR if failed else usual,
            {"method": scope["method"], "route": route, "status": status, "seconds": round(seconds, 4), **_told(state)},
            exc_info=failed,
        )


class JsonLines(logging.Formatter):
    """One JSON object a line, whatever was logged; line ends and controls in it are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record; one that is a dictionary gives its members."""
        told = record.msg if isinstance(record.msg, dict) else {"message": record.getMessage()}
        line = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower(), **told}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def _id_in(headers: Headers) -> str:
    told = headers.get("x-request-id", "")
    return told if _ID.fullmatch(told) else secrets.token_hex(8)


def _route_of(scope: Scope) -> str:
    """Return the pattern of the route that took the request: what was asked for in it is nobody's business."""
    mount = str(scope.get("root_path", "")).removeprefix(scope.get("app_root_path", ""))
    route = mount + getattr(scope.get("route"), "path", "")
    return route if route.startswith(_OURS) else _CHAT


def _told(state: MutableMapping[str, Any]) -> dict[str, object]:
    caller = state.get("caller")
    who = {"caller": caller.kind, "site": caller.site or None} if caller else {}
    return {"request_id": state["request_id"], **who, **state.get("logged", {})}
