"""What runs the other way keeps its own order: in an Arabic message no English full stop jumps to the front."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.communities.model import Reader
from bot.pledges.wording import Wording
from bot.screens import notices, refusals
from bot.screens.html import Html
from bot.screens.model import Screen
from bot.screens.pledge_wording import sentence_of
from bot.screens.words import LANGUAGES, words_for
from tests.screens import reading, samples
from tests.screens.samples import Flavour, Sampler

ARABIC = Reader(language="ar")
SAMPLERS = [Sampler(flavour, turn) for flavour in (Flavour.PLAIN, Flavour.BARE) for turn in range(4)]

_TYPED = re.compile("\u200e[/@][a-z]+( 7K2MQ)?")
"""A command in the middle of a sentence, behind a left-to-right mark."""
_WORDS = frozenset({"EUR", "Start", "mine"})
"""Single Latin words that are part of an Arabic sentence, whose full stop is the sentence's own."""


def _loose(text: str) -> set[str]:
    """The Latin words that have no direction of their own."""
    apart = re.compile(f"[{reading.OPENERS}][^{reading.OPENERS}{reading.CLOSER}]*{reading.CLOSER}")
    while apart.search(text):
        text = apart.sub("", text)
    return set(re.findall(r"[A-Za-z]+", _TYPED.sub("", text))) - _WORDS


def _text(shown: Any) -> str:
    if isinstance(shown, Screen):
        return reading.parsed(shown.text)
    return reading.parsed(shown) if isinstance(shown, Html) else getattr(shown, "text", shown)


@pytest.mark.parametrize("kind", samples.every_notice().values(), ids=lambda kind: kind.kind)
def test_in_notices(kind: Any) -> None:
    for sampler in SAMPLERS:
        assert not _loose(_text(notices.render(sampler.record(kind), ARABIC)))


@pytest.mark.parametrize("kind", samples.every_refusal(), ids=lambda kind: kind.code)
def test_in_refusals(kind: Any) -> None:
    for sampler in SAMPLERS:
        assert not _loose(refusals.sentence(words_for("ar"), sampler.record(kind), ARABIC))


@pytest.mark.parametrize("name", samples.every_screen())
def test_in_screens(name: str) -> None:
    function = samples.every_screen()[name]
    if name.startswith("pledge_buttons."):
        pytest.skip("an address")
    for sampler in SAMPLERS:
        shown = samples.drawn(function, words_for("ar"), ARABIC, samples.arguments(function, sampler))
        assert not _loose(_text(shown).replace("https://t.me/IfYouWillBot?start=p_7K2MQ", "")), "an address has a line"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_keeps_its_full_stop(language: str) -> None:
    for sampler in SAMPLERS:
        said = sentence_of(replace(sampler.record(Wording), language=language))
        assert (said[0], said[-2:]) == ("\u2068", ".\u2069")
        assert reading.isolates_balanced(said)
