"""Time zones and currencies: which ones there are, and which one somebody probably means."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global, negotiate_locale
from babel.localedata import locale_identifiers
from babel.numbers import get_territory_currencies

from bot.communities.towns import TOWNS

DEFAULT_ZONE: Final = "Europe/London"
DEFAULT_CURRENCY: Final = "GBP"

SEARCH_RESULTS: Final = 6
_QUERY_LENGTH: Final = 64

_KNOWN: Final = tuple(tag.replace("_", "-") for tag in locale_identifiers())

_USUAL_ZONES: Final = {
    "ar": ("Africa/Cairo", "Asia/Riyadh", "Asia/Dubai", "Africa/Casablanca", "Europe/London"),
    "cy": ("Europe/London", "Europe/Dublin", "America/Argentina/Buenos_Aires"),
    "en": ("Europe/London", "Europe/Dublin", "America/New_York", "America/Los_Angeles", "Australia/Sydney"),
}
_CHIEF: Final = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
    *("America/Anchorage", "America/Argentina/Buenos_Aires", "America/Toronto", "America/Winnipeg", "America/Regina"),
    *("America/Edmonton", "America/Vancouver", "America/Whitehorse", "America/Halifax", "America/Sao_Paulo"),
    *("America/Manaus", "America/Rio_Branco", "America/Mexico_City", "America/Mazatlan", "America/Nuuk"),
    *("Europe/Berlin", "Europe/Madrid", "Europe/Lisbon", "Europe/Moscow", "Europe/Samara", "Asia/Nicosia"),
    *("Asia/Krasnoyarsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka", "Asia/Almaty"),
    *("Asia/Tashkent", "Asia/Jakarta", "Asia/Kuala_Lumpur", "Australia/Sydney", "Australia/Brisbane"),
    *("Australia/Adelaide", "Pacific/Auckland"),
)
"""In countries with several zones the ones that most people mean, those first. A zone beside one of them that keeps
the same time today (Europe/Busingen beside Europe/Berlin) is offered to nobody who asks for the country."""

_COMPARED: Final = tuple(datetime(year, month, 15, tzinfo=UTC) for year in (2026, 2027) for month in range(1, 13))
"""Moments at which two zones must agree to keep the same time: once a month shows every summer time."""

_USUAL_CURRENCIES: Final = ("GBP", "EUR", "USD")
_NATIONS: Final = {"Europe/London": ("England", "Scotland", "Wales", "Cymru", "Northern Ireland")}
"""Countries that are no territory of their own in the tables, yet what people type."""


@cache
def zones() -> frozenset[str]:
    """Every time zone that may be chosen, by its IANA name."""
    known = available_timezones() & get_global("zone_territories").keys()
    return frozenset(zone for zone in known if not zone.startswith("Etc/")) | {"UTC"}


@cache
def currencies() -> frozenset[str]:
    """Every currency that is legal tender somewhere today, by its ISO 4217 code."""
    territories = get_global("territory_currencies")
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


def usual_zones(language: str, chosen: str) -> tuple[str, ...]:
    """A handful of zones to offer as buttons: the present one first, then what speakers of the language often need."""
    usual = _USUAL_ZONES.get(language.split("-", maxsplit=1)[0], _USUAL_ZONES["en"])
    return tuple(dict.fromkeys((chosen, *usual)))[:SEARCH_RESULTS]


def currency_of(zone: str) -> str:
    """The currency in use where this time zone is kept."""
    territory = get_global("zone_territories").get(zone)
    in_use = get_territory_currencies(territory) if territory else []
    return in_use[0] if in_use else DEFAULT_CURRENCY


def usual_currencies(zone: str) -> tuple[str, ...]:
    """A few currencies to offer as buttons, the local one first."""
    return tuple(dict.fromkeys((currency_of(zone), *_USUAL_CURRENCIES)))


def find_currency(text: str, language: str) -> str | None:
    """The currency whose code or name ("euro") was typed, in English or in `language`, in any case."""
    code, name = text.strip().upper(), _folded(text[:_QUERY_LENGTH])
    if code in currencies():
        return code
    named = (code for locale in _locales(language) for code, its in locale.currencies.items() if _folded(its) == name)
    return next((code for code in named if code in currencies()), None)


def find_zones(text: str, language: str) -> tuple[str, ...]:
    """Zones that somebody may mean by a city or a country, written in English or in `language`; the best ones first."""
    wanted = _folded(text[:_QUERY_LENGTH])
    if not wanted:
        return ()
    ranks = {zone: rank for zone, names in _index(language) if (rank := _rank(wanted, names)) is not None}
    told_apart = [zone for zone in ranks if not _stands_behind(zone, ranks)]
    best = sorted(told_apart, key=lambda zone: (ranks[zone], _importance(zone), zone))
    return tuple(best[:SEARCH_RESULTS])


def _importance(zone: str) -> int:
    return _CHIEF.index(zone) if zone in _CHIEF else len(_CHIEF)


def _stands_behind(zone: str, ranks: Mapping[str, int]) -> bool:
    """Whether a chief zone of the same country that keeps the same time was meant at least as well."""
    if zone in _CHIEF:
        return False
    return any(chief in ranks and ranks[chief] <= ranks[zone] and _habit(chief) == _habit(zone) for chief in _CHIEF)


@cache
def _habit(zone: str) -> tuple[object, ...]:
    """The country in which a zone lies, and how its clocks go today."""
    clock = ZoneInfo(zone)
    return (get_global("zone_territories").get(zone), *(at.astimezone(clock).utcoffset() for at in _COMPARED))


def _rank(wanted: str, names: tuple[str, ...]) -> int | None:
    """0 for the very name, 1 for its beginning, 2 for a part of it, None for no likeness."""
    ranks = (0 if name == wanted else 1 if name.startswith(wanted) else 2 for name in names if wanted in name)
    return min(ranks, default=None)


@cache
def _index(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every zone with the names, folded, by which it can be found."""
    locales = _locales(language)
    return tuple((zone, tuple({_folded(name) for name in _names(zone, locales)})) for zone in sorted(zones()))


def _locales(language: str) -> list[Locale]:
    """English, and the language if there is anything to know in it."""
    tags = dict.fromkeys(("en", *([tag] if (tag := negotiate_locale([language], _KNOWN, sep="-")) else [])))
    return [Locale.parse(tag, sep="-") for tag in tags]


def _names(zone: str, locales: Iterable[Locale]) -> Iterable[str]:
    yield zone
    yield zone.rpartition("/")[2]
    yield from _NATIONS.get(zone, ())
    yield from TOWNS.get(zone, ())
    territory = get_global("zone_territories").get(zone, "")
    for locale in locales:
        yield from filter(None, (locale.time_zones.get(zone, {}).get("city"), locale.territories.get(territory)))


def _folded(text: str) -> str:
    """Lower case, no accents, spaces for underscores: "São_Paulo" and "sao paulo" are alike."""
    plain = unicodedata.normalize("NFKD", text.replace("_", " ").casefold())
    return " ".join("".join(character for character in plain if not unicodedata.combining(character)).split())
