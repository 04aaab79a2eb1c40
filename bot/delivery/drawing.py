"""What delivery must be given to know what to say; `subject` puts it together from the domains and their screens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.communities.groups import Move
from bot.communities.model import CommunityId, Reader
from bot.core.db import Tx
from bot.outbox.model import Notice
from bot.outbox.sending import StillTrue
from bot.outbox.service import Expander
from bot.screens.model import Screen

Render: TypeAlias = Callable[[Notice, Reader], Screen]
LoadCard: TypeAlias = Callable[[Tx, CommunityId, int], Any]
"""What the card of a subject shows now ("pledge:7" -> 7), or None when there is nothing to show any more."""
DrawCard: TypeAlias = Callable[[Any, Reader], Screen]


@dataclass(frozen=True, slots=True)
class CardKind:
    """How the cards of one prefix ("pledge") are loaded, inside a transaction, and drawn."""

    load: LoadCard
    draw: DrawCard


@dataclass(frozen=True, slots=True)
class Drawing:
    """Words and facts for what is owed. Kinds that `still_true` does not name are true for everybody, always."""

    render: Render
    expanders: Mapping[str, Expander] = field(default_factory=dict)
    still_true: Mapping[str, StillTrue] = field(default_factory=dict)
    cards: Mapping[str, CardKind] = field(default_factory=dict)
    shared: Mapping[str, CardKind] = field(default_factory=dict)
    """The same cards as people share them to chats of their own."""
    moves: Sequence[Move] = ()
    """What has to follow when two communities turn out to be one group."""
