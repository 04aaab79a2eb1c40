"""A statement to keep: as a file for a spreadsheet and on paper, in three languages; and who gets none."""

import csv
import io
from datetime import timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bot.sandbox.world import Message, Person
from tests.stories.conftest import MillRoad
from tests.stories.test_hours import only_community


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here; Tom and Maria have opened the private chat."""
    await mill_road.add_bot()
    for who in mill_road.people.people:
        await mill_road.says(who, "/pledges", mill_road.group)
    for who in (mill_road.people.tom, mill_road.people.maria):
        await mill_road.starts(who)
    return mill_road


def files(road: MillRoad, who: Person) -> dict[str, bytes]:
    """The documents on somebody's private screen, by name."""
    found: list[Message] = [one for one in road.sandbox.screen(who) if "document" in one.content.media]
    described = [one.content.media["document"] for one in found]
    return {each["file_name"]: road.sandbox.files.by_id(each["file_id"]).upload.data for each in described}


def labels(road: MillRoad, who: Person) -> list[str]:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def given(road: MillRoad, words: str) -> None:
    await road.says(road.people.tom, f"/give @maria_santos 1h30 {words}")
    road.clock.move(timedelta(seconds=60))
    await road.app.drain()


async def test_without_hours_there_is_no_file(road: MillRoad) -> None:
    await road.says(road.people.tom, "/statement")
    assert labels(road, road.people.tom) == ["Balance"]


async def test_a_stranger_with_the_button_gets_nothing(road: MillRoad) -> None:
    await given(road, "fixing my bike")
    wendy = await road.sandbox.create_person("Wendy")
    await road.starts(wendy)
    for verb in ("hours_csv", "hours_pdf"):
        await road.sandbox.press(wendy, road.last(wendy), data=f"1:{verb}:{await road.db.read(only_community)}")
        await road.app.drain()
    assert files(road, wendy) == {}


async def test_the_spreadsheet_has_every_entry_and_no_formula(road: MillRoad) -> None:
    maria = road.people.maria
    await given(road, "=HYPERLINK(1)")
    await given(road, "fixing my bike")
    await road.says(maria, "/statement")
    await road.presses(maria, "CSV")
    [(name, data)] = files(road, maria).items()
    assert name.startswith("hours-") and name.endswith(".csv")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["Date", "With", "What for", "Minutes", "Balance in minutes"]
    assert [row[1:] for row in rows[1:]] == [
        ["the community", "to begin with", "120", "120"],
        ["Tom", "'=HYPERLINK(1)", "90", "210"],
        ["Tom", "fixing my bike", "90", "300"],
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("maria", "Hours of Maria"), ("dilys", "Oriau Dilys"), ("amal", "Amal")],
    ids=["english", "welsh", "arabic"],
)
async def test_on_paper(road: MillRoad, name: str, shown: str) -> None:
    who: Person = getattr(road.people, name)
    await road.starts(who)
    for _ in range(2):
        await road.says(road.people.tom, f"/give {name} 1h30 fixing my bike")
        road.clock.move(timedelta(seconds=60))
        await road.app.drain()
    await road.says(who, "/statement")
    await road.presses(who, "PDF")
    [(name, data)] = files(road, who).items()
    assert name.endswith(".pdf")
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert shown in text
    assert text.count("fixing my bike") == 2
    assert text.count("Tom") == 2


async def test_in_a_group_the_file_comes_in_private(road: MillRoad) -> None:
    maria = road.people.maria
    await given(road, "fixing my bike")
    await road.says(maria, "/statement", road.group)
    before = len(road.said_in_group())
    shown = road.last(maria, road.group)
    await road.sandbox.press(maria, shown, data=f"1:hours_csv:{await road.db.read(only_community)}")
    await road.app.drain()
    assert len(files(road, maria)) == 1
    assert len(road.said_in_group()) == before
