"""What people type, made safe to keep and to show: one form, no control or direction-changing characters."""

import re
import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
"""Everything that Unicode or str.splitlines takes for the end of a line."""

_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Control, surrogate, private and unassigned. Format characters (Cf) stay: joiners make emoji and Persian words."""

_HIDDEN = frozenset("\u200b\u2060\ufeff\u00ad\u180e")
"""Format characters that show nothing and join nothing: zero-width space, word joiner, BOM, soft hyphen."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their category that show as white space: Hangul fillers, the Braille pattern without a dot."""

_LEANING = re.compile(
    "[\u034f\u17b4\u17b5\u180b-\u180f\u200c\u200d\u206a-\u206f\ufe00-\ufe0f\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""What shows nothing by itself and changes what it leans on: joiners, variation selectors, the tags of flags."""


def clean_line(text: str) -> str:
    """`text` as one line: NFC, no control or bidi characters, every run of white space one space, trimmed.

    Words in which nothing shows are left out: what looks empty is empty.
    """
    return " ".join(word for word in _visible(text).split() if shown_length(word))


def clean_text(text: str) -> str:
    """`text` with its lines kept, each as `clean_line` makes it; never two empty ones in a row, none at the ends."""
    kept: list[str] = []
    for line in map(clean_line, text.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def length(text: str) -> int:
    """Characters (code points), the measure of our own upper limits."""
    return len(text)


def shown_length(text: str) -> int:
    """The same without what shows nothing: the measure of our lower limits."""
    return len(_LEANING.sub("", text))


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
    if character in _BREAKS or character in _BLANK or character == "\t":
        return " "
    if character in _BIDI or character in _HIDDEN or unicodedata.category(character) in _UNSEEN:
        return ""
    return character
