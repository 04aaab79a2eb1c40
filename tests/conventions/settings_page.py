"""Draws docs/settings.md from the settings themselves: `make words`."""

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.settings import PREFIX, Settings
from tests.conventions.source import ROOT

PAGE = ROOT / "docs" / "settings.md"
_HEAD = """\
# Settings

Everything that can be set, as environment variables. Drawn from `bot/settings.py` by `make words`; a test says when
this page is out of date.

| variable | default | meaning |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    if field.default is None or field.default is PydanticUndefined:
        return "–"
    return f"`{getattr(field.default, 'value', field.default)}`"


if __name__ == "__main__":
    PAGE.write_text(page())
