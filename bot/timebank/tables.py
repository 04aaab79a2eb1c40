"""The tables of the time bank. Private to this package; those of the book are the book's own."""

from bot.timebank.ledger import tables as ledger

__all__ = ["ledger"]
