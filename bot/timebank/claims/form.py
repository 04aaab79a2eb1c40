"""A claim that is not whole yet: what is known of it, and what is asked next."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.claims.model import ClaimId

KIND: Final = "claim"
"""The kind of the draft: something of a claim is missing, or to be corrected."""

_LASTING: Final = timedelta(hours=1)

Days = Callable[[str, datetime, str], tuple[str, date | None]]
"""Takes the day off the end of a line: days(line, now on the community's calendar, the writer's language) gives the
rest and the day, None if the line ends with none."""


class Missing(StrEnum):
    """The question that is open."""

    TIME = "time"
    WORDS = "words"
    CHANGE = "change"
    """What is to be corrected?"""


@dataclass(frozen=True, slots=True)
class Form:
    """A claim as far as it is known."""

    raw: Minutes | None = None
    words: str | None = None
    day: date | None = None
    """None: today."""
    claim: ClaimId | None = None
    """The claim that is corrected; None: a new one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something is missing."""

    missing: Missing
    form: Form


def ask(tx: Tx, actor: Actor, missing: Missing, form: Form) -> Asked:
    """The question is open for an hour."""
    data: dict[str, Any] = {**asdict(form), "day": form.day.isoformat() if form.day else None}
    drafts.keep(tx, actor.person, Draft(KIND, missing.value, data, actor.community), lasting=_LASTING)
    return Asked(missing, form)


def waiting(tx: Tx, actor: Actor) -> Asked | None:
    """The question that is open."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        return None
    day = draft.data["day"]
    return Asked(Missing(draft.step), Form(**{**draft.data, "day": date.fromisoformat(day) if day else None}))
