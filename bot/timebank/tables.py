"""The tables of the time bank. Private to this package; those of the book are the book's own."""

from sqlalchemy import CheckConstraint, Column, Table

from bot.core.schema import Id, Moment, String, metadata
from bot.timebank.ledger import tables as ledger

__all__ = ["ledger", "timebanks"]

timebanks = Table(
    "timebanks",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("mode", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Id, nullable=False),
    CheckConstraint("mode IN ('mutual', 'issued')", name="mode_known"),
    sqlite_strict=True,
)
"""What a community has settled about its time bank; without a row all is as it begins."""
