"""What people see of a pledge that comes again: a line on its card, a question for each round, answers."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.pledges.reading import PledgeCard
from bot.pledges.series import refusals as no
from bot.pledges.series.answering import Steered
from bot.pledges.series.model import Round, Rule
from bot.pledges.series.notices import OwnRoundOpened, RoundAsked, SeriesEnded
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, code, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_options import how_often
from bot.screens.pledge_wording import day_of, which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words


def standing(t: Words, card: PledgeCard, *, private: bool) -> list[Html]:
    """How often it comes, which round this is, and where the present one is. A card in a chat is not drawn anew with
    each round: there it says which one came next."""
    of = card.series
    if of is None:
        return []
    said = [t.say("%(how_often)s · round %(number)s", how_often=how_often(t, of.rule), number=of.number)]
    if of.code != card.pledge.code and not private:
        return [*said, t.say("The next round is %(code)s.", code=code(of.following))]
    if of.code != card.pledge.code:
        return [*said, t.say("The present round is %(code)s.", code=code(of.code))]
    if not of.running:
        return [*said, t.say("It is the last round.")]
    return [*said, t.say("The next one is left out.")] if of.left_out else said


def in_short(t: Words, of: Round | None) -> str | None:
    """The same where there is room for a few words; nothing for what does not come again."""
    if of is None:
        return None
    match of.rule:
        case Rule.WEEKLY:
            return t.plain("every week, round %(number)s", number=of.number)
        case Rule.FORTNIGHTLY:
            return t.plain("every two weeks, round %(number)s", number=of.number)
    return t.plain("every month, round %(number)s", number=of.number)


def buttons_of(t: Words, card: PledgeCard) -> list[tuple[Button, ...]]:
    """To the present round; for whoever steers the series: on with it, or not."""
    of = card.series
    if of is None:
        return []
    if of.code != card.pledge.code:
        return [(buttons.show(t, of.code),)]
    if not card.may_steer:
        return []
    if not of.running:
        return [(Button(t.button("Repeat again"), tap=tap("round_go_on", of.code)),)]
    leave = Button(t.button("Leave the next one out"), tap=tap("round_leave_out", of.code, of.next_turn))
    take_back = Button(t.button("Do not leave it out"), tap=tap("round_take_back", of.code, of.next_turn))
    end = Button(t.button("Repeat no more"), tap=tap("round_end", of.code))
    return [(take_back if of.left_out else leave, end)]


def skipped(t: Words) -> Phrase:
    """To whoever does not come this time."""
    return t.plain("Not this time, then. I ask you again for the next round.")


def stopped(t: Words) -> Phrase:
    """To whoever does not want to be asked."""
    return t.plain("I ask you no more whether you are in again. Should you sign a round, I ask for the next one.")


def steered(t: Words, now: Steered) -> Phrase:
    """What becomes of the series, in one line."""
    if now.series.ended_at is not None:
        return t.plain("It comes no more. The present round stays as it is.")
    if now.series.left_out is not None:
        return t.plain("The next one is left out; the one after it comes as usual.")
    return t.plain("It comes again, as usual.")


def _asked(t: Words, notice: RoundAsked, reader: Reader) -> Screen:
    pledge = notice.pledge
    day = day_of(t, pledge.act_on or pledge.deadline, reader)
    text = paragraphs(
        bold(t.plain("It comes again, %(day)s: are you in again?", day=day)),
        which_pledge(t, pledge, reader),
        t.say("%(name)s began it.", name=notice.creator) if notice.creator else None,
    )
    sign = Button(t.button("I will too"), tap=tap("pledge_sign", pledge.code), style=Style.SUCCESS)
    skip = Button(t.button("Skip this time"), tap=tap("round_skip", pledge.code))
    stop = Button(t.button("Stop asking"), tap=tap("round_stop", pledge.code))
    return Screen(text, ((sign,), (skip, stop)), loud=False)


def _own_opened(t: Words, notice: OwnRoundOpened, reader: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        bold(t.plain("The next round of your pledge is open.")),
        which_pledge(t, pledge, reader),
        t.say("%(how_often)s · round %(number)s", how_often=how_often(t, notice.rule), number=notice.number),
        t.say("Whoever was in lately is asked whether they are in again."),
    )
    return Screen(text, ((buttons.show(t, pledge.code), buttons.share(t, pledge.code)),), loud=False)


def _ended(t: Words, notice: SeriesEnded, reader: Reader) -> Screen:
    if notice.empty:
        why = t.say(
            "Nobody was in for three rounds in a row, so it comes no more. Thank you for keeping it up! On its card "
            "you can let it go on whenever you like."
        )
    else:
        why = t.say("An organiser has ended your series: it comes no more.")
    text = paragraphs(why, which_pledge(t, notice.pledge, reader))
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    RoundAsked: _asked,
    OwnRoundOpened: _own_opened,
    SeriesEnded: _ended,
}
REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.RepeatsNotUnderstood: lambda t, _, __: t.plain(
        "How often? Choose one of the answers, or write for example: every week"
    ),
    no.RhythmNotOffered: lambda t, refusal, _: t.plain(
        "“%(said)s” stays in your sentence: a pledge comes again by itself every week, every two weeks or every month "
        "(More options, Repeats).",
        said=excerpt(refusal.said),
    ),
    no.NotRepeated: lambda t, _, __: t.plain("This pledge does not come again."),
    no.NotYourSeries: lambda t, _, __: t.plain("Only whoever began it, or an organiser, can do that."),
    no.RoundOver: lambda t, _, __: t.plain("That round is over. Its card leads to the present one."),
    no.InThisRound: lambda t, _, __: t.plain("You are in this round. To leave it, withdraw on its card."),
}
