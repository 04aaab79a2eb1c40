"""Live cards: posted once, edited in place, no more often than needed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.core.statement import statement
from bot.outbox import carding, service
from bot.outbox.tables import cards
from bot.sandbox.faults import Fault, What, When
from bot.screens.model import Screen
from tests.delivery.town import Town

OLD_CHAT = -77
SOON = timedelta(seconds=2)
_CARD = statement(cards.select())


async def wish(town: Town, text: str | None = None) -> None:
    """Something about door 7 changed."""
    if text is not None:
        town.card_text[0] = text
    await town.db.write(service.show_card, town.community, "door:7")


def edits(town: Town) -> list[str]:
    seen = town.hood.sandbox.seen(town.hood.maria, town.hood.group)
    return [each.content.text for each in seen if each.by_bot and each.kind == "edit" and each.content]


async def test_a_card_is_posted_once_and_then_edited_in_place(town: Town) -> None:
    await wish(town, "6 of 10")
    await town.work()
    await wish(town, "7 of 10")
    await town.work()
    assert town.said_in_group() == ["6 of 10"]
    assert edits(town) == ["7 of 10"]


async def test_many_changes_in_three_seconds_are_one_edit(town: Town) -> None:
    await wish(town, "0")
    await town.work()
    for number in range(1, 21):
        await wish(town, str(number))
        await town.work(timedelta(seconds=0.1))
        town.clock.move(timedelta(seconds=-0.5))
    await town.work()
    assert edits(town)[-1] == "20"
    assert len(edits(town)) <= 3


async def test_a_change_while_the_card_is_being_drawn_is_not_lost(town: Town) -> None:
    await wish(town, "first")
    claim = await town.dispatcher._cards.claim(8)
    await wish(town, "second")
    town.card_text[0] = "first"
    await town.dispatcher._cards.show(claim[0], 0.0)
    town.card_text[0] = "second"
    await town.work()
    assert (town.said_in_group(), edits(town)) == (["first"], ["second"])


async def test_a_card_that_looks_the_same_costs_no_call(town: Town) -> None:
    await wish(town)
    assert await town.work() == 1
    await wish(town)
    assert await town.work() == 0


async def test_a_deleted_card_is_posted_anew_once(town: Town) -> None:
    await wish(town, "1")
    await town.work()
    for number in ("2", "3"):
        card = town.hood.sandbox.last(town.hood.maria, town.hood.group)
        town.hood.sandbox.remove(card)
        await wish(town, number)
        await town.work()
    assert town.said_in_group() == ["1", "2"]
    assert edits(town) == []


async def test_a_card_follows_its_group(town: Town) -> None:
    await wish(town, "1")
    await town.work()
    new = await town.hood.sandbox.upgrade_group(town.hood.maria, town.hood.group)
    await wish(town, "2")
    await town.work()
    assert town.said(town.hood.maria, new) == ["2"]


async def test_a_card_that_is_drawn_while_its_community_moves_stands_once_and_is_drawn_anew(town: Town) -> None:
    await wish(town, "1")
    (card,) = await town.dispatcher._cards.claim(8)
    await town.db.write(communities.bot_added, OLD_CHAT, "Mill Road", None, town.clock.now())
    one = await town.db.write(communities.group_upgraded, OLD_CHAT, town.hood.group.id, (service.move,))
    shown = (await town.gateway.send(town.hood.group.id, Screen("1"))).message_id
    await town.db.write(carding.drawn, replace(card, chat=town.hood.group.id, message_id=shown))
    assert one is not None
    town.street = replace(town.street, community=one)
    town.card_text[0] = "2"
    await town.work()
    assert (town.said_in_group(), edits(town)) == (["1"], ["2"])


async def test_there_is_no_card_where_there_is_no_bot(town: Town) -> None:
    await town.db.write(communities.bot_removed, town.hood.group.id, town.clock.now())
    await wish(town, "1")
    assert await town.work() == 0


async def test_nothing_to_show_is_not_shown(town: Town) -> None:
    town.card_text[0] = None
    await wish(town)
    assert await town.work() == 0


@pytest.mark.parametrize("what", [What.SERVER_ERROR, What.RESET, What.FLOOD])
async def test_a_card_gets_through_in_the_end(small_town: Town, what: What) -> None:
    town = small_town
    town.fault(what, seconds=2)
    await wish(town, "1")
    await town.work()
    assert town.said_in_group() == ["1"]


async def test_an_edit_whose_answer_was_lost_is_done_again_and_changes_nothing(small_town: Town) -> None:
    town = small_town
    await wish(town, "1")
    await town.work()
    town.hood.sandbox.faults.add(Fault(What.RESET, When.AFTER, method="editMessageText"))
    await wish(town, "2")
    await town.work()
    assert edits(town) == ["2"]


def lose(town: Town, method: str, times: int, when: When = When.BEFORE) -> None:
    """So often the connection breaks without an answer: nobody knows whether the call had its effect."""
    town.hood.sandbox.faults.add(Fault(What.RESET, when, method=method, times=times))


async def test_an_edit_is_tried_until_the_card_shows_what_is_true(small_town: Town) -> None:
    town = small_town
    await wish(town, "1")
    await town.work()
    lose(town, "editMessageText", 5)
    await wish(town, "2")
    await town.work(timedelta(minutes=3))
    assert edits(town) == ["2"]


async def test_a_card_whose_edit_may_have_got_through_is_edited_back(town: Town) -> None:
    await wish(town, "1")
    await town.work()
    lose(town, "editMessageText", 1, When.AFTER)
    await wish(town, "2")
    await town.work(timedelta(0))
    await wish(town, "1")
    await town.work()
    assert edits(town) == ["2", "1"]


async def test_whoever_died_over_an_edit_may_have_made_it(town: Town) -> None:
    await wish(town, "1")
    await town.work()
    await wish(town, "2")
    (card,) = await town.dispatcher._cards.claim(8)
    assert card.message_id is not None
    await town.gateway.edit(town.hood.group.id, card.message_id, Screen("2"))
    town.card_text[0] = "1"
    await town.work(timedelta(minutes=2))
    assert edits(town) == ["2", "1"]


async def test_a_card_that_may_stand_already_is_posted_once_more_and_no_oftener(town: Town) -> None:
    lose(town, "sendMessage", 2, When.AFTER)
    await wish(town, "1")
    await town.work(timedelta(minutes=5))
    assert town.said_in_group() == ["1", "1"]
    await wish(town, "2")
    await town.work()
    await wish(town, "3")
    await town.work()
    assert (town.said_in_group(), edits(town)) == (["1", "1", "2"], ["3"])


async def test_failures_that_posted_nothing_do_not_count_as_posts(small_town: Town) -> None:
    town = small_town
    town.fault(What.SERVER_ERROR, times=3)
    lose(town, "sendMessage", 1)
    await wish(town, "1")
    await town.work(timedelta(minutes=5))
    assert town.said_in_group() == ["1"]


async def test_a_deleted_card_whose_new_post_failed_is_posted_later(small_town: Town) -> None:
    town = small_town
    await wish(town, "1")
    await town.work()
    town.hood.sandbox.remove(town.hood.sandbox.last(town.hood.maria, town.hood.group))
    town.fault(What.SERVER_ERROR, times=2)
    await wish(town, "2")
    await town.work()
    assert town.said_in_group() == ["1", "2"]


async def test_a_wish_while_there_is_nothing_to_show_is_not_lost(town: Town) -> None:
    town.card_text[0] = None
    await wish(town)
    (card,) = await town.dispatcher._cards.claim(8)
    await wish(town)
    await town.dispatcher._cards.show(card, 0.0)
    town.card_text[0] = "now there is"
    await town.work()
    assert town.said_in_group() == ["now there is"]


async def test_a_card_that_cannot_be_drawn_stops_no_other(small_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town = small_town
    await town.db.write(service.show_card, town.community, "window:1")
    await wish(town, "1")
    await town.work(SOON)
    assert town.said_in_group() == ["1"]
    assert "window:1" in caplog.text


async def test_cards_stay_within_the_groups_budget_and_messages_pass(small_town: Town) -> None:
    town = small_town
    for number in range(40):
        await wish(town, str(number))
        await town.work(SOON)
    assert town.hood.sandbox.flood.refused == 0
    await town.work()
    assert edits(town)[-1] == "39"
