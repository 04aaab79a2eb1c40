"""Writing to everybody who is in: asked for, shown once more, and sent with a yes."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.text import clean_text
from bot.outbox import service as outbox
from bot.outbox.model import Audience, Owed, ToPeople
from bot.pledges import limits, news
from bot.pledges.course_notices import PledgeNews
from bot.pledges.finding import pledge_for
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of, first_name
from bot.pledges.refusals import NoForm, Part
from bot.pledges.signing import to_signers
from bot.pledges.speaking import Announcement, speaking
from bot.pledges.store import announcements

KIND: Final = "pledge_announce"
"""The draft that waits for the text, and then for a yes."""

WAITED_FOR: Final = timedelta(hours=1)
"""What is typed later was not meant for everybody."""

_TOKEN_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Announcing:
    """Somebody is about to write to everybody who is in."""

    pledge: Pledge
    text: str | None = None
    """As it will be sent; None: it is asked for."""
    token: str = ""
    """Stands for this preview on the button that says yes to it."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""


@dataclass(frozen=True, slots=True)
class Announced:
    """It is sent."""

    pledge: Pledge


def ask(tx: Tx, actor: Actor, code: str) -> Announcing:
    """Begin: what the actor types next, within an hour, is the text.

    Refuses in this order: UnknownPledge, NobodyInParticular, then as `speaking` does. Raises MembershipStale.
    """
    pledge, _ = _led(tx, actor, code)
    return _waiting(tx, actor, Announcing(pledge, title=communities.title_for(tx, actor.person, pledge.community)))


def write(tx: Tx, actor: Actor, text: str) -> Announcing:
    """The text is typed; nothing is sent before it has been seen and said yes to, within an hour.

    Refuses NoForm, then as `ask` does, then TextTooShort, TextTooLong.
    """
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        raise NoForm
    pledge, _ = _led(tx, actor, draft.data["code"])
    text = clean_text(text)
    limits.check_text(Part.ANNOUNCEMENT, text)
    title = communities.title_for(tx, actor.person, pledge.community)
    return _waiting(tx, actor, Announcing(pledge, text, _token(actor), title))


def waiting(tx: Tx, actor: Actor) -> Announcing | None:
    """What waits for the actor's text or yes. Refuses as `ask` who may not write any more."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        return None
    pledge, _ = _led(tx, actor, draft.data["code"], lock=False)
    title = communities.title_for(tx, actor.person, pledge.community)
    return Announcing(pledge, draft.data["text"], draft.data["token"], title)


def stop(tx: Tx, actor: Actor) -> None:
    """Not written after all."""
    drafts.drop(tx, actor.person, KIND)


def send(tx: Tx, actor: Actor, code: str, token: str) -> Announcing | Announced:
    """The yes to the preview that `token` stands for; the same yes again sends nothing. To another preview, or too
    late: it is asked anew.

    Refuses as `ask` does.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.PLEDGE)
    if token and announcements.by_key(tx, pledge, token) is not None:
        return Announced(pledge)
    pledge, written = _led(tx, actor, code)
    asked = waiting(tx, actor)
    if asked is None or asked.pledge.id != pledge.id:
        return ask(tx, actor, code)
    if asked.text is None or asked.token != token:
        return asked
    one = Announcement(len(written) + 1, actor.person, asked.text, tx.now)
    announcements.add(tx, pledge, one, key=token)
    drafts.drop(tx, actor.person, KIND)
    _tell(tx, pledge, one)
    return Announced(pledge)


def _led(tx: Tx, actor: Actor, code: str, *, lock: bool = True) -> tuple[Pledge, list[Announcement]]:
    """The pledge, if the actor may write to everybody now, and what was written before."""
    pledge, _ = pledge_for(tx, actor, code, Act.PLEDGE, lock=lock)
    written = announcements.of_pledge(tx, pledge)
    where = communities.community(tx, pledge.community)
    assert where is not None, "pledges live somewhere"
    speaking(pledge, actor.person, [each.written_at for each in written], tx.now, ZoneInfo(where.time_zone))
    return pledge, written


def _waiting(tx: Tx, actor: Actor, asked: Announcing) -> Announcing:
    step = "text" if asked.text is None else "confirm"
    data = {"code": asked.pledge.code, "text": asked.text, "token": asked.token}
    drafts.keep(tx, actor.person, Draft(KIND, step, data, asked.pledge.community), lasting=WAITED_FOR)
    return asked


def _tell(tx: Tx, pledge: Pledge, one: Announcement) -> None:
    notice = PledgeNews(facts_of(pledge), one.number, first_name(tx, pledge, one.author), one.text)
    key = news.notice_key(pledge, one.number)
    until = max(tx.now, pledge.wording.deadline.at) + outbox.LIFETIME  # people still sign, and are told then
    audiences: dict[str, Audience] = {key: to_signers(pledge)}
    if one.author != pledge.creator:
        audiences[f"own_{key}"] = ToPeople((pledge.creator,))
    for each, audience in audiences.items():
        outbox.tell(tx, pledge.community, Owed(notice, audience, each, pledge.subject, expires_at=until))


def _token(actor: Actor) -> str:
    return blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
