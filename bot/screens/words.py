"""Words in the reader's language.

A message is a whole English sentence, written as a literal where it is used, with named placeholders in %(name)s
form (%% is a percent sign):

    t.say("%(name)s signed <b>%(title)s</b>.", name=person.first_name, title=pledge.title)
    t.count("%(n)s neighbour signed.", "%(n)s neighbours signed.", pledge.count)
    t.button("Sign")                # a button's label: short, without markup
    t.plain("You have signed.")     # a toast: without markup

Values: a str is escaped (in `say` and `count`) and isolated, so a name never becomes markup and never reorders the
sentence; a `Phrase` (what `plain` and `screens.format` return) is only escaped, `Html` stays as it is and fits only
`say` and `count`; an int is written with the language's digits; anything else is first put into words by
`screens.format`. A missing value is a KeyError, in every language and before anything is sent.

`make words` collects the messages by these method names; the tests refuse a message that is not a literal. A comment
that starts with "Translators:" on the line above goes to the translators.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.screens.html import Html, Phrase, isolated, markup

__all__ = ["LANGUAGES", "LANGUAGE_NAMES", "SOURCE", "Html", "Phrase", "Words", "words_for"]

SOURCE: Final = "en"
"""The language in which the messages are written in the code."""

LANGUAGE_NAMES: Final[Mapping[str, str]] = {"en": "English", "cy": "Cymraeg", "ar": "العربية"}
"""What is offered, each under its own name."""

LANGUAGES: Final = tuple(LANGUAGE_NAMES)
"""The languages that are complete (a test says so), by BCP 47 tag."""

BUTTON_CONTEXT: Final = "button"
"""The gettext context of button labels: "Sign" on a button may need another word than in a sentence."""

_REGIONAL: Final[Mapping[str, str]] = {"en": "en-GB"}
"""The region whose dates and numbers a language without one gets."""

_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")
_PACKAGE = Path(__file__).parents[1]
_CATALOGUES = next((place for place in (_PACKAGE / "locales", _PACKAGE.parent / "locales") if place.is_dir()), None)

Value = str | int


class Words:
    """One language: turns messages into sentences. Immutable, shared, safe to keep."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language: Final = language
        """BCP 47 tag, one of LANGUAGES."""
        self.locale: Final = Locale.parse(_REGIONAL.get(language, language), sep="-")
        self._catalogue = catalogue

    @property
    def rtl(self) -> bool:
        """Whether the language runs from right to left."""
        return self.locale.character_order == "right-to-left"

    def say(self, message: str, **values: Value) -> Html:
        """The sentence as Telegram HTML. The message may hold markup, the values cannot (unless they are `Html`)."""
        return Html(self._filled(self._catalogue.gettext(message), values, markup))

    def count(self, one: str, many: str, n: int, **values: Value) -> Html:
        """The sentence in the plural form that `n` asks for, as HTML; %(n)s is the number itself."""
        return Html(self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **values}, markup))

    def button(self, message: str, **values: Value) -> Phrase:
        """A button's label: no markup, at most about 20 characters."""
        return Phrase(self._filled(self._catalogue.pgettext(BUTTON_CONTEXT, message), values, _unmarked))

    def plain(self, message: str, **values: Value) -> Phrase:
        """The sentence without markup: toasts, placeholders of input fields, command descriptions."""
        return Phrase(self._filled(self._catalogue.gettext(message), values, _unmarked))

    def plain_count(self, one: str, many: str, n: int, **values: Value) -> Phrase:
        """`count` without markup."""
        return Phrase(self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **values}, _unmarked))

    def number(self, n: int) -> Phrase:
        """A whole number with the language's digits and grouping: 12,500."""
        return Phrase(_number(n, self.locale))

    def _filled(self, message: str, values: Mapping[str, Value], text: Callable[[str], str]) -> str:
        def value_of(match: re.Match[str]) -> str:
            name = match[1]
            return "%" if name is None else self._worded(values[name], text)

        return _PLACEHOLDER.sub(value_of, message)

    def _worded(self, value: Value, text: Callable[[str], str]) -> str:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        raise TypeError(f"{type(value).__name__} in a sentence: put it into words first (screens.format)")


def _unmarked(value: str) -> str:
    if isinstance(value, Html):
        raise TypeError("markup in a plain sentence would be shown as tags")
    return isolated(value)


@lru_cache(maxsize=4096)
def _number(n: int, locale: Locale) -> str:
    return format_decimal(n, locale=locale, numbering_system="default")


def words_for(language: str | None) -> Words:
    """The best language we have for a BCP 47 tag, whatever its case or separator: pt-BR, else pt, else English."""
    parts = (language or SOURCE).replace("_", "-").lower().split("-")
    for length in range(len(parts), 0, -1):
        found = _BY_TAG.get("-".join(parts[:length]))
        if found is not None:
            return _words(found)
    return _words(SOURCE)


_BY_TAG: Final = {language.lower(): language for language in LANGUAGES}


@cache
def _words(language: str) -> Words:
    return Words(language, NullTranslations() if language == SOURCE else _catalogue(language))


def _catalogue(language: str) -> GNUTranslations:
    """The translations of locales/<language>, compiled in memory: no .mo file that could be forgotten or old."""
    if _CATALOGUES is None:
        raise FileNotFoundError("the folder locales/ is missing beside the package")
    with (_CATALOGUES / language / "LC_MESSAGES" / "ifyouwill.po").open("rb") as source:
        catalogue = read_po(source, locale=language.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
