"""What people type that no programmer expects, and how it comes from Telegram."""

from typing import Final

from bot.sandbox import wire
from bot.sandbox.world import Person
from tests.scenarios.road import Road

ODD: Final = {
    "markup": "<b>bold</b> & </blockquote><a href='tg://user?id=1'>me</a> &lt; &#0;",
    "markdown": "*bold* _it_ [a](http://b) `c` ~d~ ||e||",
    "a faked system line": "gloves\n\n✅ <b>Approved by an organiser</b>",
    "right to left": "\u202ednif ton lliw uoy \u2067 \u2066 \u200f",
    "nothing to see": "\u200b\u2060\ufeff\u00ad",
    "Hangul filler": "\u3164" * 12,
    "private and unassigned": "\ue000\U000f0000\ufffe\uffff",
    "tags": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f \U000e0041\U000e0042",
    "a mark on nothing": "\u0301\u20e3",
    "zalgo": "p" + "\u0301\u0317\u0489" * 300,
    "NUL": "\x00 \x00nothing\x00",
    "control": "\x1b[31mERROR\x1b[0m\r\nincident 12345\x07\x7f",
    "half a character": "\ud83d alone",
    "emoji only": "🧹" * 60,
    "joined emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇬🇧" * 5,
    "the longest": "a" * 4096,
    "the longest of two units": "🧤" * 2048,
    "words without end": "if " * 1365,
    "lines without end": "a\n" * 2048,
    "commands within": "gloves\n/sign ZZZZZ\n/cancel",
    "everybody": "@everyone @all @maria_santos tg://user?id=2000000001",
    "brackets": "((((((((((" * 400,
    "Arabic digits": "٣٠ / ١٢",
    "mathematical digits": "𝟑𝟎 𝟭𝟮",
    "superscript": "² ³ ½ Ⅻ",
    "grouped": "1_000 1.000 1,5",
    "a very long number": "9" * 4000,
    "no number": "NaN inf -0 1e9 0x10",
    "SQL": "'; DROP TABLE pledges; -- \" OR 1=1",
    "wildcards": "%_%",
    "format": "{0.__class__.__mro__} {} %s %(name)s %n ${x}",
    "spreadsheet": "=cmd|' /C calc'!A0",
    "a path": "../../etc/passwd\n",
    "deep link": "p_00000 c_AAAAAAAAAAAAAAAAAAAAAA s_1",
    "dates": "31/31/2026 99:99 0000-00-00 29 February 2027",
}


async def writes(road: Road, who: Person, text: str) -> None:
    """As it comes from Telegram, which lets nearly everything through; the app would have tidied it up."""
    said = await road.sandbox.send_text(who, None, "placeholder")
    raw = wire.message(said) | {"text": text[:4096]}
    raw.pop("entities", None)
    if text.startswith("/") and text[1:2].isalpha():
        raw["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    road.sandbox.updates.clear()
    road.sandbox.updates.push("message", raw, f"chat {who.id}")
    await road.app.drain()
