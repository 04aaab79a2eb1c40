"""What must always be true of people, communities and rights. Each query returns the exceptions: ids, never words."""

from typing import Final

from sqlalchemy import and_, select

from bot.communities.tables import chat_aliases, communities, drafts, grants, people, residents
from bot.core.db import Statement, statement

_CURRENT_BUT_FOREIGN: Final = statement(
    select(people.c.id, people.c.current_community)
    .join_from(
        people,
        residents,
        and_(residents.c.person_id == people.c.id, residents.c.community_id == people.c.current_community),
        isouter=True,
    )
    .where(people.c.current_community.is_not(None), residents.c.person_id.is_(None))
)
_ALIAS_OF_ITSELF: Final = statement(
    select(chat_aliases.c.chat_id).join_from(chat_aliases, communities, communities.c.chat_id == chat_aliases.c.chat_id)
)
_GRANT_TO_A_STRANGER: Final = statement(
    select(grants.c.community_id, grants.c.person_id)
    .join_from(
        grants,
        residents,
        and_(residents.c.person_id == grants.c.person_id, residents.c.community_id == grants.c.community_id),
        isouter=True,
    )
    .where(residents.c.person_id.is_(None))
)
_SET_UP_TOO_EARLY: Final = statement(select(communities.c.id).where(communities.c.set_up_at < communities.c.founded_at))
_SHELL_WITH_PEOPLE: Final = statement(
    select(communities.c.id)
    .join_from(communities, residents, residents.c.community_id == communities.c.id)
    .where(communities.c.chat_id.is_(None))
    .distinct()
)
_DRAFT_OF_A_SHELL: Final = statement(
    select(drafts.c.person_id)
    .join_from(drafts, communities, communities.c.id == drafts.c.community_id)
    .where(communities.c.chat_id.is_(None))
)

INVARIANTS: Final[dict[str, Statement]] = {
    "a person's current community is one in which they live or have lived": _CURRENT_BUT_FOREIGN,
    "a former chat id of a group is no group's present one": _ALIAS_OF_ITSELF,
    "only residents are appointed": _GRANT_TO_A_STRANGER,
    "no community is set up before it exists": _SET_UP_TOO_EARLY,
    "a community that became part of another one has nobody left": _SHELL_WITH_PEOPLE,
    "no dialogue is about a community that became part of another one": _DRAFT_OF_A_SHELL,
}
