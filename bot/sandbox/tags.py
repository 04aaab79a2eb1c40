"""Telegram's HTML tags: which there are, and the entity each of them makes."""

import re
from dataclasses import dataclass

from bot.sandbox.world import Json

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
TAGS = frozenset({*_SIMPLE, "a", "blockquote", "tg-emoji", "tg-time"})
ATTRIBUTES = {
    "a": {"href"},
    "code": {"class"},
    "span": {"class"},
    "blockquote": {"expandable"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
}
_LINK = re.compile(
    r"(?i)(?:https?://)?(?:[\w\-]+\.)+[\w\-]{2,}(?::\d+)?(?:[/?#]\S*)?$"
    r"|(?:tg|ton|mailto):\S+$"
    r"|https?://(?:localhost|[\d.]+)(?::\d+)?(?:[/?#]\S*)?$"
)
_MENTION = re.compile(r"tg://user\?id=(\d+)$")


@dataclass(slots=True)
class Open:
    """A tag that was opened at `offset` of the text (UTF-16), `at` of the source."""

    tag: str
    attributes: dict[str, str]
    offset: int
    at: int


def entity_of(opened: Open, inner: str) -> Json | None:
    """The entity a closed tag makes, without its place; None where Telegram silently keeps plain text (a bad link)."""
    given = opened.attributes
    if opened.tag == "a":
        return _link(given.get("href") or inner)
    if opened.tag == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in given else "blockquote"}
    if opened.tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    if opened.tag == "tg-time":
        made: Json = {"type": "date_time", "unix_time": int(given.get("unix") or 0)}
        return made | ({"date_time_format": given["format"]} if given.get("format") else {})
    if opened.tag == "code" and given.get("class", "").startswith("language-"):
        return {"type": "code", "language": given["class"].removeprefix("language-")}
    return {"type": _SIMPLE[opened.tag]}


def _link(url: str) -> Json | None:
    mention = _MENTION.match(url)
    if mention:
        return {"type": "text_mention", "user_id": int(mention.group(1))}
    return {"type": "text_link", "url": url} if is_link(url) else None


def is_link(url: str) -> bool:
    """Whether Telegram takes `url` as a link: http(s) with a host, or a tg:, ton: or mailto: address."""
    return _LINK.match(url) is not None


def same_span(one: Json, other: Json) -> bool:
    """Whether two entities cover the same text."""
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def tidy(entities: list[Json]) -> list[Json]:
    """In order of place; nothing inside code and pre, which Telegram keeps literal; code alone has no language."""
    solid = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre")]
    kept = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        inside = any(left <= start and end <= right for left, right in solid)
        if entity["type"] == "code":
            entity.pop("language", None)
        elif inside and entity["type"] != "pre":
            continue
        kept.append(entity)
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))
