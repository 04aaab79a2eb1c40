"""Undo: what was just done can be taken back for a minute, once, by whoever did it.

Small acts have it instead of "are you sure?" (decision 21). What is needed to take an act back is kept like a dialogue
that nobody can answer by typing, so that it outlives a restart and is gone when its minute is over.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.communities.refusals import TooLateToUndo
from bot.core.db import Tx

KIND: Final = "undo"
"""The kind of the draft. Its step is what is to be undone."""

DIALOGUE: Final = "dialogue"
"""To undo: a dialogue was dropped, or replaced by another of its kind."""

LASTING: Final = timedelta(seconds=60)

_TOKEN: Final = "token"  # noqa: S105  a name
_TOKEN_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was taken back: what it was, and what it was about."""

    what: str
    data: Mapping[str, Any]
    community: CommunityId | None
    again: str | None = None
    """The token with which the taking back can be taken back."""


PutBack = Callable[[Tx, Actor, Draft], str | None]
"""Takes one kind of act back; the draft is what `offer` was given. The token to undo that again, if it lost something.
Rights are those of this moment."""


def offer(tx: Tx, actor: Actor, what: str, data: Mapping[str, Any], community: CommunityId | None = None) -> str:
    """The actor can take back what this act does, for 60 seconds and instead of any act before; the button's token."""
    token = blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
    drafts.keep(tx, actor.person, Draft(KIND, what, {**data, _TOKEN: token}, community), lasting=LASTING)
    return token


def undo(tx: Tx, actor: Actor, token: str, put_back: Mapping[str, PutBack]) -> Undone:
    """Take back what `token` stands for. Refuses TooLateToUndo, then as the act itself."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.data[_TOKEN] != token:
        raise TooLateToUndo
    drafts.drop(tx, actor.person, KIND)
    again = put_back[draft.step](tx, actor, draft)
    return Undone(draft.step, draft.data, draft.community, again)


def drop(tx: Tx, actor: Actor, kind: str) -> str | None:
    """End the dialogue of this kind; the token to go on with it after all. None: there was none."""
    token = replaced(tx, actor, kind)
    drafts.drop(tx, actor.person, kind)
    return token


def give_up(tx: Tx, actor: Actor, kinds: Container[str]) -> str | None:
    """The same for the actor's newest dialogue of one of these kinds."""
    draft = drafts.newest(tx, actor.person, kinds)
    return None if draft is None else drop(tx, actor, draft.kind)


def replaced(tx: Tx, actor: Actor, kind: str) -> str | None:
    """The token to go on with the present dialogue of this kind, in whose place another one is about to come."""
    draft = drafts.draft_of(tx, actor.person, kind)
    if draft is None:
        return None
    expires_at = None if draft.expires_at is None else draft.expires_at.isoformat()
    data = {"kind": draft.kind, "step": draft.step, "data": draft.data, "expires_at": expires_at}
    return offer(tx, actor, DIALOGUE, data, draft.community)


def pending(tx: Tx, actor: Actor, kind: str) -> str | None:
    """The token of an offer, still good, to go on with a dialogue of this kind."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.step != DIALOGUE or draft.data["kind"] != kind:
        return None
    return str(draft.data[_TOKEN])


def put_back_dialogue(tx: Tx, actor: Actor, undone: Draft) -> str | None:
    """The dialogue is open again; what was begun in its place meanwhile can be had back in turn. Refuses TooLateToUndo
    when the dialogue's own time is up."""
    data = undone.data
    expires_at = None if data["expires_at"] is None else datetime.fromisoformat(data["expires_at"])
    if expires_at is not None and expires_at <= tx.now:
        raise TooLateToUndo
    again = replaced(tx, actor, data["kind"])
    drafts.keep(tx, actor.person, Draft(data["kind"], data["step"], data["data"], undone.community, expires_at))
    return again
