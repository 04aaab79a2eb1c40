"""Pledges about money: what each promises to pay, until enough people or enough money have come together."""

import pytest
from sqlalchemy import text

from bot.core.db import statement
from bot.pledges import writing
from bot.pledges.measures.money import money_promised, read_money
from bot.pledges.measures.refusals import MoneyNotUnderstood, OtherCurrency
from bot.pledges.model import PledgeState
from bot.pledges.rules import Signing
from bot.pledges.wording import Money, Unit
from tests.communities.scenes import ANA, BEN, CERYS, writes
from tests.pledges.scenes import Street

LINE = "I will give £10 towards a swing if {n} by 6 December"


async def test_heads_are_counted_and_each_pays_the_same(street: Street) -> None:
    pledge = await street.pledge(n=2, line="I will give £10 towards a swing if {n} others will by 6 December")
    assert (pledge.wording.unit, pledge.wording.each) == (Unit.PEOPLE, Money(1000, "GBP"))
    await street.sign(BEN, pledge)
    assert (await street.sign(CERYS, pledge)).tipped
    now = (await street.card(ANA, pledge)).pledge
    assert (now.reached, now.given) == (2, 0)


async def test_a_total_is_what_they_pay_together(street: Street) -> None:
    pledge = await street.pledge(line=LINE.format(n="£19.99 come together"))
    assert (pledge.wording.unit, pledge.wording.threshold) == (Unit.MONEY, 1999)
    first = await street.sign(BEN, pledge)
    assert (first.outcome, first.pledge.reached, first.pledge.missing, first.amount) == (
        Signing.SIGNED,
        1000,
        999,
        1000,
    )
    second = await street.sign(CERYS, pledge)
    assert (second.tipped, second.pledge.given) == (True, 2000)
    left = await street.withdraw(BEN, pledge)
    assert (left.pledge.given, left.pledge.state) == (1000, PledgeState.TIPPED)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("10", "GBP", 1000),
        ("£10.50", "GBP", 1050),
        ("10,50 €", "EUR", 1050),
        ("EUR 10", "EUR", 1000),
        ("10 pounds please", "GBP", 1000),
        ("£1,500", "GBP", 150_000),
        ("£1,500.50", "GBP", 150_050),
        ("£1 500", "GBP", 150_000),
        ("£1\u2009500", "GBP", 150_000),
        ("1\u202f500,50 €", "EUR", 150_050),
        ("1'500", "CHF", 150_000),
        ("£12\xa0500.50", "GBP", 1_250_050),
        ("١٠ جنيهات", "EGP", 1000),
        ("٢٫٥ دينار", "KWD", 2500),
        ("1.500", "KWD", 1500),
        ("1000 yen", "JPY", 1000),
        ("$5", "USD", 500),
        ("A$5", "AUD", 500),
        ("£0", "GBP", 0),
        ("-£5", "GBP", -500),
        ("£-5", "GBP", -500),
    ],
)
def test_sums_that_people_write(text: str, currency: str, minor: int) -> None:
    assert read_money(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        *("", "some", "NaN", "inf", "1e9", "£1e9", "10k", "1.500", "10.505", "1.500,00", "ten"),
        *("£1 50", "£1 5000", "£1`500", "£1, 500", "£1_500", "20 people with £10 each"),
        *("£5-£10", "£5 – £10", "5-10", "£5 to £10", "5 to 10 pounds", "5 pounds or 10", "£5/£10"),
        "between £5 and £10",
    ],
)
def test_sums_that_nobody_can_be_sure_of(text: str) -> None:
    with pytest.raises(MoneyNotUnderstood):
        read_money(text, "GBP")


@pytest.mark.parametrize("text", ["$10", "10 €", "EUR 10", "10 dollars", "¥10"])
def test_another_currency(text: str) -> None:
    with pytest.raises(OtherCurrency):
        read_money(text, "GBP")


@pytest.mark.parametrize(
    ("action", "minor"),
    [
        ("give £10 towards a swing", 1000),
        ("chip in 5 pounds", 500),
        ("contribute £2.50", 250),
        ("bring a £10 cake", None),
        ("give you a lift to the £10 market", None),
        ("give 10 hours", None),
        ("give £1 500 towards a swing", 150_000),
        ("give £10 for 2 swings", 1000),
        ("rhoi £10 at siglen", 1000),
        ("أدفع 10 جنيهات", 1000),
    ],
)
def test_a_promise_to_pay(action: str, minor: int | None) -> None:
    assert money_promised(action, "GBP") == (None if minor is None else Money(minor, "GBP"))


@pytest.mark.parametrize(
    "action",
    [
        *("give £5-£10 towards a swing", "give 5 to 10 pounds", "give between £5 and £10", "give £1`500"),
        *("rhoi £5 neu £10", "أدفع 5 أو 10 جنيهات", "أدفع 5 إلى 10 جنيهات"),
    ],
)
def test_a_promise_of_one_sum_or_another(action: str) -> None:
    with pytest.raises(MoneyNotUnderstood):
        money_promised(action, "GBP")


async def test_another_currency_of_the_community_is_noticed_before_it_binds(street: Street) -> None:
    begun = await street.act(writes(ANA, ANA), writing.begin, "I will give £10 if 5 others will by 6 December")
    await street.db.write(lambda tx: tx.run(statement(text("UPDATE communities SET currency = 'JPY'"))))
    with pytest.raises(OtherCurrency):
        await street.publish(ANA, begun)
