"""A community with neighbours, for tests of what is owed to them, and a notice of a kind that only tests know."""

from dataclasses import dataclass
from typing import ClassVar

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId, Sighting
from bot.core.db import Tx
from bot.outbox.model import Audience, Notice, Owed, ToGroup, ToMany, ToPeople, Urgency

GROUP_CHAT = -1001


@dataclass(frozen=True, slots=True)
class Rang(Notice):
    """Somebody rang at the door. Registered by a fixture, so that tests of completeness do not see it."""

    kind: ClassVar[str] = "test_rang"
    words: str = "ding"


del Notice.kinds[Rang.kind]


@dataclass(frozen=True, slots=True)
class Street:
    community: CommunityId
    people: tuple[PersonId, ...]

    def members(
        self, _tx: Tx, community: CommunityId, _subject: int, after: int, limit: int
    ) -> list[tuple[int, PersonId]]:
        """An expander: all neighbours, in the order of their ids."""
        assert community == self.community
        return [(int(person), person) for person in sorted(self.people) if person > after][:limit]

    def to(self, *numbers: int) -> ToPeople:
        return ToPeople(tuple(self.people[number] for number in numbers))


def telegram_id(number: int) -> int:
    """Of the neighbour with this number."""
    return 100 + number


def found(tx: Tx, neighbours: int, chat: int = GROUP_CHAT) -> Street:
    """A community in a group, whose people have been seen there (in London, in English)."""
    actors = [
        communities.recognise(
            tx,
            Sighting(
                telegram_id=telegram_id(number) if chat == GROUP_CHAT else 10_000 - chat + number,
                first_name=f"Neighbour {number}",
                username=None,
                language_code="en",
                chat_id=chat,
                chat_type="supergroup",
                chat_title="Mill Road",
                at=tx.now,
                key=f"m:{chat}:{number}",
            ),
        )
        for number in range(neighbours)
    ]
    community = actors[0].community
    assert community is not None
    return Street(community, tuple(actor.person for actor in actors))


def owed(audience: Audience, words: str = "ding", *, key: str | None = None, urgency: Urgency = Urgency.URGENT) -> Owed:
    """`words` about door 7."""
    return Owed(Rang(words), audience, key=key or f"rang:{words}", subject="door:7", urgency=urgency)


EVERYBODY = ToMany("neighbours", 7)
THE_GROUP = ToGroup()
