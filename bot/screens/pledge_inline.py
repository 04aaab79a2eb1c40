"""Pledges that people share to chats of their own."""

from typing import Final

from bot.communities.model import Reader
from bot.pledges.offering import Offered
from bot.pledges.reading import PledgeCard
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_hiding as hiding
from bot.screens.basics import NO_PAYLOAD
from bot.screens.html import markup, unmarked
from bot.screens.model import Article, Offer, Screen
from bot.screens.pledge_form import IN_PRIVATE
from bot.screens.pledge_series import in_short
from bot.screens.pledge_wording import day_of, progress_of, promise_of, shortened
from bot.screens.pledges import shared_text
from bot.screens.words import Words

_TO_FORM: Final = f"p_{IN_PRIVATE}"


def shared_card(t: Words, card: PledgeCard, reader: Reader) -> Screen:
    """The pledge in a chat that we do not know. Nothing in it goes stale by itself."""
    if card.pledge.hidden_at is not None:
        return hiding.blank(t, card)
    rows = (*buttons.join(t, card.pledge), (buttons.share_card(t, card.pledge),)) if card.signing_open else ()
    return Screen(shared_text(t, card, reader), rows)


def offer(t: Words, offered: Offered) -> Offer:
    """What shows above the writing field while somebody types behind our name."""
    articles = tuple(_article(t, card, offered.reader) for card in offered.cards)
    if not offered.at_home:
        return Offer(label=t.button("Open our chat"), payload=NO_PAYLOAD)
    if not articles:
        return Offer(label=t.button("Nothing found: new pledge"), payload=_TO_FORM)
    return Offer(articles)


def _article(t: Words, card: PledgeCard, reader: Reader) -> Article:
    pledge, wording = card.pledge, card.pledge.wording
    title = unmarked(markup(shortened(promise_of(wording, wording.language))))
    progress = progress_of(t, pledge)
    deadline = day_of(t, wording.deadline, reader, card.seen_at)
    state = t.plain("%(progress)s, until %(deadline)s", progress=progress, deadline=deadline)
    shown = " · ".join(part for part in (state, in_short(t, card.series)) if part)
    return Article(pledge.code, title, shown, shared_card(t, card, reader))
