"""What people see of rewards: what is on offer, and one offer."""

from typing import Final

from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, isolated, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.rewards.listing import RewardCard, RewardsPage
from bot.timebank.rewards.model import Listing

_TITLE_SHOWN: Final = 30
"""Characters of a title on a button."""


def rewards(t: Words, page: RewardsPage, *, private: bool) -> Screen:
    """What hours can be spent on here. What is typed later begins in private only."""
    entries: list[Html] = [_listed(t, each) for each in page.listings]
    workplaces = [each.name for each in page.workplaces]
    text = paragraphs(
        bold(t.plain("Rewards in %(title)s", title=excerpt(page.title))),
        *(entries or [t.say("Nothing is on offer yet.") if page.first else t.say("That was all.")]),
        can_spend(t, page.can_spend),
        _at_work(t, workplaces) if workplaces else None,
    )
    rows: list[tuple[Button, ...]] = [(_open(t, each),) for each in page.listings]
    rows += _turns(t, page)
    if page.out:
        rows.append((Button(t.button("My vouchers (%(n)s)", n=page.out), tap=tap("vouchers")),))
    if private:
        rows += [(_venue(t, each.community, each.id, each.name),) for each in page.workplaces]
        if page.organises:
            rows.append((Button(t.button("Venues"), tap=tap("venues", page.community)),))
    return Screen(text, tuple(rows))


def reward(t: Words, card: RewardCard) -> Screen:
    """One offer, and the button that takes it."""
    offer, venue = card.listing.offer, card.listing.venue
    on = offer.ended_at is None
    text = paragraphs(
        bold(offer.terms.title),
        lines(
            t.say("At %(venue)s, for %(time)s", venue=venue.name, time=put.duration(t, offer.terms.minutes)),
            _left(t, card.listing) if on else t.say("This is not on offer any more."),
            _good_for(t, offer.terms.days),
        ),
        None if offer.terms.terms is None else quote(offer.terms.terms),
        can_spend(t, card.can_spend) if on else None,
    )
    rows = []
    if on and card.listing.left != 0:
        take = tap("reward_take", offer.community, offer.id, card.next_number)
        price = put.duration(t, offer.terms.minutes)
        rows.append((Button(t.button("Redeem for %(time)s", time=price), tap=take, style=Style.PRIMARY),))
    if on and card.runs:
        end = tap("reward_end", offer.community, offer.id)
        rows.append((Button(t.button("End this reward"), tap=end, style=Style.DANGER),))
    return Screen(text, (*rows, (all_rewards(t),)))


def can_spend(t: Words, amount: int | None) -> Html:
    """What is left to spend."""
    if amount is None:
        return t.say("You can spend as much as you like.")
    return t.say("You can spend: %(time)s", time=put.duration(t, amount))


def all_rewards(t: Words) -> Button:
    """To the list."""
    return Button(t.button("All rewards"), tap=tap("rewards"))


def _listed(t: Words, listing: Listing) -> Html:
    terms = listing.offer.terms
    title = t.say(
        "<b>%(title)s</b> at %(venue)s: %(time)s",
        title=terms.title,
        venue=listing.venue.name,
        time=put.duration(t, terms.minutes),
    )
    return lines(title, _left(t, listing))


def _left(t: Words, listing: Listing) -> Html | None:
    if listing.left is None:
        return None
    if listing.left == 0:
        return t.say("None left this week: there are new ones on Monday.")
    return t.count("%(n)s left this week", "%(n)s left this week", listing.left)


def _good_for(t: Words, days: int) -> Html:
    return t.count("A voucher is good for %(n)s day.", "A voucher is good for %(n)s days.", days)


def _open(t: Words, listing: Listing) -> Button:
    terms = listing.offer.terms
    label = Phrase(f"{isolated(excerpt(terms.title, _TITLE_SHOWN))} · {put.duration(t, terms.minutes)}")
    return Button(label, tap=tap("reward", listing.offer.community, listing.offer.id))


def _venue(t: Words, community: int, venue: int, name: str) -> Button:
    return Button(t.button("Run: %(name)s", name=excerpt(name, _TITLE_SHOWN)), tap=tap("venue", community, venue))


def _turns(t: Words, page: RewardsPage) -> list[tuple[Button, ...]]:
    turns = []
    if not page.first:
        turns.append(Button(t.button("From the beginning"), tap=tap("rewards")))
    if page.after is not None:
        turns.append(Button(t.button("More"), tap=tap("rewards", page.after)))
    return [tuple(turns)] if turns else []


def _at_work(t: Words, venues: list[str]) -> Html:
    return t.say(
        "You accept vouchers for %(names)s: scan the QR code, or write /voucher and the code.",
        names=put.names(t, venues, len(venues)),
    )
