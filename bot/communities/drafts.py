"""Half-finished dialogues: one of each kind for each person, kept over restarts."""

import json
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.communities.model import CommunityId, PersonId
from bot.communities.store import drafts as store
from bot.communities.store.drafts import Kept
from bot.core.db import Tx


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue that waits for its next answer.

    `kind` names the dialogue ("setup"), `step` the question that is open, `data` holds the answers so far (whatever
    JSON can hold), `community` is what it is about, wherever the person has gone meanwhile.
    """

    kind: str
    step: str
    data: dict[str, Any] = field(default_factory=dict)
    community: CommunityId | None = None
    expires_at: datetime | None = field(default=None, compare=False)
    """None: it stays open until it is dropped."""


def keep(tx: Tx, person: PersonId, draft: Draft, *, lasting: timedelta | None = None) -> None:
    """Remember the dialogue instead of the person's earlier one of this kind, for this long (else as it says itself).

    It is the newest then, whose question typed text answers.
    """
    store.keep(
        tx,
        person,
        question=(draft.kind, draft.step),
        data=json.dumps(draft.data, ensure_ascii=False),
        community=draft.community,
        expires_at=draft.expires_at if lasting is None else tx.now + lasting,
    )


def draft_of(tx: Tx, person: PersonId, kind: str) -> Draft | None:
    """The dialogue of this kind that is open. One whose time is up is not open."""
    return next((draft for draft in open_drafts(tx, person) if draft.kind == kind), None)


def newest(tx: Tx, person: PersonId, kinds: Container[str]) -> Draft | None:
    """The dialogue of one of these kinds that was touched last."""
    return next((draft for draft in open_drafts(tx, person) if draft.kind in kinds), None)


def open_drafts(tx: Tx, person: PersonId) -> list[Draft]:
    """All dialogues that are open, the newest first."""
    return [_draft(row) for row in store.load(tx, person)]


def drop(tx: Tx, person: PersonId, kind: str) -> bool:
    """Forget the dialogue of this kind: it is finished or cancelled. False: there was none."""
    return store.drop(tx, person, kind)


def forget(tx: Tx, limit: int) -> int:
    """Delete up to `limit` dialogues whose time is up; how many there were."""
    return store.forget(tx, limit)


def _draft(row: Kept) -> Draft:
    return Draft(row.kind, row.step, json.loads(row.data), row.community, row.expires_at)
