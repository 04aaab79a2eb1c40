"""Draws every screen in every language into docs/gallery.md, for people to read through: `make words`."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from bot.communities.model import Reader
from bot.screens import notices, refusals
from bot.screens.html import Html
from bot.screens.model import Screen, Toast
from bot.screens.words import LANGUAGE_NAMES, words_for
from tests.screens import samples
from tests.screens.samples import Flavour, Sampler

GALLERY = Path(__file__).parents[2] / "docs" / "gallery.md"
_TURNS = 4
_INTRODUCTION = """\
# Everything the bot says

Drawn from the code by `make words`, with made-up facts. One block for each screen, one column for each language;
buttons stand in brackets. A test says when this page is out of date.
"""


def gallery() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, *_chapter("Screens", _screens()), *_chapter("Notices", _notices())]
    parts += _chapter("Refusals", _refusals())
    return "\n".join(parts)


Views = dict[str, list[Any]]


def _chapter(title: str, views: Iterator[tuple[str, Views]]) -> Iterator[str]:
    yield f"## {title}\n"
    for name, by_language in views:
        yield f"### {name}\n"
        for number, row in enumerate(_distinct(by_language)):
            cells = "".join(_cell(language, shown) for language, shown in zip(LANGUAGE_NAMES, row, strict=True))
            yield f'<table id="{name}-{number}"><tr>{cells}</tr></table>\n'


def _distinct(by_language: Views) -> list[tuple[Any, ...]]:
    """The variants that really look different, each once."""
    return list(dict.fromkeys(zip(*by_language.values(), strict=True)))


def _cell(language: str, shown: Any) -> str:
    direction = "rtl" if words_for(language).rtl else "ltr"
    return f'<td lang="{language}" dir="{direction}" valign="top">{_drawn(shown)}</td>'


def _drawn(shown: Any) -> str:
    if isinstance(shown, Toast):
        return _broken(escape(shown.text))
    if isinstance(shown, Screen):
        rows = ["".join(f"[{escape(button.label)}] " for button in row).strip() for row in shown.buttons]
        asked = [f"<i>({escape(shown.ask)})</i>"] if shown.ask else []
        return _broken("\n".join([shown.text, *asked, *rows]))
    return _broken(shown if isinstance(shown, Html) else escape(shown))


def _broken(text: str) -> str:
    return text.strip().replace("\n", "<br>")


def _every(draw: Any) -> Views:
    samplers = [Sampler(Flavour.PLAIN, turn) for turn in range(_TURNS)] + [Sampler(Flavour.BARE)]
    return {
        language: [draw(words_for(language), Reader(language=language), sampler) for sampler in samplers]
        for language in LANGUAGE_NAMES
    }


def _screens() -> Iterator[tuple[str, Views]]:
    for name, function in samples.every_screen().items():

        def draw(t: Any, reader: Reader, sampler: Sampler, function: Any = function) -> Any:
            return samples.drawn(function, t, reader, samples.arguments(function, sampler))

        yield name, _every(draw)


def _notices() -> Iterator[tuple[str, Views]]:
    for name, kind in samples.every_notice().items():
        yield name, _every(lambda _, reader, sampler, kind=kind: notices.render(sampler.record(kind), reader))


def _refusals() -> Iterator[tuple[str, Views]]:
    for kind in samples.every_refusal():
        yield (
            kind.code,
            _every(lambda t, reader, sampler, kind=kind: refusals.sentence(t, sampler.record(kind), reader)),
        )


if __name__ == "__main__":
    GALLERY.write_text(gallery())
