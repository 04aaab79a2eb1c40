"""Keeping the database well: check it, move its schema, copy it, bring a copy back.

Every function raises ConfigurationError, with one sentence for the operator, for what the operator must mend.
"""

from bot.maintenance.backups import backup, restore
from bot.maintenance.checking import Finding, check
from bot.maintenance.migrating import Migration, make_ready, migrate

__all__ = ["Finding", "Migration", "backup", "check", "make_ready", "migrate", "restore"]
