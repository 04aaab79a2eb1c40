"""What people type, made safe to keep and to show: one form, no control or direction-changing characters."""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
"""Everything that Unicode or str.splitlines takes for the end of a line."""

_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Control, surrogate, private and unassigned. Format characters (Cf) stay: joiners make emoji and Persian words."""

_HIDDEN = frozenset("\u200b\u2060\ufeff\u00ad\u180e")
"""Format characters that show nothing and join nothing: zero-width space, word joiner, BOM, soft hyphen."""


def clean_line(text: str) -> str:
    """`text` as one line: NFC, no control or bidi characters, every run of white space one space, trimmed."""
    return " ".join(_visible(text).split())


def length(text: str) -> int:
    """Characters (code points), the measure of our own limits."""
    return len(text)


def utf16_length(text: str) -> int:
    """UTF-16 units, the measure of Telegram's limits."""
    return len(text) + sum(character > "\uffff" for character in text)


def digits(text: str) -> str:
    """`text` with the decimal digits of every script (٣, ३, ３) as ASCII ones."""
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _visible(text: str) -> str:
    kept = (_one(character) for character in text)
    return unicodedata.normalize("NFC", "".join(kept))


def _one(character: str) -> str:
    if character in _BREAKS or character == "\t":
        return " "
    if character in _BIDI or character in _HIDDEN or unicodedata.category(character) in _UNSEEN:
        return ""
    return character
