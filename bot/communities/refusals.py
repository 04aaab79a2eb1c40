"""What people and communities refuse. `screens.communities.REFUSALS` has the sentences.

Nothing of another community shows in an answer: whoever may not know, and whatever does not exist, gets the same
`NotAMember` or `UnknownInvite`.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class NoCommunity(Refusal):
    """In private, somebody who is in no community yet asks for something that needs one."""


@dataclass(unsafe_hash=True)
class NotAMember(Refusal):
    """Not of this community, or there is no such community: the two read alike."""


@dataclass(unsafe_hash=True)
class MovedOut(Refusal):
    """They have lived in this community, so that its name is no secret to them, and do not any more."""

    title: str
    now: str | None
    """The title of the community that their private chat is about now."""
    others: int
    """How many further ones they live in."""


@dataclass(unsafe_hash=True)
class BotIsOut(Refusal):
    """They live in this community, but the bot is not in its group any more. Fields as in `MovedOut`."""

    title: str
    now: str | None
    others: int


@dataclass(unsafe_hash=True)
class NotAllowed(Refusal):
    """A resident asks for what only organisers may do."""


@dataclass(unsafe_hash=True)
class AdminsOnly(Refusal):
    """An appointed organiser asks for what only the Telegram admins of the group may do."""


@dataclass(unsafe_hash=True)
class AdminMustConfirm(Refusal):
    """An anonymous admin asks; they have to press a button, so that the presser can be checked.

    `act` is the value of the `Act`, for whoever draws the button.
    """

    act: str


@dataclass(unsafe_hash=True)
class NobodyInParticular(Refusal):
    """An anonymous admin tries what only a person can do: promise, sign, withdraw."""


@dataclass(unsafe_hash=True)
class NotYourself(Refusal):
    """An admin wants to appoint themselves: nobody acts where they gain."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class NotAResident(Refusal):
    """Whoever is to be appointed does not live here (any more), or is nobody at all: they read alike."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class EnoughOrganisers(Refusal):
    """As many as can be are appointed already."""

    most: int


@dataclass(unsafe_hash=True)
class MembersHidden(Refusal):
    """Telegram does not tell whether they are in the group: it does so for certain only where the bot is an admin."""


@dataclass(unsafe_hash=True)
class UnknownInvite(Refusal):
    """No such invite link: never made, revoked, of a community that is gone, or not for somebody who was banned."""


@dataclass(unsafe_hash=True)
class UnknownTimeZone(Refusal):
    """No IANA time zone of this name."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class UnknownCurrency(Refusal):
    """No ISO 4217 currency in use of this name."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class UnknownLanguage(Refusal):
    """Not a language tag (BCP 47)."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class NotAnHour(Refusal):
    """Quiet hours outside of the day (minutes 0 to 1439)."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class AskedTooLongAgo(Refusal):
    """The yes is to no question that is open: it was another one's, or nobody waits for it any more."""


@dataclass(unsafe_hash=True)
class TooLateToUndo(Refusal):
    """The minute is over, it was undone already, or something else was done since."""


@dataclass(unsafe_hash=True)
class NotInAGroup(Refusal):
    """Something that can only be done in the group was tried in private."""
