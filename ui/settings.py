"""Settings, read once from KNIPSEL_* environment variables (or a file .env) and passed on as arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.encoder import DEFAULT_ENCODER, THOROUGH


class Settings(BaseSettings):
    """What can be set without touching code; every field is one variable, KNIPSEL_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KNIPSEL_", env_file=".env", extra="ignore")

    archive: Path = Field(default=Path("var/archive"), description="Folder of the archive: catalog, keywords, vectors.")
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
        description="Its key; unless set, that in its provider's own variable, which is never sent to KNIPSEL_MODEL_URL.",
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
    host: str = Field(default="127.0.0.1", description="Address that the chat is served on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port that the chat is served on; 0 takes a free one.")
