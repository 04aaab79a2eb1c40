"""What the bot says of itself is what this release does."""

import pytest

from bot.communities.model import QuietHours
from bot.screens import basics, settings
from bot.screens.words import words_for

ENGLISH = words_for("en")
SELF_PORTRAITS = {
    "welcome": basics.welcome(ENGLISH, "Ana"),
    "help": basics.help_front(ENGLISH, ["pledges", "yourself"]),
    "quiet hours": settings.quiet_choice(ENGLISH, QuietHours(22 * 60, 8 * 60, "Europe/London")),
}


@pytest.mark.parametrize("where", SELF_PORTRAITS)
def test_nobody_is_promised_to_be_reminded(where: str) -> None:
    """Before anything but a deadline rings for people."""
    assert "remind" not in SELF_PORTRAITS[where].text


def test_erasure_is_not_promised_as_easy() -> None:
    assert "no command for that yet" in settings.privacy(ENGLISH).text
