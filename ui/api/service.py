"""Service: what the endpoints share, made once from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from ui.api.callers import Door
from ui.api.feedback_store import FeedbackStore
from ui.api.metrics import Metrics
from ui.api.rates import Rates
from ui.api.remembered import Exchanges
from ui.api.running import Running
from ui.in_turn import InTurn
from ui.manage.managing import Managing
from ui.people.seen import People


@dataclass(frozen=True, slots=True)
class Service:
    """An archive and its desk, who may ask them, and how much; `tells_questions`: whether the log has their words.

    `people` knows whose a request of the page is, `managing` is what editors keep the archive with. `url` is where
    people find Knipsel, without a slash at its end.
    """

    archive: Archive
    desk: Desk
    door: Door
    people: People
    managing: Managing
    of_callers: Rates
    of_addresses: Rates
    running: Running
    metrics: Metrics
    feedback: FeedbackStore
    exchanges: Exchanges
    in_turn: InTurn
    glossary: Glossary
    language: str = "nl"
    url: str = ""
    tells_questions: bool = False
