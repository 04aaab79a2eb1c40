"""What the bot says of itself is what this release does."""

import re
from dataclasses import fields, replace

import pytest

from bot import rounds
from bot.communities.model import Neighbour, QuietHours, Reader
from bot.intake import service as intake
from bot.pledges.notices import OwnPledgeTipped, PledgeTipped, SignersUnreached
from bot.pledges.paper.notices import PaperNews, PaperToTell
from bot.pledges.wording import Money
from bot.screens import basics, helping, settings
from bot.screens.helping import Task
from bot.screens.notices import render
from bot.screens.words import LANGUAGES, words_for
from tests.screens.samples import Flavour, Sampler

ENGLISH = words_for("en")
SELF_PORTRAITS = {
    "welcome": basics.welcome(ENGLISH, "Ana", None),
    "help": helping.front(ENGLISH, list(Task), at_home=True),
    "quiet hours": settings.quiet_choice(ENGLISH, QuietHours(22 * 60, 8 * 60, "Europe/London"), problem=None),
}


@pytest.mark.parametrize("where", SELF_PORTRAITS)
def test_nobody_is_promised_to_be_reminded(where: str) -> None:
    """Before anything but a deadline rings for people."""
    assert "remind" not in SELF_PORTRAITS[where].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_can_be_had_and_erased(language: str) -> None:
    text = settings.privacy(words_for(language)).text
    assert "/mydata" in text
    assert "/forgetme" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_long_things_are_kept_is_told_as_it_is(language: str) -> None:
    text = settings.privacy(words_for(language)).text
    for kept in (intake.KEPT, rounds._KEEP_DELIVERIES, rounds._KEEP_REMINDERS):
        assert re.search(rf"\b{kept.days}\b", text), kept


def test_what_admins_see_of_residents_is_told() -> None:
    shown = {
        "name": "first name",
        "username": "username",
        "telegram_id": "a link to the profile",
        "since": "since when",
    }
    ours = {"person", "appointed", "admin"}
    assert {field.name for field in fields(Neighbour)} == shown.keys() | ours
    assert all(words in settings.privacy(ENGLISH).text for words in shown.values())


@pytest.mark.parametrize(("each", "asked"), [(None, "Were they there?"), (Money(500, "GBP"), "Have they paid?")])
def test_of_people_on_paper_it_is_asked_what_they_have_promised(each: Money | None, asked: str) -> None:
    notice = Sampler(Flavour.PLAIN).record(PaperToTell)
    facts = replace(notice.pledge, each=each)
    screen = render(replace(notice, pledge=facts, news=PaperNews.BEGUN), Reader(language="en"))
    assert asked in screen.text
    assert screen.buttons[0][0].label == str("Who was there?" if each is None else "Who has paid?")


THE_GROUP = {"en": "in the group", "cy": "yn y grŵp", "ar": "في المجموعة"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [PledgeTipped, OwnPledgeTipped, SignersUnreached])
@pytest.mark.parametrize("flavour", [Flavour.PLAIN, Flavour.BARE])
def test_nobody_is_sent_to_the_group_with_a_pledge_that_it_does_not_know(
    flavour: Flavour, kind: type[PledgeTipped | OwnPledgeTipped | SignersUnreached], language: str
) -> None:
    notice = Sampler(flavour).record(kind)
    if flavour is Flavour.BARE and isinstance(notice, PledgeTipped):
        notice = replace(notice, creator="")
    to_the_group = isinstance(notice, SignersUnreached)  # the others lead to "Write to all"
    for listed in (True, False):
        facts = replace(notice.pledge, listed=listed, act_on=None)
        said = render(replace(notice, pledge=facts), Reader(language=language)).text
        assert (THE_GROUP[language] in said) is (listed and to_the_group)
