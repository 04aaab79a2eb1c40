"""Writing to everybody who is in: seen before it goes out, once, to the right people."""

import asyncio
from datetime import timedelta

import pytest

from bot.communities import drafts
from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.text import clean_text
from bot.pledges import announcing, cancelling, heeding, news
from bot.pledges.announcing import Announced, Announcing
from bot.pledges.model import Pledge
from bot.pledges.refusals import NoForm, TextTooLong, TextTooShort, UnknownPledge
from bot.pledges.speaking_refusals import (
    AnnouncedToday,
    AnnouncementsUsedUp,
    NobodyToTell,
    NotAliveYet,
    NotInPledge,
    NotLeading,
)
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street

DILYS, STRANGER = 1004, 1999
DAY = timedelta(days=1)
TEXT = "We meet at 10.\nBring <b>gloves</b> & a friend."


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, which Ben and Cerys have brought to life; everybody has heard that."""
    await street.home(DILYS)
    pledge = await street.pledge(n=2)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await street.heard()
    return pledge


async def previewed(street: Street, pledge: Pledge, text: str = TEXT, who: int = ANA) -> Announcing:
    await street.act(presses(who, who), announcing.ask, pledge.code)
    return await street.act(writes(who, who), announcing.write, text)


async def sent(street: Street, pledge: Pledge, text: str = TEXT, who: int = ANA) -> Announcing | Announced:
    asked = await previewed(street, pledge, text, who)
    return await street.act(presses(who, who), announcing.send, pledge.code, asked.token)


async def test_who_cannot_write(street: Street, pledge: Pledge) -> None:
    for verb in (announcing.ask, lambda tx, actor, code: announcing.send(tx, actor, code, "0a")):
        for code in ("ZZZZZ", "the one with the van"):
            with pytest.raises(UnknownPledge):
                await street.act(presses(ANA), verb, code)
        with pytest.raises(UnknownPledge):
            await street.act(presses(STRANGER, STRANGER), verb, pledge.code)
        for who in (BEN, DILYS):
            with pytest.raises(NotLeading):
                await street.act(presses(who), verb, pledge.code)
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), announcing.write, "Hello")
    open_one = await street.pledge(line="I will dance if {n} others will by Friday")
    with pytest.raises(NotAliveYet):
        await street.act(presses(ANA), announcing.ask, open_one.code)


async def test_a_text_has_a_length(street: Street, pledge: Pledge) -> None:
    await street.act(presses(ANA), announcing.ask, pledge.code)
    for nothing in ("", " \n\t ", "\u200b\u2060", "\x00"):
        with pytest.raises(TextTooShort):
            await street.act(writes(ANA, ANA), announcing.write, nothing)
    with pytest.raises(TextTooLong):
        await street.act(writes(ANA, ANA), announcing.write, "x" * 1001)
    for fits in ("x", "x" * 1000, "🌱" * 1000):
        assert (await previewed(street, pledge, fits)).text == fits
    assert isinstance(await sent(street, pledge, "🌱" * 1000), Announced)


def test_lines_are_kept_and_nothing_else() -> None:
    assert clean_text("  We meet\r\n\r\n\n\n at\t10. \u202e \n\n") == "We meet\n\nat 10."
    assert clean_text("\n\n") == ""


async def test_it_is_seen_before_it_goes_out_and_everybody_gets_it_once(street: Street, pledge: Pledge) -> None:
    asked = await previewed(street, pledge)
    assert asked.text == TEXT
    assert await street.heard() == [], "nobody has said yes"
    better = await previewed(street, pledge, "At 11.")
    still = await street.act(presses(ANA), announcing.send, pledge.code, asked.token)
    assert still == better, "a yes to another text"
    assert await street.heard() == []
    for _ in range(2):
        assert isinstance(await street.act(presses(ANA), announcing.send, pledge.code, better.token), Announced)
    assert await street.heard() == [("pledge_news", street.numbers[who]) for who in (BEN, CERYS)]
    assert await street.heard() == []
    page = await street.act(writes(BEN), news.page, pledge.code)
    assert page.news is not None
    assert (page.news.text, page.author, page.older, page.newer) == ("At 11.", f"Person {ANA}", None, None)


async def test_two_presses_at_once_send_once(street: Street, pledge: Pledge) -> None:
    asked = await previewed(street, pledge)
    await asyncio.gather(
        *(street.act(presses(ANA), announcing.send, pledge.code, asked.token) for _ in range(5)),
    )
    assert len(await street.heard()) == 2


async def test_what_is_typed_or_said_yes_to_too_late_is_asked_anew(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await street.act(presses(ANA), announcing.ask, pledge.code)
    clock.move(announcing.WAITED_FOR)
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), announcing.write, "Good night!")
    asked = await previewed(street, pledge)
    clock.move(announcing.WAITED_FOR)
    late = await street.act(presses(ANA), announcing.send, pledge.code, asked.token)
    assert isinstance(late, Announcing)
    assert late.text is None
    await street.act(presses(ANA), announcing.stop)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], announcing.KIND) is None
    assert await street.heard() == []


async def test_once_a_day_and_six_times(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    for number in range(6):
        await sent(street, pledge, f"News {number}")
        with pytest.raises(AnnouncedToday if number < 5 else AnnouncementsUsedUp):
            await street.act(presses(ANA), announcing.ask, pledge.code)
        clock.move(DAY)
    with pytest.raises(AnnouncementsUsedUp):
        await street.act(presses(ANA), announcing.ask, pledge.code)
    assert len(await street.heard()) == 12
    numbers: list[int] = []
    page = await street.act(writes(BEN), news.page, pledge.code)
    while page.news is not None:
        numbers.append(page.news.number)
        if page.older is None:
            break
        page = await street.act(writes(BEN), news.page, pledge.code, str(page.older))
    assert numbers == [6, 5, 4, 3, 2, 1]


async def test_a_yes_after_midnight_counts_for_the_new_day(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    clock.move(timedelta(hours=13, minutes=50))
    await sent(street, pledge)
    clock.move(timedelta(minutes=20))
    assert isinstance(await sent(street, pledge, "Good morning"), Announced)


async def test_who_signs_late_gets_the_latest_one_and_who_withdraws_none(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await sent(street, pledge, "First")
    clock.move(DAY)
    await sent(street, pledge, "Second")
    await street.heard()
    await street.sign(DILYS, pledge)
    dilys = street.numbers[DILYS]
    assert await street.heard() == [("pledge_news", dilys), ("pledge_tipped", dilys)]
    await street.withdraw(DILYS, pledge)
    await street.sign(DILYS, pledge)
    assert await street.heard() == [], "they know it"
    clock.move(timedelta(hours=14))  # it is night
    await sent(street, pledge, "Third")
    await street.withdraw(BEN, pledge)
    clock.move(timedelta(hours=12))
    assert await street.heard() == [("pledge_news", street.numbers[CERYS]), ("pledge_news", dilys)]


async def test_who_has_muted_it_gets_none_and_can_read_them(street: Street, pledge: Pledge) -> None:
    await street.act(presses(BEN), heeding.mute, pledge.code)
    await sent(street, pledge)
    assert await street.heard() == [("pledge_news", street.numbers[CERYS])]
    card = await street.card(BEN, pledge)
    assert card.news is not None
    assert card.news.text == TEXT


async def test_who_may_read_them(street: Street, pledge: Pledge) -> None:
    await sent(street, pledge)
    for who in (ANA, BEN, CERYS):
        assert (await street.card(who, pledge)).news is not None
    assert (await street.card(DILYS, pledge)).news is None
    with pytest.raises(NotInPledge):
        await street.act(writes(DILYS), news.page, pledge.code)
    with pytest.raises(UnknownPledge):
        await street.act(writes(STRANGER, STRANGER), news.page, pledge.code)
    await street.withdraw(BEN, pledge)
    assert (await street.card(BEN, pledge)).news is None
    for forged in ("0", "7", "-1", "x", "9" * 30):
        page = await street.act(writes(ANA), news.page, pledge.code, forged)
        assert page.news is not None
        assert page.news.number == 1


async def test_what_has_changed_before_the_yes(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    asked = await previewed(street, pledge)
    for who in (BEN, CERYS):
        await street.withdraw(who, pledge)
    with pytest.raises(NobodyToTell):
        await street.act(presses(ANA), announcing.send, pledge.code, asked.token)
    assert (await street.card(ANA, pledge)).may_write


async def test_nothing_of_it_follows_a_cancellation(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    clock.move(timedelta(hours=13))
    await sent(street, pledge)
    street.place(DILYS, Membership.ADMINISTRATOR)
    await street.act(presses(DILYS), cancelling.cancel, pledge.code, "Too dangerous")
    clock.move(timedelta(hours=10))
    assert {kind for kind, _ in await street.heard()} == {"pledge_cancelled"}


async def test_a_clock_that_is_put_back_breaks_no_rule(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    clock.move(-timedelta(minutes=5))
    assert isinstance(await sent(street, pledge), Announced)
    await street.sound()
