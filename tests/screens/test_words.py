"""The translator: escaping, isolation, fallbacks, loud failures."""

import pytest

from bot.screens.html import Html, bold, lines, link, quote
from bot.screens.words import LANGUAGES, words_for

FSI, PDI = "\u2068", "\u2069"


def test_a_name_is_escaped_and_isolated() -> None:
    said = words_for("en").say("<b>%(name)s</b> signed.", name="<Ana>")
    assert said == f"<b>{FSI}&lt;Ana&gt;{PDI}</b> signed."
    assert isinstance(said, Html)


def test_markup_made_by_us_passes_through_once() -> None:
    assert words_for("en").say("%(name)s!", name=bold("A & B")) == f"<b>{FSI}A &amp; B{PDI}</b>!"


def test_our_own_phrases_are_escaped_and_not_isolated() -> None:
    t = words_for("en")
    assert t.say("It is %(when)s.", when=t.plain("<now>")) == "It is &lt;now&gt;."


def test_plain_text_is_isolated_and_never_escaped() -> None:
    assert words_for("en").plain("%(name)s signed.", name="A & B") == f"{FSI}A & B{PDI} signed."


def test_markup_in_plain_text_is_a_fault() -> None:
    with pytest.raises(TypeError):
        words_for("en").plain("%(name)s", name=bold("Ana"))


def test_a_missing_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        words_for("en").say("%(name)s signed.")


@pytest.mark.parametrize("value", [1.5, True, None])
def test_what_is_not_in_words_is_a_fault(value: object) -> None:
    with pytest.raises(TypeError):
        words_for("en").say("%(value)s", value=value)  # type: ignore[arg-type]


def test_percent_signs_are_doubled() -> None:
    assert words_for("en").say("100%% of %(n)s", n=12500) == "100% of 12,500"


@pytest.mark.parametrize(
    ("tag", "language"),
    [(None, "en"), ("", "en"), ("cy", "cy"), ("CY_gb", "cy"), ("ar-EG", "ar"), ("pt-BR", "en"), ("xx", "en")],
)
def test_the_best_language_there_is(tag: str | None, language: str) -> None:
    assert words_for(tag).language == language


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [language for language in LANGUAGES if words_for(language).rtl] == ["ar"]


def test_words_are_shared() -> None:
    assert words_for("cy") is words_for("cy-GB")


def test_lines_leave_out_what_is_missing() -> None:
    assert lines(Html("one"), None, "<two>") == f"one\n{FSI}&lt;two&gt;{PDI}"


def test_quotes_and_links_escape() -> None:
    assert quote("<x>") == f"<blockquote>{FSI}&lt;x&gt;{PDI}</blockquote>"
    assert link("x", 'https://e.org/?a="&b') == f'<a href="https://e.org/?a=&quot;&amp;b">{FSI}x{PDI}</a>'
