"""Maria shares the work: she appoints Tom, who hears of it once, may do more, and is dismissed again."""

from datetime import timedelta

from tests.stories.conftest import MillRoad


async def _settings(mill_road: MillRoad) -> None:
    """Mill Road is set up, and Maria looks at its settings; Tom and Joan have written in the group."""
    maria, group = mill_road.people.maria, mill_road.group
    await mill_road.add_bot()
    for person in (mill_road.people.tom, mill_road.people.joan):
        await mill_road.starts(person)
        await mill_road.says(person, "/help", group)
    await mill_road.presses(maria, "Set up", group)
    await mill_road.starts(maria, (mill_road.sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    for label in ("English", "Europe/London", "GBP", "Save"):
        await mill_road.presses(maria, label)


def _labels(mill_road: MillRoad) -> list[str]:
    rows = (mill_road.last(mill_road.people.maria).content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_appointed_by_name_told_once_and_dismissed(mill_road: MillRoad) -> None:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await _settings(mill_road)
    await mill_road.presses(maria, "Organisers")
    assert "Nobody else has been appointed yet." in mill_road.text(maria)
    await mill_road.presses(maria, "Appoint somebody")
    assert len([label for label in _labels(mill_road) if "tombevan" in label]) == 1
    await mill_road.says(maria, "@tombevan")
    question = mill_road.last(maria)
    yes = (question.content.markup or {})["inline_keyboard"][0][0]["callback_data"]
    assert "Tom (@tombevan)" in question.content.text.translate({0x2068: None, 0x2069: None})
    await mill_road.presses(maria, "Appoint")
    await mill_road.sandbox.press(maria, question, data=yes)
    mill_road.clock.move(timedelta(seconds=1))
    await mill_road.app.drain()
    heard = [seen for seen in mill_road.sandbox.seen(tom) if "has made you an organiser" in seen.text]
    assert len(heard) == 1
    assert "Maria" not in heard[0].text
    assert len(mill_road.said_in_group()) == 1, "the greeting: who organises is nobody else's business"

    await mill_road.presses(tom, "Settings of the community")
    assert "Settings of" in mill_road.text(tom)
    assert "Organisers" not in str(mill_road.last(tom).content.markup)

    await mill_road.presses(maria, next(label for label in _labels(mill_road) if label.startswith("Dismiss")))
    await mill_road.presses(maria, "Dismiss")
    await mill_road.starts(tom, "s_me")
    assert "Settings of the community" not in str(mill_road.last(tom).content.markup)


async def test_forged_buttons_appoint_nobody(mill_road: MillRoad) -> None:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await _settings(mill_road)
    await mill_road.presses(maria, "Organisers")
    await mill_road.presses(maria, "Appoint somebody")
    rows = (mill_road.last(maria).content.markup or {})["inline_keyboard"]
    asking = next(button["callback_data"] for row in rows for button in row if "tombevan" in button["text"])
    for data in (asking, asking.replace("organiser_ask", "organiser_yes")):
        await mill_road.sandbox.press(tom, mill_road.last(tom), data=data)
        await mill_road.app.drain()
        assert mill_road.sandbox.toasts(tom)[-1].text == "Only organisers of the community can do that."
    for data in ("1:organiser_yes:x:1:1", "1:organiser_ask:a:-1:1", "1:organisers:١", "1:organiser_new:1:x"):
        await mill_road.sandbox.press(maria, mill_road.last(maria), data=data)
        await mill_road.app.drain()
        toast = mill_road.sandbox.toasts(maria)[-1]
        assert toast.text, data
        assert "Sorry" not in toast.text, (data, toast.text)


async def test_an_admin_finds_the_way_to_call_off_in_the_group_a_day_after_they_were_asked_about(
    mill_road: MillRoad,
) -> None:
    maria, tom, group = mill_road.people.maria, mill_road.people.tom, mill_road.group
    await _settings(mill_road)
    await mill_road.says(tom, "/pledge I will bring gloves if 3 others will join by 6 December")
    await mill_road.presses(tom, "Publish")
    code = mill_road.text(tom).split(" · ")[1].split(maxsplit=1)[0].strip("\u2068\u2069")
    mill_road.clock.move(timedelta(days=1))
    await mill_road.says(maria, f"/show {code}", group)
    assert "Cancel this pledge" in _labels(mill_road)
    await mill_road.says(mill_road.people.joan, f"/show {code}", group)
    assert "Cancel this pledge" not in str(mill_road.last(mill_road.people.joan).content.markup)
