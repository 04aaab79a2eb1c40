"""What people hear of a pledge that has come alive and has no plan, and of who leads it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.course_notices import LeaderFound, LeaderLeft, LeaderSought, PlanMissing
from bot.pledges.leading import Volunteered
from bot.pledges.speaking import Volunteering
from bot.screens import pledge_buttons as buttons
from bot.screens.html import Phrase, bold, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_news import write_button
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words


def volunteered(t: Words, answer: Volunteered) -> Phrase:
    """What an offer to lead came to, in one line."""
    if answer.outcome is not Volunteering.TAKEN:
        return t.plain("You lead it now. Write to all when and where you will meet.")
    if answer.lead:
        return t.plain("Thank you! %(name)s was first, and leads it.", name=answer.lead)
    return t.plain("Thank you! Somebody else was first, and leads it.")


def _plan_missing(t: Words, notice: PlanMissing, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("They are waiting for you.")),
        which_pledge(t, notice.pledge, reader),
        t.say("Your pledge came alive, and those who are in do not know yet when and where. Write to them."),
        t.say("If nothing comes, I ask them who will lead it."),
    )
    return Screen(text, ((write_button(t, notice.pledge.code),),), loud=False)


def _sought(t: Words, notice: LeaderSought, reader: Reader) -> Screen:
    lead = Button(t.button("I will lead"), tap=tap("pledge_lead", notice.pledge.code), style=Style.SUCCESS)
    text = paragraphs(
        bold(t.plain("Who will lead?")),
        which_pledge(t, notice.pledge, reader),
        t.say("Enough people have signed, but nobody has said yet when and where."),
        t.say("The first who presses the button leads it, is named to everybody, and can write to all."),
    )
    return Screen(text, ((lead,), (buttons.show(t, notice.pledge.code),)), loud=False)


def _found(t: Words, notice: LeaderFound, reader: Reader) -> Screen:
    said = t.plain("%(name)s leads it.", name=notice.lead) if notice.lead else t.plain("Somebody who is in leads it.")
    text = paragraphs(
        bold(said),
        which_pledge(t, notice.pledge, reader),
        t.say("When and where you meet you will hear from me."),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


def _left(t: Words, notice: LeaderLeft, reader: Reader) -> Screen:
    said = (
        t.plain("%(name)s has withdrawn, and does not lead your pledge any more.", name=notice.lead)
        if notice.lead
        else t.plain("Whoever led your pledge has withdrawn.")
    )
    text = paragraphs(
        bold(said), which_pledge(t, notice.pledge, reader), t.say("Those who are in count on you: write to them.")
    )
    return Screen(text, ((write_button(t, notice.pledge.code),),), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PlanMissing: _plan_missing,
    LeaderSought: _sought,
    LeaderFound: _found,
    LeaderLeft: _left,
}
