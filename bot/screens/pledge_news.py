"""Writing to everybody who is in a pledge, and reading what was written."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.announcing import Announcing
from bot.pledges.course_notices import PledgeNews
from bot.pledges.news import NewsPage
from bot.pledges.reading import PledgeCard
from bot.pledges.speaking import Announcement
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_wording import sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words

_SHOWN: Final = 200
"""Characters of an announcement on a card."""


def write_button(t: Words, pledge_code: str) -> Button:
    """To everybody who is in."""
    return Button(t.button("Write to all"), tap=tap("pledge_write", pledge_code), style=Style.PRIMARY)


def news_buttons(t: Words, card: PledgeCard) -> tuple[Button, ...]:
    """What can be read and written, on the card of whoever is in."""
    pledge_code = card.pledge.code
    read = (Button(t.button("News"), tap=tap("pledge_news", pledge_code)),) if card.news else ()
    return (*((write_button(t, pledge_code),) if card.may_write else ()), *read)


def news_on_card(t: Words, news: Announcement | None, reader: Reader) -> Html | None:
    """The beginning of the latest."""
    if news is None:
        return None
    return lines(_dated(t, news, reader), quote(_as_written(excerpt(news.text, _SHOWN))))


def announcing(t: Words, asked: Announcing, *, problem: str | None) -> Screen:
    """What shall everybody read? And then: is it that? `problem` is what was wrong with the answer."""
    name = code(asked.pledge.code)
    amiss = None if problem is None else bold(problem)
    stop = Button(t.button("Do not send"), tap=tap("pledge_silent", asked.pledge.code))
    if asked.text is None:
        question = paragraphs(
            lines(t.say("What shall everybody who is in pledge %(code)s read?", code=name), about(t, asked.title)),
            t.say("Write it in one message, up to 1,000 characters: when and where you meet, for example."),
            t.say("You can write once a day, and six times in all."),
        )
        return Screen(paragraphs(amiss, question), ((stop,),))
    shown = paragraphs(
        lines(t.say("Everybody who is in pledge %(code)s gets this:", code=name), about(t, asked.title)),
        quote(_as_written(asked.text)),
        t.say("It cannot be taken back. To change it, write it anew."),
    )
    send = Button(t.button("Send it"), tap=tap("pledge_send", asked.pledge.code, asked.token), style=Style.SUCCESS)
    return Screen(paragraphs(amiss, shown), ((send, stop),))


def announced(t: Words) -> Html:
    """The headline over the card of a pledge whose signers have just been written to."""
    return bold(t.plain("Sent to everybody who is in. Whoever signs later gets it, too."))


def news_page(t: Words, page: NewsPage, reader: Reader) -> Screen:
    """One announcement, and the way to those beside it."""
    pledge_code = page.pledge.code
    if page.news is None:
        return Screen(t.say("There is no news of pledge %(code)s.", code=code(pledge_code)))
    text = paragraphs(
        lines(_dated(t, page.news, reader), t.say("Pledge %(code)s", code=code(pledge_code))),
        quote(_as_written(page.news.text)),
        page.author or None,
    )
    ways = ((t.button("Older"), page.older), (t.button("Newer"), page.newer))
    turning = tuple(Button(label, tap=tap("pledge_news", pledge_code, n)) for label, n in ways if n is not None)
    return Screen(text, tuple(filter(None, (turning, (buttons.show(t, pledge_code),)))))


def _news(t: Words, notice: PledgeNews, reader: Reader) -> Screen:
    pledge = notice.pledge
    heading = (
        t.plain("%(name)s writes to everybody who is in:", name=notice.author)
        if notice.author
        else t.plain("To everybody who is in:")
    )
    number = t.say("Pledge %(code)s", code=code(pledge.code))
    text = paragraphs(
        lines(bold(heading), quote(_as_written(notice.body))),
        lines(sentence_of(pledge), number, about(t, reader.about)),
    )
    return Screen(text, ((buttons.show(t, pledge.code),),))


def _dated(t: Words, news: Announcement, reader: Reader) -> Html:
    day = Phrase(put.day(t, put.local(news.written_at, reader).date()))
    return t.say("<b>News</b> of %(date)s", date=day)


def _as_written(text: str) -> Html:
    """Each line with a direction of its own."""
    return lines(*text.split("\n"))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {PledgeNews: _news}
