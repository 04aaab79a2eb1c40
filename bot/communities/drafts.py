"""Half-finished dialogues: one at a time for each person, kept over restarts."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.communities.model import CommunityId, PersonId
from bot.communities.store import drafts as store
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


def keep(tx: Tx, person: PersonId, draft: Draft, *, lasting: timedelta | None = None) -> None:
    """Remember the dialogue instead of whatever the person had begun before, for this long or until it is dropped."""
    store.keep(
        tx,
        person,
        question=(draft.kind, draft.step),
        data=json.dumps(draft.data, ensure_ascii=False),
        community=draft.community,
        expires_at=None if lasting is None else tx.now + lasting,
    )


def draft_of(tx: Tx, person: PersonId, *, kind: str | None = None) -> Draft | None:
    """The dialogue that is open, if it is of this kind (None: of any). One whose time is up is not open."""
    row = store.load(tx, person)
    if row is None or kind not in {None, row.kind}:
        return None
    return Draft(row.kind, row.step, json.loads(row.data), row.community)


def drop(tx: Tx, person: PersonId, *, kind: str | None = None) -> bool:
    """Forget the dialogue, if it is of this kind (None: of any): it is finished or cancelled. False: there was none."""
    return store.drop(tx, person) if kind is None else store.drop_kind(tx, person, kind)
