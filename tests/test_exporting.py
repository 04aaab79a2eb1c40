"""Every table as JSON lines, and nothing of what people wrote to the bot and have not published."""

import json
import stat
from pathlib import Path

import pytest

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.drafts import Draft
from bot.core.db import Database
from bot.core.outage import ConfigurationError
from bot.intake import store
from bot.intake.model import Letter
from bot.maintenance.exporting import export
from tests.communities.scenes import ANA, Town, writes
from tests.conftest import FRIDAY_MORNING


async def test_every_table_has_a_file(db: Database, tmp_path: Path) -> None:
    await db.write(store.add, [Letter(1, {"update_id": 1, "text": "private"}, 5, 6, FRIDAY_MORNING)])
    folder = tmp_path / "export"
    tables = await export(db, folder)
    assert {"people", "pledges", "inbox"} <= set(tables)
    assert {file.stem for file in folder.iterdir()} == set(tables)
    [row] = (folder / "inbox.jsonl").read_text().splitlines()
    assert json.loads(row)["received_at"] == FRIDAY_MORNING.isoformat()
    assert "private" not in row
    assert stat.S_IMODE((folder / "inbox.jsonl").stat().st_mode) == 0o600


async def test_unfinished_dialogues_and_invite_links_stay_here(db: Database, tmp_path: Path) -> None:
    town = Town(db)
    community = await town.found()
    found = await town.db.read(communities.community, community)
    ana = await town.see(writes(ANA))
    await town.db.write(drafts.keep, ana.person, Draft("pledge", "others", {"action": "private"}, community))
    folder = tmp_path / "export"
    await export(town.db, folder)
    assert found is not None
    assert found.invite_code not in (folder / "communities.jsonl").read_text()
    [row] = (folder / "drafts.jsonl").read_text().splitlines()
    assert json.loads(row)["step"] == "others"
    assert "private" not in row


async def test_nothing_is_overwritten(sqlite_db: Database, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    with pytest.raises(ConfigurationError, match="not empty"):
        await export(sqlite_db, tmp_path)
    assert (tmp_path / "mine").read_text() == "keep"


async def test_a_folder_that_cannot_be_made_is_said(sqlite_db: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        await export(sqlite_db, tmp_path / "file" / "export")
