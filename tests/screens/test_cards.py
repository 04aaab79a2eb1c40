"""What a card shows in each state of its pledge: what there is to know, and buttons that lead somewhere."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.communities.model import Reader
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.reading import PledgeCard
from bot.pledges.wording import Wording
from bot.screens.model import Button, Screen
from bot.screens.pledge_buttons import share_by_link
from bot.screens.pledges import group_card, private_card, who_is_in
from bot.screens.words import words_for
from tests.screens.reading import bare, parsed
from tests.screens.samples import NOW, Flavour, Sampler

READER, EN = Reader(), words_for("en")
BOT = "IfYouWillBot"


def card(state: PledgeState, *, signing_open: bool, **more: Any) -> PledgeCard:
    """Of a pledge that six of ten people have signed, or ten once it had tipped."""
    made = Sampler(Flavour.PLAIN).record(Pledge)
    count = 6 if state in (PledgeState.OPEN, PledgeState.EXPIRED) else 10
    tipped_at = NOW if state is PledgeState.TIPPED else None
    pledge = replace(
        made, state=state, count=count, signed=count, tipped_at=tipped_at, cancel_reason="the council has cleared it"
    )
    return PledgeCard(pledge, "Maria", ("Ana", "Ben"), True, signing_open, NOW, **more)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.buttons for button in row]


@pytest.mark.parametrize(
    ("state", "signing_open", "shown"),
    [
        (PledgeState.OPEN, True, ["I will too", "Who's in", "Share"]),
        (PledgeState.TIPPED, True, ["I will too", "Who's in", "Share"]),
        (PledgeState.OPEN, False, ["Who's in"]),
        (PledgeState.TIPPED, False, ["Who's in"]),
        (PledgeState.EXPIRED, False, ["Who's in"]),
        (PledgeState.CANCELLED, False, []),
    ],
)
def test_a_card_offers_what_can_be_done(state: PledgeState, signing_open: bool, shown: list[str]) -> None:
    one = card(state, signing_open=signing_open)
    assert labels(group_card(EN, one, READER)) == shown
    assert labels(private_card(EN, one, READER, BOT)) == shown


def test_of_what_was_called_off_only_the_reason_is_left() -> None:
    one = card(PledgeState.CANCELLED, signing_open=False)
    text = bare(parsed(group_card(EN, one, READER).text))
    assert "This pledge was cancelled: the council has cleared it" in text
    assert "10 of 10" not in text
    assert "▰" not in text
    assert "Ana" not in text
    assert "was cancelled" in who_is_in(EN, one).text


def test_what_came_to_an_end_still_says_how_far_it_got() -> None:
    assert "6 of 10" in parsed(group_card(EN, card(PledgeState.EXPIRED, signing_open=False), READER).text)


def test_nobody_is_asked_to_be_the_first_when_it_is_over() -> None:
    one = card(PledgeState.EXPIRED, signing_open=False)
    assert who_is_in(EN, replace(one, pledge=replace(one.pledge, count=0))).text == "Nobody has signed."


def shared(button: Button) -> dict[str, list[str]]:
    """What Telegram reads in the address of the button."""
    assert button.url is not None
    address = urlsplit(button.url)
    assert (address.scheme, address.netloc, address.path) == ("https", "t.me", "/share/url")
    return parse_qs(address.query, strict_parsing=True)


@pytest.mark.parametrize("action", ["bring gloves & soup, 50% off?", 'sing "Calon Lân" #1', "أحضر قفازات"])
def test_what_is_shared_says_what_it_is_about(action: str) -> None:
    made = card(PledgeState.OPEN, signing_open=True).pledge
    wording = replace(made.wording, action=action, others=None, others_action=None)
    found = shared(share_by_link(EN, replace(made, wording=wording), BOT))
    assert found["url"] == [f"https://t.me/{BOT}?start=p_{made.code}"]
    assert found["text"] == [f"I will {action}, if 10 other neighbours will too, by 6 December 2026."]


def test_the_longest_sentence_makes_no_endless_address() -> None:
    made = card(PledgeState.OPEN, signing_open=True).pledge
    button = share_by_link(EN, replace(made, wording=Sampler(Flavour.HOSTILE).record(Wording)), BOT)
    assert button.url is not None
    assert len(button.url) <= 2_000
    assert shared(button)["text"][0].endswith("…")
