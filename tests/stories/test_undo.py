"""Undo through the wire: what people press, and what they see then."""

from datetime import timedelta

import pytest

from tests.stories.conftest import MillRoad

TOO_LATE = "That can no longer be undone: a minute has passed, or it was undone already."


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Maria, an admin, and Tom live here and have opened the private chat."""
    await mill_road.add_bot()
    for who in (mill_road.people.maria, mill_road.people.tom):
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


def said(road: MillRoad) -> str:
    return road.text(road.people.tom).replace("\u2068", "").replace("\u2069", "")


def offers_undo(road: MillRoad) -> bool:
    return "'Undo'" in str(road.last(road.people.tom).content.markup)


async def test_a_form_that_was_cancelled_comes_back(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    await road.presses(tom, "Cancel")
    assert "was not published" in said(road)
    await road.presses(tom, "Undo")
    assert "How many others" in said(road)
    assert not offers_undo(road)
    await road.says(tom, "/cancel")
    assert said(road) == "Cancelled. For a minute you can undo that."
    await road.presses(tom, "Undo")
    await road.says(tom, "2")
    assert "I will sweep the lane, if …" in said(road)


async def test_after_a_minute_it_is_too_late_and_twice_is_once(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    await road.presses(tom, "Cancel")
    cancelled = road.last(tom)
    old = next(
        button["callback_data"]
        for row in (cancelled.content.markup or {})["inline_keyboard"]
        for button in row
        if button["text"] == "Undo"
    )
    await road.presses(tom, "Undo")
    await road.sandbox.press(tom, cancelled, data=old)
    await road.app.drain()
    assert road.sandbox.toasts(tom)[-1].text == TOO_LATE
    await road.presses(tom, "Cancel")
    road.clock.move(timedelta(seconds=60))
    await road.presses(tom, "Undo")
    assert road.sandbox.toasts(tom)[-1].text == TOO_LATE
    await road.says(tom, "/cancel")
    assert "nothing to cancel" in said(road)


async def test_nobody_undoes_what_somebody_else_has_done(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/pledge sweep the lane")
    await road.presses(tom, "Cancel")
    rows = (road.last(tom).content.markup or {})["inline_keyboard"]
    await road.sandbox.press(maria, road.last(maria), data=rows[-1][-1]["callback_data"])
    await road.app.drain()
    assert road.sandbox.toasts(maria)[-1].text == TOO_LATE
    await road.presses(tom, "Undo")
    assert "How many others" in said(road)


async def test_a_new_pledge_in_the_place_of_an_old_form(road: MillRoad) -> None:
    """Whichever of the two one wants: neither is lost for a minute."""
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    await road.says(tom, "/pledge sing a song")
    assert "I will sing a song, if …" in said(road)
    await road.presses(tom, "Undo")
    assert "I will sweep the lane, if …" in said(road)
    await road.presses(tom, "Undo")
    assert "I will sing a song, if …" in said(road)
    await road.says(tom, "/pledge")
    await road.presses(tom, "Begin anew")
    assert "What will you do?" in said(road)
    await road.presses(tom, "Undo")
    assert "I will sing a song, if …" in said(road)


async def test_a_new_pledge_begun_in_the_group(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    await road.says(tom, "/pledge sing a song", road.group)
    assert "Undo" not in str([seen.buttons for seen in road.said_in_group()])
    await road.starts(tom, "p_new")
    await road.presses(tom, "Undo")
    assert "I will sweep the lane, if …" in said(road)


async def test_a_language_one_cannot_read(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/language")
    await road.presses(tom, "العربية")
    assert "Your settings" not in said(road)
    await road.presses(tom, "تراجع")
    assert "Your settings" in said(road)


async def test_an_invite_link_and_an_organiser(mill_road: MillRoad) -> None:
    road, maria = mill_road, mill_road.people.maria
    await road.add_bot()
    await road.presses(maria, "Set up", road.group)
    await road.starts(maria, (road.sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    for answer in ("English", "Europe/London", "GBP", "Save", "Invite link"):
        await road.presses(maria, answer)
    link = road.text(maria)
    await road.presses(maria, "Replace it by a new one")
    await road.presses(maria, "Make a new link")
    assert road.text(maria) != link
    await road.presses(maria, "Undo")
    assert road.text(maria) == link
    await road.presses(maria, "Back")
    await road.presses(maria, "Organisers")
    await road.says(road.people.tom, "/help", road.group)
    await road.presses(maria, "Appoint somebody")
    await road.says(maria, "Tom")
    await road.presses(maria, "Appoint")
    road.clock.move(timedelta(seconds=1))
    await road.presses(maria, "Dismiss \u2068Tom\u2069")
    await road.presses(maria, "Dismiss")
    assert "organiser_ask:d" not in str(road.last(maria).content.markup)
    road.clock.move(timedelta(seconds=1))
    await road.presses(maria, "Undo")
    assert "organiser_ask:d" in str(road.last(maria).content.markup)
