"""How Telegram and a screen reader take a text: parsed HTML, UTF-16 length, emoji, direction marks."""

import unicodedata
from html.parser import HTMLParser

ALLOWED_TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote"})
OPENERS, CLOSER = "\u2066\u2067\u2068", "\u2069"
_BAR = frozenset("▰▱")


class _Telegram(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ALLOWED_TAGS, f"<{tag}> is unknown to Telegram"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> crosses another tag"

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def parsed(html: str) -> str:
    """What remains to be read. Raises AssertionError where Telegram would answer "can't parse entities"."""
    parser = _Telegram()
    parser.feed(html)
    parser.close()
    assert not parser.open, f"never closed: {parser.open}"
    bare = html.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "").replace("&quot;", "")
    assert "&" not in bare, "an ampersand that is not an entity"
    return "".join(parser.pieces)


def bare(text: str) -> str:
    """The text without the marks of its directions."""
    return "".join(mark for mark in text if mark not in OPENERS + CLOSER)


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def emoji(line: str) -> int:
    """How many emoji a screen reader would spell out."""
    return sum(unicodedata.category(mark) == "So" and mark not in _BAR for mark in line)


def has_words(label: str) -> bool:
    """Whether something remains to be read when emoji and signs are left out."""
    return any(mark.isalnum() for mark in label)


def isolates_balanced(text: str) -> bool:
    """Whether every direction of its own ends before its line does."""
    for line in text.splitlines():
        depth = 0
        for mark in line:
            depth += (mark in OPENERS) - (mark == CLOSER)
            if depth < 0:
                return False
        if depth:
            return False
    return True
