"""The samples, too, must be what can be: a gallery that contradicts itself teaches nobody."""

from typing import Any

import pytest

from bot.communities.model import Reader
from bot.pledges.listing import MyPledges, PledgeList
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.notices import OwnPledgeTipped, PledgeTipped
from bot.pledges.reading import PledgeCard
from bot.screens import helping
from bot.screens.words import words_for
from tests.screens.fitting import NOW
from tests.screens.samples import Flavour, Sampler, arguments, drawn

SAMPLERS = [Sampler(flavour, turn) for flavour in (Flavour.PLAIN, Flavour.BARE) for turn in range(12)]


MISSED = (PledgeState.EXPIRED, PledgeState.RESCUED)


def made(kind: Any) -> list[Any]:
    return [sampler.record(kind) for sampler in SAMPLERS]


def test_a_pledge_is_in_one_state_by_all_signs() -> None:
    for pledge in made(Pledge):
        enough, tipped = pledge.count >= pledge.wording.threshold, pledge.tipped_at is not None
        alive = (PledgeState.TIPPED, PledgeState.ACTING, PledgeState.CLOSED)
        assert enough == (pledge.state in alive)
        assert tipped == (pledge.state in (*alive, PledgeState.RESCUED))
        assert (pledge.rescue_until is not None) == (pledge.state in MISSED)
        assert pledge.owing >= 0 and (pledge.owing == 0 or pledge.state is not PledgeState.CLOSED)
        assert pledge.count <= pledge.signed
        assert (pledge.cancelled_at is None) == (pledge.cancel_reason is None)
        assert pledge.opened_at < NOW < pledge.wording.deadline.at
    shown = {pledge.state for pledge in made(Pledge)}
    assert shown == set(PledgeState)


def test_a_card_shows_what_its_pledge_allows() -> None:
    for card in made(PledgeCard):
        assert card.signing_open == (card.pledge.state in (PledgeState.OPEN, PledgeState.TIPPED))
        assert not (card.own and card.signed)
        assert card.names_shown or not card.names
        assert len(card.names) <= card.pledge.count


def test_lists_tell_their_pledges_apart() -> None:
    for page in made(PledgeList):
        assert len({pledge.code for pledge in page.pledges}) == len(page.pledges)
        assert all(pledge.missing for pledge in page.pledges)
    for mine in made(MyPledges):
        assert len({pledge.code for pledge, _ in mine.pledges}) == len(mine.pledges)


@pytest.mark.parametrize("kind", [PledgeTipped, OwnPledgeTipped])
def test_what_has_tipped_has_enough(kind: Any) -> None:
    assert all(notice.pledge.count >= notice.pledge.threshold for notice in made(kind))


def test_help_shows_each_topic_once() -> None:
    for sampler in SAMPLERS:
        screen = drawn(helping.front, words_for("en"), Reader(), arguments(helping.front, sampler))
        labels = [button.label for row in screen.buttons for button in row]
        assert len(labels) == len(set(labels)) > 0
