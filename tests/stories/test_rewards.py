"""Rewards through the wire: a venue, its staff, a swim for hours, a code that works once; in three languages."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import column, text

from bot.core.db import Tx, statement
from bot.sandbox.world import Person
from tests.stories.conftest import MillRoad
from tests.timebank.bazaar import endow, sum_of_all

HOME = statement(text("SELECT id FROM communities ORDER BY id LIMIT 1").columns(column("id")))
WHO = statement(text("SELECT id FROM people WHERE telegram_id = :telegram_id").columns(column("id")))
LEFT = statement(
    text("SELECT kind, sum(balance) AS minutes FROM ledger_accounts GROUP BY kind").columns(
        column("kind"), column("minutes")
    )
)
MARKS = {ord(mark): None for mark in "\u2068\u2069\u200e\u2066"}


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here; Maria organises; hours come from organisers; Joan works at the pool; Tom has 24 h."""
    people = mill_road.people
    await mill_road.add_bot()
    for who in people.people:
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    await forges(mill_road, people.maria, "1:bank_mode:{home}:issued")
    await forges(mill_road, people.maria, "1:venues:{home}")
    await mill_road.presses(people.maria, "New venue")
    await mill_road.says(people.maria, "Parkside pool")
    await mill_road.presses(people.maria, "Add staff")
    await mill_road.says(people.maria, "Joan")
    await mill_road.db.write(_endow, people.tom.id, 24 * 60)
    await a_moment_later(mill_road)
    return mill_road


async def a_moment_later(road: MillRoad) -> None:
    """What is owed to somebody who was answered just now goes out."""
    road.clock.move(timedelta(seconds=1))
    await road.app.drain()


def _endow(tx: Tx, telegram_id: int, minutes: int) -> None:
    endow(tx, tx.value(HOME), tx.value(WHO, telegram_id=telegram_id), minutes)  # type: ignore[arg-type]


async def forges(road: MillRoad, who: Person, data: str) -> None:
    """Presses a button that need not be there."""
    home = await road.db.read(lambda tx: tx.value(HOME))
    await road.sandbox.press(who, road.last(who), data=data.format(home=home))
    await road.app.drain()


def said(road: MillRoad, who: Person) -> str:
    return road.text(who).translate(MARKS)


def buttons(road: MillRoad, who: Person) -> list[str]:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [button["text"].translate(MARKS) for row in rows for button in row]


def data_of(road: MillRoad, who: Person, label: str) -> str:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return next(str(each["callback_data"]) for row in rows for each in row if each["text"].translate(MARKS) == label)


async def push(road: MillRoad, who: Person, label: str) -> None:
    await forges(road, who, data_of(road, who, label))


def voucher_texts(road: MillRoad, who: Person) -> list[str]:
    return [each.content.text.translate(MARKS) for each in road.sandbox.screen(who)]


async def put_on_offer(road: MillRoad, *, stock: str = "10", terms: str | None = None) -> None:
    """Joan, step by step."""
    joan = road.people.joan
    await road.says(joan, "/rewards")
    await push(road, joan, "Run: Parkside pool")
    await road.presses(joan, "New reward")
    for answer in ("An afternoon at the pool", "3h", stock):
        await road.says(joan, answer)
    await road.presses(joan, "30 days")
    if terms is None:
        await road.presses(joan, "Nothing more")
    else:
        await road.says(joan, terms)
    await road.presses(joan, "Put it on offer")


async def redeem(road: MillRoad, who: Person) -> str:
    """The code."""
    await road.says(who, "/rewards")
    await push(road, who, "An afternoon at the pool · 3 h")
    await road.presses(who, "Redeem for 3 h")
    [code] = set(re.findall(r"(?m)^[0-9A-Z]{8}$", "\n".join(voucher_texts(road, who)[-2:])))
    return str(code)


async def balances(road: MillRoad) -> dict[str, int]:
    return await road.db.read(lambda tx: {row.kind: int(row.minutes) for row in tx.rows(LEFT)})


async def test_a_swim_for_three_of_twenty_four_hours(road: MillRoad) -> None:
    tom, joan, maria = road.people.tom, road.people.joan, road.people.maria
    assert said(road, joan).startswith("You accept vouchers for Parkside pool now.")
    await put_on_offer(road, terms="Under 16 with an adult.")
    assert said(road, joan).startswith("An afternoon at the pool\n\nAt Parkside pool, for 3 h\n10 left this week\n")
    await road.says(tom, "/rewards")
    assert said(road, tom) == (
        "Rewards in Mill Road neighbours\n\nAn afternoon at the pool at Parkside pool: 3 h\n10 left this week\n\n"
        "You can spend: 24 h"
    )
    code = await redeem(road, tom)
    [voucher, picture] = road.sandbox.screen(tom)[-2:]
    assert voucher.content.text.translate(MARKS).startswith(f"Voucher: An afternoon at the pool\n\n{code}\n\n")
    assert "Good until the end of Sun, 27 Dec 2026" in voucher.content.text.translate(MARKS)
    assert "photo" in picture.content.media and code in picture.content.text
    await road.says(tom, "/balance")
    assert "You can spend: 21 h" in said(road, tom)
    await road.starts(joan, f"v_{code}")
    assert said(road, joan).startswith("This voucher is valid.\n\nAn afternoon at the pool\n")
    assert buttons(road, joan) == ["Accept"]
    before = said(road, tom)
    await road.presses(joan, "Accept")
    await a_moment_later(road)
    assert said(road, joan).startswith("Accepted. Tom is told.") and buttons(road, joan) == []
    assert said(road, tom) != before
    assert said(road, tom) == (
        "Parkside pool has accepted your voucher: An afternoon at the pool, for 3 h.\n\nYou can spend: 21 h"
    )
    assert await balances(road) == {"issuance": -24 * 60, "member": 21 * 60, "venue": 3 * 60}
    assert await road.db.read(lambda tx: sum_of_all(tx, tx.value(HOME))) == 0  # type: ignore[arg-type]
    await road.says(tom, "/statement")
    assert "3 h to Parkside pool" in said(road, tom)
    await forges(road, maria, "1:venues:{home}")
    assert "Issued: 24 h\nSpent at venues: 3 h\nExpired: 0 min\nOutstanding: 21 h" in said(road, maria)
    assert "venues accepted vouchers for 3 h. Outstanding are 700% of that." in said(road, maria)
    assert "Parkside pool\nTaken: 3 h, for 1 voucher" in said(road, maria)


async def test_a_code_works_once_however_it_is_typed(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await put_on_offer(road)
    code = await redeem(road, tom)
    arabic = code.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)}).lower()
    await road.says(joan, f"/voucher {arabic[:4]}-{arabic[4:]}")
    accept = data_of(road, joan, "Accept")
    await road.presses(joan, "Accept")
    for _ in range(2):
        await forges(road, joan, accept)
        assert said(road, joan).startswith("Not valid: it was used before.")
    await road.says(joan, f"/voucher {code}")
    assert said(road, joan).startswith("Not valid: it was used before.") and "Used: Fri" in said(road, joan)
    assert (await balances(road))["venue"] == 180
    await road.says(tom, f"/voucher {code}")
    assert "Used: Fri" in said(road, tom)


async def test_what_nobody_has_to_do_with_reads_like_nothing(road: MillRoad) -> None:
    """Forged taps and links: a resident, an organiser, somebody of another community, and codes that there are not."""
    tom, people = road.people.tom, road.people
    await put_on_offer(road)
    code = await redeem(road, tom)
    stranger = await road.sandbox.create_person("Zed")
    elsewhere = await road.sandbox.create_group(stranger, "Riverside", ())
    await road.sandbox.add_bot(stranger, elsewhere)
    await road.starts(stranger)
    unknown = "I know no such voucher of yours"
    for who in (people.chidi, people.maria, stranger):
        for line in (f"/voucher {code}", f"/start v_{code}", "/voucher 00000000", "/voucher x"):
            await road.says(who, line)
            assert said(road, who).startswith(unknown)
        for verb in ("accept", "back", "qr"):
            await forges(road, who, f"1:voucher_{verb}:{code}")
            assert road.sandbox.toasts(who)[-1].text.startswith(unknown)
    assert await balances(road) == {"issuance": -24 * 60, "member": 24 * 60, "venue": 0}
    await road.says(people.joan, f"/voucher {code}")
    assert said(road, people.joan).startswith("This voucher is valid.")


async def test_given_back_and_over_the_hours_return(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await put_on_offer(road)
    code = await redeem(road, tom)
    await road.says(tom, "/voucher")
    assert said(road, tom).startswith("Your vouchers in Mill Road neighbours\n\nAn afternoon at the pool at Parkside")
    await push(road, tom, "An afternoon at the pool")
    await road.presses(tom, "Give it back")
    assert "Given back: the hours are yours again." in said(road, tom)
    await road.says(joan, f"/voucher {code}")
    assert said(road, joan).startswith("Not valid: its holder gave it back.")
    code = await redeem(road, tom)
    road.clock.move(timedelta(days=31))
    await road.app.drain()
    assert said(road, tom).startswith("The time of your voucher is over: An afternoon at the pool at Parkside pool.")
    assert "Its 3 h are yours again." in said(road, tom) and "You can spend: 24 h" in said(road, tom)
    await road.says(joan, f"/voucher {code}")
    assert said(road, joan).startswith("Not valid: its time is over.")


async def test_the_last_one_and_too_little_credit(road: MillRoad) -> None:
    tom, chidi = road.people.tom, road.people.chidi
    await put_on_offer(road, stock="1")
    await road.says(chidi, "/rewards")
    await push(road, chidi, "An afternoon at the pool · 3 h")
    take = data_of(road, chidi, "Redeem for 3 h")
    await road.presses(chidi, "Redeem for 3 h")
    assert "That is too little credit: nothing can be spent" in road.sandbox.toasts(chidi)[-1].text
    await redeem(road, tom)
    await forges(road, chidi, take)
    assert "All of this week are taken. There are new ones on Mon, 30 Nov 2026." in road.sandbox.toasts(chidi)[-1].text
    assert "None left this week" in said(road, chidi)
    assert (await balances(road))["venue"] == 0


async def test_a_reward_ends_and_a_venue_closes(road: MillRoad) -> None:
    tom, joan, maria = road.people.tom, road.people.joan, road.people.maria
    await put_on_offer(road)
    code = await redeem(road, tom)
    await road.says(joan, "/rewards")
    await push(road, joan, "An afternoon at the pool · 3 h")
    await road.presses(joan, "End this reward")
    assert "1 voucher is out. It can stay good, or be called off" in said(road, joan)
    await road.presses(joan, "Vouchers stay good")
    assert "This is not on offer any more." in said(road, joan)
    await road.says(joan, f"/voucher {code}")
    assert said(road, joan).startswith("This voucher is valid.")
    await forges(road, maria, "1:venues:{home}")
    await push(road, maria, "Parkside pool")
    await road.presses(maria, "Close this venue")
    assert "1 voucher is called off: its hours go back, and its holder is told." in said(road, maria)
    await road.presses(maria, "Close it")
    await a_moment_later(road)
    assert said(road, tom).startswith("Your voucher was called off: An afternoon at the pool at Parkside pool.")
    assert "You can spend: 24 h" in said(road, tom)
    await road.presses(joan, "Accept")
    assert road.sandbox.toasts(joan)[-1].text.startswith("I know no such voucher")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("\u200b",), "Please write at least one letter."),
        (("x" * 61,), "it may have 60 characters, and yours has 61."),
        (("Swim", "3"), "How many hours? Write for example 3h or 45 min, at most 100 h."),
        (("Swim", "0h"), "How many hours?"),
        (("Swim", "-3h"), "How many hours?"),
        (("Swim", "1.3 min"), "How many hours?"),
        (("Swim", "1e9 h"), "How many hours?"),
        (("Swim", "3h", "0"), "How many each week? Write a number from 1 to 10,000."),
        (("Swim", "3h", "-5"), "How many each week?"),
        (("Swim", "3h", "2.5"), "How many each week?"),
        (("Swim", "3h", "many"), "How many each week?"),
        (("Swim", "3h", "9" * 30), "How many each week?"),
        (("Swim", "3h", "10", "400"), "For how many days? Write a number from 1 to 365."),
        (("Swim", "٣ ساعات", "١٠", "٣٠", "x" * 301), "it may have 300 characters, and yours has 301."),
    ],
)
async def test_what_cannot_be_offered(road: MillRoad, answers: tuple[str, ...], sentence: str) -> None:
    joan = road.people.joan
    await road.says(joan, "/rewards")
    await push(road, joan, "Run: Parkside pool")
    await road.presses(joan, "New reward")
    for answer in answers:
        await road.says(joan, answer)
    assert sentence in said(road, joan)
    await road.presses(joan, "Stop")
    assert "It offers nothing yet." in said(road, joan)


async def test_names_of_venues_and_of_staff(road: MillRoad) -> None:
    maria = road.people.maria
    await forges(road, maria, "1:venues:{home}")
    await road.presses(maria, "New venue")
    await road.says(maria, "parkside POOL")
    assert said(road, maria).startswith("There is a venue called “parkside POOL” already.")
    await road.says(maria, "The cinema")
    await road.presses(maria, "Add staff")
    await road.says(maria, "Zed")
    assert said(road, maria).startswith("I know no resident called “Zed” here.")
    await road.says(maria, "@chidi_ok")
    assert "Staff who accept vouchers: Chidi" in said(road, maria)
    await push(road, maria, "Dismiss Chidi")
    assert "Nobody works there yet" in said(road, maria)


async def test_in_the_group_only_whoever_asks_sees_it(road: MillRoad) -> None:
    await put_on_offer(road)
    tom = road.people.tom
    await road.says(tom, "/rewards", road.group)
    assert said(road, tom).startswith("Rewards in Mill Road neighbours") or any(
        "Rewards in" in seen.text for seen in road.sandbox.seen(tom, road.group)
    )
    assert all("Rewards" not in seen.text for seen in road.said_in_group())


async def test_in_welsh_and_in_arabic(road: MillRoad) -> None:
    dilys, amal = road.people.dilys, road.people.amal
    await put_on_offer(road)
    for who in (dilys, amal):
        await road.db.write(_endow, who.id, 10 * 60)
    await road.says(dilys, "/rewards")
    await push(road, dilys, "An afternoon at the pool · 3 awr")
    await push(road, dilys, "Cyfnewid am 3 awr")
    assert "Taleb: An afternoon at the pool" in "\n".join(voucher_texts(road, dilys))
    await road.says(amal, "/rewards")
    await push(road, amal, "An afternoon at the pool · 3 س")
    await push(road, amal, "استبدال مقابل 3 س")
    assert "القسيمة: An afternoon at the pool" in "\n".join(voucher_texts(road, amal))
    await road.says(amal, "/voucher ٠٠٠")
    assert "لا أعرف قسيمة" in said(road, amal)
