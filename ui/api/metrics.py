"""Metrics: what Prometheus reads of the requests and the questions."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from ui.api.turns import Turns

_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)


class Metrics:
    """Counts and times, in a registry of their own; label values are few and ours, never a caller's words."""

    kind = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, turns: Turns) -> None:
        self._registry = kept = CollectorRegistry()
        self.requests = Counter("knipsel_requests", "Requests by route and status.", ("route", "status"), registry=kept)
        self.seconds = Histogram(
            "knipsel_request_seconds", "Until a response has ended.", ("route",), buckets=_SECONDS, registry=kept
        )
        self.questions = Counter("knipsel_questions", "Questions by what became of them.", ("outcome",), registry=kept)
        self.answer_seconds = Histogram(
            "knipsel_answer_seconds", "From a question's arrival to its last event.", buckets=_SECONDS, registry=kept
        )
        Gauge("knipsel_questions_running", "Questions being answered.", registry=kept).set_function(
            lambda: turns.running
        )
        waiting = Gauge("knipsel_questions_waiting", "Questions that wait.", registry=kept)
        waiting.set_function(lambda: turns.waiting)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)
