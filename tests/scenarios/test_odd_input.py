"""Whatever comes in: one sentence or silence, no incident, nothing written; and the next person is served as ever."""

import json
from itertools import product
from typing import Any, Final

import pytest

from bot.handlers.commands import TABLE
from bot.sandbox import wire
from bot.sandbox.world import Chat
from bot.screens.model import TAP_BYTES
from tests.scenarios.oddities import ODD, writes
from tests.scenarios.road import Road
from tests.scenarios.tables import drafts

pytestmark = pytest.mark.slow

WAYS: Final = (
    "{}",
    "/pledge {}",
    "/pledge I will {0} if {0} others will by {0}",
    "/pledges {}",
    "/show {}",
    "/sign {}",
    "/withdraw {}",
    "/log {}",
    "/help {}",
    "/start {}",
    "/settings {}",
    "/language {}",
    "/privacy {}",
    "/pledge@ifyouwill_bot {}",
    "/{}",
)
"""Said without being asked, and behind every command that takes something."""

QUESTIONS: Final = {
    "the action": ("/pledge",),
    "the number": ("/pledge", "sweep the lane"),
    "the others": ("/pledge", "sweep the lane", "3"),
    "the deadline": ("/pledge", "sweep the lane", "3", "neighbours", "sweep too"),
    "the search": ("/pledges",),
}
"""How one gets to each open question."""


async def expect_canary(road: Road) -> None:
    """Somebody else is answered right away."""
    assert await road.told(road.people.dilys, road.says(road.people.dilys, "/privacy"))


@pytest.mark.parametrize("odd", ODD)
async def test_odd_words_in_every_place(odd: str, road: Road) -> None:
    tom, before = road.people.tom, await road.deeds()
    for way in WAYS:
        told = await road.told(tom, writes(road, tom, way.format(*[ODD[odd]] * 3)))
        assert len(told) == 1, f"{way}: one answer"
        await expect_canary(road)
    for question, steps in QUESTIONS.items():
        for step in (
            "/cancel",
            *steps,
        ):
            await road.says(tom, step)
        assert len(await road.told(tom, writes(road, tom, ODD[odd]))) == 1, f"{question}: one answer"
        await expect_canary(road)
    assert await road.deeds() == before


DIALOGUES: Final = {
    "one's own time zone": ("1:my_zone",),
    "quiet hours": ("1:my_quiet",),
    "whom to appoint": ("1:organiser_new:{community}",),
    "where the group is": ("1:setup_begin:{community}", "1:setup:{community}:l:en"),
    "what is needed": ("1:market_new:need",),
    "the currency": ("1:setup_begin:{community}", "1:setup:{community}:l:en", "1:setup:{community}:z:Europe/London"),
}
"""How an admin gets to each question that is answered by typing, beside those of pledges."""


@pytest.mark.parametrize("odd", ODD)
async def test_odd_answers_to_every_other_question(odd: str, road: Road) -> None:
    maria, before = road.people.maria, await road.deeds()
    [community] = before["communities"]
    for question, presses in DIALOGUES.items():
        for data in presses:
            forged = data.format(community=community.id)
            await road.told(maria, road.sandbox.press(maria, road.last(maria), data=forged))
        assert len(await road.told(maria, writes(road, maria, ODD[odd]))) == 1, f"{question}: one answer"
        await expect_canary(road)
    assert await road.deeds() == before


_FILE: Final = {"file_id": "f", "file_unique_id": "u", "file_size": 9}
_MOVING: Final = _FILE | {"duration": 2}
_SIZE: Final = {"width": 9, "height": 9}

NO_TEXT: Final[dict[str, Any]] = {
    "one's own number": {"contact": {"phone_number": "+441223000000", "first_name": "Tom", "user_id": 2_000_000_002}},
    "somebody else's number": {"contact": {"phone_number": "+4412230001", "first_name": "Joan", "user_id": 7}},
    "a place": {"location": {"latitude": 52.2, "longitude": 0.14}},
    "a photo": {"photo": [_FILE | _SIZE], "caption": "/sign {code}"},
    "a document": {"document": _FILE | {"file_name": "../../etc/passwd"}, "caption": "3"},
    "a voice": {"voice": _MOVING},
    "a round video": {"video_note": _MOVING | {"length": 9}},
    "a sticker": {"sticker": _FILE | _SIZE | {"type": "regular", "is_animated": False, "is_video": False}},
    "a die": {"dice": {"emoji": "🎲", "value": 6}},
    "a poll": {
        "poll": {"id": "1", "question": "/sign {code}", "options": [], "total_voter_count": 0, "type": "regular"}
        | {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False, "allows_revoting": True}
        | {"members_only": False}
    },
}
"""What is sent instead of words; what is written under it is not looked at."""


@pytest.mark.parametrize("what", NO_TEXT)
async def test_what_is_no_text_gets_one_sentence_and_changes_nothing(what: str, road: Road) -> None:
    tom = road.people.tom
    code = await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")

    async def sends(chat: Chat | None) -> None:
        said = wire.message(await road.sandbox.send_text(tom, chat, "placeholder"))
        sent = json.loads(json.dumps(NO_TEXT[what]).replace("{code}", code))
        road.sandbox.updates.clear()
        road.sandbox.updates.push("message", {name: said[name] for name in said if name != "text"} | sent, "chat")
        await road.app.drain()

    await road.says(tom, "/pledge")
    await road.says(tom, "sweep the lane")
    before = await road.deeds(), await drafts(road.db)
    assert [seen.text for seen in await road.told(tom, sends(None))] == [
        "I can read text only. If I asked you something, please write the answer. /help shows what I can do."
    ]
    assert await road.told(tom, sends(road.group)) == [], "in the group it is no business of ours"
    assert (await road.deeds(), await drafts(road.db)) == before, "the form waits where it was"
    await expect_canary(road)


ARGUMENTS: Final = (
    "",
    "x",
    "-1",
    "0",
    "9" * 19,
    "9" * 30,
    "ZZZZZ",
    "٣",
    "\u202e",
    "' OR 1=1",
    "{0.__class__}",
    "%s",
    "\x00",
)

GARBAGE: Final = (
    "x" * 64,
    "1:" + "9" * 62,
    "1:" + ":" * 62,
    "1::",
    ":",
    "1",
    "2:pledge_sign:ZZZZZ",
    "1:pledge_give:ZZZZZ:60",
    "1:pledge_give:ZZZZZ:-60",
    "1:pledge_give:ZZZZZ:٦٠",
    "1:pledge_give:ZZZZZ:99999999999999999999",
    "1:pledge_wait:ZZZZZ:1e9",
    "١:pledge_sign:ZZZZZ",
    "🧤" * 16,
    "1:pledge_sign:\n",
    "1:__init__:x",
)


def forged() -> list[str]:
    """Every verb there is, with nothing, too much and nonsense behind it."""
    nonsense = [(each,) * many for each, many in product(ARGUMENTS, (1, 2, 3))][::4]  # each in one length, all lengths
    cases = [":".join(("1", verb, *arguments)) for verb in TABLE.taps for arguments in ((), *nonsense)]
    return [*GARBAGE, *(data for data in cases if len(data.encode()) <= TAP_BYTES)]


async def test_forged_buttons(road: Road) -> None:
    tom, before = road.people.tom, await road.deeds()
    message = road.last(tom)
    for number, data in enumerate(forged()):
        told = await road.told(tom, road.sandbox.press(tom, message, data=data))
        assert told, f"{data!r}: the button goes on spinning"
        if number % 50 == 0:
            await expect_canary(road)
    assert await road.deeds() == before


async def test_odd_names_are_shown_as_text(road: Road) -> None:
    code = await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")
    for name in ODD.values():
        who = await road.sandbox.create_person(name[:64], username=None)
        await road.sandbox.join(who, road.group)
        await road.sandbox.start(who)
        await road.app.drain()
        assert await road.told(who, road.says(who, f"/sign {code}"))
        assert await road.told(road.people.tom, road.says(road.people.tom, f"/show {code}"))
    assert len((await road.deeds())["signatures"]) == len(ODD)
