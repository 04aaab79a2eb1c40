"""Appointing and dismissing organisers: whoever is appointed hears of it."""

from bot.communities import organisers, undoing
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId, PersonId
from bot.communities.organisers import Change, Decided, Organisers, Question
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.outbox.notices import OrganiserAppointed


def confirm(
    tx: Tx, actor: Actor, community: CommunityId, change: Change, person: PersonId
) -> Decided | Question | Organisers:
    """Confirm, and tell the appointed one, once; who is dismissed before they heard of it need not hear of it.

    Refuses as `organisers.confirm`.
    """
    found = organisers.confirm(tx, actor, community, change, person)
    if not isinstance(found, Decided):
        return found
    subject = _subject(person)
    outbox.withdraw(tx, community, subject)
    if change is Change.APPOINT:
        notice = OrganiserAppointed(community, found.organisers.community.title)
        key = f"appointed:{person}:{tx.now.isoformat()}"
        outbox.tell(tx, community, Owed(notice, ToPeople((person,)), key, subject))
    return found


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """Undo a dismissal; who had not heard of their appointment before it hears of it after all.

    Refuses as `organisers.put_back`.
    """
    organisers.put_back(tx, actor, undone)
    assert undone.community is not None, "it was offered with one"
    outbox.restore(tx, undone.community, _subject(undone.data["person"]), tx.now - undoing.LASTING)


def _subject(person: PersonId) -> str:
    return f"organiser:{person}"
