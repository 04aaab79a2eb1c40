"""Pledges in chats that the bot does not know: asked for behind its name, sent there, signed there, kept up to date."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.communities import service as communities
from bot.core.db import statement
from bot.outbox.sharing import KEPT
from bot.outbox.tables import shared_cards
from bot.pledges.offering import OFFERED_MOST
from bot.sandbox.inline import InlineQuery
from bot.sandbox.world import Chat, Message, Person
from tests.stories.conftest import MillRoad

ALLEY = "/pledge I will clear Mill Road alley with my van if 2 other neighbours will come by 6 December"
CAKE = "/pledge I will bake a cake if 2 other neighbours will come by 4 December"
_SHARED = statement(select(func.count().label("number")).select_from(shared_cards))


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Maria and Tom live here and have opened their chats."""
    await mill_road.add_bot()
    for who in (mill_road.people.maria, mill_road.people.tom):
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


@pytest.fixture
async def wendy(road: MillRoad) -> Person:
    """She lives on another road and has never met the bot."""
    return await road.sandbox.create_person("Wendy")


@pytest.fixture
async def elsewhere(road: MillRoad, wendy: Person) -> Chat:
    """A group without the bot: Tom, Maria, Wendy."""
    return await road.sandbox.create_group(road.people.tom, "Football", [wendy, road.people.maria])


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


async def marias(road: MillRoad, line: str = ALLEY, *, listed: bool = True) -> str:
    """The code of a pledge that Maria has published."""
    maria = road.people.maria
    await road.says(maria, line)
    if not listed:
        for label in ("Change", "Who sees it", "Back"):
            await road.presses(maria, label)
    await road.presses(maria, "Publish")
    return plain(road.text(maria)).partition(" · ")[2][:5]


async def asks(road: MillRoad, who: Person, words: str, chat: Chat | None = None) -> InlineQuery:
    query = await road.sandbox.inline_query(who, words, chat)
    await road.app.drain()
    return query


async def shares(road: MillRoad, who: Person, code: str, chat: Chat) -> Message:
    query = await asks(road, who, code, chat)
    message = await road.sandbox.choose_inline(who, query, code, chat)
    await road.app.drain()
    return message


async def soon(road: MillRoad) -> None:
    """The pause between two edits of a card is over."""
    road.clock.move(timedelta(seconds=4))
    await road.app.drain()


async def kept(road: MillRoad) -> int:
    return int(await road.db.read(lambda tx: tx.value(_SHARED)) or 0)


def labels(message: Message) -> list[str]:
    rows = (message.content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_a_stranger_is_offered_nothing_and_not_met(road: MillRoad, wendy: Person) -> None:
    await marias(road)
    met = await road.db.read(communities.person_by_telegram_id, wendy.id)
    query = await asks(road, wendy, "")
    assert met is await road.db.read(communities.person_by_telegram_id, wendy.id) is None
    assert query.results == {}
    assert query.button == {"text": "Open our chat", "start_parameter": "hello"}
    assert (await asks(road, wendy, "alley")).results == {}


async def test_unlisted_and_ended_pledges_are_not_offered(road: MillRoad) -> None:
    hidden, cancelled = await marias(road, listed=False), await marias(road)
    await road.presses(road.people.maria, "Cancel this pledge")
    await road.says(road.people.maria, "Rained off")
    await road.presses(road.people.maria, "Cancel it")
    for words in ("", "alley", hidden, hidden.lower(), cancelled):
        query = await asks(road, road.people.tom, words)
        assert query.results == {}, words
        assert query.button == {"text": "Nothing found: new pledge", "start_parameter": "p_new"}


async def test_who_has_left_is_offered_nothing(road: MillRoad) -> None:
    await marias(road)
    assert len((await asks(road, road.people.tom, "")).results) == 1
    await road.sandbox.leave(road.people.tom, road.group)
    road.clock.move(timedelta(minutes=2))
    await road.app.drain()
    assert (await asks(road, road.people.tom, "")).results == {}


@pytest.mark.parametrize("words", ["x" * 256, "100%_'\"\\", "👩‍👩‍👧 \u202e", "\u200b", "%", "<b>"])
async def test_odd_words_find_nothing_or_everything_and_break_nothing(road: MillRoad, words: str) -> None:
    await marias(road)
    query = await asks(road, road.people.tom, words)
    assert query.results or query.button is not None


async def test_words_and_codes_find_pledges_soonest_first(road: MillRoad) -> None:
    alley, cake = await marias(road), await marias(road, CAKE)
    assert list((await asks(road, road.people.tom, "")).results) == [cake, alley]
    assert list((await asks(road, road.people.tom, "van ALLEY")).results) == [alley]
    assert list((await asks(road, road.people.tom, cake.lower())).results) == [cake]
    result, _ = (await asks(road, road.people.tom, alley)).results[alley]
    assert plain(result["title"]) == "I will clear Mill Road alley with my van"
    assert "until Sun 6 Dec" in plain(result["description"])


async def test_what_comes_again_says_so_in_lists_and_where_it_is_shared(road: MillRoad, elsewhere: Chat) -> None:
    maria, tom = road.people.maria, road.people.tom
    once = await marias(road, CAKE)
    await road.says(maria, ALLEY)
    for label in ("More options", "Repeats", "Every two weeks", "Back", "Publish"):
        await road.presses(maria, label)
    code = plain(road.text(maria)).partition(" · ")[2][:5]
    for who, words in ((tom, "/pledges"), (tom, "/pledges van"), (maria, "/pledges mine")):
        await road.says(who, words)
        entries = plain(road.text(who)).split("\n\n")
        assert [("every two weeks, round 1" in entry) for entry in entries if code in entry] == [True]
        assert not any("round" in entry for entry in entries if once in entry)
    query = await asks(road, tom, "")
    assert plain(query.results[code][0]["description"]).endswith(" · every two weeks, round 1")
    assert "round" not in query.results[once][0]["description"]
    shared = await shares(road, tom, code, elsewhere)
    assert "Every two weeks · round 1" in plain(shared.content.text)


async def test_never_more_than_are_read(road: MillRoad) -> None:
    for who in (road.people.maria, road.people.tom):
        for n in range(12):
            await road.says(who, CAKE.replace("cake", f"cake {n}"))
            await road.presses(who, "Publish")
            road.clock.move(timedelta(minutes=1))
    assert len((await asks(road, road.people.tom, "cake")).results) == OFFERED_MOST


async def test_a_shared_card_names_nobody(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    await road.says(road.people.tom, f"/sign {code}")
    card = await shares(road, road.people.tom, code, elsewhere)
    text = plain(card.content.text)
    assert text.startswith(f"A neighbour promises · {code}")
    assert "1 of 2" in text
    assert "Tom" not in text
    assert "Maria" not in text
    assert labels(card) == ["I will too", "Share"]


async def test_a_shared_card_follows_what_happens(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    card = await shares(road, road.people.tom, code, elsewhere)
    assert "0 of 2" in plain(card.content.text)
    await road.says(road.people.tom, f"/sign {code}")
    await soon(road)
    assert "1 of 2" in plain(card.content.text)
    await road.presses(road.people.maria, "Cancel this pledge")
    await road.says(road.people.maria, "Rained off")
    await road.presses(road.people.maria, "Cancel it")
    await soon(road)
    assert "This pledge was cancelled: Rained off" in plain(card.content.text)
    assert labels(card) == []


async def test_signing_on_a_shared_card(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    card = await shares(road, road.people.tom, code, elsewhere)
    await road.sandbox.press(road.people.tom, card, "I will too")
    await road.app.drain()
    assert plain(road.sandbox.toasts(road.people.tom)[-1].text) == "You are in! 1 more needed."
    await soon(road)
    assert "1 of 2" in plain(card.content.text)
    await road.sandbox.press(road.people.maria, card, "I will too")
    await road.app.drain()
    assert "your own pledge" in road.sandbox.toasts(road.people.maria)[-1].text


async def test_who_does_not_live_here_cannot_sign_it(road: MillRoad, elsewhere: Chat, wendy: Person) -> None:
    code = await marias(road)
    card = await shares(road, road.people.tom, code, elsewhere)
    await road.sandbox.press(wendy, card, "I will too")
    await road.app.drain()
    assert f"I know no pledge {code}" in plain(road.sandbox.toasts(wendy)[-1].text)
    assert "0 of 2" in plain(card.content.text)
    assert road.sandbox.screen(wendy) == [], "nothing is said in a chat that they have not opened"


async def test_without_feedback_the_first_press_makes_it_live(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    query = await asks(road, road.people.tom, code, elsewhere)
    card = await road.sandbox.choose_inline(road.people.tom, query, code, elsewhere)
    road.sandbox.updates.clear()  # BotFather's /setinlinefeedback is off: the choice is not told
    await road.says(road.people.maria, "/pledges")
    assert await kept(road) == 0
    await road.sandbox.press(road.people.tom, card, "I will too")
    await road.app.drain()
    assert await kept(road) == 1
    await soon(road)
    assert "1 of 2" in plain(card.content.text)


async def test_a_deleted_one_is_forgotten(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    card = await shares(road, road.people.tom, code, elsewhere)
    assert await kept(road) == 1
    await road.sandbox.delete(road.people.tom, card)
    await road.says(road.people.tom, f"/sign {code}")
    await soon(road)
    assert await kept(road) == 0


async def test_many_copies_are_edited_a_second_apart_and_the_newest_are_kept(road: MillRoad, elsewhere: Chat) -> None:
    code = await marias(road)
    copies = [await shares(road, road.people.tom, code, elsewhere) for _ in range(KEPT + 2)]
    assert await kept(road) == KEPT
    await road.says(road.people.tom, f"/sign {code}")
    for _ in range(3 * KEPT):
        road.clock.move(timedelta(seconds=1))
        await road.app.drain()
    assert ["1 of 2" in plain(copy.content.text) for copy in copies] == [False] * 2 + [True] * KEPT


async def test_share_leads_to_a_choice_of_chats_with_the_card_ready(road: MillRoad) -> None:
    code = await marias(road)
    share = [
        button
        for row in (road.last(road.people.maria).content.markup or {})["inline_keyboard"]
        for button in row
        if button["text"] == "Share"
    ]
    assert share[0]["switch_inline_query_chosen_chat"]["query"] == code
    hidden = await marias(road, CAKE, listed=False)
    markup = str(road.last(road.people.maria).content.markup)
    assert hidden in markup
    assert "switch_inline" not in markup, "an unlisted pledge is offered to nobody"


async def test_of_a_hidden_pledge_no_card_is_offered(road: MillRoad) -> None:
    """Behind the bot's name nothing would be found; its link still leads to it."""
    code, tom = await marias(road), road.people.tom
    await road.says(tom, f"/show {code}")
    before = str(road.last(tom).content.markup)
    assert "switch_inline" in before
    await road.says(road.people.maria, f"/show {code}")
    await road.presses(road.people.maria, "Hide from the group")
    for who in (tom, road.people.maria):
        await road.says(who, f"/show {code}")
        await road.presses(who, "Who's in")
        markup = str(road.last(who).content.markup)
        assert "switch_inline" not in markup
        assert f"start%3Dp_{code}" in markup
        await road.sandbox.press(who, road.last(who), data=f"1:pledge_share:{code}")
        await road.app.drain()
        assert "switch_inline" not in str(road.last(who).content.markup)
