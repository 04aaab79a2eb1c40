"""Programmes through the wire: one is founded, hours are logged for it, its budget is what may be approved."""

from bot.screens.words import words_for
from tests.stories.conftest import MillRoad
from tests.stories.test_hours import buttons, road, said
from tests.stories.test_logging_hours import later

__all__ = ["road"]


async def open_programmes(road: MillRoad) -> None:
    """From the settings, as one finds them."""
    maria = road.people.maria
    await road.says(maria, "/settings")
    await road.presses(maria, "Settings of the community")
    if "Time bank" not in buttons(road, maria):
        for answer in ("English", "Europe/London", "GBP", "Save"):
            await road.presses(maria, answer)
    await road.presses(maria, "Time bank")
    await road.presses(maria, "Programmes")


async def test_founded_logged_for_and_spent(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await open_programmes(road)
    assert "There is none yet." in said(road, maria)
    await road.presses(maria, "New programme, or another budget")
    assert "For example: Winter meals 200h" in said(road, maria)
    await road.says(maria, "Winter meals")
    assert said(road, maria).startswith("How many hours may it give? Write it like this: Winter meals 200h")
    await road.says(maria, "Winter meals 3h")
    assert "Winter meals\n0 min of 3 h issued, 3 h left" in said(road, maria)

    await road.says(tom, "/log 2h cooking yesterday")
    assert buttons(road, tom) == ["Correct", "Withdraw", "For Winter meals"]
    await road.presses(tom, "For \u2068Winter meals\u2069")
    assert "cooking\nProgramme: Winter meals" in said(road, tom)
    assert buttons(road, tom) == ["Correct", "Withdraw", "For no programme"]
    await road.says(tom, "/log 1h30 washing up for the winter meals")
    assert "Programme: Winter meals" in said(road, tom)

    await road.says(maria, "/approvals")
    assert said(road, maria).count("Programme: Winter meals") == 2
    await road.presses(maria, "Approve all on this page")
    assert road.sandbox.toasts(maria)[-1].text.startswith("The budget of \u2068Winter meals\u2069 has only 3 h left.")
    await road.presses(maria, "Approve 1")
    await later(road)
    assert said(road, tom).startswith("Approved: 2 h. Thank you!")
    await open_programmes(road)
    assert "Winter meals\n2 h of 3 h issued, 1 h left" in said(road, maria)


async def test_its_example_is_a_programme_in_every_language(road: MillRoad) -> None:
    for language in ("en", "cy", "ar"):
        await open_programmes(road)
        await road.presses(road.people.maria, "New programme, or another budget")
        await road.says(road.people.maria, f"{words_for(language).plain('Winter meals')} 200h")
    assert said(road, road.people.maria).count("0 min of 200 h issued") == 3
