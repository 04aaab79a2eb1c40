"""What must hold of the time bank at every moment."""

from typing import Final

from bot.core.db import Statement
from bot.timebank.claims.invariants import INVARIANTS as OF_CLAIMS
from bot.timebank.ledger.invariants import INVARIANTS as OF_THE_BOOK
from bot.timebank.market.invariants import MARKET_INVARIANTS
from bot.timebank.rewards.invariants import INVARIANTS as OF_REWARDS

INVARIANTS: Final[dict[str, Statement]] = {**OF_THE_BOOK, **OF_CLAIMS, **OF_REWARDS, **MARKET_INVARIANTS}
