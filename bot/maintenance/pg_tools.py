"""PostgreSQL's own tools for copies: pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.core.outage import ConfigurationError
from bot.core.postgres import libpq_url


def dump(url: str, target: Path) -> None:
    """A consistent copy in PostgreSQL's compressed format. Raises ConfigurationError if pg_dump is missing or fails."""
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={target}")


def load(source: Path, url: str) -> None:
    """Fill an empty database from `dump`'s copy, whole or not at all. Raises ConfigurationError."""
    _run("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", str(source))


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
