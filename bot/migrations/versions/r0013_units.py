"""A threshold may count hours or money: what is given is summed, and what a number may be depends on what it counts.

SQLite cannot change a check of a table that is there: the table is built anew.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_OLD = {
    "threshold_in_range": "threshold BETWEEN 1 AND 1000000",
    "capacity_holds_threshold": "capacity >= threshold",
    "enough_means_tipped": "state <> 'open' OR (tipped_at IS NULL AND count < threshold)",
}
_NEW = {
    "threshold_in_range": (
        "threshold >= 1 AND threshold <= CASE unit WHEN 'money' THEN 1000000000000 ELSE 1000000 END"
    ),
    "capacity_holds_threshold": "capacity >= CASE unit WHEN 'people' THEN threshold ELSE 1 END",
    "enough_means_tipped": (
        "state <> 'open' OR (tipped_at IS NULL AND CASE unit WHEN 'people' THEN count ELSE given END < threshold)"
    ),
    "given_is_counted": "given >= 0 AND staying_given >= 0 AND (unit <> 'people' OR given = 0)",
    "amount_has_a_currency": "(amount IS NULL) = (currency IS NULL) AND amount >= 1",
    "money_has_an_amount": "unit <> 'money' OR amount IS NOT NULL",
}


def upgrade() -> None:
    for name in ("given", "staying_given"):
        op.add_column("pledges", sa.Column(name, Id, nullable=False, server_default=sa.text("0")))
    _check(_OLD, _NEW)


def downgrade() -> None:
    _check(_NEW, _OLD)
    for name in ("staying_given", "given"):
        op.drop_column("pledges", name)


def _check(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    with op.batch_alter_table("pledges", table_kwargs={"sqlite_strict": True}) as table:
        for name in before:
            table.drop_constraint(op.f(f"ck_pledges_{name}"), type_="check")
        for name, text in after.items():
            table.create_check_constraint(op.f(f"ck_pledges_{name}"), text)
