"""Settings: environment variables prefixed PSP_, validated as a whole; an unknown one stops the start."""

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PSP_"
_READING = 0.6  # share of the time limit that is for reading, where the LLM re-words as well
REPOSITORY = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is unknown or has a bad value; the text names it and says what to do."""


class Settings(BaseSettings):
    """Everything that can be set from outside; each field is the variable PSP_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    data_dir: Path = Field(Path("var"), description="folder for index, database and reports")
    database_url: str | None = Field(
        None, description="SQLAlchemy address; default is SQLite in the data folder"
    )
    database_read_url: str | None = Field(
        None,
        description="a standby of that PostgreSQL for reads that may be some seconds old; "
        "while it is away or behind they go to PSP_DATABASE_URL",
    )
    corpus_dir: Path = Field(REPOSITORY / "corpus", description="folder of the corpus")
    collections_dir: Path | None = Field(
        None, description="folder of partners' own collections, each in a folder named as its partner"
    )
    model: str | None = Field(
        None, description="a sentence-transformers folder; default is the packaged model"
    )
    llm_url: str | None = Field(None, description="OpenAI-compatible address; unset means no LLM")
    llm_model: str = Field("default", description="model name sent to the LLM server", max_length=200)
    llm_api_key: SecretStr | None = Field(None, description="key sent to the LLM server")
    llm_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = Field(
        20.0, description="longest wait for the LLM, for a whole question"
    )
    llm_steps: Literal["both", "read", "reword"] = Field(
        "both", description="what the LLM does: choose among sentences (read), re-word the answer, or both"
    )
    admin_key_hash: SecretStr | None = Field(
        None, description="argon2 hash of the admin key; unset closes /v1/admin"
    )
    base_url: str = Field(
        "", description="public address of this server, used in links that leave it", max_length=300
    )
    trusted_proxies: str = Field(
        "",
        description="addresses or networks, with commas, whose X-Forwarded-For and X-Forwarded-Proto count",
        max_length=2000,
    )
    retention_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        365, description="days that assessments are kept after last use"
    )
    conversation_days: Annotated[int, Field(ge=1, le=365)] = Field(
        30, description="days that conversations are kept"
    )
    keep_gaps: bool = Field(
        False,
        description="whether questions that the sources do not answer, or only nearly, are kept for editors "
        "(`psp curate`), without who asked",
    )
    rate_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        600, description="questions a minute an address may ask"
    )
    repeated_answers: Annotated[int, Field(ge=0, le=100_000)] = Field(
        200, description="answers to repeated questions kept in memory; 0 keeps none"
    )
    owner: str = Field(
        "not set", description="organisation that runs this server, shown on /transparency", max_length=200
    )
    contact: str = Field(
        "", description="e-mail or address of the owner, shown where help is offered", max_length=200
    )
    search: Literal["memory", "postgres"] = Field(
        "memory",
        description="where passages are searched: in the memory of each process, or in PostgreSQL with "
        "pgvector, which `psp index --to-postgres` fills",
    )
    limits: Literal["memory", "postgres"] = Field(
        "memory",
        description="where requests are counted: by each process alone, or by all together in PostgreSQL",
    )
    traces_url: str = Field(
        "",
        description="where traces for OpenTelemetry are sent by OTLP over HTTP, as "
        "http://127.0.0.1:4318/v1/traces; needs the extra `otel`; unset means none",
        max_length=300,
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is logged")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        return value

    @field_validator("database_read_url")
    @classmethod
    def _of_postgres(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and not value.startswith(("postgresql://", "postgresql+psycopg://")):
            raise ValueError("must start with postgresql://")
        if value and not (info.data.get("database_url") or "").startswith("postgresql"):
            raise ValueError("a standby needs PSP_DATABASE_URL=postgresql://…")
        return value

    @field_validator("search", "limits")
    @classmethod
    def _has_a_database(cls, value: str, info: ValidationInfo) -> str:
        if value == "postgres" and not (info.data.get("database_url") or "").startswith("postgresql"):
            raise ValueError("postgres needs PSP_DATABASE_URL=postgresql://…")
        return value

    @field_validator("llm_url", "base_url", "traces_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/") if value else value

    @field_validator("base_url")
    @classmethod
    def _whole_host(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (not parts.hostname or parts.username or parts.path or parts.query or parts.fragment):
            raise ValueError(
                "must be scheme and host alone, as https://guide.example; the guide needs a host name of its "
                "own, since its addresses start at /"
            )
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        names = [name.strip() for name in value.split(",") if name.strip()]
        for name in names:
            try:
                ipaddress.ip_network(name, strict=False)
            except ValueError:
                raise ValueError(f"'{name}' is no address or network, as 127.0.0.1 or 10.0.0.0/8") from None
        return ",".join(names)

    @property
    def llm_seconds(self) -> dict[str, float]:
        """How long each step of the LLM may take: together no longer than the limit for a question."""
        share = _READING if self.llm_steps == "both" else 1.0
        whole = self.llm_timeout_seconds
        return {"read": whole * share, "reword": whole * (1 - share if self.llm_steps == "both" else 1.0)}

    @property
    def index_dir(self) -> Path:
        """Where the index lives."""
        return self.data_dir / "index"

    @property
    def collections_index_dir(self) -> Path:
        """Where the indexes of collections live, each in a folder of its name."""
        return self.data_dir / "collections"

    @property
    def model_dir(self) -> Path:
        """Where the exported model lives."""
        return self.data_dir / "model"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        if self.database_url:
            return _with_driver(self.database_url)
        return f"sqlite:///{self.data_dir / 'psp-guide.sqlite3'}"

    @property
    def replica(self) -> str | None:
        """The SQLAlchemy address of the standby for reads, if there is one."""
        return _with_driver(self.database_read_url) if self.database_read_url else None


def _with_driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """Settings from the environment.

    Raises:
        SettingsError: an unknown PSP_ variable, or a bad value; one line that names it.
    """
    found = dict(os.environ if environment is None else environment)
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in found if name.upper().startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(f"unknown setting {unknown[0]}; the settings are {', '.join(sorted(known))}")
    values = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in found.items()
        if name in known and value != ""
    }
    try:
        return Settings.model_validate(values) if environment is not None else Settings()
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = PREFIX + str(fault["loc"][0] if fault["loc"] else "").upper()
        words = fault["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {words[:1].lower() + words[1:]}") from None
