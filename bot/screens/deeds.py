"""What people see when the time has come: answers to "did you do it?", and the list of who did."""

from bot.pledges.answering import Answered, Excusing
from bot.pledges.model import OWING, Pledge, PledgeState, SignatureState
from bot.pledges.reading import PledgeCard
from bot.pledges.wording import Money
from bot.screens import deed_money as paying
from bot.screens import format as put
from bot.screens.choices import about
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words


def done_button(t: Words, pledge_code: str, each: Money | None = None) -> Button:
    """They did it, or paid what `each` pays."""
    label = t.button("Done") if each is None else t.button("I have paid")
    return Button(label, tap=tap("deed_done", pledge_code), style=Style.SUCCESS)


def not_yet_button(t: Words, pledge_code: str) -> Button:
    """They will."""
    return Button(t.button("Not yet"), tap=tap("deed_not_yet", pledge_code))


def cant_button(t: Words, pledge_code: str) -> Button:
    """They can't: why?"""
    return Button(t.button("Can't"), tap=tap("deed_cant", pledge_code))


def check_button(t: Words, pledge_code: str, each: Money | None = None) -> Button:
    """To the list of who did it."""
    label = t.button("Who was there?") if each is None else t.button("Who has paid?")
    return Button(label, tap=tap("deed_list", pledge_code), style=Style.PRIMARY)


def buttons_of(t: Words, card: PledgeCard) -> tuple[tuple[Button, ...], ...]:
    """What the reader of a private card can say of the deed, once its time has come."""
    name, acting, each = card.pledge.code, card.pledge.state is PledgeState.ACTING, card.pledge.wording.each
    rows: list[tuple[Button, ...]] = []
    if acting and card.mine in OWING:
        rows.append((done_button(t, name, each), not_yet_button(t, name), cant_button(t, name)))
    elif acting and card.mine is SignatureState.MISSED:
        rows.append((done_button(t, name, each), cant_button(t, name)))
    if card.may_check:
        rows.append((check_button(t, name, each),))
    return tuple(rows)


def standing(t: Words, card: PledgeCard) -> list[Html]:
    """How far the deed has come, or how it ended; for a card."""
    pledge = card.pledge
    if pledge.state is PledgeState.ACTING:
        said: list[Html] = [_time_has_come(t, pledge)]
        if pledge.count > pledge.owing:
            said.append(answers(t, pledge))
    else:
        said = [kept(t, pledge.verified, pledge.claimed, pledge.missed)]
    if rated := pledge.verified + pledge.missed:
        said.append(t.say("Kept rate: %(percent)s%%", percent=put.percent(pledge.verified, rated)))
    if card.mine is not None:
        said.append(_mine(t, card.mine, pledge.wording.each))
    return [line for line in said if line]


def _time_has_come(t: Words, pledge: Pledge) -> Html:
    if pledge.wording.each is not None:
        return paying.time_has_come(t, pledge.wording.each)
    return bold(t.plain("The time has come: whoever signed does it now."))


def creator_keeps(t: Words, card: PledgeCard) -> Html | None:
    """What became of the creator's earlier pledges, as a range."""
    if card.creator_keeps is None or not (card.creator or card.own):
        return None
    low, high = card.creator_keeps
    if card.own:
        return t.say("Of your earlier pledges, %(low)s–%(high)s%% was kept.", low=low, high=high)
    return t.say("Of earlier pledges by %(name)s, %(low)s–%(high)s%% was kept.", name=card.creator, low=low, high=high)


def kept(t: Words, verified: int, claimed: int, missed: int) -> Html:
    """How it ended: "8 of 11 kept it", and of how many that is only what they say themselves."""
    everybody = verified + claimed + missed
    if not everybody:
        return t.say("Nobody was left to do it.")
    result = bold(t.plain_count("%(kept)s of %(n)s kept it.", "%(kept)s of %(n)s kept it.", everybody, kept=verified))
    if not claimed:
        return result
    own_word = t.count(
        "%(n)s more says so, which nobody has confirmed.", "%(n)s more say so, which nobody has confirmed.", claimed
    )
    return lines(result, own_word)


def answers(t: Words, pledge: Pledge) -> Html:
    """How many have said what."""
    if pledge.wording.each is not None:
        return paying.answers(t, pledge)
    return t.say(
        "Done: %(done)s (confirmed: %(confirmed)s) · still to answer: %(owing)s",
        done=pledge.claimed + pledge.verified,
        confirmed=pledge.verified,
        owing=pledge.owing,
    )


def _mine(t: Words, mine: SignatureState, each: Money | None) -> Html:
    """The reader's own part; nothing for whoever took no part."""
    paid = None if each is None else paying.mine(t, mine)
    return _of_deed(t, mine) if paid is None else paid


def _of_deed(t: Words, mine: SignatureState) -> Html:
    match mine:
        case SignatureState.ACTIVE | SignatureState.OWED:
            return t.say("Did you do it? Please answer below.")
        case SignatureState.CLAIMED:
            return t.say("You have done it, you say. Thank you!")
        case SignatureState.VERIFIED:
            return t.say("You have done it. Thank you!")
        case SignatureState.EXCUSED:
            return t.say("You could not do it, and have said so.")
        case SignatureState.MISSED:
            return t.say("You have not said whether you did it.")
    return Html("")


def answered(t: Words, answer: Answered) -> Phrase:
    """What an answer came to, in one line."""
    match answer.state:
        case SignatureState.CLAIMED:
            return t.plain("Thank you! Well done.")
        case SignatureState.VERIFIED if answer.pledge.wording.each is not None:
            return t.plain("It is confirmed already that you have paid. Thank you!")
        case SignatureState.VERIFIED:
            return t.plain("It is confirmed already that you did it. Thank you!")
        case SignatureState.EXCUSED if answer.pledge.acting_at is None:
            return t.plain("You are not in any more: your place is free. Thank you for saying so in time.")
        case SignatureState.EXCUSED:
            return t.plain("That can happen. Thank you for saying so.")
    return t.plain("All right. If a reminder is still to come, I will ask again then.")


def kept_on(t: Words) -> Phrase:
    """They can after all."""
    return t.plain("Good! Nothing has changed.")


def excusing(t: Words, asked: Excusing, *, problem: str | None) -> Screen:
    """Why not? `problem` is what was wrong with the answer."""
    name = asked.pledge.code
    text = paragraphs(
        None if problem is None else bold(problem),
        t.say("You can't do what pledge %(code)s asks for? That can happen.", code=code(name)),
        about(t, asked.title),
        t.say("Write the reason in a few words: whoever leads the pledge can read it. Or leave it out."),
    )
    leave = Button(t.button("Leave it out"), tap=tap("deed_cant_yes", name))
    back = Button(t.button("I can after all"), tap=tap("deed_keep", name))
    return Screen(text, ((leave, back),))
