"""Who may do what, every cell both ways, through the wire: what is allowed happens, what is not leaves no trace.

`tests/communities` walks the law itself; here people try, with commands, buttons and forged buttons.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any, Final

import pytest

from bot.communities import service as communities
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.pledges.cancelling import token_of
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Person
from tests.scenarios.road import Road

_TOPICS: Final = count(1)

SHELVES: Final = "building shelves"
SECRET: Final = "bake bread"
"""What the pledge promises; nobody from elsewhere may read it."""

PLEDGE: Final = f"I will {SECRET} if 3 others will by 6 December"
THEIRS: Final = "I will dance if 3 others will by 6 December"


@dataclass
class Attempt:
    """Somebody tries something about a pledge of Amal's in Mill Road."""

    road: Road
    who: Person
    code: str
    community: int
    neighbour: int
    """Whom one could appoint."""
    appointed: int
    """Whom Maria has appointed: one could dismiss them."""

    async def says(self, text: str) -> list[Seen]:
        return await self.road.told(self.who, self.road.says(self.who, text))

    async def forges(self, data: str) -> list[Seen]:
        """Press a button that need not be there."""
        newest = self.road.last(self.who)
        return await self.road.told(self.who, self.road.sandbox.press(self.who, newest, data=data))

    async def changed(self, table: str, *acts: Awaitable[Any]) -> bool:
        before = (await self.road.deeds())[table]
        for act in acts:
            await act
        return (await self.road.deeds())[table] != before


async def sees_the_list(a: Attempt) -> bool:
    return any(SECRET in seen.text for seen in await a.says("/pledges"))


async def looks_at_the_card(a: Attempt) -> bool:
    return any(SECRET in seen.text for seen in await a.says(f"/show {a.code}"))


async def looks_by_a_button(a: Attempt) -> bool:
    return any(SECRET in seen.text for seen in await a.forges(f"1:pledge_show:{a.code}"))


async def follows_a_link(a: Attempt) -> bool:
    return any(SECRET in seen.text for seen in await a.says(f"/start p_{a.code}"))


async def sees_who_is_in(a: Attempt) -> bool:
    told = await a.forges(f"1:pledge_who:{a.code}")
    return any("Nobody has signed yet" in seen.text for seen in told)


async def shares(a: Attempt) -> bool:
    return any(a.code in seen.text for seen in await a.forges(f"1:pledge_share:{a.code}") if "link" in seen.text)


async def pledges(a: Attempt) -> bool:
    async def publish() -> None:
        if any("dance" in seen.text for seen in await a.says(f"/pledge {THEIRS}")):
            await a.road.taps(a.who, "pledge_publish")

    return await a.changed("pledges", publish())


async def signs(a: Attempt) -> bool:
    return await a.changed("signatures", a.says(f"/sign {a.code}"))


async def signs_by_a_button(a: Attempt) -> bool:
    return await a.changed("signatures", a.forges(f"1:pledge_sign:{a.code}"))


async def withdraws(a: Attempt) -> bool:
    """What they have signed just now, if they could."""
    return await a.changed("signatures", a.says(f"/sign {a.code}"), a.says(f"/withdraw {a.code}"))


async def withdraws_by_a_button(a: Attempt) -> bool:
    await a.says(f"/sign {a.code}")
    return await a.changed("signatures", a.forges(f"1:pledge_withdraw:{a.code}"))


async def follows(a: Attempt) -> bool:
    """What they have signed just now, if they could."""
    await a.says(f"/sign {a.code}")
    return await a.changed("signatures", a.forges(f"1:pledge_follow:{a.code}:card"))


async def mutes(a: Attempt) -> bool:
    await a.says(f"/sign {a.code}")
    return await a.changed("signatures", a.forges(f"1:pledge_mute:{a.code}"))


async def takes_the_text_to_forward(a: Attempt) -> bool:
    return any(SECRET in seen.text for seen in await a.forges(f"1:pledge_forward:{a.code}"))


async def writes_to_all_of_another(a: Attempt) -> bool:
    write, send = a.forges(f"1:pledge_write:{a.code}"), a.forges(f"1:pledge_send:{a.code}:0a1b")
    return await a.changed("announcements", write, a.says("We meet at 10."), send)


async def promises_in_return(a: Attempt) -> bool:
    await a.forges(f"1:return_who:{a.code}:me")
    await a.says("sweep the road by 1 May")
    await a.forges(f"1:return_skip:{a.code}")
    token = re.search(f"1:return_yes:{a.code}:(\\w+)", str(a.road.last(a.who).content.markup))
    return await a.changed("counter_promises", a.forges(f"1:return_yes:{a.code}:{token[1] if token else '0a1b2c3d'}"))


async def promises_for_another(a: Attempt) -> bool:
    """What nobody has proposed to them, and what is not theirs."""
    verbs = ("agree:{}:1", "decline:{}:1", "withdraw_yes:{}", "stay:{}", "done:{}", "confirm:{}")
    return await a.changed("counter_promises", *(a.forges(f"1:return_{verb.format(a.code)}") for verb in verbs))


async def leads_unasked(a: Attempt) -> bool:
    return await a.changed("pledges", a.forges(f"1:pledge_lead:{a.code}"))


async def reads_the_news(a: Attempt) -> bool:
    """Of a pledge that they are not in."""
    return any("no news" in seen.text for seen in await a.forges(f"1:pledge_news:{a.code}"))


async def cancels(a: Attempt) -> bool:
    yes = a.forges(f"1:pledge_cancel_yes:{a.code}:{token_of('No flour')}")
    return await a.changed("pledges", a.forges(f"1:pledge_cancel:{a.code}"), a.says("No flour"), yes)


async def reports(a: Attempt) -> bool:
    return await a.changed("notices", a.forges(f"1:pledge_report_yes:{a.code}"))


async def hides(a: Attempt) -> bool:
    """And shows it again, for the others."""
    done = await a.changed("pledges", a.forges(f"1:pledge_hide:{a.code}"))
    return done and await a.changed("pledges", a.forges(f"1:pledge_unhide:{a.code}"))


async def opens_the_settings(a: Attempt) -> bool:
    told = await a.forges(f"1:our:{a.community}")
    return any("Mill Road" in seen.text and "Setting" in seen.text for seen in told)


async def sets_up(a: Attempt) -> bool:
    begins, answers = a.forges(f"1:setup_begin:{a.community}"), a.forges(f"1:setup:{a.community}:l:cy")
    return await a.changed("communities", begins, answers, a.forges(f"1:setup_save:{a.community}"))


async def chooses_a_topic(a: Attempt) -> bool:
    return await a.changed("communities", a.forges(f"1:topic:{a.community}:{next(_TOPICS)}"))


async def sees_the_invite_link(a: Attempt) -> bool:
    await a.forges(f"1:invite:{a.community}")
    return "start=c_" in a.road.text(a.who)


async def replaces_the_invite_link(a: Attempt) -> bool:
    [community] = [each for each in (await a.road.deeds())["communities"] if each.id == a.community]
    return await a.changed("communities", a.forges(f"1:invite_new:{a.community}:{community.invite_code}"))


async def appoints(a: Attempt) -> bool:
    whom = f"a:{a.community}:{a.neighbour}"
    return await a.changed("grants", a.forges(f"1:organiser_ask:{whom}"), a.forges(f"1:organiser_yes:{whom}"))


async def sees_the_organisers(a: Attempt) -> bool:
    return any("Organisers of" in seen.text for seen in await a.forges(f"1:organisers:{a.community}"))


async def sees_the_residents(a: Attempt) -> bool:
    await a.forges(f"1:organiser_new:{a.community}")
    return "organiser_ask" in str(a.road.last(a.who).content.markup)


async def looks_for_a_resident(a: Attempt) -> bool:
    await a.forges(f"1:organiser_new:{a.community}")
    return any("a resident since" in seen.text for seen in await a.says("@chidi_ok"))


async def dismisses(a: Attempt) -> bool:
    whom = f"{a.community}:{a.appointed}"
    return await a.changed("grants", *(a.forges(f"1:organiser_{verb}:d:{whom}") for verb in ("ask", "yes")))


async def gives_hours(a: Attempt) -> bool:
    return await a.changed("ledger_holds", a.says("/give Amal 5 min her time"))


async def sees_the_statement(a: Attempt) -> bool:
    return any("hours in" in seen.text and "Mill Road" in seen.text for seen in await a.says("/statement"))


async def sees_the_rewards(a: Attempt) -> bool:
    return any("Rewards in" in seen.text and "Mill Road" in seen.text for seen in await a.says("/rewards"))


async def founds_a_venue(a: Attempt) -> bool:
    return await a.changed("venues", a.forges(f"1:venue_new:{a.community}"), a.says(f"Pool {next(_TOPICS)}"))


async def sees_all_credits(a: Attempt) -> bool:
    return any("Outstanding" in seen.text for seen in await a.forges(f"1:venues:{a.community}"))


async def posts_in_the_market(a: Attempt) -> bool:
    return await a.changed("market_posts", a.says("/offer I sharpen knives"))


async def chooses_how_hours_are_earned(a: Attempt) -> bool:
    return await a.changed("timebanks", *(a.forges(f"1:bank_mode:{a.community}:{m}") for m in ("issued", "mutual")))


async def logs_hours(a: Attempt) -> bool:
    return await a.changed("hours_claims", a.says("/log 1h a wall"))


async def sees_what_hours_wait(a: Attempt) -> bool:
    return any("Hours that wait" in seen.text for seen in await a.forges(f"1:claim_page:{a.community}:0"))


async def approves_hours(a: Attempt) -> bool:
    waiting = [each for each in (await a.road.deeds())["hours_claims"] if each.words == SHELVES]
    waits = next(each for each in waiting if each.state == "waiting")
    return await a.changed("ledger_transfers", a.forges(f"1:claim_yes:{a.community}:{waits.id}:0"))


Act = Callable[[Attempt], Awaitable[bool]]

LIVE_HERE: Final[frozenset[Act]] = frozenset(
    {
        sees_the_list,
        looks_at_the_card,
        looks_by_a_button,
        follows_a_link,
        sees_who_is_in,
        shares,
        pledges,
        signs,
        signs_by_a_button,
        withdraws,
        withdraws_by_a_button,
        follows,
        mutes,
        takes_the_text_to_forward,
        reports,
        gives_hours,
        posts_in_the_market,
        sees_the_statement,
        logs_hours,
        sees_the_rewards,
    }
)
NOBODY: Final[frozenset[Act]] = frozenset(
    {writes_to_all_of_another, leads_unasked, reads_the_news, promises_for_another}
)
"""Only whoever leads it, is asked, or is in it."""
ORGANISE: Final[frozenset[Act]] = frozenset(
    {
        *(cancels, hides, opens_the_settings, sets_up, chooses_a_topic, sees_the_invite_link, replaces_the_invite_link),
        promises_in_return,
        *(chooses_how_hours_are_earned, sees_what_hours_wait, approves_hours, founds_a_venue, sees_all_credits),
    }
)
APPOINT: Final[frozenset[Act]] = frozenset(
    {sees_the_organisers, sees_the_residents, looks_for_a_resident, dismisses, appoints}
)
ACTS: Final = sorted(LIVE_HERE | ORGANISE | APPOINT | NOBODY, key=lambda act: act.__name__)

MAY: Final[dict[str, frozenset[Act]]] = {
    "stranger": frozenset(),
    "foreigner": frozenset(
        {pledges, logs_hours, posts_in_the_market}
    ),  # in a community of their own, where they are asked to
    "former": frozenset(),
    "banned": frozenset(),
    "invited": LIVE_HERE,
    "resident": LIVE_HERE,
    "organiser": LIVE_HERE | ORGANISE,
    "admin": LIVE_HERE | ORGANISE | APPOINT,
}


LIVED_HERE: Final = frozenset({"former", "banned"})
"""To them the name of the community is no secret."""


async def cast(road: Road, role: str) -> Person:
    """Somebody in this role, with an open private chat."""
    people, sandbox = road.people, road.sandbox
    match role:
        case "admin":
            return people.maria
        case "organiser":
            return people.joan
        case "resident":
            return people.tom
        case "former":
            await sandbox.leave(people.chidi, road.group)
            who = people.chidi
        case "banned":
            await sandbox.remove_person(people.maria, road.group, people.chidi)
            who = people.chidi
        case _:
            who = await sandbox.create_person("Pat")
            await sandbox.start(who)
            if role == "invited":
                [community] = (await road.deeds())["communities"]
                await sandbox.start(who, f"c_{community.invite_code}")
            if role == "foreigner":
                elsewhere = await sandbox.create_group(who, "Elm Street")
                await sandbox.add_bot(who, elsewhere)
                await sandbox.send_text(who, elsewhere, "/help")
    await road.pass_time(timedelta(minutes=2))
    return who


@pytest.mark.parametrize("role", MAY)
async def test_every_act_of_every_role(role: str, road: Road) -> None:
    by_maria = await prepared(road, road.people.maria)
    assert await appoints(replace(by_maria, neighbour=by_maria.appointed)), "Joan, for everybody to see"
    who = await cast(road, role)
    for act in ACTS:
        attempt = await prepared(road, who)
        before, aloud, heard = await road.deeds(), len(road.said_in_group()), len(road.heard(who))
        done = await act(attempt)
        assert done is (act in MAY[role]), f"{role}: {act.__name__}"
        if not done:
            assert await road.deeds() == before, f"{role}: {act.__name__} is refused and left a trace"
            assert len(road.said_in_group()) == aloud, "a refusal is nobody else's business"
            expect_discreet(role, road.heard(who)[heard:])


async def prepared(road: Road, who: Person) -> Attempt:
    """An open pledge in Mill Road that nobody has signed."""
    if not (fresh := await _fresh(road)):
        await road.publishes(road.people.amal, PLEDGE)
        fresh = await _fresh(road)
    if not any(each.state == "waiting" for each in (await road.deeds())["hours_claims"] if each.words == SHELVES):
        await road.says(road.people.amal, f"/log 2h {SHELVES}")
    neighbour, appointed = [await road.db.read(_id, person) for person in (road.people.dilys, road.people.joan)]
    return Attempt(road, who, fresh[0].code, fresh[0].community_id, neighbour, appointed)


async def _fresh(road: Road) -> list[Any]:
    pledges = (await road.deeds())["pledges"]
    return [each for each in pledges if SECRET in each.action and each.state == "open" and not each.signed]


def _id(tx: Tx, person: Person) -> PersonId:
    known = communities.person_by_telegram_id(tx, person.id)
    assert known is not None
    return known.id


def expect_discreet(role: str, told: list[Seen]) -> None:
    """Something is said, and to whoever is not from here nothing about what is here."""
    assert [seen for seen in told if seen.text], "a refusal is said"
    if not MAY[role] & LIVE_HERE - {pledges, posts_in_the_market}:
        known = "You are not in Mill Road neighbours any more." if role in LIVED_HERE else None
        texts = [seen.text.translate({0x2068: None, 0x2069: None}) for seen in told]
        assert not [text for text in texts if SECRET in text]
        assert not [text for text in texts if "Mill Road" in text and not (known and text.startswith(known))]
