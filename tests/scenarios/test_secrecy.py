"""What nobody may learn or be made to believe: who signed before they may be named, that something exists, and what a
pledge's words would like to look like."""

import re
import unicodedata
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.sandbox.transcript import Seen
from bot.sandbox.world import Person
from tests.scenarios.oddities import ODD, writes
from tests.scenarios.road import Road, code_on, data_on
from tests.scenarios.tables import drafts
from tests.scenarios.test_roles import cast

PLEDGE: Final = "I will bake bread if 3 others will by 6 December"

_OVERRIDES: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
_ISOLATE, _END = "\u2068", "\u2069"


# --- who is in ------------------------------------------------------------------------------------------------------


def names_read_by(road: Road, readers: list[Person], names: set[str], since: dict[int, int]) -> list[str]:
    """What the bot has said to these people, or before their eyes, with one of these names in it."""
    said = [seen.text for person in readers for seen in road.heard(person)[since[person.id] :]]
    return [text for text in said if any(name in text for name in names)]


@pytest.mark.parametrize(("presses", "named_in_the_end"), [(1, True), (2, False)], ids=["after success", "never"])
async def test_who_signs_in_secret_is_named_to_nobody_before_their_time(
    presses: int, named_in_the_end: bool, road: Road
) -> None:
    people = road.people
    await road.says(people.amal, f"/pledge {PLEDGE}")
    token = data_on(road.last(people.amal), "pledge_publish").rpartition(":")[2]
    for _ in range(presses):
        card = road.last(people.amal)
        await road.told(people.amal, road.sandbox.press(people.amal, card, data=f"1:pledge_option:{token}:names"))
    await road.taps(people.amal, "pledge_publish")
    code = code_on(road.last(people.amal))
    others = [people.maria, people.dilys, people.amal, people.chidi]
    since = {person.id: len(road.heard(person)) for person in people.people}
    for signer in (people.tom, people.joan):
        await road.says(signer, f"/sign {code}")
        await _look_around(road, others, code)
    await road.says(people.joan, f"/withdraw {code}")
    await road.says(people.joan, f"/sign {code}")
    await _look_around(road, [*others, people.tom], code)
    assert names_read_by(road, others, {"Tom", "Joan"}, since) == []
    assert names_read_by(road, [people.tom], {"Joan"}, since) == []
    await road.says(people.chidi, f"/sign {code}")
    await _look_around(road, others, code)
    assert bool(names_read_by(road, others, {"Tom", "Joan"}, since)) is named_in_the_end


async def _look_around(road: Road, readers: list[Person], code: str) -> None:
    """Everybody looks wherever names might stand."""
    await road.pass_time(timedelta(seconds=4))
    for person in readers:
        for text in (f"/show {code}", "/pledges", "/pledges mine"):
            await road.says(person, text)
        for chat in (None, road.group):
            for verb in ("pledge_who", "pledge_share"):
                await road.sandbox.press(person, road.last(person, chat), data=f"1:{verb}:{code}")
                await road.app.drain()


# --- that it exists -------------------------------------------------------------------------------------------------

NO_SUCH: Final = "ZZZZZ"

TRIES: Final = (
    "/show {code}",
    "/sign {code}",
    "/withdraw {code}",
    "/start p_{code}",
    "/pledges {code}",
    "1:pledge_show:{code}",
    "1:pledge_who:{code}",
    "1:pledge_share:{code}",
    "1:pledge_sign:{code}",
    "1:pledge_withdraw:{code}",
    "1:pledge_cancel:{code}",
    "1:pledge_wait:{code}",
    "/sign {code} 2h",
    "1:pledge_give:{code}:120",
    "1:pledge_wait:{code}:120",
    "1:pledge_hours:{code}",
    "1:pledge_hours_keep:{code}",
    "1:rescue_stay:{code}",
    "1:rescue_leave:{code}",
    "1:rescue_go:{code}:1",
    "1:rescue_stop:{code}",
    "1:rescue_stop_yes:{code}",
    "1:pledge_change:{code}",
    "1:change_ask:{code}:detail",
    "1:change_yes:{code}:0a1b2c3d",
    "1:change_keep:{code}",
    "1:pledge_report:{code}",
    "1:pledge_report_yes:{code}",
    "1:pledge_hide:{code}",
    "1:pledge_unhide:{code}",
)


async def answered(road: Road, who: Person, attempt: str, code: str) -> list[Any]:
    """All that the person gets to see, with the code taken out."""
    wish = attempt.format(code=code)
    act = road.says(who, wish) if wish.startswith("/") else road.sandbox.press(who, road.last(who), data=wish)
    told = await road.told(who, act)
    return [(seen.kind, re.sub(code, "CODE", seen.text, flags=re.IGNORECASE), seen.buttons, seen.url) for seen in told]


@pytest.mark.parametrize("unlisted", [False, True], ids=["listed", "unlisted"])
@pytest.mark.parametrize("role", ["stranger", "foreigner", "former", "banned"])
async def test_a_pledge_of_others_reads_like_none(role: str, unlisted: bool, road: Road) -> None:
    await road.says(road.people.amal, f"/pledge {PLEDGE}")
    token = data_on(road.last(road.people.amal), "pledge_publish").rpartition(":")[2]
    if unlisted:
        card = road.last(road.people.amal)
        data = f"1:pledge_option:{token}:visibility"
        await road.told(road.people.amal, road.sandbox.press(road.people.amal, card, data=data))
    await road.taps(road.people.amal, "pledge_publish")
    code = code_on(road.last(road.people.amal))
    who = await cast(road, role)
    before = await road.deeds()
    for attempt in TRIES:
        there, nowhere = await answered(road, who, attempt, code), await answered(road, who, attempt, NO_SUCH)
        assert there, f"{attempt}: it is answered"
        assert there == nowhere, attempt
    assert await road.deeds() == before


async def test_an_unlisted_pledge_is_found_by_its_code_alone(road: Road) -> None:
    people = road.people
    await road.says(people.amal, f"/pledge {PLEDGE}")
    token = data_on(road.last(people.amal), "pledge_publish").rpartition(":")[2]
    data = f"1:pledge_option:{token}:visibility"
    await road.told(people.amal, road.sandbox.press(people.amal, road.last(people.amal), data=data))
    aloud = len(road.said_in_group())
    await road.taps(people.amal, "pledge_publish")
    code = code_on(road.last(people.amal))
    for text in ("/pledges", "/pledges bread", f"/pledges {code}", "/pledges mine"):
        for chat in (None, road.group):
            told = await road.told(people.tom, road.says(people.tom, text, chat))
            assert told
            assert not [seen.text for seen in told if "bread" in seen.text and not seen.text.startswith("No open")]
    assert any("bread" in seen.text for seen in await road.told(people.tom, road.says(people.tom, f"/show {code}")))
    await road.says(people.tom, f"/sign {code}")
    await road.pass_time(timedelta(minutes=1))
    assert len(road.said_in_group()) == aloud, "the group hears nothing of it"


async def test_the_group_hears_nothing_of_what_becomes_of_an_unlisted_pledge(road: Road) -> None:
    """It is changed, nearly misses, is asked about and rescued."""
    people = road.people
    await road.says(people.amal, f"/pledge {PLEDGE}")
    token = data_on(road.last(people.amal), "pledge_publish").rpartition(":")[2]
    data = f"1:pledge_option:{token}:visibility"
    await road.told(people.amal, road.sandbox.press(people.amal, road.last(people.amal), data=data))
    await road.taps(people.amal, "pledge_publish")
    code, aloud = code_on(road.last(people.amal)), len(road.said_in_group())
    for who in (people.tom, people.joan):
        await road.says(who, f"/sign {code}")
    await road.taps(people.amal, "pledge_change")
    await road.taps(people.amal, "change_ask")
    await road.says(people.amal, "7 December")
    await road.taps(people.amal, "change_yes")
    await road.pass_time(timedelta(minutes=1))
    for text in ("/pledges", "/pledges bread", f"/pledges {code}"):
        told = await road.told(people.maria, road.says(people.maria, text))
        assert not [seen.text for seen in told if "bread" in seen.text and not seen.text.startswith("No open")]
    await road.pass_time(timedelta(days=10, hours=15))
    await road.pass_time(timedelta(hours=9))
    await road.taps(people.tom, "rescue_stay")
    await road.says(people.amal, f"/show {code}")
    go = data_on(road.last(people.amal), "rescue_go").rpartition(":")[0]
    await road.sandbox.press(people.amal, road.last(people.amal), data=f"{go}:1")
    await road.app.drain()
    await road.pass_time(timedelta(days=3))
    assert any("happening" in seen.text for seen in road.heard(people.tom)), "those who are in hear it"
    assert len(road.said_in_group()) == aloud


# --- what it looks like ---------------------------------------------------------------------------------------------


async def pledges_oddly(road: Road, odd: str) -> str:
    """Tom puts this into every place of a pledge that takes it; its code."""
    tom = road.people.tom
    await road.says(tom, "/pledge")
    for usual, most in (("sweep the lane", 200), ("1", 0), ("neighbours", 80), ("sweep too", 200), ("6 December", 0)):
        waiting = await drafts(road.db)
        if most:
            await writes(road, tom, odd[:most])
        if await drafts(road.db) == waiting:
            await road.says(tom, usual)
    if "pledge_pick" in str(road.last(tom).content.markup):  # when and where? That may be skipped
        await road.taps(tom, "pledge_pick")
    await road.taps(tom, "pledge_publish")
    return code_on(road.last(tom))


async def shapes(road: Road, odd: str) -> list[Any]:
    """How everything looks that Joan sees of such a pledge, from its card in the group to its being called off."""
    joan = road.people.joan
    before = len(road.heard(joan))
    code = await pledges_oddly(road, odd)
    await road.says(joan, f"/show {code}")
    await road.sandbox.press(joan, road.last(joan), data=f"1:pledge_share:{code}")
    await road.app.drain()
    await road.says(joan, f"/sign {code}")
    await road.pass_time(timedelta(minutes=1))
    await _calls_off(road, code, odd)
    return [shape(seen) for seen in road.heard(joan)[before:]]


async def _calls_off(road: Road, code: str, odd: str) -> None:
    """Maria may; what she types is the reason, if it will do."""
    maria = road.people.maria
    await road.says(maria, f"/show {code}")
    await road.sandbox.press(maria, road.last(maria), data=f"1:pledge_cancel:{code}")
    await road.app.drain()
    waiting = await drafts(road.db)
    await writes(road, maria, odd[:300])
    if await drafts(road.db) == waiting:
        await road.says(maria, "No soap")
    await road.taps(maria, "pledge_cancel_yes")
    await road.pass_time(timedelta(minutes=1))


def shape(seen: Seen) -> Any:
    """Lines, and what is marked: words that people write change neither."""
    text = seen.text
    assert not _OVERRIDES & set(text), "nothing turns the line around"
    assert not [sign for sign in text if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"}], repr(text)
    assert text.count(_ISOLATE) == text.count(_END), "what is opened is closed"
    marked = [] if seen.content is None else [each["type"] for each in seen.content.entities]
    return (
        seen.kind,
        text.count("\n"),
        sorted(set(marked) & {"bold", "italic", "code", "pre", "blockquote", "text_link"}),
    )


@pytest.mark.parametrize("odd", ODD)
async def test_words_look_like_words(odd: str, road: Road) -> None:
    plain = await shapes(road, "wash the windows")
    assert await shapes(road, ODD[odd]) == plain
