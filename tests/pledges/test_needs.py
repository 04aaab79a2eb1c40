"""How much is needed, or enough: what the number counts, and what is refused where it counts something else."""

import pytest

from bot.core.refusal import Refusal
from bot.pledges import changing, writing
from bot.pledges.change_rules import What
from bot.pledges.measures.needs import read_enough
from bot.pledges.measures.refusals import HoursNotUnderstood, MoneyNotUnderstood, OtherCurrency
from bot.pledges.refusals import ThresholdNotUnderstood
from bot.pledges.wording import HEADS, HOURS, Measure, Unit
from tests.communities.scenes import ANA, presses, writes
from tests.pledges.scenes import Street

POUNDS = Measure(Unit.MONEY, "GBP")
GIVE = "I will give £10 towards a swing if {n} by 6 December"
DIG = "I will dig for an hour if {n} hours come together by 6 December"


@pytest.mark.parametrize(
    ("text", "measure", "enough"),
    [("12", HEADS, 12), ("12 people", HEADS, 12), ("12", HOURS, 720), ("£12", POUNDS, 1200), ("12", POUNDS, 1200)],
)
def test_how_much_is_enough(text: str, measure: Measure, enough: int) -> None:
    assert read_enough(text, measure) == enough


@pytest.mark.parametrize(
    ("text", "measure", "refusal"),
    [
        ("12 people", POUNDS, MoneyNotUnderstood("GBP")),
        ("12 o bobl", POUNDS, MoneyNotUnderstood("GBP")),
        ("12 hours", POUNDS, MoneyNotUnderstood("GBP")),
        ("$12", POUNDS, OtherCurrency("GBP")),
        ("£5", HEADS, ThresholdNotUnderstood()),
        ("$5", HEADS, ThresholdNotUnderstood()),
        ("5 hours", HEADS, ThresholdNotUnderstood()),
        ("£5", HOURS, HoursNotUnderstood()),
        ("5 people", HOURS, HoursNotUnderstood()),
    ],
)
def test_another_measure_is_no_number_of_this_one(text: str, measure: Measure, refusal: Refusal) -> None:
    with pytest.raises(type(refusal)) as refused:
        read_enough(text, measure)
    assert refused.value == refusal


@pytest.mark.parametrize(
    ("line", "n", "said", "refusal"),
    [
        (GIVE, "£200 come together", "12 people", MoneyNotUnderstood),
        (GIVE, "20 others will", "£5", ThresholdNotUnderstood),
        (DIG, "20", "£5", HoursNotUnderstood),
    ],
)
async def test_a_pledge_is_lowered_in_its_own_measure(
    line: str, n: str, said: str, refusal: type[Refusal], street: Street
) -> None:
    pledge = await street.pledge(line=line.format(n=n))
    await street.act(presses(ANA, ANA), changing.ask, pledge.code, What.THRESHOLD)
    with pytest.raises(refusal):
        await street.act(writes(ANA, ANA), changing.give, said)


async def test_so_does_a_form_ask_how_much_is_nearly_enough(street: Street) -> None:
    begun = await street.act(writes(ANA), writing.begin, GIVE.format(n="£200 come together"))
    assert begun.form is not None
    await street.act(presses(ANA), writing.change, begun.form.token, "minimum")
    with pytest.raises(MoneyNotUnderstood):
        await street.act(writes(ANA, ANA), writing.answer, "12 people")
    given = await street.act(writes(ANA, ANA), writing.answer, "£120")
    assert given.form is not None
    assert given.form.minimum == 12_000
