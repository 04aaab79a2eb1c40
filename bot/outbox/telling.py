"""/mydata: everything that is kept about somebody."""

from collections.abc import Mapping
from typing import Any

from bot.communities.access import require_somebody
from bot.communities.keeping import Keepers
from bot.communities.model import Actor
from bot.core.db import Tx


def everything(tx: Tx, actor: Actor, keepers: Keepers) -> Mapping[str, Mapping[str, Any]]:
    """Part by part, as each package keeps it. Refuses NobodyInParticular."""
    require_somebody(actor)
    return {keeper.name: keeper.tell(tx, actor.person) for keeper in keepers}
