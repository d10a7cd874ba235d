"""Settings, read once from KNIPSEL_* environment variables (or a file .env) and passed on as arguments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.encoder import DEFAULT_ENCODER, THOROUGH
from index.vector_server import DATABASE, TENANT, VectorServer, secret_header, server_url
from ui.api.sites import origin_of, read_sites
from ui.people.proxies import networks_in

_SECRET_LENGTH, _KEY_LENGTH = 32, 16  # characters: a key of HS256 (RFC 7518, 3.2); what nobody guesses over HTTP


_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
# Headers that clients or proxies send for another reason: in none of these does a proxy vouch for a person.
_TAKEN = {"authorization", "cookie", "forwarded", "host", "origin", "user-agent", "via", "x-real-ip"}
_TAKEN |= {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-request-id", "content-type", "accept"}


class Settings(BaseSettings):
    """What can be set without touching code; every field is one variable, KNIPSEL_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KNIPSEL_", env_file=".env", extra="ignore")

    archive: Path = Field(default=Path("var/archive"), description="Folder of the archive: catalog, keywords, vectors.")
    sources: Path = Field(
        default=Path("knipsel.toml"), description="The file that lists the sources, for `knipsel index` without any."
    )
    every: float = Field(
        default=60.0, ge=1, le=86_400, description="Seconds that `knipsel index --watch` waits between two runs."
    )
    uploads: Path | None = Field(
        default=None, description="Folder of the files that people upload; `uploads` in the archive's unless set."
    )
    upload_mb: int = Field(default=100, ge=1, le=100_000, description="Megabytes that one uploaded file may have.")
    uploads_most: int = Field(default=1_000, ge=1, description="Uploaded files that there may be.")
    private_feeds: bool = Field(
        default=False, description="Whether feeds that are added on the page may be on a private network."
    )
    encoder: str = Field(
        default=DEFAULT_ENCODER,
        description="A sentence-transformers model: one that ships with Knipsel, a folder, or a name on a model hub.",
    )
    second_look: str = Field(
        default=THOROUGH,
        description="The model that looks again at the likeliest sentences of a question; empty for none.",
    )
    device: str | None = Field(
        default=None, description="Where models run, as torch names it (cpu, cuda:0); a GPU where there is one."
    )
    glossary: Path | None = Field(
        default=None, description="A newsroom's own glossary, lines of `Dutch<TAB>English`, beside the one that ships."
    )
    model: str = Field(
        default="",
        description="The language model that writes answers, `provider:model` as LangChain names it; empty for none.",
    )
    model_url: str = Field(default="", description="Where the model is served, if not where its provider serves it.")
    model_key: SecretStr = Field(
        default=SecretStr(""),
        description="Its key; unless set, that of its provider's own variable, never sent to KNIPSEL_MODEL_URL.",
    )
    model_timeout_s: float = Field(
        default=60.0, gt=0, description="How long it may be silent; a whole answer may take three times as long."
    )
    model_context: int = Field(default=8_192, ge=2_048, description="Tokens that it takes, with those of its answer.")
    translate: bool = Field(
        default=True, description="Whether the model also translates quotations in another language than the question."
    )
    language: Literal["nl", "en"] = Field(
        default="nl", description="Language of questions whose words do not tell, and of the chat's first page."
    )
    chroma: str | None = Field(
        default=None, description="URL of a Chroma server that keeps the vectors, instead of the archive's folder."
    )
    chroma_header: SecretStr | None = Field(
        default=None, description="A header that lets Knipsel in there, as `Authorization: Bearer ...`; never shown."
    )
    chroma_tenant: str = Field(default=TENANT, min_length=1, description="Tenant at that server.")
    chroma_database: str = Field(default=DATABASE, min_length=1, description="Database of that tenant.")
    chroma_ca: Path | None = Field(
        default=None, description="PEM file of the certificates that a https server's own is checked with."
    )
    chroma_timeout: float = Field(
        default=20.0, gt=0, le=3600, description="Seconds that Knipsel waits for an answer to one request there."
    )
    host: str = Field(default="127.0.0.1", description="Address that the chat is served on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port that the chat is served on; 0 takes a free one.")
    url: str = Field(default="", description="Where people find it, if not there: `https://knipsel.example/archief`.")
    proxies: str = Field(
        default="", description="Addresses or networks, with commas, whose X-Forwarded-For and -Proto are believed."
    )
    auth: Literal["", "users", "header"] = Field(
        default="", description="How people sign in: `users` of Knipsel's own, a `header` of a proxy; empty for not."
    )
    users: Path | None = Field(
        default=None, description="The file of those users; unless set, people.sqlite3 in the archive's folder."
    )
    auth_header: str = Field(
        default="X-Forwarded-User", description="The header in which the proxies of KNIPSEL_PROXIES say who asks."
    )
    editors: str = Field(default="", description="Who of them may change what the archive holds: names, with commas.")
    sites: str = Field(
        default="", description="Sites that may embed it: a TOML file, or JSON, of names and origins; none unless set."
    )
    secret: SecretStr = Field(
        default=SecretStr(""), description="What tokens of pages are signed with; unless set, made at the first start."
    )
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="Keys of programs that may use the API, with commas; never shown."
    )
    token_s: int = Field(default=600, ge=30, le=86_400, description="Seconds that a page's token is good for.")
    rate_of_token: int = Field(default=30, ge=0, description="Requests a minute with one token; 0 is no limit.")
    rate_of_address: int = Field(default=600, ge=0, description="Requests a minute from one address; 0 is no limit.")
    at_once: int = Field(default=4, ge=1, le=64, description="Questions that are answered at once, of chat and API.")
    waiting: int = Field(default=200, ge=0, description="Questions that may wait for that; more are turned away.")
    open_of_caller: int = Field(default=3, ge=1, description="Questions that one token or key may have open.")
    open_of_address: int = Field(default=100, ge=1, description="Questions that one address may have open.")
    answer_timeout_s: float = Field(default=300.0, gt=0, description="Seconds that one answer may take.")
    log_questions: bool = Field(default=False, description="Whether the log of requests has the questions' words.")

    @field_validator("chroma")
    @classmethod
    def _is_url(cls, told: str | None) -> str | None:
        return server_url(told) if told else None

    @field_validator("chroma_header")
    @classmethod
    def _is_header(cls, told: SecretStr | None) -> SecretStr | None:
        if told is None or not told.get_secret_value():
            return None
        secret_header(told.get_secret_value())
        return told

    @field_validator("sites")
    @classmethod
    def _declares_sites(cls, told: str) -> str:
        read_sites(told)
        return told

    @field_validator("url")
    @classmethod
    def _has_origin(cls, told: str) -> str:
        if told:
            origin_of(told)
        return told.rstrip("/")

    @field_validator("secret", "api_keys")
    @classmethod
    def _is_hard_to_guess(cls, told: SecretStr, field: ValidationInfo) -> SecretStr:
        least = _SECRET_LENGTH if field.field_name == "secret" else _KEY_LENGTH
        if any(len(part.strip()) < least for part in told.get_secret_value().split(",") if told.get_secret_value()):
            raise ValueError(f"has fewer than {least} characters, and could be guessed")
        return told

    @field_validator("auth_header")
    @classmethod
    def _is_a_header_of_its_own(cls, told: str) -> str:
        if not _HEADER.fullmatch(told) or told.lower() in _TAKEN:
            raise ValueError("is no header that a proxy can name a person in")
        return told

    @field_validator("auth")
    @classmethod
    def _has_proxies_to_believe(cls, told: str, before: ValidationInfo) -> str:
        if told == "header":
            proxies = before.data.get("proxies", "")
            if not proxies:
                raise ValueError("needs KNIPSEL_PROXIES: the addresses of the proxy whose header is believed")
            networks_in(proxies)
        return told

    @field_validator("editors")
    @classmethod
    def _are_named_by_a_proxy(cls, told: str, before: ValidationInfo) -> str:
        if told.strip() and before.data.get("auth") != "header":
            raise ValueError("goes with KNIPSEL_AUTH=header; other people have roles by `knipsel user role`")
        return told

    def editor_names(self) -> tuple[str, ...]:
        """Return who of those that a proxy names may change what the archive holds."""
        return tuple(name.strip() for name in self.editors.split(",") if name.strip())

    def keys(self) -> tuple[str, ...]:
        """Return the keys of programs."""
        return tuple(key.strip() for key in self.api_keys.get_secret_value().split(",") if key.strip())

    def uploads_folder(self) -> Path:
        """Return the folder of the files that people upload."""
        return self.uploads or self.archive / "uploads"

    def vector_server(self) -> VectorServer | None:
        """Return the server that keeps the vectors; None where they are in the archive's folder."""
        if self.chroma is None:
            return None
        header = secret_header(self.chroma_header.get_secret_value()) if self.chroma_header else None
        tenant, database = self.chroma_tenant, self.chroma_database
        return VectorServer(self.chroma, header, tenant, database, self.chroma_ca, self.chroma_timeout)
