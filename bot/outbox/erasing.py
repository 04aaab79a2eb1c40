"""Forgetting a person in messages: those to them, and those on their way to others that name them or quote them."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.communities.keeping import GONE, Keeper, Traces
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.outbox.model import notice_from
from bot.outbox.store import erasing as store


def erase(tx: Tx, person: PersonId) -> Traces:
    """Nothing is said to them any more."""
    store.keep_from(tx, person)
    return Traces()


def redact(tx: Tx, traces: Traces) -> None:
    """Whoever is owed a notice about something that the person took part in gets it without these words. Another
    neighbour of the same first name is not named in it then, either: nobody can tell which one was meant."""
    for community, subject in sorted(traces.subjects):
        for notice in store.about(tx, community, subject):
            known = json.loads(notice.facts)
            without = _without(known, traces.words)
            if without == known:
                continue
            facts = json.dumps(without, ensure_ascii=False, separators=(",", ":"))
            if _is_sayable(notice.kind, facts):
                store.save(tx, community, notice.id, facts)
            else:
                store.withdraw(tx, community, notice.id)


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """What they were told, or will be."""
    return {"messages": store.told(tx, person)}


def _without(fact: Any, words: frozenset[str]) -> Any:
    match fact:
        case str():
            return GONE if fact in words else fact
        case list():
            return [_without(each, words) for each in fact]
        case dict():
            return {name: _without(each, words) for name, each in fact.items()}
    return fact


def _is_sayable(kind: str, facts: str) -> bool:
    """False: one of the words is also what the notice is made of ("open")."""
    try:
        notice_from(kind, facts)
    except (KeyError, ValueError):
        return False
    return True


KEEPER: Final = Keeper("messages", erase, tell)
