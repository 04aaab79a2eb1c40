"""What people are told about their hours, and what they cannot do with them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import Phrase, bold, isolated, paragraphs, quote
from bot.screens.model import Screen
from bot.screens.timebank import balance_button, many_hours
from bot.screens.words import Words
from bot.timebank import refusals as no
from bot.timebank.notices import HoursReceived


def received(t: Words, notice: HoursReceived, reader: Reader) -> Screen:
    """To whoever has helped."""
    text = paragraphs(
        bold(
            t.plain("%(name)s has given you %(time)s.", name=notice.name, time=put.duration(t, notice.minutes)),
        ),
        None if notice.words is None else quote(notice.words),
        about(t, reader.about),
        None if notice.can_spend is None else t.say("You can spend: %(time)s", time=put.duration(t, notice.can_spend)),
        None if notice.beyond is None else many_hours(t, notice.beyond),
    )
    return Screen(text, () if notice.community is None else ((balance_button(t, notice.community),),))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {HoursReceived: received}


def _no_duration(t: Words, _refusal: Refusal, _reader: Reader) -> Phrase:
    return t.plain("How long did it take? Write it like this: %(example)s", example=_example(t))


def _nobody_named(t: Words, _refusal: Refusal, _reader: Reader) -> Phrase:
    return t.plain(
        "Who helped you? Write it like this, or answer a message of theirs: %(example)s", example=_example(t)
    )


def _too_long(t: Words, refusal: no.TooLongAtOnce, _reader: Reader) -> Phrase:
    return t.plain("That is more than a whole day: at most %(time)s at once.", time=put.duration(t, refusal.most))


def _words_too_long(t: Words, refusal: no.WordsTooLong, _reader: Reader) -> Phrase:
    return t.plain(
        "That is too long: what it was for may have %(most)s characters, and yours has %(length)s.",
        most=refusal.text_most,
        length=refusal.text_length,
    )


def _unknown(t: Words, refusal: no.NobodyCalledSo, _reader: Reader) -> Phrase:
    if not refusal.name:
        return t.plain("I do not know them as a resident here: only those who have written in the group, or joined.")
    return t.plain("I know no resident called “%(text)s” here.", text=excerpt(refusal.name))


def _example(t: Words) -> str:
    """A line that works for whoever knows a Maria."""
    # Translators: what an exchange was about, in the example /give Maria 1h30 fixing my bike
    what_for = t.plain("fixing my bike")
    return isolated(f"/give Maria 1h30 {what_for}")


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoDuration: _no_duration,
    no.NobodyNamed: _nobody_named,
    no.NotWholeMinutes: lambda t, _, __: t.plain("Parts of a minute are not counted: please write whole minutes."),
    no.WordsTooLong: _words_too_long,
    no.NotMoreThanNothing: lambda t, _, __: t.plain("It has to be more than no time at all: at least one minute."),
    no.TooLongAtOnce: _too_long,
    no.BotsTakeNoHours: lambda t, _, __: t.plain(
        "Only people take hours: bots, and whoever writes as the group, do not."
    ),
    no.NobodyCalledSo: _unknown,
    no.NothingToChoose: lambda t, _, __: t.plain(
        "That was chosen already, or it is too long ago. Please send it again."
    ),
}
