"""What a pledge was worded as, in columns."""

from typing import Any

from bot.pledges.wording import Occasion, Wording


def sentence(wording: Wording) -> dict[str, Any]:
    """The columns of its sentence."""
    return {
        "language": wording.language,
        "action": wording.action,
        "others": wording.others,
        "others_action": wording.others_action,
        "opening": wording.opening,
        "condition": wording.condition,
    }


def measure(wording: Wording) -> dict[str, Any]:
    """The columns that say what is counted, and what each pays."""
    each = wording.each
    return {
        "unit": wording.unit.value,
        "amount": None if each is None else each.minor,
        "currency": None if each is None else each.currency,
    }


def occasion(act_on: Occasion | None) -> dict[str, Any]:
    """Its columns; its zone is that of the deadline."""
    if act_on is None:
        return {"act_on": None, "act_on_whole_day": None, "act_place": None}
    return {"act_on": act_on.at, "act_on_whole_day": int(act_on.whole_day), "act_place": act_on.place}
