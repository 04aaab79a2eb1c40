"""A pledge about money, through the wire, with the whole bot: a promise to pay, of which the bot holds nothing."""

from datetime import timedelta

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledged_hours import card
from tests.stories.test_pledging import code_in, later, plain, road

__all__ = ["road"]

LINE = "/pledge I will give £10 towards a new swing if {n} by 6 December"


async def published(road: MillRoad, needed: str) -> str:
    """Tom's pledge, by one line in private; its code."""
    await road.says(road.people.tom, LINE.format(n=needed))
    await road.presses(road.people.tom, "Publish")
    return code_in(road.text(road.people.tom))


async def test_who_signs_is_asked_to_pay_and_whoever_began_it_marks_who_has(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n="2 others will"))
    preview = plain(road.text(people.tom))
    assert "I will give £10 towards a new swing, if 2 others will too, by 6 December 2026." in preview
    assert "Each pays £10 to whoever began it, once it is happening. I take no money." in preview
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    await road.presses(people.maria, "I will pay £10 too", road.group)
    assert road.sandbox.toasts(people.maria)[-1].text == "You are in! 1 more needed."
    await road.presses(people.chidi, "I will pay £10 too", road.group)
    await road.app.drain()
    assert "You have promised £10: Tom tells you how to pay it. I take no money." in plain(road.text(people.maria))
    assert "Each has promised £10. Write to all how to pay you" in plain(road.text(people.tom))

    road.clock.move(timedelta(days=10))
    await road.app.drain()
    assert "Mark who has paid you" in road.text(people.tom)
    road.clock.move(timedelta(days=1))
    await road.app.drain()
    assert "Have you paid?" in road.text(people.maria)
    await road.presses(people.maria, "I have paid")
    await later(road)
    assert "Paid: 1 (confirmed: 0) · still to answer: 1" in card(road)
    await road.says(people.tom, f"/show {code}")
    await road.presses(people.tom, "Who has paid?")
    assert "Maria: paid, they say" in plain(road.text(people.tom))
    await road.presses(people.tom, "Paid: Maria")
    assert "Maria: paid, confirmed" in plain(road.text(people.tom))
    await road.says(people.chidi, "/pledges mine")
    assert "have you paid?" in road.text(people.chidi)


async def test_a_total_is_reached_by_what_each_pays(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n="£15 come together"))
    assert "I will give £10 towards a new swing, if £15 come together, by" in plain(road.text(people.tom))
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    assert "£0 of £15" in card(road)
    assert "£15 more needed by Sun 6 Dec." in card(road)
    await road.presses(people.maria, "I will pay £10 too", road.group)
    assert road.sandbox.toasts(people.maria)[-1].text == "You are in with £10! £5 more needed."
    await later(road)
    assert "£10 of £15" in card(road)
    await road.says(people.chidi, "/pledges")
    assert "£10 of £15" in plain(road.text(people.chidi))
    await road.presses(people.chidi, "I will pay £10 too", road.group)
    await later(road)
    assert "£20 of £15" in card(road)
    await road.says(people.maria, f"/withdraw {code}")
    await later(road)
    assert "£10 of £15" in card(road)
    assert "It is happening: enough has come together!" in card(road)


async def test_bad_sums_get_one_sentence_each(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge I will help with a new swing if 5 others will by 6 December")
    await road.presses(tom, "More options")
    await road.presses(tom, "People, hours, money")
    await road.presses(tom, "Money")
    assert "How much does each pay?" in road.text(tom)
    unclear = "How much? Please write a sum in digits only, for example £10.50."
    for answer, said in (
        ("lots", unclear),
        ("NaN", unclear),
        ("1e9", unclear),
        ("1.500", unclear),
        ("10.505", unclear),
        ("0", "That is too little: write £0.01 or more."),
        ("-£5", "That is too little: write £0.01 or more."),
        ("$10", "Money is counted in GBP here: write a sum like £10.50."),
        ("10 euros", "Money is counted in GBP here: write a sum like £10.50."),
        ("99999999999999999999", "That is too much: write at most £1,000,000."),
    ):
        await road.says(tom, answer)
        assert said in plain(road.text(tom)), answer
    await road.says(tom, "٢٫٥٠")
    assert "Counted: money, £2.50 from each." in plain(road.text(tom))
    await road.presses(tom, "Back")
    assert "Each pays £2.50 to whoever began it" in plain(road.text(tom))
    await road.presses(tom, "Change")
    await road.presses(tom, "Change how many")
    await road.says(tom, "£100")
    assert "if £100 come together" in plain(road.text(tom))
    await road.presses(tom, "More options")
    await road.presses(tom, "Places")
    await road.says(tom, "39")
    assert "write 40 or more" in plain(road.text(tom)), "fewer could never pay so much"


async def test_what_each_pays_is_what_the_sentence_says(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE.format(n="5 others will"))
    await road.presses(tom, "More options")
    assert "Counted: money, £10 from each." in plain(road.text(tom))
    await road.presses(tom, "People, hours, money")
    await road.presses(tom, "Money")
    await road.says(tom, "5")
    assert "Your sentence says £10" in plain(road.text(tom))
    await road.presses(tom, "Back")
    await road.presses(tom, "Back")
    await road.presses(tom, "Change")
    await road.presses(tom, "Change what I do")
    await road.says(tom, "give £5 towards a new swing")
    assert "Each pays £5 to whoever began it" in plain(road.text(tom))
    assert "I will give £5 towards a new swing, if 5 others will too" in plain(road.text(tom))


async def test_a_total_in_a_line_asks_what_each_pays(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge I will bake a cake if £100 come together by 6 December")
    assert "How much does each pay?" in road.text(tom)
    await road.presses(tom, "Back")
    assert "how much has to come together?" in road.text(tom)
    await road.says(tom, "£50")
    await road.says(tom, "5")
    assert "I will bake a cake, if £50 come together, by 6 December 2026." in plain(road.text(tom))
    assert "Each pays £5 to whoever began it" in plain(road.text(tom))


@pytest.mark.parametrize("line", ["I will give $10 if 5 others will", "I will give £10 if €50 come together"])
async def test_another_currency_in_a_line_is_asked_for_again(line: str, road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, f"/pledge {line} by 6 December")
    assert "Money is counted in GBP here" in plain(road.text(tom))


async def test_what_costs_something_is_no_pledge_about_money(road: MillRoad) -> None:
    await road.says(road.people.tom, "/pledge I will bring a £5 cake if 5 others will by 6 December")
    assert "Each pays" not in road.text(road.people.tom)
