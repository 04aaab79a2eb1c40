"""The sentences of what is refused about signatures on paper, as in `pledge_refusals`."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.pledges.paper import refusals as no
from bot.screens.words import Words


def _beyond_share(t: Words, refusal: no.PaperBeyondShare, _: Reader) -> str:
    return t.plain_count(
        "Up to a third can be on paper, %(most)s of %(threshold)s: add %(n)s person at most.",
        "Up to a third can be on paper, %(most)s of %(threshold)s: add %(n)s people at most.",
        refusal.room,
        most=refusal.most,
        threshold=refusal.threshold,
    )


def _beyond_places(t: Words, refusal: no.PaperBeyondPlaces, _: Reader) -> str:
    return t.plain_count(
        "%(n)s place is left: add no more than that.",
        "%(n)s places are left: add no more than that.",
        refusal.room,
    )


def _holds_threshold(t: Words, refusal: no.PaperHoldsThreshold, _: Reader) -> str:
    return t.plain_count(
        "%(n)s person has signed on paper, which may be a third at most: it stays at %(least)s or more.",
        "%(n)s people have signed on paper, which may be a third at most: it stays at %(least)s or more.",
        refusal.paper,
        least=refusal.least,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.PaperNotUnderstood: lambda t, _, __: t.plain(
        "Write first names without figures, each on a line of its own, or one number of people, 1 or more."
    ),
    no.PaperTooManyAtOnce: lambda t, refusal, _: t.plain(
        "That is too many for one message: write at most %(most)s.", most=refusal.most
    ),
    no.PaperBeyondShare: _beyond_share,
    no.PaperBeyondPlaces: _beyond_places,
    no.PaperShareUsedUp: lambda t, refusal, _: t.plain(
        "Up to a third can be on paper, %(most)s of %(threshold)s, and so many are. Everybody else signs with me.",
        most=refusal.most,
        threshold=refusal.threshold,
    ),
    no.PaperNoPlaces: lambda t, _, __: t.plain(
        "All places are taken, and people on paper cannot wait for one. Try again when a place is free."
    ),
    no.PaperNeedsMore: lambda t, refusal, _: t.plain(
        "Up to a third can be on paper, so that at least %(least)s people have to be needed.", least=refusal.least
    ),
    no.PaperCountsPeople: lambda t, _, __: t.plain(
        "Only pledges that count people take signatures on paper: nobody promises hours or money for others."
    ),
    no.PaperHoldsThreshold: _holds_threshold,
}
