"""What people see of pledges: the card, and the answers to what they do with it."""

from typing import Final

from bot.communities.model import Reader
from bot.core.text import utf16_length
from bot.pledges.cancelling import Cancelling
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.reading import PledgeCard
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed, Withdrawn
from bot.pledges.wording import Unit
from bot.screens import deed_money as paying
from bot.screens import deeds
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens import pledge_giving as giving
from bot.screens import pledge_heeding as heeding
from bot.screens import pledge_hiding as hiding
from bot.screens import pledge_measures as measures
from bot.screens import pledge_news as news
from bot.screens import pledge_paper as paper
from bot.screens import pledge_places as places
from bot.screens import pledge_rescue as rescue
from bot.screens import pledge_series as series
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style, Toast
from bot.screens.pledge_wording import day_of, how_far_off, meeting, progress_of, sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words

_TOAST_UNITS: Final = 200
_TO_BE_DONE: Final = frozenset({PledgeState.OPEN, PledgeState.TIPPED, PledgeState.RESCUED, PledgeState.ACTING})


# --- cards ----------------------------------------------------------------------------------------------------------


def group_card(t: Words, card: PledgeCard, reader: Reader) -> Screen:
    """The pledge in its group, the same for everybody; nothing in it goes stale by itself."""
    pledge = card.pledge
    if pledge.hidden_at is not None:
        return hiding.blank(t, card)
    rows = [_about(t, card, buttons.share(t, pledge.code))]
    if card.signing_open:
        rows = [*buttons.join(t, pledge), *rows]
    return Screen(_card_text(t, card, reader, private=False), tuple(filter(None, rows)))


def private_card(t: Words, card: PledgeCard, reader: Reader, bot: str, headline: Html | None = None) -> Screen:
    """The pledge for one reader in private, with what they may do. `headline` says what has just happened."""
    pledge = card.pledge
    rows = [_about(t, card, buttons.share_by_link(t, pledge, bot))]
    if card.signed and pledge.state.signable:
        rows.insert(0, (Button(t.button("Withdraw"), tap=tap("pledge_withdraw", pledge.code)),))
        if card.signing_open and pledge.wording.unit is Unit.HOURS:
            rows.insert(1, (giving.another(t, pledge.code),))
    elif card.waiting and pledge.state.signable:
        rows.insert(0, (Button(t.button("Leave the waiting list"), tap=tap("pledge_withdraw", pledge.code)),))
    elif card.signing_open and not card.own:
        rows = [*buttons.join(t, pledge), *rows]
    rows = [*rescue.answers(t, card), *deeds.buttons_of(t, card), *counter.buttons_of(t, card), *rows]
    rows += [news.news_buttons(t, card), heeding.heed_buttons(t, card)]
    if card.own and pledge.state.signable:
        rows.append((Button(t.button("Change"), tap=tap("pledge_change", pledge.code)),))
    if card.may_cancel:
        cancel = tap("pledge_cancel", pledge.code)
        rows.append((Button(t.button("Cancel this pledge"), tap=cancel, style=Style.DANGER),))
    rows += [counter.door(t, card), paper.door(t, card), *series.buttons_of(t, card), *hiding.doors(t, card)]
    text = paragraphs(headline, _card_text(t, card, reader, private=True), hiding.standing(t, pledge))
    return Screen(text, tuple(filter(None, rows)))


def _about(t: Words, card: PledgeCard, share: Button) -> tuple[Button, ...]:
    """The row for everybody: what is over needs no more people, and of what was called off nobody is part."""
    if card.signing_open:
        return (buttons.who_is_in(t, card.pledge), share)
    return () if card.pledge.state is PledgeState.CANCELLED else (buttons.who_is_in(t, card.pledge),)


def share(t: Words, pledge: Pledge, bot: str) -> Screen:
    """How to bring a pledge to others."""
    text = paragraphs(
        t.say("Share this pledge with neighbours: choose a chat with the button, or pass its link on."),
        quote(sentence_of(pledge)),
        Html(buttons.link(pledge, bot)),
        t.say("To sign, people can also send me %(command)s", command=code(f"/sign {pledge.code}")),
    )
    poster = Button(t.button("Poster"), tap=tap("pledge_poster", pledge.code))
    return Screen(text, ((buttons.share_by_link(t, pledge, bot), poster),))


def who_is_in(t: Words, card: PledgeCard) -> Toast:
    """The names that fit, and how many more."""
    pledge = card.pledge
    if pledge.state is PledgeState.CANCELLED:
        return Toast(t.plain("This pledge was cancelled. Look at /pledges for open ones."), alert=True)
    if not pledge.count:
        return Toast(_nobody(t, card), alert=True)
    also = paper.in_short(t, card)
    if not (card.names_shown and pledge.here):
        counted = t.plain_count("%(n)s person is in.", "%(n)s people are in.", pledge.count)
        return Toast(Phrase(f"{counted}{also}"), alert=True)
    fitting = (
        f"{t.plain('In: %(names)s', names=_names(t, card, shown))}{also}" for shown in range(len(card.names), -1, -1)
    )
    return Toast(Phrase(next(text for text in fitting if utf16_length(text) <= _TOAST_UNITS)), alert=True)


def _nobody(t: Words, card: PledgeCard) -> Phrase:
    """Nobody is in; what the reader can do about it."""
    if not card.signing_open:
        return t.plain("Nobody has signed.")
    if card.own:
        return t.plain("Nobody has signed yet. Share it: most people sign when somebody they know asks them.")
    return t.plain("Nobody has signed yet. Be the first!")


def shared_text(t: Words, card: PledgeCard, reader: Reader) -> Html:
    """The pledge for people of whom nobody knows who they are."""
    return _card_text(t, card, reader, private=False)


def _card_text(t: Words, card: PledgeCard, reader: Reader, *, private: bool) -> Html:
    pledge = card.pledge
    standing: list[str] = list(_standing(t, card, reader, private=private))
    if pledge.state is not PledgeState.CANCELLED:
        standing.insert(0, progress_of(t, pledge))
        if pledge.wording.act_on is not None and pledge.state in _TO_BE_DONE:
            standing.insert(0, meeting(t, pledge.wording.act_on, reader, card.seen_at))
        standing += filter(None, (giving.mine(t, card), _paying(t, pledge)))
        if card.names and pledge.here:
            standing.append(t.say("In: %(names)s", names=_names(t, card, len(card.names))))
        if (shown_on_paper := paper.on_card(t, card)) is not None:
            standing.append(shown_on_paper)
    standing += series.standing(t, card, private=private)
    title = lines(_title(t, card), about(t, card.title), deeds.creator_keeps(t, card))
    detail, shown = places.detail(pledge, whole=private), news.news_on_card(t, card.news, reader)
    in_return = counter.on_card(t, card, reader)
    return paragraphs(title, quote(sentence_of(pledge)), in_return, detail, lines(*standing), shown)


def _paying(t: Words, pledge: Pledge) -> Html | None:
    """What each pays, until the time has come for it."""
    each = pledge.wording.each
    return paying.promised(t, each) if each is not None and pledge.state.signable else None


def _title(t: Words, card: PledgeCard) -> Html:
    if card.own:
        return t.say("<b>Your pledge</b> · %(code)s", code=code(card.pledge.code))
    if card.creator:
        return t.say("<b>%(name)s</b> promises · %(code)s", name=card.creator, code=code(card.pledge.code))
    return t.say("<b>A neighbour</b> promises · %(code)s", code=code(card.pledge.code))


def _standing(t: Words, card: PledgeCard, reader: Reader, *, private: bool) -> list[Html]:
    """Where the pledge stands: what is left, or how it ended."""
    pledge = card.pledge
    match pledge.state:
        case PledgeState.CANCELLED:
            if not pledge.cancel_reason:
                return [t.say("This pledge was cancelled.")]
            return [t.say("This pledge was cancelled: %(reason)s", reason=pledge.cancel_reason)]
        case PledgeState.OPEN:
            return _open(t, card, reader, private=private)
        case PledgeState.ACTING | PledgeState.CLOSED if pledge.tipped_at is not None:
            return deeds.standing(t, card)
    return rescue.standing(t, card, reader) or _alive(t, card, reader)


def _open(t: Words, card: PledgeCard, reader: Reader, *, private: bool) -> list[Html]:
    if not card.signing_open:
        return [t.say("Signing is over.")]
    deadline = card.pledge.wording.signing_until
    left = _missing(t, card.pledge, day_of(t, deadline, reader, card.seen_at))
    if not private:
        return [left, *places.standing(t, card)]
    return [
        left,
        *places.standing(t, card),
        t.say("Time left: it ends %(when)s.", when=how_far_off(t, deadline, reader, card.seen_at)),
    ]


def _missing(t: Words, pledge: Pledge, until: Phrase) -> Html:
    """What has to come by then."""
    if pledge.wording.unit is Unit.PEOPLE:
        return t.count(
            "%(n)s more needed by %(deadline)s.", "%(n)s more needed by %(deadline)s.", pledge.missing, deadline=until
        )
    more = measures.amount(t, pledge.missing, pledge.wording.measure)
    return t.say("%(amount)s more needed by %(deadline)s.", amount=more, deadline=until)


def _alive(t: Words, card: PledgeCard, reader: Reader) -> list[Html]:
    pledge = card.pledge
    said = [bold(_happening(t, pledge))]
    if pledge.count < pledge.signed:
        said.append(
            t.count(
                "%(n)s signed, %(still)s still in.",
                "%(n)s signed, %(still)s still in.",
                pledge.signed,
                still=pledge.count,
            )
        )
    said += places.standing(t, card)
    if card.lead:
        said.append(t.say("%(name)s leads it.", name=card.lead))
    if card.signing_open and not pledge.full:
        said.append(_still_open(t, card, day_of(t, pledge.wording.signing_until, reader, card.seen_at)))
    return said


def _still_open(t: Words, card: PledgeCard, deadline: Phrase) -> Html:
    """Until when; whoever is in already, or has made it, is not invited."""
    if card.own or card.signed:
        return t.say("People can sign until: %(deadline)s", deadline=deadline)
    return t.say("You can still join until %(deadline)s.", deadline=deadline)


def _happening(t: Words, pledge: Pledge) -> Phrase:
    if pledge.rescued_at is not None:
        return t.plain("It is happening with those who said yes!")
    if pledge.wording.unit is not Unit.PEOPLE:
        return t.plain("It is happening: enough has come together!")
    return t.plain("It is happening: enough people have signed!")


def _names(t: Words, card: PledgeCard, shown: int) -> Phrase:
    """The first names, as many as asked for; everybody else is counted."""
    return Phrase(put.names(t, [excerpt(name) for name in card.names[:shown]], card.pledge.here))


# --- answers --------------------------------------------------------------------------------------------------------


def signed(t: Words, answer: Signed) -> Phrase:  # noqa: PLR0911 - one line for each outcome
    """What a wish to sign came to, in one line."""
    pledge = answer.pledge
    if answer.outcome is Signing.REPEATED:
        return t.plain("You have withdrawn since. Press “I will too” on the card to sign again.")
    if answer.outcome is Signing.ALREADY:
        return t.plain("You are in already. Thank you!")
    if (with_amount := giving.signed(t, answer)) is not None:
        return with_amount
    if answer.outcome in places.OUTCOMES:
        return places.wished(t, answer)
    if answer.tipped:
        return t.plain("You are in, and that was the one it needed: it is happening!")
    if pledge.tipped_at is not None:
        return t.plain("You are in. It is happening!")
    return t.plain_count("You are in! %(n)s more needed.", "You are in! %(n)s more needed.", pledge.missing)


def signed_unreached(t: Words, answer: Signed) -> Toast:
    """To whoever signs and cannot be written to, over everything else until they close it."""
    plea = t.plain("But I cannot write to you yet. Tap my name, then “Start”, so that I can tell you what comes of it.")
    return Toast(Phrase(f"{signed(t, answer)} {plea}"), alert=True)


def signed_by_command_unreached(t: Words, answer: Signed, bot: str) -> Screen:
    """The same where there is room for a button."""
    plea = t.say("But I cannot write to you yet. Open our chat, so that I can tell you what comes of it.")
    button = Button(t.button("Open our chat"), url=buttons.link(answer.pledge, bot), style=Style.PRIMARY)
    return Screen(paragraphs(signed(t, answer), plea), ((button,),))


def withdrawn(t: Words, answer: Withdrawn) -> Phrase:
    """What a withdrawal came to, in one line."""
    if answer.again:
        return t.plain("You are not in this pledge any more.")
    if answer.waited:
        return t.plain("You are not on the waiting list any more.")
    if not answer.may_return:
        return t.plain("You have withdrawn.")
    return t.plain("You have withdrawn. You can sign again while the pledge is open.")


def published(t: Words, pledge: Pledge) -> Html:
    """The headline over a new pledge."""
    if pledge.listed:
        return bold(t.plain("Your pledge is out! Share it: most people sign when somebody they know asks them."))
    return bold(t.plain("Your pledge is out, for those who have its link or its code. Share it with them."))


def cancelling(t: Words, asked: Cancelling, *, problem: str | None) -> Screen:
    """Before a pledge is called off: why? And then, with what was understood: really? `problem` is what was wrong."""
    name = code(asked.pledge.code)
    amiss = None if problem is None else bold(problem)
    keep = Button(t.button("Keep it"), tap=tap("pledge_keep", asked.pledge.code))
    if asked.reason is None:
        question = paragraphs(
            t.say("Cancel pledge %(code)s? Everybody who signed is told once, with your reason.", code=name),
            about(t, asked.title),
            t.say("Write the reason in a few words, or keep the pledge."),
        )
        return Screen(paragraphs(amiss, question), ((keep,),))
    yes = tap("pledge_cancel_yes", asked.pledge.code, asked.token)
    question = paragraphs(
        t.say("Cancel pledge %(code)s with the reason “%(reason)s”?", code=name, reason=asked.reason),
        about(t, asked.title),
        t.say("Everybody who signed is told once. To give another reason, write it."),
    )
    cancel = Button(t.button("Cancel it"), tap=yes, style=Style.DANGER)
    return Screen(paragraphs(amiss, question), ((cancel, keep),))


def was_cancelled(t: Words, pledge: Pledge) -> Html:
    """The headline over a pledge that is called off."""
    return t.say("Pledge %(code)s is cancelled. Everybody who signed is told.", code=code(pledge.code))
