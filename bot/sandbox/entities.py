"""UTF-16 arithmetic, cleaning, and the entities Telegram finds by itself: commands, mentions, hashtags, links."""

import re

from bot.sandbox.world import Json

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?<![\w/@.])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<![\w/@<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w#/])(?P<hashtag>\#(?=\w*[^\W\d_])\w{1,256})",
)
_MAY_HOLD_ENTITY = re.compile(r"[@/#]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of all of Telegram's limits and offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The piece of `text` that an entity covers; `offset` and `length` in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "surrogatepass")


def clean(text: str) -> str:
    """Telegram's own cleaning: carriage returns go, other control characters become spaces."""
    return _CONTROL.sub(" ", text.replace("\r", "")) if not text.isprintable() else text


def detect(text: str, given: list[Json]) -> list[Json]:
    """`given` entities and, where they leave room, those found in the text; ordered by place, the longer first."""
    if not _MAY_HOLD_ENTITY.search(text):
        return given
    blocked = [(entity["offset"], entity["offset"] + entity["length"]) for entity in given if entity["type"] in _OPAQUE]
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        offset, length = utf16_length(text[: match.start()]), utf16_length(match.group())
        if not any(start < offset + length and offset < end for start, end in blocked):
            assert match.lastgroup
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return sorted(given + found, key=lambda entity: (entity["offset"], -entity["length"])) if found else given


_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cuts white space at both ends and moves or shortens the entities with it."""
    stripped = text.strip()
    if len(stripped) == len(text):
        return text, entities
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept
