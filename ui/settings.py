"""Settings, read once from KNIPSEL_* environment variables (or a file .env) and passed on as arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.encoder import DEFAULT_ENCODER, THOROUGH


class Settings(BaseSettings):
    """What can be set without touching code; every field is one variable, KNIPSEL_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KNIPSEL_", env_file=".env", extra="ignore")

    archive: Path = Field(default=Path("var/archive"), description="Folder of the archive: catalog, keywords, vectors.")
    sources: Path = Field(
        default=Path("knipsel.toml"), description="The file that lists the sources, for `knipsel index` without any."
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
    language: Literal["nl", "en"] = Field(
        default="nl", description="Language of questions whose words do not tell, and of the chat's first page."
    )
    host: str = Field(default="127.0.0.1", description="Address that the chat is served on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port that the chat is served on; 0 takes a free one.")
