"""The form's beginning and end: ready-made pledges, how pledges fare here, and one to join instead."""

import pytest

from bot.screens.pledge_templates import Template, ready_made, sentence
from bot.screens.words import LANGUAGES, words_for
from tests.stories.conftest import MillRoad

ALLEY = "/pledge I will clear Mill Road alley with my van if 2 other neighbours will come by 6 December"
LIKE_IT = "/pledge I will sweep the alley on Mill Road if 3 other neighbours will come by 6 December"


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Maria and Tom live here and have opened their chats."""
    await mill_road.add_bot()
    for who in (mill_road.people.maria, mill_road.people.tom):
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


def said(road: MillRoad) -> str:
    """What Tom reads last, without the invisible marks."""
    return road.text(road.people.tom).replace("\u2068", "").replace("\u2069", "")


def buttons(road: MillRoad) -> str:
    return str(road.last(road.people.tom).content.markup)


async def marias(road: MillRoad, line: str = ALLEY, *, listed: bool = True) -> str:
    """The code of a pledge that Maria has published."""
    maria = road.people.maria
    await road.says(maria, line)
    if not listed:
        for label in ("Change", "Who sees it", "Back"):
            await road.presses(maria, label)
    await road.presses(maria, "Publish")
    return road.text(maria).partition(" · ")[2][:7].replace("\u2068", "")[:5]


async def test_an_unlisted_pledge_shows_nowhere(road: MillRoad) -> None:
    code = await marias(road, listed=False)
    await road.says(road.people.tom, LIKE_IT)
    assert "like this" not in said(road)
    assert code not in said(road) + buttons(road)


async def test_join_it_instead_with_one_press(road: MillRoad) -> None:
    tom = road.people.tom
    code = await marias(road)
    await road.says(tom, LIKE_IT)
    assert "There is an open pledge like this. Join it instead?" in said(road)
    assert f"{code} I will clear Mill Road alley with my van" in said(road)
    await road.presses(tom, f"Join \u2068{code}\u2069 instead")
    assert said(road).startswith("You are in! 1 more needed.")
    assert "The pledge that you were writing is kept" in said(road)
    assert "Withdraw" in buttons(road)
    await road.says(tom, "/pledge")
    assert "I will sweep the alley on Mill Road" in said(road)
    assert "like this" not in said(road), "it is theirs already"


async def test_publishing_all_the_same(road: MillRoad) -> None:
    await marias(road)
    await road.says(road.people.tom, LIKE_IT)
    await road.presses(road.people.tom, "Publish")
    assert "Your pledge is out!" in said(road)


async def test_one_that_was_cancelled_meanwhile_brings_the_preview_anew(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    code = await marias(road)
    await road.says(tom, LIKE_IT)
    preview = road.last(tom)
    await road.presses(maria, "Cancel this pledge")
    await road.says(maria, "The council has done it")
    await road.presses(maria, "Cancel it")
    await road.sandbox.press(tom, preview, f"Join \u2068{code}\u2069 instead")
    await road.app.drain()
    assert "was cancelled" in road.sandbox.toasts(tom)[-1].text
    assert "Your pledge will read" in preview.content.text
    assert "like this" not in preview.content.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_ready_made_pledge_is_understood_but_for_its_date(road: MillRoad, language: str) -> None:
    tom, t = road.people.tom, words_for(language)
    await road.says(tom, "/language")
    await road.sandbox.press(tom, road.last(tom), {"en": "English", "cy": "Cymraeg", "ar": "العربية"}[language])
    await road.app.drain()
    labels = [button.label for row in ready_made(t, "0") for button in row]
    for template, label in zip(Template, labels, strict=True):
        await road.says(tom, "/pledge")
        await road.presses(tom, label)
        await road.says(tom, "2026-12-06")
        first = sentence(t, template).split()[2:5]
        assert " ".join(first) in said(road)
        await road.presses(tom, str(t.button("Cancel")))


async def test_a_ready_made_pledge_overwrites_no_answer(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    first = road.last(tom)
    assert "Or begin with one of these" in said(road)
    await road.says(tom, "sweep the lane")
    assert "Street party" not in buttons(road)
    await road.sandbox.press(tom, first, "Street party")
    await road.app.drain()
    assert "I will sweep the lane, if …" in said(road)
    assert "How many others" in first.content.text


@pytest.mark.parametrize("data", ["1:pledge_template:0:bonfire", "1:pledge_template:0:party", "1:pledge_join:ZZZZZ"])
async def test_forged_buttons_write_nothing(road: MillRoad, data: str) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    await road.sandbox.press(tom, road.last(tom), data=data)
    await road.app.drain()
    await road.says(tom, "/pledge")
    assert "begun this pledge already" not in said(road)
