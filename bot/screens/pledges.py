"""What people see of pledges: the card, the answers to taps, the messages, the refusals."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote as quoted

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.core.text import utf16_length
from bot.outbox.model import Notice
from bot.pledges import refusals as no
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.notices import OwnPledgeExpired, OwnPledgeTipped, PledgeExpired, PledgeTipped, PledgeWasCancelled
from bot.pledges.reading import PledgeCard
from bot.pledges.refusals import Part
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed, Withdrawn
from bot.screens import format as put
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style, Toast
from bot.screens.pledge_wording import day_of, how_far_off, progress_of, sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words

_TOAST_UNITS: Final = 200
_TEXT_SHOWN: Final = 40
"""Characters of what somebody typed that a refusal repeats."""


# --- cards ----------------------------------------------------------------------------------------------------------


def group_card(t: Words, card: PledgeCard, reader: Reader) -> Screen:
    """The pledge in its group, the same for everybody; nothing in it goes stale by itself."""
    pledge = card.pledge
    rows: list[tuple[Button, ...]] = [(_who_is_in(t, pledge), _share(t, pledge))]
    if card.signing_open:
        rows.insert(0, (_sign(t, pledge),))
    return Screen(_card_text(t, card, reader, private=False), tuple(rows))


def private_card(t: Words, card: PledgeCard, reader: Reader, bot: str, headline: Html | None = None) -> Screen:
    """The pledge for one reader in private, with what they may do. `headline` says what has just happened."""
    pledge = card.pledge
    rows: list[tuple[Button, ...]] = [(_who_is_in(t, pledge), share_button(t, pledge, bot))]
    if card.signed and pledge.state.signable:
        rows.insert(0, (Button(t.button("Withdraw"), tap=tap("pledge_withdraw", pledge.code)),))
    elif card.signing_open and not card.own:
        rows.insert(0, (_sign(t, pledge),))
    if card.may_cancel:
        cancel = tap("pledge_cancel", pledge.code)
        rows.append((Button(t.button("Cancel this pledge"), tap=cancel, style=Style.DANGER),))
    return Screen(paragraphs(headline, _card_text(t, card, reader, private=True)), tuple(rows))


def share(t: Words, pledge: Pledge, bot: str) -> Screen:
    """How to bring a pledge to others."""
    text = paragraphs(
        t.say("Share this pledge with neighbours: choose a chat with the button, or pass its link on."),
        quote(sentence_of(pledge)),
        Html(_link(pledge, bot)),
        t.say("To sign, people can also send me %(command)s", command=code(f"/sign {pledge.code}")),
    )
    return Screen(text, ((share_button(t, pledge, bot),),))


def who_is_in(t: Words, card: PledgeCard) -> Toast:
    """The names that fit, and how many more."""
    count = card.pledge.count
    if not count:
        return Toast(t.plain("Nobody has signed yet. Be the first!"), alert=True)
    if not card.names_shown:
        return Toast(t.plain_count("%(n)s person is in.", "%(n)s people are in.", count), alert=True)
    fitting = (t.plain("In: %(names)s", names=_names(t, card, shown)) for shown in range(len(card.names), -1, -1))
    return Toast(next(text for text in fitting if utf16_length(text) <= _TOAST_UNITS), alert=True)


def _card_text(t: Words, card: PledgeCard, reader: Reader, *, private: bool) -> Html:
    pledge = card.pledge
    standing = [progress_of(t, pledge.count, pledge.wording.threshold), *_standing(t, card, reader, private=private)]
    if card.names and pledge.count:
        standing.append(t.say("In: %(names)s", names=_names(t, card, len(card.names))))
    return paragraphs(_title(t, card), quote(sentence_of(pledge)), lines(*standing))


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
            return [t.say("This pledge was cancelled: %(reason)s", reason=pledge.cancel_reason or "")]
        case PledgeState.EXPIRED:
            return [t.say("The deadline passed before enough people had signed. Nobody has to do anything.")]
        case PledgeState.OPEN:
            return _open(t, card, reader, private=private)
    return _alive(t, card, reader)


def _open(t: Words, card: PledgeCard, reader: Reader, *, private: bool) -> list[Html]:
    if not card.signing_open:
        return [t.say("Signing is over.")]
    missing, deadline = card.pledge.missing, card.pledge.wording.deadline
    until = day_of(t, deadline, reader, card.seen_at)
    left = t.count("%(n)s more needed by %(deadline)s.", "%(n)s more needed by %(deadline)s.", missing, deadline=until)
    if not private:
        return [left]
    return [left, t.say("Time left: it ends %(when)s.", when=how_far_off(t, deadline, reader, card.seen_at))]


def _alive(t: Words, card: PledgeCard, reader: Reader) -> list[Html]:
    pledge = card.pledge
    said = [bold(t.plain("It is happening: enough people have signed!"))]
    if pledge.count < pledge.signed:
        said.append(
            t.count(
                "%(n)s signed, %(still)s still in.",
                "%(n)s signed, %(still)s still in.",
                pledge.signed,
                still=pledge.count,
            )
        )
    if card.signing_open:
        deadline = day_of(t, pledge.wording.deadline, reader, card.seen_at)
        said.append(t.say("You can still join until %(deadline)s.", deadline=deadline))
    return said


def _names(t: Words, card: PledgeCard, shown: int) -> Phrase:
    """The first names, as many as asked for; everybody else is counted."""
    return Phrase(put.names(t, card.names[:shown], card.pledge.count))


def _sign(t: Words, pledge: Pledge) -> Button:
    return Button(t.button("I will too"), tap=tap("pledge_sign", pledge.code), style=Style.SUCCESS)


def _who_is_in(t: Words, pledge: Pledge) -> Button:
    return Button(t.button("Who's in"), tap=tap("pledge_who", pledge.code))


def _share(t: Words, pledge: Pledge) -> Button:
    return Button(t.button("Share"), tap=tap("pledge_share", pledge.code))


def share_button(t: Words, pledge: Pledge, bot: str) -> Button:
    """Telegram's own dialogue for choosing a chat, with the pledge's link in it."""
    return Button(t.button("Share"), url=f"https://t.me/share/url?url={quoted(_link(pledge, bot), safe='')}")


def show_button(t: Words, pledge_code: str) -> Button:
    """To the pledge's card."""
    return Button(t.button("Show %(code)s", code=Phrase(pledge_code)), tap=tap("pledge_show", pledge_code))


def _link(pledge: Pledge, bot: str) -> str:
    return f"https://t.me/{bot}?start=p_{pledge.code}"


# --- answers --------------------------------------------------------------------------------------------------------


def signed(t: Words, answer: Signed) -> Phrase:
    """What a wish to sign came to, in one line."""
    pledge = answer.pledge
    if answer.outcome is Signing.REPEATED:
        return t.plain("You have withdrawn since. Press “I will too” on the card to sign again.")
    if answer.outcome is Signing.ALREADY:
        return t.plain("You are in already. Thank you!")
    if answer.tipped:
        return t.plain("You are in, and that was the one it needed: it is happening!")
    if pledge.tipped_at is not None:
        return t.plain("You are in. It is happening!")
    return t.plain_count("You are in! %(n)s more needed.", "You are in! %(n)s more needed.", pledge.missing)


def withdrawn(t: Words, answer: Withdrawn) -> Phrase:
    """What a withdrawal came to, in one line."""
    if answer.again:
        return t.plain("You are not in this pledge any more.")
    return t.plain("You have withdrawn. You can sign again while the pledge is open.")


def published(t: Words, pledge: Pledge) -> Html:
    """The headline over a new pledge."""
    if pledge.listed:
        return bold(t.plain("Your pledge is out! Share it: most people sign when somebody they know asks them."))
    return bold(t.plain("Your pledge is out, for those who have its link or its code. Share it with them."))


def ask_cancel_reason(t: Words, pledge: Pledge) -> Screen:
    """The one question before a pledge is called off."""
    text = paragraphs(
        t.say("Cancel pledge %(code)s? Everybody who signed is told once, with your reason.", code=code(pledge.code)),
        t.say("Write the reason in a few words, or keep the pledge."),
    )
    return Screen(text, ((Button(t.button("Keep it"), tap=tap("pledge_keep", pledge.code)),),))


def was_cancelled(t: Words, pledge: Pledge) -> Html:
    """The headline over a pledge that is called off."""
    return t.say("Pledge %(code)s is cancelled. Everybody who signed is told.", code=code(pledge.code))


# --- messages -------------------------------------------------------------------------------------------------------


def _tipped(t: Words, notice: PledgeTipped, _: Reader) -> Screen:
    leader = (
        t.say("%(name)s leads it and will tell you what comes next.", name=notice.creator)
        if notice.creator
        else t.say("The person who began it leads it and will tell you what comes next.")
    )
    text = paragraphs(
        bold(t.plain("It is happening!")),
        quote(sentence_of(notice.pledge)),
        _enough(t, notice.pledge.count, notice.first_names),
        leader,
    )
    return Screen(text, _doors(t, notice.pledge.code))


def _own_tipped(t: Words, notice: OwnPledgeTipped, _: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Your pledge is happening!")),
        quote(sentence_of(notice.pledge)),
        _enough(t, notice.pledge.count, notice.first_names),
        t.say("Now it is your turn: say in the group when and where you will meet."),
    )
    return Screen(text, _doors(t, notice.pledge.code))


def _enough(t: Words, count: int, names: tuple[str, ...]) -> Html:
    signed_by = t.count("%(n)s person has signed.", "%(n)s people have signed.", count)
    in_it = t.say("In: %(names)s", names=Phrase(put.names(t, names, count))) if names else None
    return lines(signed_by, in_it)


def _expired(t: Words, notice: PledgeExpired, _: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        quote(sentence_of(pledge)),
        t.say("The deadline has passed, and not enough people signed: %(progress)s", progress=_reached(t, pledge)),
        t.say("You do not have to do anything. Thank you for being ready!"),
    )
    return Screen(text, ((Button(t.button("Open pledges"), tap=tap("pledges")),),), loud=False)


def _own_expired(t: Words, notice: OwnPledgeExpired, _: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        quote(sentence_of(pledge)),
        t.say("The deadline has passed, and not enough people signed: %(progress)s", progress=_reached(t, pledge)),
        t.say("That happens to most pledges. Small ones come true more often: try again with fewer people?"),
    )
    return Screen(text, ((Button(t.button("New pledge"), tap=tap("pledge_new")),),), loud=False)


def _reached(t: Words, pledge: Any) -> Phrase:
    return progress_of(t, pledge.count, pledge.threshold)


def _cancelled(t: Words, notice: PledgeWasCancelled, _: Reader) -> Screen:
    who = (
        t.say("The person who began it has called this pledge off.")
        if notice.by_creator
        else t.say("An organiser has called this pledge off.")
    )
    text = paragraphs(
        who,
        quote(sentence_of(notice.pledge)),
        t.say("The reason: %(reason)s", reason=notice.reason),
        t.say("Nobody has to do anything."),
    )
    return Screen(text)


def _doors(t: Words, pledge_code: str) -> tuple[tuple[Button, ...], ...]:
    return ((show_button(t, pledge_code), Button(t.button("Share"), tap=tap("pledge_share", pledge_code))),)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PledgeTipped: _tipped,
    OwnPledgeTipped: _own_tipped,
    PledgeExpired: _expired,
    OwnPledgeExpired: _own_expired,
    PledgeWasCancelled: _cancelled,
}


# --- refusals -------------------------------------------------------------------------------------------------------


def _too_short(t: Words, refusal: no.TextTooShort, _: Reader) -> str:
    n = refusal.least
    match refusal.part:
        case Part.ACTION:
            return t.plain_count(
                "Say a little more about what you will do: at least %(n)s character.",
                "Say a little more about what you will do: at least %(n)s characters.",
                n,
            )
        case Part.REASON:
            return t.plain_count(
                "Say a little more about the reason: at least %(n)s character.",
                "Say a little more about the reason: at least %(n)s characters.",
                n,
            )
    return t.plain_count(
        "Say a little more about the others: at least %(n)s character.",
        "Say a little more about the others: at least %(n)s characters.",
        n,
    )


def _too_long(t: Words, refusal: no.TextTooLong, _: Reader) -> str:
    return t.plain_count(
        "That is too long by %(over)s: please write at most %(n)s character.",
        "That is too long by %(over)s: please write at most %(n)s characters.",
        refusal.most,
        over=refusal.length - refusal.most,
    )


def _too_far(t: Words, refusal: no.DeadlineTooFar, _: Reader) -> str:
    return t.plain_count(
        "That is too far ahead: choose a date within %(n)s year.",
        "That is too far ahead: choose a date within %(n)s years.",
        refusal.years,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoCode: lambda t, _, __: t.plain(
        "Which pledge? Add its code of five characters, for example /sign 7K2MQ. /pledges shows the codes."
    ),
    no.UnknownPledge: lambda t, refusal, _: t.plain(
        "I know no pledge %(code)s. Check the five characters, or look at /pledges.", code=refusal.pledge[:_TEXT_SHOWN]
    ),
    no.OwnPledge: lambda t, _, __: t.plain("This is your own pledge: you are in it already. Share it with others!"),
    no.PledgeCancelled: lambda t, _, __: t.plain("This pledge was cancelled. Look at /pledges for open ones."),
    no.SigningOver: lambda t, refusal, reader: t.plain(
        "Signing ended on %(deadline)s. Look at /pledges for open ones.",
        deadline=day_of(t, refusal.deadline, reader),
    ),
    no.NotSigned: lambda t, _, __: t.plain("You have not signed this pledge, so there is nothing to withdraw."),
    no.PledgeOver: lambda t, _, __: t.plain("This pledge has ended, so there is nothing left to change."),
    no.AlreadyTipped: lambda t, _, __: t.plain(
        "People count on it: enough have signed. Only an organiser can cancel it now; ask one of them."
    ),
    no.TextTooShort: _too_short,
    no.TextTooLong: _too_long,
    no.ThresholdNotUnderstood: lambda t, _, __: t.plain("How many others? Please write a number, for example 10."),
    no.ThresholdNotWhole: lambda t, _, __: t.plain("Please write a whole number in digits only, for example 1500."),
    no.ThresholdTooSmall: lambda t, _, __: t.plain("At least one other person has to join: write 1 or more."),
    no.ThresholdTooLarge: lambda t, refusal, _: t.plain("That is too many: write at most %(most)s.", most=refusal.most),
    no.DateNotUnderstood: lambda t, _, __: t.plain(
        "I did not understand the date. Write it like 6 December, 2026-12-06, Friday, in 3 weeks or tomorrow 18:00."
    ),
    no.ImpossibleDate: lambda t, refusal, _: t.plain(
        "“%(date)s” is not in the calendar. Please check it and write it again.", date=refusal.text[:_TEXT_SHOWN]
    ),
    no.DeadlinePast: lambda t, refusal, reader: t.plain(
        "%(deadline)s has passed already. Choose a later date.", deadline=day_of(t, refusal.deadline, reader)
    ),
    no.DeadlineTooFar: _too_far,
    no.NoForm: lambda t, _, __: t.plain("This form is closed. Send /pledge to begin a new one."),
}
