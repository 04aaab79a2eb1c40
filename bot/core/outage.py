"""The second kind of error: something outside is in the way for now. (Refusals are the first, bugs the third.)"""

from typing import Final

ATTEMPTS: Final = 12
"""Outages that one update may meet while the database itself is well: with the pauses between them some five minutes,
twice as long as Telegram keeps a press. After them it is given up."""


class Outage(Exception):  # noqa: N818  the house plan's word
    """The database, or Telegram where an act needs its word, is out of reach. Nothing was written; try again later."""


class CommitUnknown(Outage):
    """The connection broke during COMMIT: it was written or it was not. Look for the key before repeating."""


class ConfigurationError(Exception):
    """The program cannot work as it was set up. The message is one sentence for the operator, printed as it is."""
