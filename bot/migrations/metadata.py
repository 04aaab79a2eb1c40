"""The schema as the code has it: every `tables` module, gathered."""

from importlib import import_module
from pkgutil import walk_packages

from sqlalchemy import MetaData

import bot
from bot.core.schema import metadata


def whole_metadata() -> MetaData:
    """The metadata with the tables of all packages in it."""
    for module in walk_packages(bot.__path__, f"{bot.__name__}."):
        if module.name.endswith(".tables") and not module.ispkg:
            import_module(module.name)
    return metadata
