"""The tables of the installation itself."""

from sqlalchemy import CheckConstraint, Column, Table

from bot.core.schema import Id, Moment, String, metadata

installation = Table(
    "installation",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bot_id", Id),  # Telegram's number of the bot that works here; NULL: none has yet
    Column("epoch", Id, nullable=False),  # how often the database was restored from a backup
    Column("quarantined_at", Moment),  # since when what was overdue then is held back
    CheckConstraint("id = 1", name="only_one"),
    CheckConstraint("epoch >= 0", name="epoch_counts"),
    sqlite_strict=True,
)
"""One row at most; none in a fresh database."""

offers = Table(
    "offers",
    metadata,
    Column("what", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    sqlite_strict=True,
)
"""What Telegram was given to keep for us (the command menus), as it was given last."""

pulse = Table(
    "pulse",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("beat_at", Moment, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
    sqlite_strict=True,
)
"""One row at most, written to see whether anything can be written at all."""
