"""The Service that an app is built of, made from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from ui.api.callers import Door, is_loopback
from ui.api.feedback_store import FeedbackStore
from ui.api.metrics import Metrics
from ui.api.rates import Rates
from ui.api.remembered import Exchanges
from ui.api.running import Bounds, Running
from ui.api.service import Service
from ui.api.sites import Sites, origin_of, read_sites
from ui.api.tokens import Tokens, secret_in
from ui.api.turns import Turns
from ui.in_turn import InTurn
from ui.manage.managing import Managing
from ui.people.opening import people_of
from ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server listens."""

    host: str
    port: int

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """The URL of it, as seen from this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 - compared, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def origins(self, url: str) -> frozenset[str]:
        """Return Knipsel's own origins: that of its public URL, or of this machine's own names where it has none."""
        if url:
            return frozenset([origin_of(url)])
        names = ("localhost", "127.0.0.1", "[::1]") if self.is_local else ()
        return frozenset(f"http://{name}:{self.port}" for name in names)


def service_of(desk: Desk, archive: Archive, settings: Settings, served: Served) -> Service:
    """Return what the endpoints share; raise SecretUnusable, AccountsUnusable, SitesUnreadable, GlossaryUnreadable."""
    turns = Turns(settings.at_once, settings.waiting)
    bounds = Bounds(settings.open_of_caller, settings.open_of_address, settings.answer_timeout_s)
    sites = Sites(read_sites(settings.sites), served.origins(settings.url))
    secret = secret_in(settings.secret.get_secret_value(), archive.folder)
    tokens = Tokens(secret, settings.token_s)
    people = people_of(settings, secret, served_locally=served.is_local)
    return Service(
        archive=archive,
        desk=desk,
        door=Door(sites, tokens, settings.keys(), served.is_local, people.signs_in),
        people=people,
        managing=Managing.of(archive, settings, sites.own),
        of_callers=Rates(settings.rate_of_token),
        of_addresses=Rates(settings.rate_of_address),
        running=Running(turns, bounds, settings.at_once),
        metrics=Metrics(turns),
        feedback=FeedbackStore(archive.folder),
        exchanges=Exchanges(),
        in_turn=InTurn(turns),
        glossary=Glossary.read(settings.glossary),
        language=settings.language,
        url=settings.url or served.address,
        tells_questions=settings.log_questions,
    )
