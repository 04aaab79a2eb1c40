"""Hours through the wire: given, undone, told, counted, listed; in three languages, and everything that is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import column, text

from bot.core.db import Tx, statement
from bot.sandbox.world import Person
from tests.stories.conftest import MillRoad

ONLY_COMMUNITY = statement(text("SELECT id FROM communities").columns(column("id")))
MINUTE = timedelta(seconds=60)


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here and has opened the private chat."""
    await mill_road.add_bot()
    for who in mill_road.people.people:
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


def said(road: MillRoad, who: Person) -> str:
    return "".join(letter for letter in road.text(who) if letter not in "\u2068\u2069\u200e\u2066")


def buttons(road: MillRoad, who: Person) -> list[str]:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return ["".join(c for c in button["text"] if c not in "\u2068\u2069") for row in rows for button in row]


async def minute_over(road: MillRoad) -> None:
    road.clock.move(MINUTE)
    await road.app.drain()


async def test_hours_for_a_mended_bike(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/give @maria_santos 1h30 fixing my bike")
    assert said(road, tom).startswith("You give Maria (@maria_santos) 1 h 30 min.\n\nfixing my bike")
    assert "You can spend: 5 h 30 min" in said(road, tom)
    before = said(road, maria)
    await road.app.drain()
    assert said(road, maria) == before, "not before the minute is over"
    await minute_over(road)
    assert said(road, maria).startswith("Tom has given you 1 h 30 min.\n\nfixing my bike")
    assert "You can spend: 8 h 30 min" in said(road, maria)
    await road.presses(maria, "Balance")
    assert "Help you gave: 1 h 30 min\nHelp you received: 0 min\nTo begin with, from the community: 2 h" in said(
        road, maria
    )


async def test_the_first_balance_and_what_is_held(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/balance")
    assert said(road, tom) == (
        "Your hours in Mill Road neighbours\n\n"
        "Help you gave: 0 min\nHelp you received: 0 min\nTo begin with, from the community: 2 h\n"
        "Held, on its way to others: 0 min\n\n"
        "You can spend: 7 h\nThat includes 5 h which one may owe here for a while.\n\n"
        "After exchanges with 3 more people you may owe more."
    )
    await road.says(tom, "/give @maria_santos 45 min")
    await road.says(tom, "/balance")
    assert "Held, on its way to others: 45 min\n\nYou can spend: 6 h 15 min" in said(road, tom)
    await road.says(road.people.maria, "/balance")
    assert "On its way to you: 45 min" in said(road, road.people.maria)


async def test_undone_within_a_minute_nobody_hears_of_it(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    before = said(road, maria)
    await road.says(tom, "/give @maria_santos 2h")
    receipt = road.last(tom)
    road.clock.move(timedelta(seconds=59))
    await road.presses(tom, "Undo")
    assert said(road, tom) == "Undone: no hours were given, and nobody was told."
    await minute_over(road)
    assert said(road, maria) == before
    await road.says(tom, "/balance")
    assert "Held, on its way to others: 0 min\n\nYou can spend: 7 h" in said(road, tom)
    assert receipt.id == road.last(tom).id - 2, "the receipt itself has changed"


async def test_after_a_minute_it_is_too_late(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/give @maria_santos 2h")
    await minute_over(road)
    await road.presses(tom, "Undo")
    assert "can no longer be undone" in road.sandbox.toasts(tom)[-1].text
    await road.says(tom, "/balance")
    assert "Help you received: 2 h" in said(road, tom)


async def test_in_answer_to_somebody_in_the_group(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    hers = await road.sandbox.send_text(joan, road.group, "Your bike rides again!")
    await road.sandbox.send_text(tom, road.group, "/give 1h30 fixing my bike", reply_to=hers)
    await road.app.drain()
    assert said(road, tom).startswith("You give Joan 1 h 30 min."), "in private: the others need not see it"
    assert all("You give" not in seen.text for seen in road.said_in_group())
    await minute_over(road)
    assert said(road, joan).startswith("Tom has given you 1 h 30 min.")


async def test_a_name_says_more_than_what_is_answered(road: MillRoad) -> None:
    """In answer to Maria, or to the bot: whoever is named is meant."""
    chidi, maria, tom = road.people.chidi, road.people.maria, road.people.tom
    hers = await road.sandbox.send_text(maria, road.group, "Tom has mended my bike!")
    for answered in (hers, road.last(chidi, road.group)):
        await road.sandbox.send_text(chidi, road.group, "/give Tom 5m", reply_to=answered)
        await road.app.drain()
        assert said(road, chidi).startswith("You give Tom (@tombevan) 5 min.")
    await minute_over(road)
    assert said(road, tom).startswith("Chidi has given you 5 min.")
    await road.says(maria, "/balance")
    assert "Help you gave: 0 min" in said(road, maria)


async def test_two_of_the_same_name(road: MillRoad) -> None:
    tom = road.people.tom
    other = await road.sandbox.create_person("Maria", username="maria_two")
    await road.sandbox.join(other, road.group)
    await road.says(other, "/pledges", road.group)
    await road.says(tom, "/give maria 1h fixing my bike")
    assert said(road, tom).startswith("Several residents may be “maria”. Who helped you?")
    assert sorted(buttons(road, tom)) == ["Cancel", "Maria · @maria_santos", "Maria · @maria_two"]
    rows = (road.last(tom).content.markup or {})["inline_keyboard"]
    data = rows[0][0]["callback_data"]
    await road.presses(tom, "\u2068Maria\u2069 · @maria_two")
    assert said(road, tom).startswith("You give Maria (@maria_two) 1 h.")
    await road.sandbox.press(tom, road.last(tom), data=data)
    await road.app.drain()
    assert "chosen already" in road.sandbox.toasts(tom)[-1].text
    await minute_over(road)
    await road.says(tom, "/balance")
    assert "Help you received: 1 h\n" in said(road, tom)


async def test_the_question_who_is_stopped_taken_up_again_and_answered_by_typing(road: MillRoad) -> None:
    tom = road.people.tom
    other = await road.sandbox.create_person("Maria", username="maria_two")
    await road.sandbox.join(other, road.group)
    await road.says(other, "/pledges", road.group)
    await road.says(tom, "/give Maria 1h")
    await road.presses(tom, "Cancel")
    assert said(road, tom).startswith("Cancelled.")
    await road.presses(tom, "Undo")
    await road.says(tom, "/cancel")
    assert said(road, tom).startswith("Cancelled.")
    await road.presses(tom, "Undo")
    assert "Who helped you?" in said(road, tom)
    await road.says(tom, "@maria_three")
    assert said(road, tom).startswith(
        "I know no resident called “@maria_three” here.\n\nSeveral residents may be “Maria”."
    )
    await road.says(tom, "@maria_two")
    assert said(road, tom).startswith("You give Maria (@maria_two) 1 h.")
    await road.says(tom, "/cancel")
    assert said(road, tom) == "There was nothing to cancel."


async def test_an_older_question_does_not_give_what_a_newer_one_is_about(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    for name in ("Maria", "Chidi"):
        other = await road.sandbox.create_person(name, username=f"{name.lower()}_two")
        await road.sandbox.join(other, road.group)
        await road.says(other, "/pledges", road.group)
    await road.says(tom, "/give Maria 10 min a letter")
    older = road.last(tom)
    await road.says(tom, "/give Chidi 5h a new roof")
    await road.sandbox.press(tom, older, "\u2068Maria\u2069 · @maria_santos")
    await road.app.drain()
    assert "chosen already" in road.sandbox.toasts(tom)[-1].text
    token = (road.last(tom).content.markup or {})["inline_keyboard"][0][0]["callback_data"].split(":")[2]
    number = (older.content.markup or {})["inline_keyboard"][0][0]["callback_data"].split(":")[-1]
    await road.sandbox.press(tom, road.last(tom), data=f"1:give_to:{token}:{number}")
    await road.app.drain()
    assert "chosen already" in road.sandbox.toasts(tom)[-1].text, "a Maria was not among the Chidis"
    await minute_over(road)
    await road.says(maria, "/balance")
    assert "Help you gave: 0 min" in said(road, maria)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "How long did it take? Write it like this: /give Maria 1h30 fixing my bike"),
        ("@maria_santos", "How long did it take?"),
        ("@maria_santos 2 fixing my bike", "How long did it take?"),
        ("@maria_santos NaN fixing my bike", "How long did it take?"),
        ("@maria_santos 1e9 h", "How long did it take?"),
        ("@maria_santos 0.5 min", "Parts of a minute are not counted"),
        ("@maria_santos 1h " + "x" * 201, "what it was for may have 200 characters, and yours has 201."),
        ("@maria_santos 1h " + "x" * 1500, "what it was for may have 200 characters, and yours has 1,500."),
        ("1h30 fixing my bike", "Who helped you?"),
        ("@tombevan 0h", "Nobody can give hours to themselves."),
        ("tom 1h", "Nobody can give hours to themselves."),
        ("@maria_santos 0 h", "more than no time at all"),
        ("@nobody -1h", "more than no time at all"),
        ("@maria_santos -1:30", "more than no time at all"),
        ("@maria_santos 24h01", "more than a whole day: at most 24 h at once."),
        ("@maria_santos 999999999 h", "more than a whole day"),
        ("@nobody 1h", "I know no resident called “@nobody” here."),
        ("Zed 20h", "I know no resident called “Zed” here."),
        ("@maria_santos 7h01", "That is too little credit: 7 h can be spent."),
    ],
)
async def test_what_cannot_be_given(road: MillRoad, line: str, sentence: str) -> None:
    tom = road.people.tom
    await road.says(tom, f"/give {line}")
    assert sentence in said(road, tom)
    await minute_over(road)
    await road.says(tom, "/statement")
    assert "All in all you have 0 min.\n\nNothing has come or gone yet." in said(road, tom)


async def test_a_bot_takes_no_hours(road: MillRoad) -> None:
    tom = road.people.tom
    greeting = road.last(tom, road.group)
    await road.sandbox.send_text(tom, road.group, "/give 1h", reply_to=greeting)
    await road.app.drain()
    told = [seen.text for seen in road.sandbox.seen(tom, road.group)] + [said(road, tom)]
    assert any("Only people take hours" in text for text in told)


async def test_somebody_of_another_community_reads_like_nobody(road: MillRoad) -> None:
    tom = road.people.tom
    stranger = await road.sandbox.create_person("Zed", username="zed")
    elsewhere = await road.sandbox.create_group(stranger, "Riverside", ())
    await road.sandbox.add_bot(stranger, elsewhere)
    await road.app.drain()
    await road.says(stranger, "/pledges", elsewhere)
    await road.says(tom, "/give @zed 1h")
    assert said(road, tom) == "I know no resident called “@zed” here."


async def test_nothing_is_left_to_spend(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/give @maria_santos 7h")
    await road.says(tom, "/give @chidi_ok 1 min")
    assert said(road, tom).startswith("That is too little credit: nothing can be spent at the moment.")


async def test_trust_grows_with_three_different_people(road: MillRoad) -> None:
    people = road.people
    for who in ("@maria_santos", "@maria_santos", "@chidi_ok", "Joan"):
        await road.says(people.tom, f"/give {who} 15 min")
        await minute_over(road)
        await road.says(people.tom, "/balance")
        trusted = who == "Joan"
        assert ("12 h which one may owe" in said(road, people.tom)) is trusted
    assert "You can spend: 13 h" in said(road, people.tom)


async def test_a_statement_of_two_pages(road: MillRoad) -> None:
    tom = road.people.tom
    for number in range(9):
        await road.says(tom, f"/give @maria_santos {10 + number} min job {number}")
        await minute_over(road)
    await road.says(tom, "/statement")
    page = said(road, tom)
    assert page.startswith("Your hours in Mill Road neighbours\n\nAll in all you owe 6 min.")
    assert "Fri, 27 Nov 2026: 18 min to Maria\njob 8" in page
    assert "job 1" in page and "job 0" not in page
    assert buttons(road, tom) == ["Older", "PDF", "CSV", "Balance"]
    await road.presses(tom, "Older")
    assert "10 min to Maria\njob 0" in said(road, tom)
    assert "2 h to begin with, from the community" in said(road, tom)
    assert buttons(road, tom) == ["Newest", "Balance"]
    await road.presses(tom, "Newest")
    assert said(road, tom) == page


async def test_old_messages_speak_of_the_community_that_they_were_about(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/give @maria_santos 2h")
    assert "Community:" not in said(road, tom)
    await minute_over(road)
    mill_road = road.last(maria)
    other = await road.sandbox.create_group(maria, "Riverside", (tom,))
    await road.sandbox.add_bot(maria, other)
    await road.app.drain()
    await road.says(tom, "/pledges", other)
    await road.says(maria, "/give tom 1h", other)
    assert "Community: Riverside" in said(road, maria)
    await minute_over(road)
    await road.sandbox.press(maria, mill_road, "Balance")
    await road.app.drain()
    for button in ("Statement", "Balance", "Statement"):
        screen = next(one for one in road.sandbox.screen(maria) if one.id == mill_road.id)
        assert "Mill Road neighbours" in screen.content.text
        await road.sandbox.press(maria, screen, button)
        await road.app.drain()


async def test_in_welsh_and_in_arabic(road: MillRoad) -> None:
    dilys, amal = road.people.dilys, road.people.amal
    await road.says(dilys, "/give @amal_h awr a hanner gwau het")
    assert said(road, dilys).startswith("Rydych chi’n rhoi 1 awr 30 mun i Amal (@amal_h).\n\ngwau het")
    await minute_over(road)
    assert said(road, amal).startswith("وصلتكم 1 س 30 د من Dilys.\n\ngwau het")
    await road.says(amal, "/give Dilys ٤٥ دقيقة ترجمة رسالة")
    assert "تعطون Dilys" in said(road, amal)
    await road.presses(amal, "تراجع")
    assert said(road, amal).startswith("تم التراجع")
    await road.says(amal, "/statement")
    assert "من Dilys" in said(road, amal)
    await road.says(amal, "/give @tombevan ٠ س")
    assert "دقيقة واحدة على الأقل" in said(road, amal)
    await road.says(dilys, "/balance")
    assert "Help a gawsoch: 1 awr 30 mun" in said(road, dilys)


async def test_organisers_choose_how_hours_become_credits(road: MillRoad) -> None:
    maria, tom = road.people.maria, road.people.tom
    await road.says(tom, "/give @maria_santos 4h")
    await minute_over(road)
    await road.presses(maria, "Balance")
    await road.says(maria, "/settings")
    await road.presses(maria, "Settings of the community")
    if "Time bank" not in buttons(road, maria):
        for answer in ("English", "Europe/London", "GBP", "Save"):
            await road.presses(maria, answer)
    await road.presses(maria, "Time bank")
    assert "Everybody begins with 2 h and may owe 5 h; after exchanges with three people, 12 h." in said(road, maria)
    await road.presses(maria, "Hours from organisers only")
    assert "nobody owes any" in said(road, maria)
    await road.says(tom, "/balance")
    assert "You can spend: 0 min" in said(road, tom), "what is owed is owed, and no more"
    await road.says(road.people.chidi, "/balance")
    assert "You can spend: 0 min" in said(road, road.people.chidi)
    await road.says(maria, "/give Chidi 6h")
    assert "You can spend: 0 min" in said(road, maria)


async def test_an_ordinary_resident_does_not_choose_it(road: MillRoad) -> None:
    tom = road.people.tom
    community = await road.db.read(only_community)
    for verb in (f"1:bank:{community}", f"1:bank_mode:{community}:issued"):
        await road.sandbox.press(tom, road.last(tom), data=verb)
        await road.app.drain()
        assert "organiser" in road.sandbox.toasts(tom)[-1].text
    await road.says(tom, "/balance")
    assert "You can spend: 7 h" in said(road, tom)


def only_community(tx: Tx) -> int:
    return int(tx.value(ONLY_COMMUNITY) or 0)
