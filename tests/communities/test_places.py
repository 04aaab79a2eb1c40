"""Time zones and currencies that people type."""

from zoneinfo import ZoneInfo

import pytest

from bot.communities.places import currency_of, find_currency, find_zones, usual_currencies, usual_zones, zones
from bot.communities.towns import TOWNS


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("London", "en", "Europe/London"),
        ("wales", "en", "Europe/London"),
        ("Cymru", "cy", "Europe/London"),
        ("القاهرة", "ar", "Africa/Cairo"),
        ("Cardiff", "en", "Europe/London"),
        ("Leeds", "en", "Europe/London"),
        ("Caerdydd", "cy", "Europe/London"),
        ("الإسكندرية", "ar", "Africa/Cairo"),
        ("جدة", "ar", "Asia/Riyadh"),
        ("Yr Almaen", "cy", "Europe/Berlin"),
        ("sao paulo", "en", "America/Sao_Paulo"),
        ("São Paulo", "en", "America/Sao_Paulo"),
        ("new york", "en", "America/New_York"),
        ("europe/paris", "en", "Europe/Paris"),
        ("UTC", "en", "UTC"),
    ],
)
def test_a_place_is_found(text: str, language: str, first: str) -> None:
    assert find_zones(text, language)[0] == first


@pytest.mark.parametrize("text", ["", "   ", "Xyzzy", "../../etc/passwd", "%", "x" * 5000])
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert find_zones(text, "en") == ()


@pytest.mark.parametrize(
    ("country", "offered"),
    [
        ("Germany", ("Europe/Berlin",)),
        ("Yr Almaen", ("Europe/Berlin",)),
        ("Spain", ("Europe/Madrid", "Atlantic/Canary", "America/Port_of_Spain")),
        ("Portugal", ("Europe/Lisbon", "Atlantic/Azores")),
        ("Argentina", ("America/Argentina/Buenos_Aires",)),
        (
            "United States",
            (
                *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
                "America/Anchorage",
            ),
        ),
    ],
)
def test_a_country_offers_no_two_zones_that_keep_the_same_time(country: str, offered: tuple[str, ...]) -> None:
    assert find_zones(country, "cy") == offered


@pytest.mark.parametrize("zone", ["Europe/Busingen", "America/Indiana/Knox", "Atlantic/Madeira", "Asia/Gaza"])
def test_whoever_names_a_small_zone_gets_it(zone: str) -> None:
    assert find_zones(zone.rpartition("/")[2].replace("_", " "), "en")[0] == zone


def test_a_town_of_a_common_name_is_offered_wherever_it_lies() -> None:
    assert find_zones("newcastle", "en") == ("Australia/Sydney", "Europe/London")


def test_towns_lie_in_zones_that_can_be_chosen() -> None:
    assert TOWNS.keys() <= zones()


def test_an_unknown_language_searches_in_english() -> None:
    assert find_zones("london", "xx") == ("Europe/London",)


def test_every_zone_exists() -> None:
    for zone in zones():
        ZoneInfo(zone)
    for language in ("en", "cy", "ar", "xx"):
        assert set(usual_zones(language, "Europe/London")) <= zones()


def test_currencies() -> None:
    assert currency_of("Europe/Dublin") == "EUR"
    assert currency_of("UTC") == "GBP"
    assert usual_currencies("Africa/Cairo") == ("EGP", "GBP", "EUR", "USD")
    assert find_currency("gbp", "en") == "GBP"
    assert find_currency("euro", "en") == "EUR"
    assert find_currency("DEM", "en") is None
    assert find_currency("' OR 1=1", "en") is None
