"""Rows of the driver become model objects in the stores, and nowhere else."""

import ast
from pathlib import Path

import pytest

from tests.conventions.source import BOT, modules, name_of, tree

IN_THE_OPEN = ("core", "maintenance", "migrations")
"""The database itself, and what looks at tables as tables: checking, exporting, migrating."""


def _hides_rows(path: Path) -> bool:
    parts = path.relative_to(BOT).with_suffix("").parts
    return parts[0] not in IN_THE_OPEN and "store" not in parts


@pytest.mark.parametrize("path", [path for path in modules() if _hides_rows(path)], ids=name_of)
def test_only_stores_see_rows(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot."):
            assert "Row" not in {each.name for each in node.names}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "tx":
            assert node.attr not in {"row", "rows", "value", "run", "many"}, f"line {node.lineno}"
