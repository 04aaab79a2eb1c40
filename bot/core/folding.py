"""Text in the form in which its spellings meet: lower case, one apostrophe, one form of each Arabic letter. Pure."""

import re
from typing import Final

_ARABIC_SIGNS: Final = re.compile("[\u064b-\u0652\u0640]")
_ARABIC_LETTERS: Final = str.maketrans("أإآةى", "ااا\u0647ي")


def spelled(text: str) -> str:
    """`text` in lower case, straight apostrophes, without Arabic vowel signs."""
    return _ARABIC_SIGNS.sub("", text.casefold().replace("’", "'"))


def folded(text: str) -> str:
    """The same with one form of each Arabic letter: people write them without hamza."""
    return spelled(text).translate(_ARABIC_LETTERS)
