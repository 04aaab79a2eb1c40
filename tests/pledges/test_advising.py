"""Before publishing: open pledges like it, and how pledges fare here."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import Tx, statement
from bot.pledges import advising, cancelling, closing, writing
from bot.pledges.advising import ENDED_LEAST, SIMILAR_MOST, Figures
from bot.pledges.model import Pledge
from bot.pledges.tables import pledge_words, pledges
from tests.communities.scenes import ANA, BEN, presses, writes
from tests.pledges.scenes import Street

VAN = "I will clear Mill Road alley with my van if {n} others will by 6 December"
ALLEY = "I will sweep the alley behind Mill Road if 3 others will by Friday"
_WORDS = statement(select(pledge_words.c.community_id, pledge_words.c.word, pledge_words.c.pledge_id))
_STATES = statement(select(pledges.c.code, pledges.c.state))


async def similar(street: Street, who: int, line: str = ALLEY) -> list[str]:
    """The codes that somebody sees beside this pledge of theirs."""
    begun = await street.act(writes(who), writing.begin, line)
    assert begun.form is not None
    assert begun.form.complete
    return [pledge.code for pledge in (await street.act(presses(who), advising.advice)).similar]


async def test_an_open_pledge_like_it_is_shown(street: Street) -> None:
    van = await street.pledge(line=VAN)
    await street.pledge(line="I will bake a cake if {n} others will by Friday")
    assert await similar(street, BEN) == [van.code]


async def test_nothing_without_a_form_nor_before_it_is_complete(street: Street) -> None:
    await street.pledge(line=VAN)
    assert (await street.act(presses(BEN), advising.advice)).similar == ()
    await street.act(writes(BEN), writing.begin, "I will sweep the alley behind Mill Road")
    assert (await street.act(presses(BEN), advising.advice)).similar == ()


async def test_what_cannot_be_joined_is_not_shown(street: Street, clock: MovableClock) -> None:
    await street.pledge(line=VAN, listed=False)
    cancelled = await street.pledge(line=VAN)
    await street.act(presses(ANA), cancelling.cancel, cancelled.code, "Rained off")
    await street.pledge(BEN, line=VAN)
    signed, soon = await street.pledge(line=VAN), await street.pledge(line=VAN.replace("6 December", "today"))
    assert set(await similar(street, BEN)) == {signed.code, soon.code}
    await street.sign(BEN, signed)
    clock.set(soon.wording.deadline.at + timedelta(seconds=1))
    assert await similar(street, BEN) == []
    await street.withdraw(BEN, signed)
    assert await similar(street, BEN) == [signed.code]


async def test_nobody_sees_another_community(street: Street) -> None:
    await street.pledge(line=VAN)
    street.place(BEN, Membership.MEMBER, -2002)
    begun = await street.act(writes(BEN, -2002), writing.begin, ALLEY)
    assert begun.form is not None
    assert (await street.act(presses(BEN), advising.advice)).similar == ()


async def test_whoever_has_left_sees_nothing_more(street: Street, clock: MovableClock) -> None:
    await street.pledge(line=VAN)
    assert len(await similar(street, BEN)) == 1
    street.place(BEN, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    advice = await street.act(presses(BEN), advising.advice)
    assert (advice.similar, advice.figures) == ((), None)


async def test_the_three_most_alike_come_first(street: Street) -> None:
    lines = ("sweep the alley behind Mill Road", "clear the alley", "clear Mill Road alley", "alley party on Mill Road")
    made = [await street.pledge(line=f"I will {action} if {{n}} others will by Friday") for action in lines]
    found = await similar(street, BEN)
    assert len(found) == SIMILAR_MOST
    assert found[0] == made[0].code


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (
            "Mi wna i lanhau’r ardd gymunedol os bydd 2 gymydog arall yn dod erbyn 6 Rhagfyr",
            "Mi wna i ddod i’r gardd gymunedol i’w glanhau os bydd 3 cymydog arall yn dod erbyn 6 Rhagfyr",
        ),
        (
            "سوف أنظف الحديقة العامة إذا كان 2 جيران آخرين سوف يأتون بحلول 6 ديسمبر",
            "سوف أزرع حديقة عامة إذا كان 3 جيران آخرين سوف يأتون بحلول 6 ديسمبر",
        ),
    ],
)
async def test_in_welsh_and_in_arabic(street: Street, theirs: str, mine: str) -> None:
    pledge = await street.pledge(line=theirs.replace("{", "").replace("}", ""))
    assert await similar(street, BEN, mine) == [pledge.code]


async def test_words_are_kept_as_long_as_the_pledge_is_open(street: Street, clock: MovableClock) -> None:
    hidden, pledge = await street.pledge(line=VAN, listed=False), await street.pledge(n=1, line=VAN)
    assert await indexed(street) == {pledge.id}
    await street.sign(BEN, pledge)
    assert await indexed(street) == {pledge.id}, "people can still join"
    await street.act(presses(ANA), cancelling.cancel, hidden.code, "Rained off")
    other = await street.pledge(line=VAN)
    await expire(street, clock, other)
    assert await indexed(street) == {pledge.id}


async def indexed(street: Street) -> set[int]:
    return {row.pledge_id for row in await street.db.read(lambda tx: tx.rows(_WORDS))}


async def expire(street: Street, clock: MovableClock, *ended: Pledge) -> None:
    clock.set(max(pledge.wording.deadline.at for pledge in ended) + timedelta(seconds=1))
    for pledge in ended:
        await street.db.write(_end, pledge)


def _end(tx: Tx, pledge: Pledge) -> None:
    closing.expire(tx, pledge.community, pledge.id)


async def test_from_ten_ended_pledges_on_it_is_told_how_they_fared(street: Street, clock: MovableClock) -> None:
    line = "I will sing song {song} if {{n}} others will by Friday"
    made = [await street.pledge(n=1, line=line.format(song=n)) for n in range(ENDED_LEAST)]
    await street.pledge(n=1, line=line.format(song="unlisted"), listed=False)
    cancelled = await street.pledge(n=1, line=line.format(song="cancelled"))
    await street.act(presses(ANA), cancelling.cancel, cancelled.code, "Rained off")
    for pledge in made[:3]:
        await street.sign(BEN, pledge)
    await expire(street, clock, *made[3:-1])
    await street.act(writes(BEN), writing.begin, "")
    assert await street.act(presses(BEN), advising.figures) is None, "nine have ended"
    await expire(street, clock, made[-1])
    assert await street.act(presses(BEN), advising.figures) == Figures(ended=10, tipped=3)
