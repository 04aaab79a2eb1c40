"""What help knows of whoever asks: where they live, what they may do, and codes with which its examples work."""

from datetime import timedelta
from typing import Final

from bot.communities.access import Act
from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.pledges import writing
from bot.pledges.guiding import Guidance, guidance
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, Street

STRANGER: Final = 1009


async def test_a_stranger_is_told_nothing_of_anybody(street: Street) -> None:
    await street.pledge(ANA)
    assert await street.act(writes(STRANGER, STRANGER), guidance) == Guidance()


async def test_who_has_left_is_told_what_a_stranger_is(street: Street, clock: MovableClock) -> None:
    signed = await street.pledge(ANA)
    await street.sign(BEN, signed)
    street.place(BEN, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    assert await street.act(writes(BEN, BEN), guidance) == Guidance()


async def test_a_resident_gets_the_codes_that_work_for_them(street: Street) -> None:
    assert (await street.act(writes(ANA), guidance)).codes == {}
    mine, theirs = await street.pledge(ANA), await street.pledge(BEN)
    guide = await street.act(writes(ANA), guidance)
    assert guide.community is not None
    assert Act.SETTINGS not in guide.acts
    assert guide.codes == {Act.SEE: mine.code, Act.SIGN: theirs.code}

    await street.sign(ANA, theirs)
    assert (await street.act(writes(ANA), guidance)).codes[Act.WITHDRAW] == theirs.code
    newer = await street.pledge(CERYS)
    assert (await street.act(writes(ANA), guidance)).codes[Act.SIGN] == newer.code


async def test_an_unlisted_pledge_is_nobodys_example(street: Street) -> None:
    begun = await street.act(writes(BEN), writing.begin, LINE.format(n=2))
    assert begun.form is not None
    await street.publish(BEN, await street.act(presses(BEN), writing.toggle, begun.form.token, "visibility"))
    assert (await street.act(writes(ANA), guidance)).codes == {}
    assert (await street.act(writes(BEN), guidance)).codes == {}
