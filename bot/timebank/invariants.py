"""What must hold of the time bank at every moment."""

from typing import Final

from bot.core.db import Statement
from bot.timebank.ledger.invariants import INVARIANTS as OF_THE_BOOK
from bot.timebank.market.invariants import MARKET_INVARIANTS

INVARIANTS: Final[dict[str, Statement]] = {**OF_THE_BOOK, **MARKET_INVARIANTS}
