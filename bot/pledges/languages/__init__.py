"""The languages in which people write dates and pledges. A language that is added is one module and one line here."""

from dataclasses import fields
from typing import Any, Final

from bot.core.folding import folded
from bot.pledges.languages import arabic, english, welsh
from bot.pledges.languages.tables import DateWords, PledgeWords

_LANGUAGES: Final = {"en": english, "cy": welsh, "ar": arabic}

MONTH_FIRST: Final = frozenset({"en-us", "en-ph", "en-bz"})
"""Where 6/12 is the twelfth of June (BCP 47, lower case)."""


def _folded_table(table: DateWords) -> DateWords:
    """The table with all its words as `folded` leaves them."""
    return DateWords(**{field.name: _folded_words(getattr(table, field.name)) for field in fields(table)})


def _folded_words(words: Any) -> Any:
    if isinstance(words, frozenset):
        return frozenset(folded(word) for word in words)
    return {folded(word): folded(value) if isinstance(value, str) else value for word, value in words.items()}


DATES: Final[dict[str, DateWords]] = {tag: _folded_table(module.DATES) for tag, module in _LANGUAGES.items()}
PLEDGES: Final[dict[str, PledgeWords]] = {tag: module.PLEDGES for tag, module in _LANGUAGES.items()}
"""By language, the first part of a BCP 47 tag."""


def own_first(language: str) -> list[str]:
    """The languages of `PLEDGES` and `DATES`, in the order in which they are tried: first the reader's own (BCP 47)."""
    own = base_of(language)
    return sorted(_LANGUAGES, key=lambda tag: tag != own)


def base_of(language: str) -> str:
    """The first part of a BCP 47 tag, by which the tables are kept: "en" of "en-GB"."""
    return language.lower().split("-")[0]


JOINED: Final[dict[str, str]] = {words: one for table in DATES.values() for words, one in table.joined.items()}
"""Several words that mean one, of all languages."""
