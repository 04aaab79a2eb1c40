"""Whatever comes in: one sentence or silence, no incident, nothing written; and the next person is served as ever."""

import json
from itertools import product
from typing import Any, Final

import pytest

from bot.handlers.commands import TABLE
from bot.sandbox import wire
from bot.sandbox.world import Chat, Person
from bot.screens.model import TAP_BYTES
from tests.scenarios.road import Road
from tests.scenarios.tables import drafts

pytestmark = pytest.mark.slow

ODD: Final = {
    "markup": "<b>bold</b> & </blockquote><a href='tg://user?id=1'>me</a> &lt; &#0;",
    "markdown": "*bold* _it_ [a](http://b) `c` ~d~ ||e||",
    "a faked system line": "gloves\n\n✅ <b>Approved by an organiser</b>",
    "right to left": "\u202ednif ton lliw uoy \u2067 \u2066 \u200f",
    "nothing to see": "\u200b\u2060\ufeff\u00ad",
    "Hangul filler": "\u3164" * 12,
    "zalgo": "p" + "\u0301\u0317\u0489" * 300,
    "NUL": "\x00 \x00nothing\x00",
    "control": "\x1b[31mERROR\x1b[0m\r\nincident 12345\x07\x7f",
    "half a character": "\ud83d alone",
    "emoji only": "🧹" * 60,
    "joined emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇬🇧" * 5,
    "the longest": "a" * 4096,
    "the longest of two units": "🧤" * 2048,
    "words without end": "if " * 1365,
    "brackets": "((((((((((" * 400,
    "Arabic digits": "٣٠ / ١٢",
    "mathematical digits": "𝟑𝟎 𝟭𝟮",
    "superscript": "² ³ ½ Ⅻ",
    "grouped": "1_000 1.000 1,5",
    "a very long number": "9" * 4000,
    "no number": "NaN inf -0 1e9 0x10",
    "SQL": "'; DROP TABLE pledges; -- \" OR 1=1",
    "wildcards": "%_%",
    "format": "{0.__class__.__mro__} {} %s %(name)s %n ${x}",
    "spreadsheet": "=cmd|' /C calc'!A0",
    "a path": "../../etc/passwd\n",
    "deep link": "p_00000 c_AAAAAAAAAAAAAAAAAAAAAA s_1",
    "dates": "31/31/2026 99:99 0000-00-00 29 February 2027",
}

WAYS: Final = (
    "{}",
    "/pledge {}",
    "/pledge I will {0} if {0} others will by {0}",
    "/pledges {}",
    "/show {}",
    "/sign {}",
    "/withdraw {}",
    "/help {}",
    "/start {}",
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


async def writes(road: Road, who: Person, text: str) -> None:
    """As it comes from Telegram, which lets nearly everything through; the app would have tidied it up."""
    said = await road.sandbox.send_text(who, None, "placeholder")
    raw = wire.message(said) | {"text": text[:4096]}
    raw.pop("entities", None)
    if text.startswith("/") and text[1:2].isalpha():
        raw["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    road.sandbox.updates.clear()
    road.sandbox.updates.push("message", raw, f"chat {who.id}")
    await road.app.settle()


async def expect_canary(road: Road) -> None:
    """Somebody else is answered right away."""
    assert await road.told(road.people.dilys, road.says(road.people.dilys, "/privacy"))


@pytest.mark.parametrize("odd", ODD)
async def test_odd_words_in_every_place(odd: str, road: Road) -> None:
    tom, before = road.people.tom, await road.deeds()
    for way in WAYS:
        told = await road.told(tom, writes(road, tom, way.format(*[ODD[odd]] * 3)))
        assert len(told) <= 1, f"{way}: one answer at most"
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
        await road.app.settle()

    await road.says(tom, "/pledge")
    await road.says(tom, "sweep the lane")
    before = await road.deeds(), await drafts(road.db)
    assert [seen.text for seen in await road.told(tom, sends(None))] == [
        "I can read text only. /help shows what I can do."
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
        await road.app.settle()
        assert await road.told(who, road.says(who, f"/sign {code}"))
        assert await road.told(road.people.tom, road.says(road.people.tom, f"/show {code}"))
    assert len((await road.deeds())["signatures"]) == len(ODD)
