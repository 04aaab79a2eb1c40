"""What the log of a start says about the database."""

import logging
from pathlib import Path

import pytest

from bot.maintenance.migrating import Migration
from bot.running import report


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (None, []),
        (Migration(None, "0003", None), ["the database is new, at schema 0003"]),
        (
            Migration("0002", "0003", Path("bot.db.0002")),
            ["the database went from schema 0002 to 0003; a copy from before: bot.db.0002"],
        ),
    ],
)
def test_a_start_reports_what_was_done(
    moved: Migration | None, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    report(moved)
    assert caplog.messages == said
