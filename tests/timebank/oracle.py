"""What a book is, told a second time and as plainly as can be: it imports nothing of the bot, keeps a list of what has
happened, and adds it up anew for every question."""

from dataclasses import dataclass, field
from typing import Any


class No(Exception):  # noqa: N818  a word, not an error
    """Refused; the word is the code of the refusal."""


@dataclass
class Place:
    floor: int | None = None
    ceiling: int | None = None
    span: int | None = None
    most_out: int | None = None
    most_in: int | None = None
    person: int | None = None
    closed: bool = False


@dataclass
class Oracle:
    places: dict[str, Place]
    foreign: str = "foreign"
    now: int = 0  # minutes
    moves: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    def balance(self, name: str) -> int:
        got = sum(move["n"] for move in self.moves.values() if move["to"] == name)
        return got - sum(move["n"] for move in self.moves.values() if move["from"] == name)

    def reserved(self, name: str, side: str) -> int:
        return sum(hold["n"] for hold in self.held.values() if hold["state"] == "open" and hold[side] == name)

    def do(self, op: dict[str, Any]) -> None:
        """Do it, or raise No and leave everything as it was."""
        what, key = op["what"], op.get("key")
        if what in ("limits", "close", "sweep"):
            getattr(self, f"_{what}")(op)
            return
        amounts = [leg["n"] for leg in op["legs"]] if what == "move" else [op.get("n")]
        if not key or any(type(n) is not int for n in amounts if n is not None):
            raise No("malformed_entry")
        if key in self.keys:
            if self.keys[key] != op:
                raise No("key_stands_for_other")
            return
        getattr(self, f"_{what}")(op)
        self.keys[key] = op

    def _move(self, op: dict[str, Any]) -> None:
        for leg in op["legs"]:
            self._leg_makes_sense(leg)
        for leg in op["legs"]:
            self._known(leg)
        before = dict(self.moves)
        try:
            for number, leg in enumerate(op["legs"]):
                self._has_room(leg)
                self.moves[op["key"], number] = {**leg, "at": self.now, "of": None}
        except No:
            self.moves = before
            raise

    def _hold(self, op: dict[str, Any]) -> None:
        self._leg_makes_sense(op)
        self._known(op)
        self._has_room(op)
        until = None if op["for"] is None else self.now + op["for"]
        self.held[op["key"]] = {"from": op["from"], "to": op["to"], "n": op["n"], "until": until, "state": "open"}

    def _post(self, op: dict[str, Any]) -> None:
        if op["n"] is not None and op["n"] <= 0:
            raise No("no_such_amount")
        hold = self.held.get(op["hold"])
        if hold is None:
            raise No("unknown_hold")
        n = hold["n"] if op["n"] is None else op["n"]
        if n > hold["n"]:
            raise No("more_than_held")
        self._still_open(hold)
        hold["state"] = "posted"
        self.moves[op["key"], 0] = {"from": hold["from"], "to": hold["to"], "n": n, "at": self.now, "of": None}

    def _void(self, op: dict[str, Any]) -> None:
        hold = self.held.get(op["hold"])
        if hold is None:
            raise No("unknown_hold")
        self._still_open(hold)
        hold["state"] = "voided"

    def _reverse(self, op: dict[str, Any]) -> None:
        if op["n"] is not None and op["n"] <= 0:
            raise No("no_such_amount")
        first = self.moves.get(op["move"])
        if first is None or first["of"] is not None:
            raise No("unknown_transfer")
        if op["actor"] is not None and self.places[first["from"]].person == op["actor"]:
            raise No("reverser_gains")
        left = first["n"] - sum(move["n"] for move in self.moves.values() if move["of"] == op["move"])
        n = left if op["n"] is None else op["n"]
        if left == 0 or n > left:
            raise No("more_than_left")
        back = {"from": first["to"], "to": first["from"], "n": n}
        self._has_room(back, period=False)
        self.moves[op["key"], 0] = {**back, "at": self.now, "of": op["move"]}

    def _limits(self, op: dict[str, Any]) -> None:
        place = self.places[op["name"]]
        place.floor, place.ceiling = op["floor"], op["ceiling"]
        if place.floor is not None:
            place.floor = min(place.floor, self.balance(op["name"]) - self.reserved(op["name"], "from"))
        if place.ceiling is not None:
            place.ceiling = max(place.ceiling, self.balance(op["name"]) + self.reserved(op["name"], "to"))

    def _close(self, op: dict[str, Any]) -> None:
        name = op["name"]
        if not self.places[name].closed and any(
            (self.balance(name), self.reserved(name, "from"), self.reserved(name, "to"))
        ):
            raise No("account_in_use")
        self.places[name].closed = True

    def _sweep(self, _: dict[str, Any]) -> None:
        for hold in self.held.values():
            if hold["state"] == "open" and hold["until"] is not None and self.now >= hold["until"]:
                hold["state"] = "expired"

    def _leg_makes_sense(self, leg: dict[str, Any]) -> None:
        if leg["from"] == leg["to"]:
            raise No("same_account")
        if not 0 < leg["n"] <= 10**9:
            raise No("no_such_amount")

    def _known(self, leg: dict[str, Any]) -> None:
        strange = [name for name in (leg["from"], leg["to"]) if name not in self.places]
        if any(name != self.foreign for name in strange):
            raise No("unknown_account")
        if strange:
            raise No("foreign_account")

    def _has_room(self, leg: dict[str, Any], *, period: bool = True) -> None:
        payer, payee = self.places[leg["from"]], self.places[leg["to"]]
        if payer.closed or payee.closed:
            raise No("account_closed")
        left = self.balance(leg["from"]) - self.reserved(leg["from"], "from") - leg["n"]
        if payer.floor is not None and left < payer.floor:
            raise No("below_floor")
        full = self.balance(leg["to"]) + self.reserved(leg["to"], "to") + leg["n"]
        if payee.ceiling is not None and full > payee.ceiling:
            raise No("above_ceiling")
        if period and self._too_much(leg, payer, "from", payer.most_out):
            raise No("over_period_limit")
        if period and self._too_much(leg, payee, "to", payee.most_in):
            raise No("over_period_limit")

    def _too_much(self, leg: dict[str, Any], place: Place, side: str, most: int | None) -> bool:
        if most is None or place.span is None:
            return False
        recent = [m for m in self.moves.values() if m[side] == leg[side] and m["at"] > self.now - place.span]
        moved = sum(move["n"] for move in recent if move["of"] is None)
        return moved + self.reserved(leg[side], side) + leg["n"] > most

    def _still_open(self, hold: dict[str, Any]) -> None:
        over = hold["until"] is not None and self.now >= hold["until"]
        if hold["state"] != "open" or over:
            raise No("hold_is_over")
