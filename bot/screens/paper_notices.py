"""What organisers are asked to tell those who have signed on paper."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.paper.notices import PaperNews, PaperToTell
from bot.screens import pledge_buttons as buttons
from bot.screens.deeds import check_button
from bot.screens.html import Html, Phrase, bold, paragraphs
from bot.screens.model import Screen
from bot.screens.pledge_paper import list_button
from bot.screens.pledge_wording import which_pledge
from bot.screens.words import Words

_HEADINGS: Final[Mapping[PaperNews, Callable[[Words], Phrase]]] = {
    PaperNews.TIPPED: lambda t: t.plain("It is happening!"),
    PaperNews.CHANGED: lambda t: t.plain("Something about this pledge has changed."),
    PaperNews.AHEAD: lambda t: t.plain("It is nearly time."),
    PaperNews.BEGUN: lambda t: t.plain("Were they there?"),
    PaperNews.CALLED_OFF: lambda t: t.plain("This pledge was called off."),
    PaperNews.ENDED: lambda t: t.plain("This pledge does not happen: not enough people signed."),
    PaperNews.LEFT_OUT: lambda t: t.plain("This pledge goes ahead with those who said yes once more."),
}


def _to_tell(t: Words, notice: PaperToTell, reader: Reader) -> Screen:
    name = notice.pledge.code
    begun, each = notice.news is PaperNews.BEGUN, notice.pledge.each
    text = paragraphs(
        bold(t.plain("Have they paid?") if begun and each is not None else _HEADINGS[notice.news](t)),
        which_pledge(t, notice.pledge, reader),
        _plea(t, notice),
    )
    way = check_button(t, name, each) if begun else list_button(t, name)
    return Screen(text, ((way, buttons.show(t, name)),), loud=notice.news in _LOUD)


_LOUD: Final = frozenset({PaperNews.TIPPED, PaperNews.CALLED_OFF})


def _plea(t: Words, notice: PaperToTell) -> Html:
    if notice.news is PaperNews.BEGUN:
        return _begun(t, notice)
    if notice.news is PaperNews.LEFT_OUT:
        return t.count(
            "%(n)s person for whom you vouch could not be asked, and is not in it. Please tell them.",
            "%(n)s people for whom you vouch could not be asked, and are not in it. Please tell them.",
            notice.people,
        )
    return t.count(
        "%(n)s person for whom you vouch signed on paper and hears nothing from me. Please tell them.",
        "%(n)s people for whom you vouch signed on paper and hear nothing from me. Please tell them.",
        notice.people,
    )


def _begun(t: Words, notice: PaperToTell) -> Html:
    if notice.pledge.each is not None:
        return t.count(
            "%(n)s person for whom you vouch signed on paper and cannot answer me. Say for them whether they "
            "have paid: whoever is not confirmed in time counts as missed.",
            "%(n)s people for whom you vouch signed on paper and cannot answer me. Say for them whether they "
            "have paid: whoever is not confirmed in time counts as missed.",
            notice.people,
        )
    return t.count(
        "%(n)s person for whom you vouch signed on paper and cannot answer me. Say it for them: whoever is not "
        "confirmed in time counts as missed.",
        "%(n)s people for whom you vouch signed on paper and cannot answer me. Say it for them: whoever is not "
        "confirmed in time counts as missed.",
        notice.people,
    )


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {PaperToTell: _to_tell}
