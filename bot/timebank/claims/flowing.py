"""Hours that somebody saw being given come in by themselves: they wait for an organiser like those that are logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes, minutes
from bot.timebank.claims import digest, rules
from bot.timebank.claims.model import Claim, ClaimId, ClaimState
from bot.timebank.ledger import erasing
from bot.timebank.rules import LONGEST
from bot.timebank.store import claims as store
from bot.timebank.store.erasing import forget_deed

WORDS_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave to a pledge that was kept."""

    person: PersonId
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Deed:
    """For what, and when."""

    community: CommunityId
    pledge: int
    code: str
    words: str
    on: date


def flow_in(tx: Tx, deed: Deed, given: Iterable[Given]) -> None:
    """Everybody's hours, once, however often this is said. What is longer than an entry can be comes as several."""
    for each in given:
        for part, amount in enumerate(_parts(each.minutes)):
            number = ClaimId(tx.new_id())
            state, words = ClaimState.WAITING, deed.words[:WORDS_MOST]
            steps = rules.in_steps(amount)
            whose = (deed.community, number, each.person, deed.on)
            claim = Claim(*whose, amount, steps, words, state, 0, tx.now, pledge_code=deed.code)
            store.add(tx, claim, f"pledge:{deed.pledge}:{each.person}:{part}")
    if store.count(tx, deed.community).number:
        digest.remind(tx, deed.community)


def forget_words(tx: Tx, community: CommunityId, code: str) -> list[str]:
    """What this pledge was for is said no more: not where hours wait or are listed, and not in the book. The subjects
    of what is told about these hours."""
    subjects = [f"claim:{number}" for number in forget_deed(tx, community, code)]
    for subject in subjects:
        erasing.erase_words_under(tx, community, subject)
    return subjects


def _parts(whole: Minutes) -> list[Minutes]:
    full, rest = divmod(whole, LONGEST)
    return [LONGEST] * full + ([minutes(rest)] if rest else [])
