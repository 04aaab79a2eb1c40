"""Telegram's HTML: what is refused and in which words, what becomes of the rest, in UTF-16 units."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import clean, cut, detect, trim, utf16_length
from bot.sandbox.errors import ApiError
from bot.sandbox.html import parse

WRONG = [
    ("<b>", 'Can\'t find end tag corresponding to start tag "b" at byte offset 0'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<br/>", 'Unsupported start tag "br" at byte offset 0'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]

RIGHT: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("plain & simple", "plain & simple", []),
    ("a &lt;b&gt; &amp; &quot;c&quot;", 'a <b> & "c"', []),
    ("&#39;&#x27;&apos;&nbsp;", "''&apos;&nbsp;", []),
    ("&ltb", "&ltb", []),
    ("<b>x</b>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("<B>x</B>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("🎉<i>é</i>", "🎉é", [{"type": "italic", "offset": 2, "length": 1}]),
    ("<b>🎉</b>", "🎉", [{"type": "bold", "offset": 0, "length": 2}]),
    ("<b></b>x", "x", []),
    (
        "<b>a<i>b</i></b>",
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
    ),
    (
        '<a href="https://x.org/?a=1&amp;b=2">go</a>',
        "go",
        [{"type": "text_link", "url": "https://x.org/?a=1&b=2", "offset": 0, "length": 2}],
    ),
    ('<a href="not a link">go</a>', "go", []),
    ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    ("<blockquote expandable>x</blockquote>", "x", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    (
        '<pre><code class="language-sql">x</code></pre>',
        "x",
        [{"type": "pre", "language": "sql", "offset": 0, "length": 1}],
    ),
    ("<code>a<b>b</b></code>", "ab", [{"type": "code", "offset": 0, "length": 2}]),
    (
        '<tg-time unix="1795773600" format="wDT">Friday</tg-time>',
        "Friday",
        [{"type": "date_time", "unix_time": 1795773600, "date_time_format": "wDT", "offset": 0, "length": 6}],
    ),
]


@pytest.mark.parametrize(("source", "words"), WRONG)
def test_wrong_markup_is_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(("source", "text", "entities"), RIGHT)
def test_right_markup_becomes_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse(source) == (text, entities)


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse(escaped) == (text, [])
    assert parse(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet="<>/ab=\"' &;"))
def test_the_parser_answers_anything(source: str) -> None:
    try:
        text, entities = parse(source)
    except ApiError as refusal:
        assert "can't parse entities" in refusal.description
    else:
        assert all(entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)


def test_white_space_goes_from_both_ends_and_entities_with_it() -> None:
    text, entities = trim(
        "  ab  ", [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 4, "length": 2}]
    )
    assert text == "ab"
    assert entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_control_characters_do_not_arrive() -> None:
    assert clean("a\r\nb\x00c\td") == "a\nb c d"


def test_telegram_finds_commands_mentions_links_and_hashtags() -> None:
    text = "🎉 /sign@ifyouwill_bot 7K2MQ @maria_santos #litter https://example.org/a. a/b x@y.org"
    found = [(entity["type"], cut(text, entity["offset"], entity["length"])) for entity in detect(text, [])]
    assert found == [
        ("bot_command", "/sign@ifyouwill_bot"),
        ("mention", "@maria_santos"),
        ("hashtag", "#litter"),
        ("url", "https://example.org/a"),
    ]


def test_nothing_is_found_inside_code() -> None:
    code = [{"type": "code", "offset": 0, "length": 5}]
    assert detect("/sign /done", code) == [*code, {"type": "bot_command", "offset": 6, "length": 5}]
