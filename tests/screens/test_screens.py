"""Every screen, notice and refusal, in every language, with plain, bare and hostile facts."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.communities.model import Reader
from bot.screens import notices, refusals
from bot.screens.html import Html, markup
from bot.screens.model import Button, Screen, Toast
from bot.screens.words import LANGUAGES, words_for
from tests.screens import reading, samples
from tests.screens.samples import Flavour, Sampler

TURNS = range(8)
SAMPLERS = [Sampler(flavour, turn) for flavour in Flavour for turn in TURNS]
LABEL_UNITS, TEXT_UNITS, TOAST_UNITS, ASK_UNITS = 64, 4096, 200, 64


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(language=request.param)


@pytest.mark.parametrize("kind", samples.every_notice().values(), ids=lambda kind: kind.kind)
def test_every_notice_can_be_read(kind: Any, reader: Reader) -> None:
    for sampler in SAMPLERS:
        _check(notices.render(sampler.record(kind), reader), sampler)


ABOUT_PLEDGES = [kind for kind in samples.every_notice().values() if "pledge" in kind.__dataclass_fields__]


@pytest.mark.parametrize("kind", ABOUT_PLEDGES, ids=lambda kind: kind.kind)
def test_whoever_is_told_of_a_pledge_reads_its_code(kind: Any, reader: Reader) -> None:
    notice = Sampler(Flavour.PLAIN).record(kind)
    assert notice.pledge.code in reading.parsed(notices.render(notice, reader).text)


@pytest.mark.parametrize("kind", samples.every_refusal(), ids=lambda kind: kind.code)
def test_every_refusal_fits_a_toast(kind: Any, reader: Reader) -> None:
    for sampler in SAMPLERS:
        sentence = refusals.sentence(words_for(reader.language), sampler.record(kind), reader)
        assert not isinstance(sentence, Html), "a refusal is plain text"
        _check(Toast(sentence), sampler)


@pytest.mark.parametrize("name", samples.every_screen())
def test_every_screen_can_be_read(name: str, reader: Reader) -> None:
    function = samples.every_screen()[name]
    for sampler in SAMPLERS:
        facts = samples.arguments(function, sampler)
        _check(samples.drawn(function, words_for(reader.language), reader, facts), sampler)


def _check(shown: Screen | Toast | str, sampler: Sampler) -> None:
    if isinstance(shown, Toast):
        assert 0 < reading.units(shown.text) <= TOAST_UNITS, shown.text
        _check_lines(shown.text)
    elif isinstance(shown, Screen):
        text = reading.parsed(shown.text)
        assert 0 < reading.units(text) <= TEXT_UNITS
        _check_lines(text)
        _check_buttons(shown)
        if sampler.flavour is Flavour.HOSTILE:
            _check_hostile(shown.text)
    else:
        _check_lines(reading.parsed(markup(shown)) if isinstance(shown, Html) else shown)


def _check_lines(text: str) -> None:
    assert reading.isolates_balanced(text), text
    for line in text.splitlines():
        assert reading.emoji(line) <= 1, line
        assert not line.strip() or reading.has_words(line), f"nothing to read: {line}"


def _check_buttons(screen: Screen) -> None:
    for button in _buttons(screen):
        assert 0 < reading.units(button.label) <= LABEL_UNITS, button.label
        assert reading.has_words(button.label), f"no words: {button.label}"
        assert "\n" not in button.label
    assert screen.ask is None or 0 < reading.units(screen.ask) <= ASK_UNITS, screen.ask


def _buttons(screen: Screen) -> Iterator[Button]:
    for row in screen.buttons:
        assert row, "an empty row of buttons"
        yield from row


def _check_hostile(html: str) -> None:
    """What people wrote is shown as text, in a direction of its own."""
    start = html.find("שלום")
    if start >= 0:
        assert "<b>שלום" not in html
        opened = max(html.rfind(mark, 0, start) for mark in reading.OPENERS)
        assert opened >= 0, "a right-to-left name without isolation"
        assert reading.CLOSER in html[start:]
