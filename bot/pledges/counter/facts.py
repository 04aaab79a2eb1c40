"""What every message about a counter-promise says of it, in the words of that moment."""

from dataclasses import dataclass

from bot.pledges.wording import Deadline


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """Who promises what in return, and until when it is done."""

    owner: str
    """First name; "" when it is not shown."""
    what: str
    """In the owner's words: "resurface the path"."""
    due: Deadline
    number: int
    """Which one it is, of this pledge."""
    office: str | None = None
    """As what they promise it: "Ward councillor"."""
