"""Every "no" of pledges in three languages: one sentence in the reader's own, and nothing written or forgotten."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import pytest

from bot.sandbox.world import Message, Person
from tests.scenarios.road import Road, code_on, data_on, only
from tests.scenarios.tables import drafts

SENTENCE_MOST: Final = 160
"""Characters of one clear sentence, and what to do instead."""

FORM: Final = {
    "sweep the lane": ("a", "x" * 201),
    "3": ("0", "-3", "2½", "0.5", "1000001", "lots"),
    "neighbours": ("n", "x" * 81),
    "sweep as well": ("s", "x" * 201),
    "2026-12-06": ("2026-11-26", "2027-02-30", "2028-12-01", "whenever"),
    "2026-12-12 10:00, Mill Road": ("2026-12-05", "2027-02-30", "2030-12-01", "Mill Road", "2026-12-12, x"),
}
"""What each question takes in the end, after it has refused everything else."""

ONE_LINE: Final = "/pledge I will sweep the lane if {n} others will by {day}"
CANNOT_BE: Final = {"none": ("0", "6 December"), "crowd": ("1000001", "6 December"), "past": ("3", "2026-11-26")}

LANGUAGES: Final = ("en", "cy", "ar")


def speakers(road: Road) -> dict[str, Person]:
    return dict(zip(LANGUAGES, (road.people.tom, road.people.dilys, road.people.amal), strict=True))


def expect_own_language(said: dict[str, str]) -> None:
    """Three languages, three sentences; Arabic has Arabic letters."""
    assert len(set(said.values())) == len(LANGUAGES), said
    assert any("\u0600" <= letter <= "\u06ff" for letter in said["ar"]), said["ar"]
    assert not any("\u0600" <= letter <= "\u06ff" for letter in said["en"] + said["cy"])
    assert all(len(sentence) <= SENTENCE_MOST for sentence in said.values()), said


async def refused(road: Road, who: Person, act: object) -> str:
    """The one sentence that this act is refused with, above the question if there is one; nothing was written, and
    half-said things stay half said."""
    before = await road.deeds(), await drafts(road.db)
    sentence = only(await road.told(who, act)).partition("\n\n")[0]
    assert (await road.deeds(), await drafts(road.db)) == before, "a refused act wrote something"
    return sentence


async def test_the_form_refuses_and_keeps_what_was_given(road: Road) -> None:
    people = speakers(road)
    for who in people.values():
        await road.says(who, "/pledge")
    for right, wrong in FORM.items():
        for answer in wrong:
            said = {tag: await refused(road, who, road.says(who, answer)) for tag, who in people.items()}
            expect_own_language(said)
            for who in people.values():
                assert data_on(road.last(who), "pledge_stop"), "the question has kept its buttons"
        for who in people.values():
            await road.says(who, right)
    for who in people.values():
        assert "sweep the lane" in road.text(who)
        assert data_on(road.last(who), "pledge_publish"), "the preview"


@pytest.mark.parametrize("what", CANNOT_BE)
async def test_a_line_that_cannot_be_becomes_a_form_that_keeps_the_rest(what: str, road: Road) -> None:
    n, day = CANNOT_BE[what]
    before = await road.deeds()
    said = {
        tag: only(await road.told(who, road.says(who, ONE_LINE.format(n=n, day=day))))
        for tag, who in speakers(road).items()
    }
    assert await road.deeds() == before
    assert len(set(said.values())) == len(LANGUAGES)
    for who in speakers(road).values():
        await road.says(who, "3" if n != "3" else "2026-12-06")
        assert "sweep the lane" in road.text(who)
        assert data_on(road.last(who), "pledge_publish"), "what was right had been kept"


@pytest.fixture
async def pledges(road: Road) -> AsyncIterator[dict[str, str]]:
    """Codes of pledges that cannot be signed, by why."""
    chidi = road.people.chidi
    cancelled = await road.publishes(chidi, "I will bake if 3 others will by 6 December")
    await road.cancels(chidi, cancelled, "No oven")
    ended = await road.publishes(chidi, "I will swim if 3 others will by tomorrow")
    await road.pass_time(timedelta(days=3))
    yield {"cancelled": cancelled, "ended": ended, "unknown": "ZZZZZ", "no code at all": "the one with the oven"}


async def test_what_cannot_be_signed(road: Road, pledges: dict[str, str]) -> None:
    for code in pledges.values():
        expect_own_language(
            {tag: await refused(road, who, road.says(who, f"/sign {code}")) for tag, who in speakers(road).items()}
        )


async def test_what_cannot_be_taken_back(road: Road, pledges: dict[str, str]) -> None:
    for code in pledges.values():
        expect_own_language(
            {tag: await refused(road, who, road.says(who, f"/withdraw {code}")) for tag, who in speakers(road).items()}
        )


async def test_nobody_signs_their_own_pledge(road: Road) -> None:
    own = {
        tag: await road.publishes(who, f"I will sing song {tag} if 3 others will by 6 December")
        for tag, who in speakers(road).items()
    }
    people = speakers(road)
    expect_own_language(
        {tag: await refused(road, people[tag], road.says(people[tag], f"/sign {own[tag]}")) for tag in own}
    )


async def refused_press(road: Road, who: Person, message: Message, data: str) -> str:
    """The toast with which a press is refused; nothing was written, and half-said things stay half said."""
    before = await road.deeds(), await drafts(road.db)
    press = await road.sandbox.press(who, message, data=data)
    await road.app.drain()
    assert (await road.deeds(), await drafts(road.db)) == before, "a refused act wrote something"
    return press.text


async def own_pledges(road: Road, line: str) -> dict[str, Message]:
    """Each speaker has made one; their private card with the button that cancels."""
    cards = {}
    for tag, who in speakers(road).items():
        await road.publishes(who, line.format(song=tag))
        cards[tag] = road.last(who)
    return cards


async def test_nobody_calls_off_what_lives_already(road: Road) -> None:
    """AlreadyTipped: people count on it."""
    cards, people = await own_pledges(road, "I will sing song {song} if 1 other will by 6 December"), speakers(road)
    for card in cards.values():
        await road.says(road.people.chidi, f"/sign {code_on(card)}")
    said = {
        tag: await refused_press(road, people[tag], card, f"1:pledge_cancel:{code_on(card)}")
        for tag, card in cards.items()
    }
    expect_own_language(said)
    for tag, card in cards.items():
        assert said[tag] in card.content.text, "above the card as it is now"
        with pytest.raises(LookupError):
            data_on(card, "pledge_cancel")


async def test_nobody_calls_off_what_has_ended(road: Road) -> None:
    """PledgeOver: its card is drawn afresh."""
    cards, people = await own_pledges(road, "I will sing song {song} if 3 others will by tomorrow"), speakers(road)
    await road.pass_time(timedelta(days=3))
    expect_own_language(
        {
            tag: await refused_press(road, people[tag], card, f"1:pledge_cancel:{code_on(card)}")
            for tag, card in cards.items()
        }
    )


async def test_nobody_calls_off_what_is_not_theirs(road: Road, pledges: dict[str, str]) -> None:
    theirs = await road.publishes(road.people.chidi, "I will knit if 3 others will by 6 December")
    for code in (pledges["cancelled"], pledges["ended"], pledges["unknown"], theirs):
        data = f"1:pledge_cancel:{code}"
        expect_own_language(
            {tag: await refused_press(road, who, road.last(who), data) for tag, who in speakers(road).items()}
        )


async def test_a_reason_has_to_say_something(road: Road) -> None:
    """TextTooShort, TextTooLong; the way back stays."""
    cards, people = await own_pledges(road, "I will sing song {song} if 3 others will by 6 December"), speakers(road)
    for tag, card in cards.items():
        await road.sandbox.press(people[tag], card, data=f"1:pledge_cancel:{code_on(card)}")
    await road.app.drain()
    for reason in ("x", "x" * 301):
        expect_own_language({tag: await refused(road, who, road.says(who, reason)) for tag, who in people.items()})
        for who in people.values():
            assert data_on(road.last(who), "pledge_keep")


CHANGES: Final = {
    "threshold": ("0", "1", "4", "lots", "2½"),
    "deadline": ("6 December", "2027-02-01", "30 February", "whenever"),
    "detail": ("x", "x" * 1001),
}
"""What a change of a pledge for three, which one has signed, does not take."""


@pytest.mark.parametrize("what", CHANGES)
async def test_a_change_that_cannot_be(what: str, road: Road) -> None:
    cards, people = await own_pledges(road, "I will sing song {song} if 3 others will by 6 December"), speakers(road)
    for tag, card in cards.items():
        await road.says(road.people.chidi, f"/sign {code_on(card)}")
        await road.sandbox.press(people[tag], card, data=f"1:change_ask:{code_on(card)}:{what}")
        await road.app.drain()
    for answer in CHANGES[what]:
        expect_own_language({tag: await refused(road, who, road.says(who, answer)) for tag, who in people.items()})
        for who in people.values():
            assert data_on(road.last(who), "change_keep"), "the question has kept its button"


@pytest.mark.parametrize("data", ["rescue_stay:{code}", "rescue_go:{code}:1", "change_ask:{code}:detail"])
async def test_what_others_are_asked(data: str, road: Road, pledges: dict[str, str]) -> None:
    """NotAsked, NotYours: of a pledge of somebody else."""
    wish = "1:" + data.format(
        code=await road.publishes(road.people.chidi, "I will knit if 3 others will by 6 December")
    )
    expect_own_language(
        {tag: await refused_press(road, who, road.last(who), wish) for tag, who in speakers(road).items()}
    )


async def test_a_form_that_is_closed(road: Road) -> None:
    """NoForm: its old buttons, and the text of one that was stopped."""
    people, questions = speakers(road), {}
    for tag, who in people.items():
        await road.says(who, "/pledge I will sing")
        questions[tag] = road.last(who)
    old = {tag: data_on(question, "pledge_back") for tag, question in questions.items()}
    for who in people.values():
        await road.says(who, "/cancel")
    expect_own_language({tag: await refused_press(road, people[tag], questions[tag], old[tag]) for tag in questions})


async def test_an_undo_that_comes_too_late(road: Road) -> None:
    people = speakers(road)
    for who in people.values():
        await road.says(who, "/pledge I will sing")
        await road.says(who, "/cancel")
    road.clock.move(timedelta(minutes=1))
    await road.app.drain()  # what can be undone no more is forgotten
    expect_own_language(
        {
            tag: await refused_press(road, who, road.last(who), data_on(road.last(who), "undo"))
            for tag, who in people.items()
        }
    )


async def test_a_tap_that_comes_too_late(road: Road) -> None:
    await road.publishes(road.people.chidi, "I will swim if 3 others will by today 18:00")
    card, people = road.last(road.people.tom, road.group), speakers(road)
    road.clock.move(timedelta(hours=8, seconds=1))  # it is six o'clock, and the bot has not looked around yet
    presses = {tag: await road.sandbox.press(who, card, "I will too") for tag, who in people.items()}
    await road.app.drain()
    expect_own_language({tag: press.text for tag, press in presses.items()})
    assert (await road.deeds())["signatures"] == []


VERBS: Final = ("pledge_follow", "pledge_unfollow", "pledge_mute", "pledge_unmute", "pledge_lead")


async def refused_by_all(road: Road, data: str) -> None:
    """The same forged button, pressed by a speaker of each language."""
    expect_own_language(
        {tag: await refused_press(road, who, road.last(who), data) for tag, who in speakers(road).items()}
    )


@pytest.mark.parametrize("verb", VERBS)
async def test_nobody_hears_of_what_they_are_not_in(verb: str, road: Road, pledges: dict[str, str]) -> None:
    """NotInPledge, UnknownPledge."""
    theirs = await road.publishes(road.people.chidi, "I will knit if 3 others will by 6 December")
    for code in (theirs, pledges["cancelled"], pledges["ended"], pledges["unknown"]):
        await refused_by_all(road, f"1:{verb}:{code}")


async def test_nothing_to_follow_to_mute_or_to_lead(road: Road) -> None:
    """NothingAhead, NoLeaderNeeded while it is open or alive; PledgeOver when it has ended."""
    alive = await road.publishes(road.people.chidi, "I will knit if 2 others will by 6 December")
    ended = await road.publishes(road.people.chidi, "I will swim if 9 others will by tomorrow")
    for who in speakers(road).values():
        for code in (alive, ended):
            await road.says(who, f"/sign {code}")
    await refused_by_all(road, f"1:pledge_follow:{alive}")
    for code in (alive, ended):
        await refused_by_all(road, f"1:pledge_lead:{code}")
    await road.pass_time(timedelta(days=3))
    for verb in ("pledge_follow", "pledge_mute", "pledge_unmute", "pledge_lead"):
        await refused_by_all(road, f"1:{verb}:{ended}")


async def test_who_cannot_write_to_everybody(road: Road, pledges: dict[str, str]) -> None:
    """NotLeading; then, of one's own: NotAliveYet, PledgeOver, NobodyToTell, AnnouncedToday."""
    theirs = await road.publishes(road.people.chidi, "I will knit if 3 others will by 6 December")
    for code in (theirs, pledges["cancelled"], pledges["unknown"]):
        await refused_by_all(road, f"1:pledge_write:{code}")
        await refused_by_all(road, f"1:pledge_send:{code}:0a1b")
    people = speakers(road)
    own = {
        tag: await road.publishes(who, f"I will sing song {tag} if 1 other will by 20 December")
        for tag, who in people.items()
    }

    async def all_refused() -> None:
        said = {
            tag: await refused_press(road, who, road.last(who), f"1:pledge_write:{own[tag]}")
            for tag, who in people.items()
        }
        expect_own_language(said)

    await all_refused()
    for code in own.values():
        await road.says(road.people.chidi, f"/sign {code}")
    for tag, who in people.items():
        await road.says(who, f"/show {own[tag]}")
        await road.taps(who, "pledge_write")
    for wrong in ("\u200b", "x" * 1001):
        expect_own_language({tag: await refused(road, who, road.says(who, wrong)) for tag, who in people.items()})
    for who in people.values():
        await road.says(who, "At 10")
        await road.taps(who, "pledge_send")
    await all_refused()
    await road.pass_time(timedelta(days=1))
    for code in own.values():
        await road.says(road.people.chidi, f"/withdraw {code}")
    await all_refused()
