"""What may happen to a pledge, state by state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.refusal import Refusal
from bot.pledges import rules
from bot.pledges.model import Pledge, PledgeId, PledgeState, SignatureState
from bot.pledges.wording import Deadline, Wording

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
ANA, BEN = PersonId(1), PersonId(2)
WORDING = Wording("bring my van", 2, Deadline(NOW + timedelta(days=9), whole_day=True, time_zone="Europe/London"))
PLEDGE = Pledge(CommunityId(5), PledgeId(7), "7K2MQ", ANA, WORDING, opened_at=NOW)


def act(person: PersonId, key: str) -> Actor:
    return Actor(person, CommunityId(5), NOW, key)


@pytest.mark.parametrize("organiser", [False, True])
@pytest.mark.parametrize("state", PledgeState)
def test_a_button_to_cancel_is_shown_to_those_whom_nothing_refuses(state: PledgeState, organiser: bool) -> None:
    pledge = replace(PLEDGE, state=state)
    try:
        cancels = rules.cancelling(pledge, organiser=organiser)
    except Refusal:
        cancels = False
    assert rules.may_cancel(pledge, own=not organiser, organiser=organiser) == cancels


@pytest.mark.parametrize("state", PledgeState)
def test_who_is_neither_creator_nor_organiser_cancels_nothing(state: PledgeState) -> None:
    assert not rules.may_cancel(replace(PLEDGE, state=state), own=False, organiser=False)


def test_signing_again_takes_a_new_number_and_remembers_the_withdrawal() -> None:
    once, signature = rules.now_signed(PLEDGE, None, act(BEN, "m:1"), NOW)
    assert (once.count, once.signed, once.last_number, once.state) == (1, 1, 1, PledgeState.OPEN)
    without, gone = rules.now_withdrawn(once, signature, act(BEN, "m:2"), NOW)
    assert (without.count, without.signed, without.last_number) == (0, 1, 1)
    assert (gone.state, gone.withdrawn_at, gone.signed_key) == (SignatureState.WITHDRAWN, NOW, "m:1")
    again, anew = rules.now_signed(without, gone, act(BEN, "m:3"), NOW)
    assert (again.count, again.signed, again.last_number) == (1, 1, 2)
    assert (anew.state, anew.number, anew.withdrawn_at) == (SignatureState.ACTIVE, 2, None)
    assert (anew.signed_key, anew.withdrawn_key) == ("m:3", "m:2")
