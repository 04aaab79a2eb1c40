"""A counter-promise that is being written: kept as a draft, judged anew whenever it is looked at."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final

from bot.communities import drafts
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor, PersonId
from bot.communities.refusals import NotAllowed
from bot.communities.roles import organisers_to_ask
from bot.core.db import Tx
from bot.pledges.counter import rules, store
from bot.pledges.counter.refusals import NobodyToAsk
from bot.pledges.finding import steered
from bot.pledges.model import Pledge
from bot.pledges.naming import first_name
from bot.pledges.refusals import NoForm
from bot.pledges.wording import Deadline

KIND: Final = "pledge_in_return"
"""The kind of the draft."""

WAITED_FOR: Final = timedelta(hours=1)
"""What is typed later was not meant for it."""

_TOKEN_BYTES: Final = 4


class Step(StrEnum):
    """What is asked."""

    WHAT = "what"
    DUE = "due"
    OFFICE = "office"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Making:
    """A promise that is being written."""

    pledge: Pledge
    owner: PersonId
    name: str
    """The owner's first name; "" when it must not be shown (their own, as an anonymous admin)."""
    own: bool
    """The writer's own; else it is proposed to the owner."""
    step: Step = Step.WHAT
    what: str | None = None
    due: Deadline | None = None
    office: str | None = None

    @property
    def token(self) -> str:
        """Stands for it on the button that says yes to it."""
        said = f"{self.owner} {self.what} {self.due} {self.office}"
        return blake2b(said.encode(), digest_size=_TOKEN_BYTES).hexdigest()


def begun(tx: Tx, actor: Actor, pledge: Pledge, owner: PersonId, *, organiser: bool) -> Making:
    """The promise of this owner, if it may be written. Refuses as `choose`."""
    own = owner == actor.person
    if own and not organiser:
        raise NotAllowed
    made = store.of_pledge(tx, pledge)
    rules.making(pledge, made, owner, actor.at)
    rules.room(pledge, made, own=own)
    in_reach = {each.person for each in organisers_to_ask(tx, pledge.community)}
    if not own and owner not in in_reach:
        raise NobodyToAsk(pledge.code)
    return Making(pledge, owner, first_name(tx, pledge, owner), own)


def opened(tx: Tx, actor: Actor, *, lock: bool = True) -> Making:
    """What is being written, judged as of now."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        raise NoForm
    pledge, organiser = steered(tx, actor, draft.data["code"], Act.PLEDGE, lock=lock)
    making = begun(tx, actor, pledge, PersonId(draft.data["owner"]), organiser=organiser)
    due = draft.data["due"]
    return replace(
        making,
        step=Step(draft.step),
        what=draft.data["what"],
        due=None if due is None else Deadline.as_kept(due),
        office=draft.data["office"],
    )


def keep(tx: Tx, actor: Actor, making: Making) -> Making:
    """It waits for its next answer, over restarts."""
    data: dict[str, Any] = {
        "code": making.pledge.code,
        "owner": making.owner,
        "what": making.what,
        "due": None if making.due is None else making.due.kept(),
        "office": making.office,
    }
    draft = Draft(KIND, making.step.value, data, making.pledge.community)
    drafts.keep(tx, actor.person, draft, lasting=WAITED_FOR)
    return making
