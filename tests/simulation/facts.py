"""What people can be told of a pledge: how each message is recognised on a screen, and what is special about it.

A message that fits nothing here fails the seed: whoever adds a kind of notice adds a line.
"""

import re
from typing import Final

UNREACHED: Final = "signers_unreached"
UNREACHED_CANCELLED: Final = "signers_unreached_cancelled"
"""What whoever can say it in the group may be owed."""


def _line(words: str) -> re.Pattern[str]:
    return re.compile(words, re.MULTILINE)


ABOVE: Final = (
    ("own_tipped", _line(r"^Your pledge is happening!$")),
    ("tipped", _line(r"^It is happening!$")),
    ("rescue_asked", _line(r"^Nearly enough: go ahead with fewer\?$")),
    ("cancelled", _line(r"^.* has called this pledge off\.$")),
    (UNREACHED, _line(r"^I cannot write to .* it is happening\.$")),
    (UNREACHED_CANCELLED, _line(r"^I cannot write to .* it is called off\.$")),
    ("forecast", _line(r"^Your pledge may need a push\.$")),
    ("needs_sharing", _line(r"^This pledge still needs people\.")),
    ("plan_missing", _line(r"^They are waiting for you\.$")),
    ("leader_sought", _line(r"^Who will lead\?$")),
    ("own_deed_begun", _line(r"^The time for your pledge has come\.$")),
    ("deed_asked", _line(r"^(Did you do it|Have you paid)\?")),
    ("deeds_to_confirm", _line(r"(what your pledge asks for|that they have paid you)\. Can you confirm it\?$")),
    ("place_free", _line(r"^A place is free: you are in!$")),
    ("changed", _line(r"^A pledge that you signed has changed\.$")),
    ("reported", _line(r"^Somebody has reported this pledge\.$")),
    ("hidden", _line(r"^An organiser has hidden your pledge from the group\.$")),
    ("half_way", _line(r"^Half way: half of (those it needs have signed|what it needs has come together)\.$")),
    ("needs_one", _line(r"^\S+( hours?)? more, and it is happening! Whom could you ask\?$")),
    ("news", _line(r"^(\w+ writes to|To) everybody who is in:$")),
    ("leader_found", _line(r"^.+ leads it\.$")),
    ("leader_left", _line(r"^(.* does not lead your pledge any more|Whoever led your pledge has withdrawn)\.$")),
    ("deed_ahead", _line(r"^It (begins soon, and you are in!|is nearly time:)")),
    ("round_asked", _line(r"^It comes again, .*: are you in again\?$")),
    ("own_round_opened", _line(r"^The next round of your pledge is open\.$")),
    ("series_ended", _line(r"so it comes no more\. Thank you|^An organiser has ended your series: ")),
    ("counter_proposed", _line(r"(asks|are asked) whether you promise something in return for this pledge\.$")),
    ("counter_agreed", _line(r"^Something is promised in return for this pledge\.$")),
    ("counter_not_agreed", _line(r"(so|The answer is no:) this is not promised in return\.$")),
    ("counter_withdrawn", _line(r"^This is not promised in return any more:$")),
    ("counter_terms_changed", _line(r"^A pledge for which you promise something in return has changed\.$")),
    ("counter_fewer_asked", _line(r"Does your promise hold with fewer\?$")),
    ("counter_bound", _line(r"^It is happening, and so your promise counts!$")),
    ("counter_released", _line(r"you owe (them )?nothing in return\.$")),
    ("counter_ahead", _line(r"^Remember what you promised in return\.$")),
    ("counter_asked", _line(r"^Have you kept what you promised in return\?")),
    ("counter_to_confirm", _line(r"^This is done, it is said\. Can you confirm it\?$")),
    ("counter_ended", _line(r"[Ww]hat was promised in return (is done, it is said|can't be kept|was kept)\.$")),
    ("closed", _line(r"^(\d+ of \d+ kept it|Nobody was left to do it)\.$")),
)
"""What stands above the line with the code."""

ON_PAPER: Final = {
    "paper_tipped": _line(r"^It is happening!$"),
    "paper_changed": _line(r"^Something about this pledge has changed\.$"),
    "paper_ahead": _line(r"^It is nearly time\.$"),
    "paper_begun": _line(r"^(Were they there|Have they paid)\?$"),
    "paper_called_off": _line(r"^This pledge was called off\.$"),
    "paper_ended": _line(r"^This pledge does not happen: not enough people signed\.$"),
    "paper_left_out": _line(r"^This pledge goes ahead with those who said yes once more\.$"),
}
"""The same for who vouches for people on paper."""

VOUCHED: Final = re.compile(r"^\n*\d+ (person|people) for whom you vouch ")
"""What stands below the line with the code there."""

BELOW: Final = (
    ("went_ahead_without", _line(r"^This pledge goes ahead with those who said yes\. You did not answer")),
    ("let_go", _line(r"^This pledge does not go ahead with fewer people either\.$")),
    ("own_expired", _line(r"^That happens to most pledges\.")),
    ("expired", _line(r"Thank you for being ready!$")),
)
"""What stands below it."""

ALSO_OWN: Final = frozenset({"rescue_asked", "let_go", "closed"})
"""What reads alike for who made it."""

BINDING: Final = frozenset(
    {"tipped", "own_tipped", "cancelled", UNREACHED, UNREACHED_CANCELLED, "deed_asked", "hidden", "reported", *ON_PAPER}
) | {f"counter_{each}" for each in ("proposed", "terms_changed", "fewer_asked", "bound", "released", "asked")}
"""What is told even to those who have muted the pledge."""


def fact_of(kind: str) -> str:
    """What a notice of this kind says."""
    return kind.replace("pledge_", "")


def notice_of(fact: str) -> str:
    """The same the other way round: of which notices it is one, whatever it says."""
    if fact == UNREACHED_CANCELLED:
        return UNREACHED
    return "paper_to_tell" if fact in ON_PAPER else fact
