"""The poster of a pledge: what stands on it."""

from bot.communities.model import Reader
from bot.pledges.reading import PledgeCard
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens.html import unmarked
from bot.screens.model import Sheet
from bot.screens.pledge_wording import meeting, sentence_of
from bot.screens.words import Words


def poster_of(t: Words, card: PledgeCard, title: str, reader: Reader, bot: str) -> Sheet:
    """For somebody who walks past. The sentence is the pledge's own, everything else in the reader's language. It hangs
    where anybody passes, so it names nobody."""
    pledge, address, act_on = card.pledge, f"t.me/{bot}", card.pledge.wording.act_on
    there = Reader(language=t.language, time_zone=pledge.wording.deadline.time_zone)
    promise = counter.on_poster(t, card, reader)
    return Sheet(
        title=title,
        heading=t.plain("Will you join in?"),
        sentence=unmarked(sentence_of(pledge)),
        link=buttons.link(pledge, bot),
        code=pledge.code,
        how=t.plain("Scan the square with your phone, or write to the bot in Telegram:"),
        command=f"{address}   /sign {pledge.code}",
        address=address,
        in_return="" if promise is None else unmarked(promise),
        meeting="" if act_on is None else unmarked(meeting(t, act_on, there)),
    )
