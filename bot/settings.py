"""Every environment variable: its type, unit, default and one sentence."""

import re
from contextlib import suppress
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.outage import ConfigurationError
from bot.core.wall import wall_time

PREFIX = "IFYOUWILL_"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,256}", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)
_LISTEN = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^\s:]+):(?P<port>[0-9]{1,5})", re.ASCII)
LARGEST_PORT = 65_535
_TELLING = 8  # characters from which a secret is one: shorter ones are words that stand anywhere


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


_A_WEB_ADDRESS = "must be an http:// or https:// address"
_WANTED = {
    "database_url": "must begin with sqlite:/// or postgresql://",
    "api_base_url": _A_WEB_ADDRESS,
    "webhook_url": _A_WEB_ADDRESS,
    "listen": f"must be HOST:PORT with a port from 0 to {LARGEST_PORT}",
    "rate_per_second": "must be a whole number from 1 to 1000",
    "backup_at": "must be HH:MM, or HH:MM and a time zone: 03:30 Europe/London",
    "backup_days": "must be a whole number from 1 to 1000",
    "backup_weeks": "must be a whole number from 0 to 1000",
    "log_format": "must be text or json",
    "log_level": "must be DEBUG, INFO, WARNING or ERROR",
}
"""What each variable must be, in our words: those of pydantic are for programmers. The others take any text."""


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://")):
        raise ValueError(value)
    return value


def _web_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(value)
    return value


def _listen(value: str) -> str:
    found = _LISTEN.fullmatch(value)
    if not found or int(found["port"]) > LARGEST_PORT:
        raise ValueError(value)
    return value


def _wall_time(value: str) -> str:
    wall_time(value)
    return value


def _in_any_case(of: type[StrEnum]) -> BeforeValidator:
    """Takes "info" and "Info" for INFO."""

    def spelt(value: object) -> object:
        return next((one for one in of if isinstance(value, str) and one.value.lower() == value.lower()), value)

    return BeforeValidator(spelt)


WebUrl = Annotated[str, AfterValidator(_web_url)]


class Settings(BaseSettings):
    """What the environment says. Read once, at the start, by `settings_from_environment`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True, extra="ignore")

    token: SecretStr | None = Field(None, description="The bot's token from BotFather.")
    token_file: Path | None = Field(None, description="A file with the token, instead of the token itself.")
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///ifyouwill.db", description="sqlite:///PATH (embedded) or postgresql://…"
    )
    api_base_url: WebUrl = Field(
        "https://api.telegram.org/bot",
        description="The prefix before the token: Telegram's own, a local Bot API server, or a stand-in.",
    )
    webhook_url: WebUrl | None = Field(None, description="The public address of this bot; off: it polls.")
    webhook_secret: SecretStr | None = Field(None, description="What Telegram shows with each update it brings.")
    listen: Annotated[str, AfterValidator(_listen)] | None = Field(
        None, description="HOST:PORT of the webhook, /healthz, /readyz and /metrics (127.0.0.1:8080 with a webhook)."
    )
    rate_per_second: int = Field(30, ge=1, le=1000, description="Messages a second, the bot's overall budget.")
    backup_dir: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = Field(
        None, description="A folder for a backup every day; off: none is made."
    )
    backup_at: Annotated[str, AfterValidator(_wall_time)] = Field(
        "03:30", description="When: HH:MM in UTC, or with a time zone (03:30 Europe/London)."
    )
    backup_days: int = Field(7, ge=1, le=1000, description="Days of which the newest backup is kept.")
    backup_weeks: int = Field(4, ge=0, le=1000, description="Weeks before them of which the newest backup is kept.")
    log_format: Annotated[LogFormat, _in_any_case(LogFormat)] = Field(
        LogFormat.TEXT, description="text for people, json for machines."
    )
    log_level: Annotated[LogLevel, _in_any_case(LogLevel)] = Field(
        LogLevel.INFO, description="DEBUG, INFO, WARNING or ERROR."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.token is not None and self.token_file is not None:
            raise ValueError("set IFYOUWILL_TOKEN or IFYOUWILL_TOKEN_FILE, not both")
        if self.webhook_url is not None:
            self._check_secret()
        return self

    def _check_secret(self) -> None:
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not _SECRET.fullmatch(secret):
            raise ValueError(
                "IFYOUWILL_WEBHOOK_URL needs IFYOUWILL_WEBHOOK_SECRET: 16 to 256 characters of A-Z a-z 0-9 _ -"
            )

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the listener."""
        host, _, port = (self.listen or "127.0.0.1:8080").rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def backup_time(self) -> tuple[time, str]:
        """The wall time of the daily backup, and the zone of the wall."""
        return wall_time(self.backup_at)

    @property
    def listens(self) -> bool:
        """Whether there is a listener at all: with a webhook, or because an address was asked for."""
        return self.webhook_url is not None or self.listen is not None

    def bot_token(self) -> str:
        """The token. Raises ConfigurationError when there is none, or none that looks like one."""
        token = (self.token.get_secret_value() if self.token else self._token_from_file()).strip()
        if not _TOKEN.fullmatch(token):
            raise ConfigurationError("IFYOUWILL_TOKEN does not look like a bot token (123456:ABC… from BotFather).")
        return token

    def secrets(self) -> list[str]:
        """What must never be seen in a log: the token, the webhook's secret, the database's password."""
        known = [self.token, self.webhook_secret]
        said = [secret.get_secret_value() for secret in known if secret is not None]
        if self.token_file is not None:
            with suppress(ConfigurationError):  # whoever needs the token will say so
                said.append(self._token_from_file().strip())
        with suppress(ValueError):  # whoever opens the database will say so
            password = urlsplit(self.database_url).password or ""
            said += {password, unquote(password)}
        return [secret for secret in said if len(secret) >= _TELLING]

    def _token_from_file(self) -> str:
        if self.token_file is None:
            raise ConfigurationError(
                "IFYOUWILL_TOKEN is not set: put the token from BotFather there, or try `ifyouwill demo`."
            )
        try:
            return self.token_file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"IFYOUWILL_TOKEN_FILE cannot be read: {self.token_file}.") from error


def settings_from_environment() -> Settings:
    """The settings of this process. Raises ConfigurationError with one sentence about the first fault found."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigurationError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    """The first fault, naming the variable and never its value."""
    fault = error.errors(include_input=False, include_url=False)[0]
    if not fault["loc"]:
        return f"{fault['msg'].removeprefix('Value error, ')}."
    name = str(fault["loc"][0])
    return f"{PREFIX}{name.upper()} {_WANTED.get(name, 'cannot be read')}."
