"""What ought to stand on the lists of one pledge, and what can be pressed there: who was there, who signed on paper."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.sandbox.world import Message
from tests.simulation.cards import plain
from tests.simulation.neighbourhood import buttons
from tests.simulation.ought.paper import room_on_paper
from tests.simulation.ought.pledge import IN, SIGNABLE, Pledge


def is_check_list(message: Message, code: str) -> bool:
    """Whether this is the list of who did it."""
    return plain(message).startswith((f"Who was there? Pledge {code}", f"Who has paid? Pledge {code}"))


def is_paper_list(message: Message, code: str) -> bool:
    """Whether this is the list of who signed on paper."""
    return f"Signed on paper · pledge {code}\n" in f"{plain(message)}\n"


def amiss_on_check_list(
    message: Message, code: str, pledge: Pledge, reader: int, name_of: Callable[[int], str]
) -> list[str]:
    """Everybody who is in, or can't, in the order of signing, with a button for whoever can be confirmed."""
    own = pledge.marks[reader].number if reader in pledge.marks else 0
    lines = dict(sorted((*_here(pledge, own, name_of), *_on_paper(pledge))))
    ought = [f"{name}: {_said(state, paid=pledge.terms.each is not None)}" for name, state in lines.values()]
    there = [_bare(line) for line in plain(message).splitlines()]
    wrong = [] if "\n".join(ought) in "\n".join(there) else [f"it says {there}, not {ought}"]
    acting = pledge.state == "acting"
    presses = {
        f"1:deed_{'unconfirm' if state == 'verified' else 'confirm'}:{code}:{number}:0"
        for number, (_, state) in lines.items()
        if number != own and (state in ("active", "claimed", "missed") or (state == "verified" and acting))
    }
    if any(state in ("active", "claimed") or (state == "missed" and acting) for _, state in lines.values()):
        presses.add(f"1:deed_confirm_all:{code}")
    return wrong + _amiss_below(message, presses | ({f"1:pledge_show:{code}"} if lines else set()))


def _here(pledge: Pledge, own: int, name_of: Callable[[int], str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for person, mark in pledge.marks.items():
        if mark.state in IN or mark.state == "excused":
            name = name_of(person) if pledge.names_shown else f"Number {mark.number}"
            yield mark.number, ("You" if mark.number == own else name, mark.state)


def _on_paper(pledge: Pledge) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, one in pledge.paper.items():
        if one.state != "withdrawn":
            name = (one.name if pledge.names_shown else None) or f"Number {number}"
            yield number, (f"{name} (on paper)", one.state)


def amiss_on_paper_list(message: Message, code: str, pledge: Pledge, now: datetime) -> list[str]:
    """For the organiser, who vouches for all of them."""
    listed = {number: one for number, one in pledge.paper.items() if one.state != "withdrawn" or one.left_out}
    names = {number: one.name or f"Number {number}" for number, one in listed.items()}
    said = {False: "you vouch", True: "not in any more, because it went ahead with fewer"}
    ought = [f"{names[number]}: {said[one.left_out]}" for number, one in sorted(listed.items())]
    ought += [f"{pledge.on_paper} of at most {pledge.threshold // 3}."] * (pledge.threshold >= 3)
    wrong = [f"no {line!r} on {plain(message)!r}" for line in ought if line not in plain(message)]
    presses = {f"1:pledge_show:{code}"} | ({f"1:paper_add:{code}"} if room_on_paper(pledge, now) else set())
    back = {f"1:paper_back:{code}:{number}:0" for number, one in listed.items() if not one.left_out}
    return wrong + _amiss_below(message, presses | (back if pledge.state in SIGNABLE else set()))


def _said(state: str, *, paid: bool) -> str:
    done = "paid" if paid else "done"
    return {
        "verified": f"{done}, confirmed",
        "claimed": f"{done}, they say",
        "excused": "can't",
        "missed": "never answered",
    }.get(state, "no answer yet")


def _bare(line: str) -> str:
    """Without the reason."""
    return line.split(", “", maxsplit=1)[0]


def _amiss_below(message: Message, presses: set[str]) -> list[str]:
    found = {button.get("callback_data", "") for button in buttons(message)}
    return [] if found == presses else [f"it offers {found - presses}, not {presses - found}"]
