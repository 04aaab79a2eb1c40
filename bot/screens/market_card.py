"""One post, as others see it, and as its author does."""

from bot.communities.model import Reader
from bot.screens.choices import about, pairs, undo_button
from bot.screens.html import Html, Phrase, bold, lines, paragraphs, quote
from bot.screens.market_words import CATEGORIES, facts, heading, market_button, own_button, standing
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market.hiding import ReportedPost
from bot.timebank.market.listing import PostCard
from bot.timebank.market.model import AskState, Category, Post, PostState, Side
from bot.timebank.market.rules import is_renewed


def card(t: Words, now: PostCard, reader: Reader, *, said: str | None = None) -> Screen:
    """One post as the reader may see it, under a sentence about what was just done."""
    post = now.post
    text = paragraphs(
        None if said is None else bold(said),
        lines(_headline(t, now), about(t, now.title)),
        lines(quote(post.text), facts(t, post.category, post.minutes, post.area)),
        _own_lines(t, now, reader) if now.mine else _how(t, now),
    )
    return Screen(text, _own_buttons(t, now) if now.mine else _buttons(t, now))


def posted(t: Words, now: PostCard, reader: Reader, *, token: str | None) -> Screen:
    """A receipt. Its kind is asked for where it was not said: that is how it is found, and told of."""
    said = t.plain("It is in the market.")
    screen = card(t, now, reader, said=said)
    if now.post.category is not Category.OTHER:
        return Screen(screen.text, _undoing(t, token) + screen.buttons)
    text = paragraphs(screen.text, t.say("What kind of help is it? Neighbours find it by that, too."))
    return Screen(text, _undoing(t, token) + category_buttons(t, now.post) + screen.buttons)


def category_buttons(t: Words, post: Post) -> tuple[tuple[Button, ...], ...]:
    """One for each kind of help but the one that it is."""
    return pairs(
        [
            Button(name(t), tap=tap("market_kind", post.community, post.id, category.value))
            for category, name in CATEGORIES.items()
            if category not in {post.category, Category.OTHER}
        ]
    )


def confirm_ask(t: Words, now: PostCard) -> Screen:
    """Before somebody is asked: what that means, for both."""
    text = paragraphs(
        t.say("Shall I ask whoever posted this?"),
        quote(now.post.text),
        t.say(
            "I do not say who you are. Only if they say yes as well, you both see each other’s first name and username."
        ),
    )
    place = (now.post.community, now.post.id)
    yes = Button(t.button("Yes, ask"), tap=tap("market_ask_yes", *place), style=Style.SUCCESS)
    return Screen(text, ((yes,), (Button(t.button("Back"), tap=tap("market_post", *place)),)))


def reporting(t: Words, now: PostCard) -> Screen:
    """Before a report: really?"""
    place = (now.post.community, now.post.id)
    text = paragraphs(
        quote(now.post.text),
        t.say(
            "Report this? Organisers are asked to look at it, and can hide it. They do not learn who reported it.",
        ),
    )
    yes = Button(t.button("Report it"), tap=tap("market_report_yes", *place), style=Style.DANGER)
    return Screen(text, ((yes, Button(t.button("Back"), tap=tap("market_post", *place))),))


def reported(t: Words, answer: ReportedPost) -> Phrase:
    """What a report came to."""
    if answer.heard:
        return t.plain("Thank you. Organisers are asked to look at it.")
    return t.plain("I cannot write to any organiser now. Please tell an admin of the group.")


def hidden(t: Words, post: Post) -> Phrase:
    """What an organiser has done about it."""
    if post.hidden_at is not None:
        return t.plain("It is hidden: only its author sees it now.")
    return t.plain("Everybody here sees it again.")


def _headline(t: Words, now: PostCard) -> Html:
    post = now.post
    if not now.mine:
        return bold(heading(t, post.side))
    return bold(t.plain("Your offer") if post.side is Side.OFFER else t.plain("Your need"))


def _how(t: Words, now: PostCard) -> Html | None:
    """For others: what is between them and the author."""
    if now.post.hidden_at is not None:
        return t.say("An organiser has hidden this: only its author sees it.")
    state = None if now.my_ask is None else now.my_ask.state
    if state is AskState.OPEN:
        return t.say("You have asked. I tell you as soon as there is an answer.")
    if state is AskState.DECLINED:
        return t.say("You have asked, and it did not work out this time.")
    return None


def _own_lines(t: Words, now: PostCard, reader: Reader) -> Html:
    waiting = None
    if now.asked_by:
        waiting = t.count(
            "%(n)s neighbour waits for your answer.", "%(n)s neighbours wait for your answer.", len(now.asked_by)
        )
    return lines(standing(t, now.post, reader), waiting)


def _buttons(t: Words, now: PostCard) -> tuple[tuple[Button, ...], ...]:
    place = (now.post.community, now.post.id)
    rows: list[tuple[Button, ...]] = []
    ask = now.my_ask
    if ask is not None and ask.state in {AskState.OPEN, AskState.CONNECTED}:
        rows.append((Button(t.button("Where it stands"), tap=tap("market_between", ask.community, ask.id)),))
    elif now.post.listed and (ask is None or ask.state is not AskState.DECLINED):
        label = t.button("I need this") if now.post.side is Side.OFFER else t.button("I can help")
        rows.append((Button(label, tap=tap("market_ask", *place), style=Style.SUCCESS),))
    if now.may_hide and now.post.hidden_at is not None:
        rows.append((Button(t.button("Show it again"), tap=tap("market_unhide", *place)),))
    elif now.may_hide:
        rows.append((hide_button(t, *place),))
    else:
        rows.append((Button(t.button("Report"), tap=tap("market_report", *place)),))
    return (*rows, (market_button(t),))


def _own_buttons(t: Words, now: PostCard) -> tuple[tuple[Button, ...], ...]:
    post, place = now.post, (now.post.community, now.post.id)
    rows: list[tuple[Button, ...]] = []
    if now.asked_by:
        rows.append((Button(t.button("Answer"), tap=tap("market_between", post.community, now.asked_by[0].id)),))
    down = Button(t.button("Take it down"), tap=tap("market_down", *place))
    if post.state is PostState.ASLEEP:
        rows.append((Button(t.button("Wake it up"), tap=tap("market_renew", *place), style=Style.SUCCESS), down))
    elif not is_renewed(post, now.seen_at):
        rows.append((Button(t.button("Keep it"), tap=tap("market_renew", *place)), down))
    else:
        rows.append((down,))
    return (*rows, (market_button(t), own_button(t)))


def _undoing(t: Words, token: str | None) -> tuple[tuple[Button, ...], ...]:
    return () if token is None else ((undo_button(t, token),),)


def hide_button(t: Words, community: int, post: int) -> Button:
    """For organisers."""
    return Button(t.button("Hide it"), tap=tap("market_hide", community, post))
