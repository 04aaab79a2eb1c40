"""Cards and lists: what shows, to whom, in which order."""

from datetime import timedelta

import pytest

from bot.communities.model import Membership
from bot.communities.refusals import MembersHidden, NoCommunity
from bot.core.clock import MovableClock
from bot.pledges import cancelling, listing, reading, writing
from bot.pledges.model import Pledge
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street


async def many(street: Street, how_many: int) -> list[Pledge]:
    """Pledges whose deadlines come in the order in which they are made, two on each day."""
    line = "I will sing song {song} if {{n}} others will by 2026-12-{day:02}"
    return [await street.pledge(line=line.format(song=n, day=n // 2 + 1)) for n in range(how_many)]


async def test_the_list_is_turned_by_pages(street: Street) -> None:
    pledges = await many(street, 19)
    first = await street.act(writes(BEN), listing.open_pledges, "")
    assert (first.pledges, first.before) == (tuple(pledges[:8]), None)
    second = await street.act(presses(BEN), listing.open_pledges, "", str(first.after))
    assert second.pledges == tuple(pledges[8:16])
    last = await street.act(presses(BEN), listing.open_pledges, "", str(second.after))
    assert (last.pledges, last.after) == (tuple(pledges[16:]), None)
    back = await street.act(presses(BEN), listing.open_pledges, "", str(last.before), backwards=True)
    assert back.pledges == second.pledges
    start = await street.act(presses(BEN), listing.open_pledges, "", str(back.before), backwards=True)
    assert (start.pledges, start.before) == (first.pledges, None)


@pytest.mark.parametrize("place", ["7", "9" * 60, "x", "-1", "²"])
async def test_a_forged_place_shows_a_page(street: Street, place: str) -> None:
    await many(street, 2)
    await street.act(presses(BEN), listing.open_pledges, "", place)
    await street.act(presses(BEN), listing.my_pledges, place)


async def test_words_narrow_the_list(street: Street) -> None:
    van = await street.pledge()
    await street.pledge(line="I will sing 100%_loud if {n} others will by Friday")
    for words in ("van", "VAN", "neighbours van", "bring my van also ignored"):
        assert (await street.act(writes(BEN), listing.open_pledges, words)).pledges == (van,), words
    for words in ("bicycle", "van bicycle", "v_n", "%"):
        found = (await street.act(writes(BEN), listing.open_pledges, words)).pledges
        assert van not in found, words


async def test_the_narrowed_list_is_turned_by_pages(street: Street) -> None:
    """Soonest first both ways, across deadlines that are the same, whichever of the words is the rarer one."""
    pledges = await many(street, 19)
    await street.pledge(line="I will sing a hymn if {n} others will by 2026-12-05")
    for words in ("son", "songs", "song sing", "sing song"):
        first = await street.act(writes(BEN), listing.open_pledges, words)
        assert (first.pledges, first.before) == (tuple(pledges[:8]), None), words
        second = await street.act(presses(BEN), listing.open_pledges, " ".join(first.words), str(first.after))
        assert second.pledges == tuple(pledges[8:16]), words
        last = await street.act(presses(BEN), listing.open_pledges, words, str(second.after))
        assert (last.pledges, last.after) == (tuple(pledges[16:]), None), words
        back = await street.act(presses(BEN), listing.open_pledges, words, str(last.before), backwards=True)
        assert back.pledges == second.pledges, words
        start = await street.act(presses(BEN), listing.open_pledges, words, str(back.before), backwards=True)
        assert (start.pledges, start.before) == (first.pledges, None), words


async def test_every_word_has_to_be_there(street: Street) -> None:
    van = await street.pledge(line="I will bring my van to the alley if {n} others will by Friday")
    path = await street.pledge(line="I will clear the path to the alley if {n} others will by Friday")
    for words, pledges in (("alley", (van, path)), ("all van", (van,)), ("path alley", (path,)), ("van path", ())):
        assert (await street.act(writes(BEN), listing.open_pledges, words)).pledges == pledges, words


async def test_only_what_can_be_signed_is_listed(street: Street, clock: MovableClock) -> None:
    early, tipped, cancelled = await many(street, 3)
    await street.sign(BEN, tipped)
    await street.sign(CERYS, tipped)
    await street.act(presses(ANA), cancelling.cancel, cancelled.code, "Rained off")
    listed = (await street.act(writes(BEN), listing.open_pledges, "")).pledges
    assert [pledge.code for pledge in listed] == [early.code, tipped.code]
    clock.set(early.wording.deadline.at + timedelta(seconds=1))
    assert (await street.act(writes(BEN), listing.open_pledges, "")).pledges == ()


async def test_mine_are_those_i_made_and_those_i_signed(street: Street) -> None:
    theirs, signed, left = await many(street, 3)
    own = await street.pledge(BEN)
    await street.sign(BEN, signed)
    await street.sign(BEN, left)
    await street.withdraw(BEN, left)
    mine = await street.act(writes(BEN), listing.my_pledges)
    assert [(pledge.code, made) for pledge, made in mine.pledges] == [(own.code, True), (signed.code, False)]
    assert theirs.code not in {pledge.code for pledge, _ in mine.pledges}


async def test_mine_is_turned_by_pages(street: Street) -> None:
    pledges = await many(street, 10)
    first = await street.act(writes(ANA), listing.my_pledges)
    assert [pledge for pledge, _ in first.pledges] == pledges[:1:-1]
    rest = await street.act(presses(ANA), listing.my_pledges, str(first.after))
    assert ([pledge for pledge, _ in rest.pledges], rest.after) == (pledges[1::-1], None)


async def test_lists_need_a_community(street: Street) -> None:
    for service in (lambda tx, actor: listing.open_pledges(tx, actor, ""), listing.my_pledges):
        with pytest.raises(NoCommunity):
            await street.act(writes(1999, 1999), service)


async def test_names_are_shown_as_the_creator_chose(street: Street) -> None:
    begun = await street.act(writes(ANA), writing.begin, "I will sing if 2 others will by Friday")
    assert begun.form is not None
    begun = await street.act(presses(ANA), writing.toggle, begun.form.token, "names")
    pledge = (await street.publish(ANA, begun)).published
    assert pledge is not None
    await street.sign(BEN, pledge)
    assert (await street.card(CERYS, pledge)).names == ()
    await street.sign(CERYS, pledge)
    assert (await street.card(CERYS, pledge)).names == (f"Person {BEN}", f"Person {CERYS}")


async def test_at_most_ten_names(street: Street) -> None:
    crowd = range(2001, 2013)
    await street.home(*crowd)
    pledge = await street.pledge(n=20)
    for who in crowd:
        await street.sign(who, pledge)
    card = await street.db.read(reading.group_card, pledge.community, pledge.id)
    assert card is not None
    assert (len(card.names), card.pledge.count) == (10, 12)


async def test_what_the_reader_may_do(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    ana, ben, cerys = [await street.card(who, pledge) for who in (ANA, BEN, CERYS)]
    assert [(card.own, card.signed, card.may_cancel) for card in (ana, ben, cerys)] == [
        (True, False, True),
        (False, True, False),
        (False, False, False),
    ]


async def test_an_admin_can_call_off_whatever_they_look_at_in_the_group_however_long_ago_they_were_asked_about(
    street: Street, clock: MovableClock
) -> None:
    pledge = await street.pledge()
    street.place(CERYS, Membership.ADMINISTRATOR)
    for _ in range(2):
        clock.move(timedelta(minutes=2))
        at = clock.now()
        card = await street.act(writes(CERYS, at=at), reading.card, pledge.code)
        assert card.may_cancel
        assert not (await street.act(writes(BEN, at=at), reading.card, pledge.code)).may_cancel
    await street.act(presses(CERYS), cancelling.cancel, pledge.code, "Rained off")
    called_off = await street.act(writes(CERYS, at=clock.now()), reading.card, pledge.code)
    assert (called_off.may_cancel, called_off.may_hide) == (False, True)


async def test_where_members_are_hidden_people_look_in_the_group_without_what_is_for_organisers(
    street: Street, clock: MovableClock
) -> None:
    pledge = await street.pledge()
    street.hidden = True
    clock.move(timedelta(minutes=2))
    with pytest.raises(MembersHidden):
        await street.act(presses(BEN), reading.card, pledge.code)
    assert not (await street.act(writes(BEN, at=clock.now()), reading.card, pledge.code)).may_cancel
    own = await street.act(writes(ANA, at=clock.now()), reading.card, pledge.code)
    assert own.may_cancel, "it is theirs"
