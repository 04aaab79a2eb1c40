"""Telegram's HTML, parsed as strictly as Telegram does: `parse` gives the text and its entities in UTF-16 units."""

import re

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.tags import ATTRIBUTES, TAGS, Open, entity_of, same_span, tidy
from bot.sandbox.world import Json

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_BELOW_SURROGATES, _ABOVE_SURROGATES = range(1, 0xD800), range(0xE000, 0x10FFFF)
_START = re.compile(r"<([^\s>/]*)")
_END = re.compile(r"</([^\s>]*)\s*")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']*)\s*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


def parse(source: str) -> tuple[str, list[Json]]:
    """Text and entities of `source`. Raises the 400 "can't parse entities: …" that Telegram answers to wrong markup."""
    if not _SPECIAL.search(source):
        return source, []
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        at = 0
        while match := _SPECIAL.search(self.source, at):
            self._put(self.source[at : match.start()])
            at = self._reference(match.start()) if match.group() == "&" else self._tag(match.start())
        self._put(self.source[at:])
        if self.open:
            left = self.open[-1]
            raise self._error(f'Can\'t find end tag corresponding to start tag "{left.tag}"', left.at)
        return "".join(self.pieces), tidy(self.entities)

    def _put(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.length += utf16_length(piece)

    def _error(self, what: str, at: int, tail: str = "") -> ApiError:
        offset = len(self.source[:at].encode())
        return bad_request(f"can't parse entities: {what} at byte offset {offset}{tail}")

    def _reference(self, at: int) -> int:
        """A character reference; anything else beginning with & is plain text, as at Telegram."""
        character = _character(self.source, at)
        if character is None:
            self._put("&")
            return at + 1
        self._put(character[0])
        return character[1]

    def _tag(self, at: int) -> int:
        return self._end(at) if self.source.startswith("</", at) else self._start(at)

    def _start(self, at: int) -> int:
        match = _START.match(self.source, at)
        assert match
        tag = match.group(1).lower()
        if match.end() >= len(self.source):
            raise self._error("Unclosed start tag", at)
        if tag not in TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', at)
        attributes, end = self._attributes(tag, at, match.end())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', at)
        self.open.append(Open(tag, attributes, self.length, at))
        return end

    def _attributes(self, tag: str, start: int, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            match = _ATTRIBUTE.match(self.source, at)
            assert match
            name, at = match.group(1).lower(), match.end()
            if at >= len(self.source):
                raise self._error(f'Unclosed start tag "{tag}"', start)
            if not name and self.source[at] == ">":
                return attributes, at + 1
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', start)
            value = ""
            if self.source[at] == "=":
                value, at = self._value(start, at + 1)
            if name in ATTRIBUTES.get(tag, ()):
                attributes[name] = value

    def _value(self, start: int, at: int) -> tuple[str, int]:
        while self.source[at : at + 1].isspace():
            at += 1
        quote = self.source[at : at + 1]
        if quote not in ("'", '"') or not quote:
            return self._token(start, at)
        end = self.source.find(quote, at + 1)
        if end < 0:
            raise self._error("Unclosed start tag", start)
        return _unescape(self.source[at + 1 : end]), end + 1

    def _token(self, start: int, at: int) -> tuple[str, int]:
        match = _TOKEN.match(self.source, at)
        assert match
        following = self.source[match.end() : match.end() + 1]
        if not following:
            raise self._error("Unclosed start tag", start)
        if not (following.isspace() or following == ">"):
            raise self._error("Unexpected end of name token", at)
        return match.group().lower(), match.end()

    def _end(self, at: int) -> int:
        if not self.open:
            raise self._error("Unexpected end tag", at)
        match = _END.match(self.source, at)
        assert match
        if not self.source.startswith(">", match.end()):
            raise self._error("Unclosed end tag", at)
        opened, name = self.open.pop(), match.group(1).lower()
        if name and name != opened.tag:
            raise self._error("Unmatched end tag", at, f', expected "</{opened.tag}>", found "</{name}>"')
        if self.length > opened.offset:
            self._close(opened)
        return match.end() + 1

    def _close(self, opened: Open) -> None:
        plain_link = opened.tag == "a" and not opened.attributes.get("href")
        made = entity_of(opened, self._text_since(opened.offset) if plain_link else "")
        if made is None:
            return
        entity = {**made, "offset": opened.offset, "length": self.length - opened.offset}
        last = self.entities[-1] if self.entities else None
        if opened.tag == "pre" and last and last["type"] == "code" and same_span(last, entity):
            self.entities.pop()
            entity.update({"language": last["language"]} if "language" in last else {})
        self.entities.append(entity)

    def _text_since(self, offset: int) -> str:
        raw = "".join(self.pieces).encode("utf-16-le", "surrogatepass")
        return raw[offset * 2 :].decode("utf-16-le", "surrogatepass")


def _character(text: str, at: int) -> tuple[str, int] | None:
    match = _REFERENCE.match(text, at)
    if not match:
        return None
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name], match.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return (chr(code), match.end()) if code in _BELOW_SURROGATES or code in _ABOVE_SURROGATES else None


def _unescape(text: str) -> str:
    return _REFERENCE.sub(lambda match: (_character(text, match.start()) or (match.group(), 0))[0], text)
