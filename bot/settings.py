"""Every setting, read once from the environment, then frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from models.database import database_url

SLACK_API_URL = "https://slack.com/api/"

INDEX_OFF = "off"
"""The value of `index_folder` with which every process makes its index in memory."""

SEMANTIC_OFF = "off"
"""The value of `semantic_model` with which claims are matched by words alone."""


class SettingsError(ValueError):
    """One or more settings are wrong; the message names each and says what is allowed."""


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("on-record"))


def _default_database() -> str:
    return f"sqlite:///{_data_folder() / 'on-record.sqlite3'}"


class Settings(BaseModel):
    """Each field is the environment variable of the same name in capitals.

    Secrets are `SecretStr`, so that neither a log line nor a traceback shows them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str = Field(
        default_factory=_default_database,
        description="SQLite or PostgreSQL address; default: an SQLite file in your data directory",
    )
    slack_api_url: str = Field(
        default=SLACK_API_URL, description="another address of Slack's Web API, for emulators"
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="the app's bot token, starts with xoxb-"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="HTTP mode: the signing secret from the app's Basic Information"
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="Socket Mode: an app-level token with connections:write, starts with xapp-",
    )
    slack_client_id: str = Field(
        default="", description="only where tokens rotate: the app's Client ID (Basic Information)"
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="only where tokens rotate: the app's Client Secret"
    )
    slack_refresh_token: SecretStr | None = Field(
        default=None,
        description="only where tokens rotate: the refresh token beside the bot token, starts with "
        "xoxe-, with SLACK_BOT_TOKEN, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET",
    )
    guests_as_staff: bool = Field(
        default=True,
        description="1 to answer guests of the workspace as its staff, or 0 to tell them what "
        "people from outside are told",
    )
    language: Literal["en", "es"] = Field(
        default="en",
        description="language of texts for nobody in particular, and for people who use Slack in "
        "one that is not there: en or es",
    )
    host: str = Field(default="127.0.0.1", description="address the HTTP server listens on")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=3000, description="port of the HTTP server, 0 to 65535 (0: any free one)"
    )
    metrics_address: str = Field(
        default="",
        description="host:port of a server with /metrics, like 127.0.0.1:9464; default: none",
    )
    log_level: str = Field(default="INFO", description="one of DEBUG, INFO, WARNING, ERROR")
    semantic_model: str = Field(
        default="",
        description="a directory with model.safetensors and tokenizer.json of a model of the same "
        "build, or off; default: the one that is installed with On Record",
    )
    index_folder: str = Field(
        default="",
        description="a folder of your own where the index of a large record is kept between runs,"
        " or off; default: index in your data directory",
    )
    multilingual: bool = Field(
        default=False,
        description="1 to find claims in other languages too (needs the extra `multilingual`), "
        "or 0",
    )
    match_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="how likely a claim must be the one meant to be shown, 0 to 1"
    )
    possible_threshold: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.15,
        validate_default=True,
        description="how likely it must be to be offered as a possible one, 0 to 1 and not above "
        "MATCH_THRESHOLD",
    )
    shelf_life_quantity_days: Annotated[int, Field(ge=1)] = Field(
        default=30, description="days after which a quantity is called stale, 1 or more"
    )
    shelf_life_fact_days: Annotated[int, Field(ge=1)] = Field(
        default=365, description="days after which a fact is called stale, 1 or more"
    )
    digest_grace_hours: Annotated[float, Field(gt=0, le=24)] = Field(
        default=4, description="hours that a digest may be late, more than 0 and at most 24"
    )
    notice_days: Annotated[int, Field(ge=1, le=365)] = Field(
        default=30, description="days for which a given answer is corrected, 1 to 365"
    )
    notice_settle_seconds: Annotated[int, Field(ge=0, le=3600)] = Field(
        default=120,
        description="seconds without a further change before people are told, 0 to 3600",
    )
    retention_days: Annotated[int, Field(ge=31)] = Field(
        default=365,
        validate_default=True,
        description="days after which what people asked and were sent is deleted, 31 or more and "
        "more than NOTICE_DAYS",
    )

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        database_url(value)
        return value

    @field_validator(
        "slack_bot_token", "slack_signing_secret", "slack_app_token", "slack_client_secret",
        "slack_refresh_token", mode="before",
    )  # fmt: skip
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return value or None

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        return _starting(value, others, "xoxb-", "xoxe.xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        return _starting(value, others, "xapp-")

    @field_validator("slack_refresh_token")
    @classmethod
    def _refresh_token(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        needed = ("slack_bot_token", "slack_client_id", "slack_client_secret")
        missing = [name.upper() for name in needed if name in others.data and not others.data[name]]
        if value is not None and missing:
            raise ValueError(f"it is of no use without {' and '.join(missing)}")
        return _starting(value, others, "xoxe-")

    @field_validator("retention_days")
    @classmethod
    def _retention(cls, value: int, others: ValidationInfo) -> int:
        if value <= others.data.get("notice_days", 0):
            raise ValueError("an answer that is still corrected must not be deleted")
        return value

    @field_validator("possible_threshold")
    @classmethod
    def _thresholds(cls, value: float, others: ValidationInfo) -> float:
        if value > others.data.get("match_threshold", 1):
            raise ValueError(
                "it must not be above MATCH_THRESHOLD: a claim would be shown before it was likely "
                "enough to be offered"
            )
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("it must start with http:// or https://")
        return value if value.endswith("/") else value + "/"

    @field_validator("metrics_address")
    @classmethod
    def _metrics_address(cls, value: str, others: ValidationInfo) -> str:
        if value and host_and_port(value) is None:
            raise ValueError("it must be host:port")
        ours = str(others.data.get("host")), others.data.get("port")
        if ours[1] and host_and_port(value) == ours:
            raise ValueError("it must not be the address of HOST and PORT, which the bot serves on")
        return value

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("it must be one of DEBUG, INFO, WARNING, ERROR")
        return value.upper()

    @property
    def shelf_lives(self) -> dict[str, int | None]:
        """Days after which the newest counted attribution is stale, by claim kind."""
        return {"quantity": self.shelf_life_quantity_days, "fact": self.shelf_life_fact_days}

    @property
    def kept_index(self) -> Path | None:
        """The folder in which the index of a large record is kept between runs; None if it is
        not kept."""
        if self.index_folder == INDEX_OFF:
            return None
        return Path(self.index_folder) if self.index_folder else _data_folder() / "index"

    @property
    def socket_mode(self) -> bool:
        """Whether the bot opens a socket to Slack; else Slack calls the bot over HTTP."""
        return self.slack_app_token is not None


def host_and_port(address: str) -> tuple[str, int] | None:
    """The host and port of "127.0.0.1:9464" or "[::1]:9464"; None if one of them is missing."""
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535:
        return None
    return host, int(port)


def load(environ: Mapping[str, str]) -> Settings:
    """The settings that `environ` gives. Raises SettingsError naming every wrong one.

    Values are never repeated in the message: one of them may be a token.
    """
    known = set(Settings.model_fields)
    values = {name.lower(): value for name, value in environ.items() if name.lower() in known}
    try:
        return Settings.model_validate({name: v for name, v in values.items() if v != ""})
    except ValidationError as error:
        raise SettingsError("\n".join(_in_words(problem) for problem in error.errors())) from None


def _in_words(problem: Any) -> str:
    name = str(problem["loc"][0])
    allowed = Settings.model_fields[name].description or ""
    reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name.upper()}: {reason}. Expected: {allowed}."


def _starting(value: SecretStr | None, others: ValidationInfo, *prefixes: str) -> SecretStr | None:
    if others.data.get("slack_api_url", SLACK_API_URL) != SLACK_API_URL:
        return value  # emulators name their tokens as they like
    if value is not None and not value.get_secret_value().startswith(prefixes):
        raise ValueError(f"it must start with {prefixes[0]}")
    return value
