"""What can be set and what can be said is written down."""

from bot.settings import PREFIX, Settings
from tests.conventions.source import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _documented() -> str:
    return "\n".join(page.read_text() for page in PAGES)


def test_every_environment_variable_is_documented() -> None:
    written = _documented()
    missing = [name for field in Settings.model_fields if (name := f"{PREFIX}{field.upper()}") not in written]
    assert not missing


def test_every_setting_has_a_sentence() -> None:
    assert all(
        field.description and field.description.endswith((".", "…", ")")) for field in Settings.model_fields.values()
    )
