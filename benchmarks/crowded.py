"""A community with as many pledges and signatures as wanted, each pledge with words of its own."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.neighbourhood import Place, actor, neighbourhood, opened
from benchmarks.rows import execute, multiply
from benchmarks.updates import FIRST_PERSON
from bot.communities.model import Actor, PersonId
from bot.core.codes import ALPHABET
from bot.core.db import Tx
from bot.pledges import writing
from bot.pledges.filling import KEEP
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.signing import sign
from bot.pledges.store import pledges

WORDS_TOGETHER: Final = "garden ladder"
"""Each stands in half of the pledges, both in a quarter."""
WORDS_APART: Final = "garden rooftop"
"""Each stands in half of the pledges, both in a few, however many there are."""
ACTORS: Final = 300
"""People who act."""

_COPIED_IDS: Final = 1_000_000_000_000
_SIGNED_EACH: Final = 10
_USUAL_SHARE: Final = 0.9
"""Of the signatures, in pledges of usual size; the others are the biggest one's."""
_SPREAD: Final = 2_654_435_761
"""Which words a pledge has is told from the bits of its number times this."""
_BOTH: Final = 5
_WORDS: Final = (
    ("garden", "rooftop"),
    ("ladder", "lantern"),
    ("clear", "paint"),
    ("winter", "summer"),
    ("shovels", "brushes"),
    ("bicycle", "library"),
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A filled community, and what is done there."""

    database: Path
    actors: tuple[Actor, ...]
    """The first has a form open that is ready to be published."""
    telegram_ids: tuple[int, ...]
    middle: PledgeId
    """Half of the pledges end before it."""
    usual: str
    biggest: str


async def crowded(database: Path, count: int, signatures_each: int) -> Crowd:
    """`count` open pledges with `signatures_each` signatures on average, one of them with a tenth of all."""
    place = await neighbourhood(database, people=ACTORS, homes=1)
    people = count * signatures_each // 10
    async with opened(database) as db:
        await db.write(_sign_first, place)
        codes = await db.write(_publish_all, place, count, people)
        await db.write(_sign_some, codes)
        await db.write(_open_form)
        actors = await db.write(lambda tx: tuple(actor(tx, n) for n in range(ACTORS)))
    _populate(place, count, people, int(signatures_each * _USUAL_SHARE))
    telegram_ids = tuple(FIRST_PERSON + n for n in range(ACTORS))
    middle = PledgeId(_COPIED_IDS + count // 2)
    return Crowd(database, actors, telegram_ids, middle, codes[count // 4], place.codes[0])


def _sign_first(tx: Tx, place: Place) -> None:
    """A signature to copy."""
    sign(tx, actor(tx, 0), place.codes[0])


def _publish_all(tx: Tx, place: Place, count: int, people: int) -> list[str]:
    """Like the one that is there, with other words, each by somebody else."""
    first = pledges.by_code(tx, place.codes[0], lock=False)
    assert first is not None
    made = [_pledge(first, n, people) for n in range(1, count)]
    for pledge in made:
        assert pledges.take_code(tx, pledge.code, pledge.community, pledge.id)
        pledges.add(tx, pledge, key=pledge.code)
    return [pledge.code for pledge in made]


def _pledge(first: Pledge, n: int, people: int) -> Pledge:
    deadline = replace(first.wording.deadline, at=first.wording.deadline.at + timedelta(seconds=n))
    wording = replace(first.wording, action=f"bring {' '.join(_words(n))} to street {n}", deadline=deadline)
    return replace(
        first,
        id=PledgeId(_COPIED_IDS + n),
        code=_code(n),
        creator=PersonId(_COPIED_IDS + 1 + n % people),
        wording=wording,
        count=0,
        signed=0,
        last_number=0,
    )


def _words(n: int) -> list[str]:
    bits = n * _SPREAD % 2**32 >> 16
    chosen = [pair[bits >> place & 1] for place, pair in enumerate(_WORDS)]
    return [*chosen, *_WORDS[0]] if n <= _BOTH else chosen


def _code(n: int) -> str:
    letters = ""
    for _ in range(5):
        n, letter = divmod(n, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return letters


def _sign_some(tx: Tx, codes: list[str]) -> None:
    """From the end: none that is signed while it is measured."""
    for number in range(ACTORS):
        for n in range(_SIGNED_EACH):
            sign(tx, replace(actor(tx, number), key=f"first:{number}:{n}"), codes[-1 - n])


def _open_form(tx: Tx) -> None:
    deadline = tx.now + timedelta(days=300)
    words = " ".join(pair[0] for pair in _WORDS)
    line = f"I will bring {words} if 10 other neighbours will help by {deadline:%Y-%m-%d}"
    form = writing.begin(tx, actor(tx, 0), line).form
    assert form is not None
    if not form.complete:
        writing.choose(tx, actor(tx, 0), form.token, form.step or "", KEEP)


def _populate(place: Place, count: int, people: int, usual: int) -> None:
    """People who live there, and their signatures: the biggest pledge has everybody's."""
    new = f"{_COPIED_IDS} + n"
    multiply(place.database, "people", people, {"id": new, "telegram_id": new})
    multiply(place.database, "residents", people, {"person_id": new})
    multiply(place.database, "memberships", people, {"person_id": new})
    biggest = f"pledge_id = (SELECT id FROM pledges WHERE code = '{place.codes[0]}')"  # noqa: S608
    multiply(place.database, "signatures", people, {"person_id": new, "number": "n + 1"}, biggest)
    others, stride = count - 1, people // 100
    person = f"{_COPIED_IDS} + 1 + (n % {others} * 13 + n / {others} * {stride}) % {people}"
    number = f"n / {others} + {ACTORS + 1}"  # behind those who have signed for real
    changed = {"pledge_id": f"{_COPIED_IDS} + 1 + n % {others}", "person_id": person, "number": number}
    multiply(place.database, "signatures", others * usual - 1, changed, biggest)
    _count(place.database)


def _count(database: Path) -> None:
    """The pledges know how many have signed."""
    theirs = "FROM signatures s WHERE s.community_id = pledges.community_id AND s.pledge_id = pledges.id"
    signed, last = f"SELECT count(*) {theirs}", f"SELECT coalesce(max(number), 0) {theirs}"
    changes = f"count = ({signed}), signed = ({signed}), last_number = ({last})"
    execute(database, f"UPDATE pledges SET {changes}")  # noqa: S608
