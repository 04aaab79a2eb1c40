"""PostgreSQL's own tools for copies: pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.core.outage import ConfigurationError
from bot.core.postgres import libpq_url


def dump(url: str, target: Path) -> None:
    """A consistent copy in PostgreSQL's compressed format. Raises ConfigurationError if pg_dump is missing or fails."""
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={target}")


def load(source: Path, url: str) -> None:
    """Fill an empty database from `dump`'s copy, whole or not at all. Raises ConfigurationError."""
    _run("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", str(source))


def size(url: str) -> int:
    """Bytes of the whole database. Raises ConfigurationError if it is out of reach."""
    try:
        with psycopg.connect(libpq_url(url), connect_timeout=10) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    except psycopg.Error as error:
        raise ConfigurationError(f"The PostgreSQL server does not answer ({type(error).__name__}).") from None
    assert row is not None
    found: int = row[0]
    return found


def _run(tool: str, url: str, *options: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ConfigurationError(f"Copies of a PostgreSQL database need its own {tool}, which is not installed here.")
    target, environment = _without_password(url)
    done = subprocess.run(  # noqa: S603  the program is PostgreSQL's, the words are ours and the operator's
        [program, f"--dbname={target}", *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ConfigurationError(f"{tool} failed: {done.stderr.strip().partition(chr(10))[0].rstrip('.')}.")


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """The connection without its password, which goes by the environment: arguments are seen by every user."""
    parts = conninfo_to_dict(libpq_url(url))
    password = parts.pop("password", None)
    return make_conninfo("", **parts), {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
