"""Hours given to the community, through the wire: logged, looked at by organisers, told, in the balance."""

from datetime import timedelta

import pytest
from sqlalchemy import column, text

from bot.core.db import statement
from bot.sandbox.world import Message, Person
from tests.stories.conftest import MillRoad
from tests.stories.test_hours import ONLY_COMMUNITY, buttons, road, said

__all__ = ["road"]

ONLY_CLAIM = statement(text("SELECT id FROM hours_claims").columns(column("id")))


async def issued(road: MillRoad) -> None:
    """The organisation credits hours; nobody begins with any."""
    await forges(road, road.people.maria, f"1:bank_mode:{await community(road)}:issued")


async def community(road: MillRoad) -> int:
    return await road.db.read(lambda tx: int(tx.value(ONLY_COMMUNITY) or 0))


async def forges(road: MillRoad, who: Person, data: str) -> str:
    """Press a button that need not be there; the toast."""
    await road.sandbox.press(who, road.last(who), data=data)
    await road.app.drain()
    return road.sandbox.toasts(who)[-1].text


def first_all(message: Message) -> str:
    """What the button for all on the page says back."""
    rows = (message.content.markup or {})["inline_keyboard"]
    return next(str(b["callback_data"]) for row in rows for b in row if ":claim_all:" in b["callback_data"])


async def later(road: MillRoad) -> None:
    road.clock.move(timedelta(seconds=5))
    await road.app.drain()


async def next_nine(road: MillRoad) -> None:
    road.clock.move(timedelta(days=1))
    await road.app.drain()


async def test_one_line_is_approved_and_in_the_balance(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/log 2h30 litter pick yesterday")
    assert said(road, tom) == (
        "Logged: it waits.\n\n2 h 30 min on Thu, 26 Nov 2026\nlitter pick\n\n"
        "An organiser of Mill Road neighbours looks at it; I tell you what becomes of it."
    )
    assert buttons(road, tom) == ["Correct", "Withdraw"]
    await road.says(maria, "/approvals")
    assert "Hours that wait in Mill Road neighbours: 1\n\n1. Tom\n2 h 30 min on Thu, 26 Nov 2026" in said(road, maria)
    assert buttons(road, maria) == ["Approve 1", "Adjust 1", "Decline 1"]
    await road.presses(maria, "Approve 1")
    await later(road)
    assert said(road, maria).endswith("Hours that wait in Mill Road neighbours: 0\n\nNothing waits here.")
    assert said(road, tom).startswith("Approved: 2 h 30 min. Thank you!\n\nThu, 26 Nov 2026\nlitter pick")
    await road.says(tom, "/balance")
    assert "Hours you gave to the community: 2 h 30 min" in said(road, tom)


async def test_a_community_champion_holds_twenty_four_hours_after_four_weeks(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await issued(road)
    for week in range(1, 5):
        await road.says(tom, f"/log 6h week {week} at the food bank")
        await road.says(maria, "/approvals")
        await road.presses(maria, "Approve 1")
        road.clock.move(timedelta(days=7))
        await road.app.drain()
    await road.says(tom, "/balance")
    assert "Hours you gave to the community: 24 h\n" in said(road, tom)
    assert "You can spend: 24 h" in said(road, tom)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/log 2h30 litter pick tomorrow", "That day is yet to come"),
        ("/log 2h30 litter pick 2026-08-28", "up to 90 days back"),
        ("/log 25h litter pick", "at most 24 h at once"),
        ("/log 0 min litter pick", "at least one minute"),
        ("/log -2h litter pick", "at least one minute"),
        ("/log 1.23h litter pick", "Parts of a minute"),
        ("/log 1h " + "x" * 201, "may have 200 characters"),
    ],
)
async def test_what_cannot_be_logged(road: MillRoad, line: str, answer: str) -> None:
    await road.says(road.people.tom, line)
    assert answer in said(road, road.people.tom)
    await road.says(road.people.maria, "/approvals")
    assert "Nothing waits here." in said(road, road.people.maria)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/log 2h30 litter pick on Wednesday", "2 h 30 min on Wed, 25 Nov 2026\nlitter pick"),
        ("/log litter pick 45 min 25/11", "45 min on Wed, 25 Nov 2026\nlitter pick"),
        ("/log 1h digging 2026-08-29", "1 h on Sat, 29 Aug 2026\ndigging"),
        ("/log 1h32 digging", "1 h 30 min on Fri, 27 Nov 2026\ndigging\n\nYou wrote 1 h 32 min"),
        ("/log ١ ساعة تنظيف أمس", "1 h on Thu, 26 Nov 2026\nتنظيف"),
        ("/log 1 awr codi sbwriel ddoe", "1 h on Thu, 26 Nov 2026\ncodi sbwriel"),
        ("/log 17h lambing", "That is more than 16 h at once. Is it right?"),
    ],
)
async def test_as_people_write(road: MillRoad, line: str, shown: str) -> None:
    await road.says(road.people.tom, line)
    assert shown in said(road, road.people.tom)


@pytest.mark.parametrize("time", ["NaN", "1e9 h", "0x10 h", "1h75", "2", "soon"])
async def test_what_is_no_duration_is_asked_for_and_nothing_is_written(road: MillRoad, time: str) -> None:
    await road.says(road.people.tom, f"/log {time} litter pick")
    assert "How long did it take?" in said(road, road.people.tom)
    assert await road.db.read(lambda tx: tx.value(ONLY_CLAIM)) is None


async def test_a_day_has_twenty_four_hours_and_what_may_overlap_is_shown(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    for line in ("9h digging yesterday", "5h painting yesterday"):
        await road.says(tom, f"/log {line}")
    await road.says(tom, "/log 10h05 carrying yesterday")
    assert said(road, tom) == "Together that is more than a day has: you have logged 14 h for that day already."
    await road.says(maria, "/approvals")
    assert said(road, maria).count("Look twice: may overlap with another one of that day") == 2
    await road.says(tom, "/log 10h carrying yesterday")
    await road.says(maria, "/approvals")
    assert said(road, maria).count("Look twice: more than 16 h on that day, with the others") == 3


async def test_what_is_missing_is_asked_for(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/log")
    assert said(road, tom).startswith("How long did it take?")
    await road.says(tom, "a while")
    assert said(road, tom).startswith("I did not understand how long it took.")
    await road.presses(tom, "1 h 30 min")
    assert said(road, tom) == ("1 h 30 min\n\nWhat did you do? If it was not today, write the day at the end.")
    await road.says(tom, "litter pick yesterday")
    assert said(road, tom).startswith("Logged: it waits.\n\n1 h 30 min on Thu, 26 Nov 2026\nlitter pick")


async def test_corrected_and_withdrawn_while_it_waits(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/log 2h litter pick yesterday")
    await road.says(maria, "/approvals")
    await road.presses(tom, "Correct")
    await road.says(tom, "3h")
    assert said(road, tom).startswith("Corrected: it waits for an organiser.\n\n3 h on Thu, 26 Nov 2026\nlitter pick")
    await road.presses(maria, "Approve 1")
    assert "Something here has changed meanwhile" in said(road, maria)
    assert "1. Tom\n3 h on Thu, 26 Nov 2026" in said(road, maria), "drawn anew"
    await road.presses(tom, "Withdraw")
    assert said(road, tom) == "Withdrawn: these hours are not asked for any more."
    await road.presses(maria, "Approve 1")
    assert "These hours are not asked for any more." in said(road, maria)
    await road.says(tom, "/balance")
    assert "Hours you gave to the community" not in said(road, tom)


async def test_adjusted_and_declined_with_a_reason(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/log 3h litter pick")
    await road.says(tom, "/log 9h sleeping")
    await road.says(maria, "/approvals")
    await road.presses(maria, "Adjust 1")
    await road.says(maria, "1h30")
    assert said(road, maria).startswith("Please add a reason in your own words")
    await road.says(maria, "1h30 the rest was lunch")
    await later(road)
    assert said(road, tom).startswith("Approved: 1 h 30 min. Thank you!")
    assert "You had asked for 3 h.\nThe reason: the rest was lunch" in said(road, tom)
    await road.presses(maria, "Decline 1")
    await road.presses(maria, "Back")
    await road.says(maria, "/approvals")
    assert "1. Tom\n9 h" in said(road, maria), "not after all"
    await road.presses(maria, "Decline 1")
    await road.says(maria, "nobody slept for us")
    await later(road)
    assert said(road, tom).startswith("Not credited: 9 h.")
    assert "The reason: nobody slept for us" in said(road, tom)


async def test_nobody_decides_on_their_own(road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(maria, "/log 3h litter pick")
    await road.says(maria, "/approvals")
    assert "These are your own: another organiser has to look at them." in said(road, maria)
    assert buttons(road, maria) == []
    claim = await road.db.read(lambda tx: int(tx.value(ONLY_CLAIM) or 0))
    where = await community(road)
    for verb in (f"1:claim_yes:{where}:{claim}:0", f"1:claim_why:{where}:{claim}:0:no"):
        assert "These are your own hours" in await forges(road, maria, verb)
    await road.says(maria, "/balance")
    assert "Hours you gave to the community" not in said(road, maria)


async def test_all_on_a_page_once(road: MillRoad) -> None:
    tom, joan, maria = road.people.tom, road.people.joan, road.people.maria
    for hour in range(1, 4):
        await road.says(tom, f"/log {hour}h week {hour} at the food bank")
        await road.says(joan, f"/log {hour}h digging")
    await road.says(maria, "/approvals")
    assert "Look twice: very like another one of that day" in said(road, maria)
    assert buttons(road, maria)[-2:] == ["Approve all on this page", "Newer"]
    every = first_all(road.last(maria))
    await road.presses(maria, "Approve all on this page")
    assert "Hours that wait in Mill Road neighbours: 1" in said(road, maria)
    await forges(road, maria, every)
    assert "Something here has changed meanwhile" in said(road, maria)
    await road.says(tom, "/balance")
    assert "Hours you gave to the community: 6 h" in said(road, tom)
    await road.says(joan, "/balance")
    assert "Hours you gave to the community: 3 h" in said(road, joan)


async def test_reminded_at_nine_and_the_group_after_two_weeks(road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(road.people.tom, "/log 3h litter pick")
    await next_nine(road)
    assert said(road, maria).startswith("1 entry of hours waits.")
    assert all("Hours given" not in seen.text for seen in road.said_in_group())
    for _ in range(15):
        await next_nine(road)
    aloud = [seen.text for seen in road.said_in_group() if "Hours given" in seen.text]
    assert len(aloud) == 1, "once"
    await road.presses(maria, "Look at the hours")
    await road.presses(maria, "Approve 1")
    await later(road)
    before = said(road, maria)
    await next_nine(road)
    assert said(road, maria) == before, "nothing waits any more"
