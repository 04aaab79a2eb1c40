"""The preview of a pledge: the exact sentence, and what can still be changed of it."""

from bot.communities.model import Reader
from bot.pledges.advising import Advice
from bot.pledges.answers import Step
from bot.pledges.form import QUESTIONS
from bot.pledges.series.model import Rule
from bot.pledges.wording import Names, Unit, Visibility, Wording
from bot.screens import deed_money as paying
from bot.screens.choices import about, pairs
from bot.screens.html import Html, bold, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_advice import beside_target, join_instead, similar
from bot.screens.pledge_form import begin_anew, begun_before, way_out
from bot.screens.pledge_options import capacity, comes_again, detail
from bot.screens.pledge_wording import deadline_in_words, how_far_off, meeting, sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words


def preview(  # noqa: PLR0913  each is another thing that is shown
    t: Words, wording: Wording, token: str, reader: Reader, *, advice: Advice, resumed: bool, repeats: Rule | None
) -> Screen:
    """What will bind, as it will stand: the sentence, the moment, where, and who sees it; and what speaks for another
    number, or for a pledge that there is."""
    deadline = wording.signing_until
    text = paragraphs(
        begun_before(t, resumed),
        bold(t.plain("Your pledge will read:")),
        quote(sentence_of(wording)),
        lines(
            t.say("People can sign until: %(deadline)s", deadline=deadline_in_words(t, deadline, reader)),
            t.say("That is %(when)s.", when=how_far_off(t, deadline, reader, advice.seen_at)),
        ),
        None if wording.act_on is None else meeting(t, wording.act_on, reader),
        None if wording.each is None else paying.promised(t, wording.each),
        lines(about(t, advice.title), _visibility(t, wording.visibility), _names(t, wording.names)),
        lines(capacity(t, wording.capacity), comes_again(t, repeats)) or None,
        detail(t, wording.detail),
        t.say("Once somebody has signed, the sentence stays as it is."),
        beside_target(t, advice.figures, wording.threshold if wording.unit is Unit.PEOPLE else 1),
        similar(t, advice, reader),
    )
    publish = Button(t.button("Publish"), tap=tap("pledge_publish", token), style=Style.SUCCESS)
    turns = (
        Button(t.button("Change"), tap=tap("pledge_changes", token)),
        Button(t.button("More options"), tap=tap("pledge_more", token)),
    )
    rows = ((publish,), turns, way_out(t, token, back=True), begin_anew(t, token, resumed))
    return Screen(text, (*join_instead(t, advice), *(row for row in rows if row)))


def changes(t: Words, wording: Wording, token: str) -> Screen:
    """The preview's parts, each to be changed with one press."""
    text = paragraphs(
        bold(t.plain("What shall be different?")),
        quote(sentence_of(wording)),
        lines(_visibility(t, wording.visibility), _names(t, wording.names)),
    )
    switches = (
        Button(t.button("Who sees it"), tap=tap("pledge_option", token, "visibility")),
        Button(t.button("Names"), tap=tap("pledge_option", token, "names")),
    )
    back = Button(t.button("Back"), tap=tap("pledge_back", token))
    return Screen(text, (*pairs((*_questions(t, token, wording.unit), *switches)), (back,)))


def _visibility(t: Words, visibility: Visibility) -> Html:
    match visibility:
        case Visibility.COMMUNITY:
            return t.say("Who sees it: everybody in the group.")
        case Visibility.UNLISTED:
            return t.say("Who sees it: members who have its link or its code.")


def _names(t: Words, names: Names) -> Html:
    match names:
        case Names.SHOWN:
            return t.say("Names: the first names of those who sign are shown.")
        case Names.AFTER_SUCCESS:
            return t.say("Names: shown once enough people have signed.")
        case Names.COUNTS:
            return t.say("Names: not shown, people are only counted.")


def _questions(t: Words, token: str, unit: Unit) -> list[Button]:
    labels = {
        Step.ACTION: t.button("Change what I do"),
        Step.THRESHOLD: t.button("Change how many"),
        Step.OTHERS: t.button("Change who"),
        Step.OTHERS_ACTION: t.button("Change what they do"),
        Step.DEADLINE: t.button("Change the date"),
        Step.ACT_ON: t.button("When and where"),
    }
    asked = [step for step in QUESTIONS if unit is Unit.PEOPLE or step not in (Step.OTHERS, Step.OTHERS_ACTION)]
    return [Button(labels[step], tap=tap("pledge_edit", token, step)) for step in asked]
