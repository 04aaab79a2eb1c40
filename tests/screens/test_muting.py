"""The button that mutes stands under every message about a pledge after which there is something to mute."""

import pytest

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.screens.notices import render
from tests.screens.samples import Flavour, Sampler, every_notice

ENDS = {"expired", "let_go", "closed"}
WITHOUT = {f"{whose}pledge_{end}" for whose in ("", "own_") for end in ENDS} | {
    "pledge_cancelled",
    "went_ahead_without",
    "signers_unreached",
    "deed_asked",
    "pledge_reported",
    "pledge_hidden",
    *(f"counter_{what}" for what in ("proposed", "agreed", "not_agreed", "terms_changed", "fewer_asked", "bound")),
    *(f"counter_{what}" for what in ("released", "ahead", "asked", "to_confirm", "ended")),
    "paper_to_tell",
    "round_asked",
    "series_ended",
}
ABOUT = {kind: notice for kind, notice in every_notice().items() if notice.__module__.startswith("bot.pledges.")}


@pytest.mark.parametrize("kind", ABOUT)
def test_every_message_about_a_pledge_can_be_muted(kind: str) -> None:
    notice: Notice = Sampler(Flavour.PLAIN).record(ABOUT[kind])
    taps = [button.tap for row in render(notice, Reader()).buttons for button in row]
    assert (taps.count("1:pledge_mute:7K2MQ") == 1) is (kind not in WITHOUT)
