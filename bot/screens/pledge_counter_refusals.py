"""The sentences of everything that is refused about promises in return: one each, and what to do instead."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.pledges.counter import refusals as no
from bot.screens.pledge_wording import day_of
from bot.screens.words import Words

REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.ReturnTooLate: lambda t, _, __: t.plain(
        "The pledge is not open any more, so nothing can be promised in return for it."
    ),
    no.PromisedAlready: lambda t, _, __: t.plain(
        "Something is promised in return for this pledge already. Look at its card."
    ),
    no.AskedAlready: lambda t, _, __: t.plain(
        "Somebody is asked for a promise already. Wait for the answer, or press “Ask no longer” on the pledge."
    ),
    no.ReturnsUsedUp: lambda t, refusal, _: t.plain(
        "Promises in return were written %(most)s times for this pledge, and no more are taken.", most=refusal.most
    ),
    no.WithdrewReturn: lambda t, _, __: t.plain(
        "You have taken a promise for this pledge back after people had signed. Let somebody else promise something."
    ),
    no.NobodyToAsk: lambda t, _, __: t.plain(
        "I cannot ask them: choose somebody who organises here and has opened our chat."
    ),
    no.ReturnDueTooEarly: lambda t, refusal, reader: t.plain(
        "People can sign until %(deadline)s: write that day or a later one.",
        deadline=day_of(t, refusal.deadline, reader),
    ),
    no.DeadlineAfterReturn: lambda t, refusal, reader: t.plain(
        "What is promised in return is due on %(day)s: choose a date that is not later.",
        day=day_of(t, refusal.due, reader),
    ),
    no.ProposalOver: lambda t, _, __: t.plain("You are not asked for that promise (any more)."),
    no.NothingInReturn: lambda t, _, __: t.plain("You owe nothing in return for this pledge."),
    no.ReturnBinds: lambda t, _, __: t.plain(
        "People count on your promise: enough have signed. If you can't keep it, press “I can't” and say why."
    ),
    no.NotBoundYet: lambda t, _, __: t.plain("Your promise counts only once enough people have signed."),
    no.OwnReturn: lambda t, _, __: t.plain(
        "Nobody confirms their own promise: ask whoever began the pledge, or another organiser."
    ),
    no.NothingToConfirm: lambda t, _, __: t.plain("There is no promise to confirm here (any more)."),
}
