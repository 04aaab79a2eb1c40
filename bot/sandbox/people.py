"""A small neighbourhood, the same each time: Mill Road and six people who live there."""

from dataclasses import dataclass
from random import Random

from bot.core.clock import Clock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Setup
from bot.sandbox.world import Chat, Person

SEED = 1842
"""Mill Road's year of building; any number would do, the same number gives the same neighbourhood."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Six neighbours and their group. Maria owns it; the bot is not in it yet. Dilys reads Welsh, Amal Arabic."""

    sandbox: Sandbox
    maria: Person
    tom: Person
    dilys: Person
    amal: Person
    chidi: Person
    joan: Person
    group: Chat

    @property
    def people(self) -> tuple[Person, ...]:
        return (self.maria, self.tom, self.dilys, self.amal, self.chidi, self.joan)


async def neighbourhood(clock: Clock, random: Random | None = None, setup: Setup | None = None) -> Neighbourhood:
    """Builds the neighbourhood in a new stand-in."""
    sandbox = Sandbox(clock, random or Random(SEED), setup)  # noqa: S311 - play, not secrets
    maria = await sandbox.create_person("Maria", last_name="Santos", username="maria_santos")
    tom = await sandbox.create_person("Tom", last_name="Bevan", username="tombevan")
    dilys = await sandbox.create_person("Dilys", last_name="Morgan", language_code="cy")
    amal = await sandbox.create_person("Amal", last_name="Haddad", username="amal_h", language_code="ar")
    chidi = await sandbox.create_person("Chidi", last_name="Okafor", username="chidi_ok")
    joan = await sandbox.create_person("Joan", last_name="Price")
    group = await sandbox.create_group(maria, "Mill Road neighbours", (tom, dilys, amal, chidi, joan))
    return Neighbourhood(sandbox, maria, tom, dilys, amal, chidi, joan, group)
