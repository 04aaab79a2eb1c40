"""The purses: every kind has one, and none is opened too often."""

import pytest

from tests.pledges import budget
from tests.pledges.budget import FREE, MOST, NOT_FOR_SIGNERS, PURSES, Purse, overdrawn, spent
from tests.screens.samples import every_notice


def test_every_message_about_a_pledge_is_paid_for() -> None:
    about = {kind for kind, notice in every_notice().items() if notice.__module__.startswith("bot.pledges.")}
    assert PURSES.keys() | NOT_FOR_SIGNERS | FREE == about
    assert not PURSES.keys() & (NOT_FOR_SIGNERS | FREE)
    assert set(PURSES.values()) == MOST.keys() == set(Purse)


@pytest.mark.parametrize("purse", Purse)
def test_a_purse_is_empty_at_its_most_and_not_before(purse: Purse) -> None:
    kind = next(kind for kind, paid_from in PURSES.items() if paid_from is purse)
    assert overdrawn([kind] * MOST[purse]) == set()
    assert overdrawn([kind] * (MOST[purse] + 1)) == {purse}
    assert spent([kind] * 3)[purse] == 3


def test_a_kind_that_nobody_pays_is_a_fault() -> None:
    with pytest.raises(KeyError):
        budget.spent(["own_pledge_tipped"])
