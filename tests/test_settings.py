"""What the environment may say, and the one sentence for what it may not."""

import os
from datetime import time
from pathlib import Path

import pytest

from bot.core.outage import ConfigurationError
from bot.settings import PREFIX, LogFormat, LogLevel, settings_from_environment

TOKEN = "123456:" + "a" * 35
SECRET = "s" * 16

Environment = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def clean(monkeypatch: Environment) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def put(monkeypatch: Environment, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rate_per_second": "many"}, "IFYOUWILL_RATE_PER_SECOND must be a whole number from 1 to 1000."),
        ({"rate_per_second": "0"}, "IFYOUWILL_RATE_PER_SECOND must be a whole number from 1 to 1000."),
        ({"rate_per_second": ""}, "IFYOUWILL_RATE_PER_SECOND must be a whole number from 1 to 1000."),
        ({"database_url": "mysql://x"}, "IFYOUWILL_DATABASE_URL must begin with sqlite:/// or postgresql://."),
        ({"api_base_url": "ftp://x"}, "IFYOUWILL_API_BASE_URL must be an http:// or https:// address."),
        ({"webhook_url": "https://["}, "IFYOUWILL_WEBHOOK_URL must be an http:// or https:// address."),
        ({"listen": "8080"}, "IFYOUWILL_LISTEN must be HOST:PORT with a port from 0 to 65535."),
        ({"listen": "localhost:99999"}, "IFYOUWILL_LISTEN must be HOST:PORT"),
        ({"listen": "localhost:٨٠"}, "IFYOUWILL_LISTEN must be HOST:PORT"),
        ({"backup_at": "3:30"}, "IFYOUWILL_BACKUP_AT must be HH:MM, or HH:MM and a time zone: 03:30 Europe/London."),
        ({"backup_at": "24:00"}, "IFYOUWILL_BACKUP_AT must be HH:MM"),
        ({"backup_at": "03:30 Europe"}, "IFYOUWILL_BACKUP_AT must be HH:MM"),
        ({"backup_at": "03:30 ../../etc/hosts"}, "IFYOUWILL_BACKUP_AT must be HH:MM"),
        ({"backup_days": "0"}, "IFYOUWILL_BACKUP_DAYS must be a whole number from 1 to 1000."),
        ({"backup_weeks": "few"}, "IFYOUWILL_BACKUP_WEEKS must be a whole number from 0 to 1000."),
        ({"log_format": "xml"}, "IFYOUWILL_LOG_FORMAT must be text or json."),
        ({"log_level": "LOUD"}, "IFYOUWILL_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR."),
        ({"webhook_url": "https://example.org/x"}, "IFYOUWILL_WEBHOOK_SECRET"),
        ({"webhook_url": "https://example.org/x", "webhook_secret": "short"}, "IFYOUWILL_WEBHOOK_SECRET"),
        ({"webhook_url": "https://example.org/x", "webhook_secret": "with a space in it"}, "IFYOUWILL_WEBHOOK_SECRET"),
        ({"token": TOKEN, "token_file": "/run/secrets/token"}, "not both"),
    ],
    ids=str,
)
def test_a_fault_is_one_sentence_that_names_the_variable(
    values: dict[str, str], sentence: str, monkeypatch: Environment
) -> None:
    put(monkeypatch, **values)
    with pytest.raises(ConfigurationError) as refused:
        settings_from_environment()
    said = str(refused.value)
    assert sentence in said
    assert "\n" not in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    "secret", ["nonsense", "98765", "x:" + "a" * 35, "123456:short", f"{TOKEN}\nmore", f"٣{TOKEN}"]
)
def test_what_is_no_token_is_refused_and_not_repeated(secret: str, monkeypatch: Environment) -> None:
    put(monkeypatch, token=secret)
    settings = settings_from_environment()
    with pytest.raises(ConfigurationError) as refused:
        settings.bot_token()
    assert secret not in str(refused.value)


@pytest.mark.parametrize("spelt", ["info", "Info", "INFO"])
def test_levels_and_formats_are_taken_in_any_case(spelt: str, monkeypatch: Environment) -> None:
    put(monkeypatch, log_level=spelt, log_format="JSON")
    settings = settings_from_environment()
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.JSON)


def test_without_a_token_the_demo_is_offered() -> None:
    with pytest.raises(ConfigurationError, match="ifyouwill demo"):
        settings_from_environment().bot_token()


def test_a_token_may_come_from_a_file(tmp_path: Path, monkeypatch: Environment) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    put(monkeypatch, token_file=str(tmp_path / "token"))
    assert settings_from_environment().bot_token() == TOKEN


def test_a_missing_token_file_is_said(tmp_path: Path, monkeypatch: Environment) -> None:
    put(monkeypatch, token_file=str(tmp_path / "nowhere"))
    with pytest.raises(ConfigurationError, match="IFYOUWILL_TOKEN_FILE"):
        settings_from_environment().bot_token()


def test_no_secret_shows_in_the_settings(monkeypatch: Environment) -> None:
    put(monkeypatch, token=TOKEN, webhook_url="https://example.org/x", webhook_secret=SECRET)
    settings = settings_from_environment()
    assert TOKEN not in repr(settings)
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("listen", "address"),
    [("127.0.0.1:8080", ("127.0.0.1", 8080)), ("[::1]:0", ("::1", 0)), ("localhost:80", ("localhost", 80))],
)
def test_the_listener_s_address(listen: str, address: tuple[str, int], monkeypatch: Environment) -> None:
    put(monkeypatch, listen=listen)
    settings = settings_from_environment()
    assert settings.listens
    assert settings.address == address


def test_polling_opens_no_port_unasked() -> None:
    settings = settings_from_environment()
    assert not settings.listens
    assert settings.address == ("127.0.0.1", 8080)


def test_everything_secret_is_known_as_such(monkeypatch: Environment, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    put(monkeypatch, token_file=str(tmp_path / "token"), webhook_url="https://bot.example/", webhook_secret=SECRET)
    put(monkeypatch, database_url="postgresql://bot:open%40sesame@host/name")
    secrets = settings_from_environment().secrets()
    assert set(secrets) == {TOKEN, SECRET, "open%40sesame", "open@sesame"}


@pytest.mark.parametrize("url", ["postgresql://bot:bot@host/name", "postgresql://["], ids=["a word", "no address"])
def test_what_hides_nothing_is_no_secret(monkeypatch: Environment, tmp_path: Path, url: str) -> None:
    put(monkeypatch, token_file=str(tmp_path / "missing"), database_url=url)
    assert settings_from_environment().secrets() == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("03:30", (time(3, 30), "UTC")), ("23:59 Europe/London", (time(23, 59), "Europe/London"))],
)
def test_the_time_of_the_backup_is_a_time_on_some_wall(
    monkeypatch: Environment, written: str, meant: tuple[time, str]
) -> None:
    put(monkeypatch, backup_at=written, backup_dir="")
    settings = settings_from_environment()
    assert settings.backup_time == meant
    assert settings.backup_dir is None, "an empty variable is none"
