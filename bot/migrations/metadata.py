"""The schema as the code has it: every package's `tables` module, gathered."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from sqlalchemy import MetaData

import bot
from bot.core.schema import metadata


def whole_metadata() -> MetaData:
    """The metadata with the tables of all packages in it."""
    for package in iter_modules(bot.__path__):
        if package.ispkg and find_spec(f"bot.{package.name}.tables"):
            import_module(f"bot.{package.name}.tables")
    return metadata
