"""The inbox: every update that Telegram may forget because we will not."""

from sqlalchemy import CheckConstraint, Column, Index, Table, text

from bot.core.schema import Id, Moment, String, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("raw", String, nullable=False),
    Column("chat_id", Id),
    Column("telegram_id", Id),
    Column("received_at", Moment, nullable=False),
    Column("state", String, nullable=False, server_default="new"),
    Column("attempts", Id, nullable=False, server_default="0"),
    Column("settled_at", Moment),
    CheckConstraint("state IN ('new', 'done', 'dead')", name="state"),
    CheckConstraint("(state = 'new') = (settled_at IS NULL)", name="settled"),
    CheckConstraint("state <> 'done' OR raw = ''", name="done_is_empty"),
    sqlite_strict=True,
)
"""A done row has lost its text (it holds what people wrote) and whose it was; it stays for three days, so that the same
update is known again. A dead row keeps them for the operator, three days at most."""

Index(
    "ix_inbox_waiting",
    inbox.c.received_at,
    inbox.c.update_id,
    sqlite_where=text("state = 'new'"),
    postgresql_where=text("state = 'new'"),
)
_DEAD = text("state = 'dead'")
Index("ix_inbox_dead", inbox.c.update_id, sqlite_where=_DEAD, postgresql_where=_DEAD)
IS_NEW, IS_DEAD = text("inbox.state = 'new'"), text("inbox.state = 'dead'")
Index(
    "ix_inbox_settled", inbox.c.settled_at, sqlite_where=text("state <> 'new'"), postgresql_where=text("state <> 'new'")
)
