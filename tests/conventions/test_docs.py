"""What can be set and what can be said is written down."""

from bot.handlers.commands import TABLE
from bot.screens.words import LANGUAGES, words_for
from bot.settings import Settings
from tests.conventions.settings_page import PAGE, page

DESCRIPTION_LENGTH = 256
"""Telegram's limit for a command's description in the menu."""


def test_the_page_of_settings_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run `make words`"


def test_every_setting_has_a_sentence() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_every_command_is_explained_in_every_language() -> None:
    for name, command in TABLE.commands.items():
        for language in LANGUAGES:
            t = words_for(language)
            assert command.example(t, "7K2MQ").split()[0] == f"/{name}"
            assert ("7K2MQ" in command.example(t, "7K2MQ")) is (command.about is not None)
            assert 0 < len(command.description(t)) <= DESCRIPTION_LENGTH, name
            assert command.explanation(t), name
