"""The form in which a pledge is written: one question at a time, then the preview with the exact sentence."""

from datetime import datetime
from typing import Final

from bot.communities.model import Reader
from bot.pledges.answers import Step
from bot.pledges.filling import KEEP, USUAL
from bot.pledges.form import QUESTIONS
from bot.pledges.limits import THRESHOLD_ADVISED_MOST, THRESHOLD_SUGGESTED
from bot.pledges.model import Names, Visibility, Wording
from bot.screens.html import Html, bold, italic, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_wording import deadline_in_words, how_far_off, sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words

IN_PRIVATE: Final = "new"
"""The code in the payload (p_new) that opens the form in private."""

_THRESHOLDS: Final = (3, 5, 10, 20)
_IN_A_ROW: Final = 2


def question(
    t: Words, step: Step, token: str, *, promise: str | None, threshold: int | None, problem: str | None
) -> Screen:
    """One question of the form `token`. `promise` and `threshold` were answered; `problem` is what was wrong."""
    so_far = None if promise is None or step is Step.ACTION else italic(t.say("%(promise)s, if …", promise=promise))
    amiss = None if problem is None else bold(problem)
    picks = tuple(
        Button(label, tap=tap("pledge_pick", token, step, value)) for label, value in _picks(t, step, threshold)
    )
    rows = (picks, _way_out(t, token, step)) if picks else (_way_out(t, token, step),)
    return Screen(paragraphs(so_far, amiss, _asked(t, step, threshold)), rows)


def _asked(t: Words, step: Step, threshold: int | None) -> Html:
    match step:
        case Step.ACTION:
            return lines(
                t.say("<b>What will you do?</b> Go on after “I will …”"),
                t.say("For example: bring my van to clear Mill Road alley"),
            )
        case Step.THRESHOLD:
            return t.say("<b>How many others have to join?</b> You are not counted. Choose or write a number.")
        case Step.ADVICE:
            return t.say(
                "Pledges above %(most)s people rarely succeed. Start with %(fewer)s? More can join even so.",
                most=THRESHOLD_ADVISED_MOST,
                fewer=THRESHOLD_SUGGESTED,
            )
        case Step.OTHERS:
            return t.count(
                "<b>Who is the %(n)s person?</b> Choose, or write who, for example: dog owner of Mill Road",
                "<b>Who are the %(n)s people?</b> Choose, or write who, for example: dog owners of Mill Road",
                threshold or 0,
            )
        case Step.OTHERS_ACTION:
            return lines(
                t.say("<b>What will they do?</b> Choose, or go on after “they will …”"),
                t.say("For example: bring gloves and help for an hour"),
            )
        case Step.DEADLINE:
            return lines(
                t.say("<b>Until when can people sign?</b> Choose or write a date."),
                t.say("For example: 6 December, Friday, in 3 weeks, tomorrow 18:00"),
            )


Rows = tuple[tuple[Button, ...], ...]


def _picks(t: Words, step: Step, threshold: int | None) -> list[tuple[str, object]]:
    """The common answers to a question: the label and the value of each button."""
    match step:
        case Step.ACTION:
            return []
        case Step.THRESHOLD:
            return [(t.button("%(number)s others", number=number), number) for number in _THRESHOLDS]
        case Step.ADVICE:
            fewer = t.button("Start with %(number)s", number=THRESHOLD_SUGGESTED)
            return [(fewer, THRESHOLD_SUGGESTED), (t.button("Keep %(number)s", number=threshold or 0), KEEP)]
        case Step.OTHERS:
            return [(t.button("Other neighbours"), USUAL)]
        case Step.OTHERS_ACTION:
            return [(t.button("The same as me"), USUAL)]
        case Step.DEADLINE:
            return [(t.button("In a week"), 7), (t.button("In two weeks"), 14), (t.button("In 30 days"), 30)]


def _way_out(t: Words, token: str, step: Step | None) -> tuple[Button, ...]:
    cancel = Button(t.button("Cancel"), tap=tap("pledge_stop", token))
    if step is Step.ACTION:
        return (cancel,)
    return (Button(t.button("Back"), tap=tap("pledge_back", token)), cancel)


def preview(t: Words, wording: Wording, token: str, reader: Reader, now: datetime) -> Screen:
    """What will bind, as it will stand: the sentence, the moment, who sees it."""
    deadline = wording.deadline
    text = paragraphs(
        bold(t.plain("Your pledge will read:")),
        quote(sentence_of(wording)),
        lines(
            t.say("People can sign until: %(deadline)s", deadline=deadline_in_words(t, deadline, reader)),
            t.say("That is %(when)s.", when=how_far_off(t, deadline, reader, now)),
        ),
        lines(_visibility(t, wording.visibility), _names(t, wording.names)),
        t.say("Once somebody has signed, the sentence stays as it is."),
    )
    publish = Button(t.button("Publish"), tap=tap("pledge_publish", token), style=Style.SUCCESS)
    return Screen(text, ((publish,), *_changes(t, token), _options(t, token), _way_out(t, token, None)))


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


def _changes(t: Words, token: str) -> Rows:
    labels = {
        Step.ACTION: t.button("Change what I do"),
        Step.THRESHOLD: t.button("Change how many"),
        Step.OTHERS: t.button("Change who"),
        Step.OTHERS_ACTION: t.button("Change what they do"),
        Step.DEADLINE: t.button("Change the date"),
    }
    buttons = [Button(labels[step], tap=tap("pledge_edit", token, step)) for step in QUESTIONS]
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW))


def _options(t: Words, token: str) -> tuple[Button, ...]:
    return (
        Button(t.button("Who sees it"), tap=tap("pledge_option", token, "visibility")),
        Button(t.button("Names"), tap=tap("pledge_option", token, "names")),
    )


def given_up(t: Words) -> Screen:
    """The form was cancelled."""
    return Screen(t.say("Your pledge was not published. Begin again with /pledge whenever you like."))


def go_on_in_private(t: Words, bot: str) -> Screen:
    """In a group: the questions belong into the private chat."""
    link = f"https://t.me/{bot}?start=p_{IN_PRIVATE}"
    return Screen(
        t.say("I have a few questions about your pledge. Let us go on in private."),
        ((Button(t.button("Go on in private"), url=link, style=Style.PRIMARY),),),
    )
