"""What a writer should know before they publish: similar pledges that they could join, and how pledges fare here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.roots import Word
from bot.pledges import alike, rules
from bot.pledges.form_keeping import open_form
from bot.pledges.model import Pledge, PledgeId, SignatureState
from bot.pledges.store import lists, pledges, signatures, words
from bot.pledges.wording import Wording

ENDED_LEAST: Final = 10
"""From so many pledges that have ended on, it is told how many of them came to life."""
SIMILAR_MOST: Final = 3

_PER_ROOT: Final = 40
"""The pledges with one word that are looked at, those that end last: a word that stands in thousands says little."""
_LOOKED_AT: Final = 12
"""Of those, the pledges with most words in common are compared in full. All limits together make looking for similar
pledges cost the same however many there are."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How the listed pledges of a community fared, of its newest ones."""

    ended: int
    """Came to life, or their deadline passed."""
    tipped: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Beside the preview of a pledge."""

    seen_at: datetime
    title: str
    """Of the community for which the form is filled in."""
    similar: tuple[Pledge, ...] = ()
    """Open ones that the writer can join, the most similar first."""
    figures: Figures | None = None
    """None: too few have ended to say."""


def advice(tx: Tx, actor: Actor) -> Advice:
    """For the form that the actor has open. Nothing for whom has left that community. Raises MembershipStale."""
    form, community = open_form(tx, actor)
    where = None if community is None else communities.community(tx, community)
    if form is None or where is None:
        return Advice(tx.now, "")
    if not _sees(tx, actor, where.id):
        return Advice(tx.now, where.title)
    similar = _similar(tx, actor, where.id, form.wording) if form.complete else ()
    return Advice(tx.now, where.title, similar, _figures(tx, where.id))


def figures(tx: Tx, actor: Actor) -> Figures | None:
    """For the community of the form that the actor has open. Raises MembershipStale."""
    return advice(tx, actor).figures


def _sees(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    return access.may(tx, replace(actor, community=community, present=False), Act.SEE)


def _figures(tx: Tx, community: CommunityId) -> Figures | None:
    ended, tipped = lists.fared(tx, community)
    return Figures(ended, tipped) if ended >= ENDED_LEAST else None


def _similar(tx: Tx, actor: Actor, community: CommunityId, wording: Wording) -> tuple[Pledge, ...]:
    wanted = alike.words_of(wording)
    looked_at = _joinable(tx, actor, community, _candidates(tx, community, wanted))
    measured = [(alike.likeness(wanted, alike.words_of(pledge.wording)), pledge) for pledge in looked_at]
    close = sorted((each for each in measured if each[0] >= alike.ALIKE_FROM), key=lambda each: each[0], reverse=True)
    return tuple(pledge for _, pledge in close[:SIMILAR_MOST])


def _candidates(tx: Tx, community: CommunityId, wanted: tuple[Word, ...]) -> list[PledgeId]:
    """The pledges with most of these words, the newest first among equals."""
    found: Counter[PledgeId] = Counter()
    for word in wanted:
        found.update({each for root in word for each in words.with_root(tx, community, root, _PER_ROOT)})
    return sorted(found, key=lambda each: (found[each], each), reverse=True)[:_LOOKED_AT]


def _joinable(tx: Tx, actor: Actor, community: CommunityId, ids: Iterable[PledgeId]) -> list[Pledge]:
    """Those of the pledges that the actor could sign now."""
    found = (pledges.by_id(tx, community, each, lock=False) for each in ids)
    return [pledge for pledge in found if pledge is not None and _can_join(tx, actor, pledge)]


def _can_join(tx: Tx, actor: Actor, pledge: Pledge) -> bool:
    if not pledge.listed or pledge.creator == actor.person or not rules.signing_open(pledge, tx.now):
        return False
    mine = signatures.of_person(tx, pledge, actor.person)
    return mine is None or mine.state is SignatureState.WITHDRAWN
