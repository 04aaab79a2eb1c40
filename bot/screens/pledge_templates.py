"""Ready-made pledges, to begin with: each a whole sentence but for its date."""

from enum import StrEnum
from typing import Final

from bot.screens.html import Phrase
from bot.screens.model import Button
from bot.screens.taps import tap
from bot.screens.words import Words

_IN_A_ROW: Final = 2


class Template(StrEnum):
    """What neighbours promise most."""

    PARTY = "party"
    SNOW = "snow"
    LITTER = "litter"
    SCHOOL = "school"
    RESIDENTS = "residents"


def sentence(t: Words, template: Template) -> Phrase:
    """What the writer would have typed."""
    match template:
        case Template.PARTY:
            # Translators: this and the next four are pledges as people type them in your language, without a date; a
            # test sends each to the bot, which must understand it all
            return t.plain("I will bring a table and a cake to a street party if 10 other neighbours will bring food")
        case Template.SNOW:
            return t.plain("I will clear the snow from our pavement if 5 other neighbours will clear snow too")
        case Template.LITTER:
            return t.plain("I will pick litter in our street for an hour if 5 other neighbours will come too")
        case Template.SCHOOL:
            return t.plain("I will walk some of the children to school once a week if 4 other parents will do it too")
        case Template.RESIDENTS:
            return t.plain("I will host the first meeting of a residents' group if 8 other neighbours will come")


def ready_made(t: Words, token: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each, in the form with this token."""
    labels = {
        Template.PARTY: t.button("Street party"),
        Template.SNOW: t.button("Clear snow"),
        Template.LITTER: t.button("Pick litter"),
        Template.SCHOOL: t.button("Walk to school"),
        Template.RESIDENTS: t.button("Residents' group"),
    }
    buttons = [Button(labels[each], tap=tap("pledge_template", token, each.value)) for each in Template]
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW))
