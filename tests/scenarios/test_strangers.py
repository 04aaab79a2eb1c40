"""Whom the bot takes somebody for: usernames that change hands, names that look alike, groups that are called the same,
questions that were put to somebody else, rights that have just gone, and updates that nobody asked for."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.communities import service as communities
from bot.sandbox import wire
from bot.sandbox.world import Person
from tests.scenarios.road import Road, data_on, only
from tests.scenarios.tables import asked, drafts

PLEDGE: Final = "I will bake bread if 3 others will by 6 December"

_UNSETTLED: Final = asked("SELECT state FROM inbox WHERE state <> 'done'", "state")

MESSAGES: Final = (
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_message",
    "edited_business_message",
    "guest_message",
    "something_of_next_year",
)
"""Kinds of updates that hold a message; its chat may have the number of one that we know."""

OTHERS: Final[dict[str, Any]] = {
    "inline_query": {"id": "1", "query": "/sign {code}", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "query": "/sign {code}"},
    "poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"]},
    "message_reaction": {"message_id": 3, "date": 1, "old_reaction": [], "new_reaction": []},
    "chat_join_request": {"user_chat_id": 1, "date": 1},
    "business_connection": {"id": "1", "user_chat_id": 1, "date": 1, "is_enabled": True},
    "deleted_business_messages": {"business_connection_id": "1", "message_ids": [1]},
}


async def own_id(road: Road, who: Person) -> int:
    """The bot's number for this person."""
    known = await road.db.read(communities.person_by_telegram_id, who.id)
    assert known is not None
    return known.id


async def community_of(road: Road) -> int:
    """The bot's number for Mill Road."""
    found = [each.id for each in (await road.deeds())["communities"] if each.chat_id == road.group.id]
    assert len(found) == 1
    return int(found[0])


@pytest.mark.parametrize("kind", [*MESSAGES, *OTHERS])
async def test_what_was_never_asked_for_is_passed_over(kind: str, road: Road) -> None:
    tom = road.people.tom
    code = await road.publishes(road.people.amal, PLEDGE)
    before, heard = await road.deeds(), len(road.heard(tom))
    for number, chat in enumerate((None, road.group)):
        written = wire.message(await road.sandbox.send_text(tom, chat, f"/sign {code}"))
        road.sandbox.updates.clear()
        who = {"from": written["from"], "user": written["from"], "chat": written["chat"]}
        payload = OTHERS[kind] | who if kind in OTHERS else written
        await road.app.inbox.take([{"update_id": 9_000_000 + number, kind: payload}])
        await road.app.drain()
    assert await road.deeds() == before
    assert len(road.heard(tom)) == heard, "silence"
    assert await road.db.read(lambda tx: tx.rows(_UNSETTLED)) == []
    assert await road.told(tom, road.says(tom, "/help")), "and nothing is blocked"


async def test_a_form_is_filled_in_by_whoever_began_it(road: Road) -> None:
    tom, chidi = road.people.tom, road.people.chidi
    await road.says(tom, f"/pledge {PLEDGE}")
    token = data_on(road.last(tom), "pledge_publish").rpartition(":")[2]
    before = await road.deeds(), await drafts(road.db)
    for verb, *more in (
        ("pledge_publish",),
        ("pledge_stop",),
        ("pledge_back",),
        ("pledge_changes",),
        ("pledge_edit", "deadline"),
        ("pledge_option", "names"),
        ("pledge_pick", "threshold", "1"),
    ):
        data = ":".join(("1", verb, token, *more))
        assert await road.told(chidi, road.sandbox.press(chidi, road.last(chidi), data=data)), f"{verb}: it spins on"
        assert (await road.deeds(), await drafts(road.db)) == before, verb
    await road.taps(tom, "pledge_publish")
    assert len((await road.deeds())["pledges"]) == 1


async def test_a_reason_is_given_by_whoever_was_asked_for_it(road: Road) -> None:
    amal, chidi = road.people.amal, road.people.chidi
    code = await road.publishes(amal, PLEDGE)
    await road.says(amal, f"/show {code}")
    await road.taps(amal, "pledge_cancel")
    await road.says(chidi, "No flour")
    assert [pledge.state for pledge in (await road.deeds())["pledges"]] == ["open"]
    await road.says(amal, "No flour")
    await road.sandbox.press(chidi, road.last(chidi), data=data_on(road.last(amal), "pledge_cancel_yes"))
    await road.app.drain()
    assert [pledge.state for pledge in (await road.deeds())["pledges"]] == ["open"]
    await road.taps(amal, "pledge_cancel_yes")
    assert [pledge.state for pledge in (await road.deeds())["pledges"]] == ["cancelled"]


async def dismissed(road: Road, joan: Person) -> None:
    """Maria takes back what she had given; nobody tells Joan's old buttons."""
    community, number = await community_of(road), await own_id(road, joan)
    for verb in ("organiser_ask", "organiser_yes"):
        data = f"1:{verb}:d:{community}:{number}"
        await road.told(
            road.people.maria, road.sandbox.press(road.people.maria, road.last(road.people.maria), data=data)
        )


async def thrown_out(road: Road, joan: Person) -> None:
    await road.sandbox.remove_person(road.people.maria, road.group, joan)
    await road.pass_time(timedelta(minutes=2))


Loss = Callable[[Road, Person], Awaitable[None]]


@pytest.mark.parametrize("loses", [dismissed, thrown_out])
async def test_a_right_that_has_gone_is_gone_at_the_next_press(loses: Loss, road: Road) -> None:
    maria, joan = road.people.maria, road.people.joan
    community, number = await community_of(road), await own_id(road, joan)
    code = await road.publishes(road.people.amal, PLEDGE)
    for verb in ("organiser_ask", "organiser_yes"):
        data = f"1:{verb}:a:{community}:{number}"
        await road.told(maria, road.sandbox.press(maria, road.last(maria), data=data))
    await road.says(joan, f"/show {code}")
    card = road.last(joan)
    assert data_on(card, "pledge_cancel"), "an organiser may call it off"
    await road.sandbox.press(joan, card, data=f"1:pledge_cancel:{code}")
    await road.app.drain()
    await road.says(joan, "It rains")
    yes = data_on(road.last(joan), "pledge_cancel_yes")
    await loses(road, joan)
    for data in (yes, f"1:pledge_cancel:{code}"):
        await road.sandbox.press(joan, card, data=data)
        await road.app.drain()
        await road.says(joan, "It rains")
    await road.sandbox.press(joan, card, data=yes)
    await road.app.drain()
    assert [pledge.state for pledge in (await road.deeds())["pledges"]] == ["open"]


async def asks_about(road: Road, typed: str) -> tuple[str, Any]:
    """Maria types whom to appoint; what she reads, and the message's entities and buttons as text."""
    maria = road.people.maria
    data = f"1:organiser_new:{await community_of(road)}"
    await road.told(maria, road.sandbox.press(maria, road.last(maria), data=data))
    await road.says(maria, typed)
    content = road.last(maria).content
    return content.text, f"{content.entities} {content.markup}"


async def test_a_username_that_changed_hands_appoints_nobody_unasked(road: Road) -> None:
    chidi = road.people.chidi
    chidi.username = None
    text, rest = await asks_about(road, "@chidi_ok")
    assert "Chidi" in text, "as he was last heard of, by first name"
    assert str(chidi.id) in rest, "the name leads to his profile"
    pat = await road.sandbox.create_person("Pat", username="chidi_ok")
    await road.sandbox.join(pat, road.group)
    await road.says(pat, "/help", road.group)
    text, rest = await asks_about(road, "@chidi_ok")
    assert str(await own_id(road, chidi)) in rest
    assert str(await own_id(road, pat)) in rest, "two who are or were called so: a choice"
    await road.says(chidi, "/cancel")
    text, rest = await asks_about(road, "@chidi_ok")
    assert "Pat" in text
    assert str(pat.id) in rest
    assert [grant for grant in (await road.deeds())["grants"] if grant.revoked_at is None] == []


async def test_who_looks_like_somebody_else_is_told_apart(road: Road) -> None:
    joan = road.people.joan
    twin = await road.sandbox.create_person("J\u043ean")  # with a Cyrillic o
    await road.sandbox.join(twin, road.group)
    await road.says(twin, "/help", road.group)
    text, rest = await asks_about(road, "Joan")
    assert "a resident since" in text
    assert str(joan.id) in rest
    assert str(twin.id) not in rest
    text, rest = await asks_about(road, "J\u043ean")
    assert str(twin.id) in rest
    assert str(joan.id) not in rest


@pytest.mark.parametrize("before", ["👍 ", "👍🏽👍🏽", "\u2066", "@maria_santos "])
async def test_a_command_in_the_middle_is_no_command(before: str, road: Road) -> None:
    """Telegram counts in UTF-16: whoever cuts by it in Python's way reads another command."""
    tom = road.people.tom
    code = await road.publishes(road.people.amal, PLEDGE)
    said = only(await road.told(tom, road.says(tom, f"{before}/sign {code}")))
    assert "/help" in said
    assert (await road.deeds())["signatures"] == []


async def test_a_group_of_the_same_name_is_another_one(road: Road) -> None:
    code = await road.publishes(road.people.amal, PLEDGE)
    community = await community_of(road)
    pat = await road.sandbox.create_person("Pat")
    clone = await road.sandbox.create_group(pat, road.group.title)
    await road.sandbox.add_bot(pat, clone)
    await road.says(pat, "/help", clone)
    await road.sandbox.start(pat)
    before = await road.deeds()
    for text in ("/pledges", f"/show {code}", f"/sign {code}", "/settings"):
        for chat in (None, clone):
            told = await road.told(pat, road.says(pat, text, chat))
            assert told, text
            assert not [seen for seen in told if "bread" in seen.text], text
    for verb in ("our", "invite", "organisers", "setup_begin"):
        await road.told(pat, road.sandbox.press(pat, road.last(pat), data=f"1:{verb}:{community}"))
    assert await road.deeds() == before
