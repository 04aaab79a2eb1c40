"""By which entries of an index of words a text is found: how its words begin, beside their roots. Pure.

People type the beginning of a word and look what comes. So the index (decision 34) has an entry for each beginning of
each word, which is read in the order of the list like any other entry; nothing has to be compared while searching.
"""

import unicodedata
from itertools import islice
from typing import Final

from bot.core.roots import ARTICLE, is_common, is_welsh, roots_of, unchanged, words_in, written_in
from bot.core.text import clean_line

WORDS_MOST: Final = 3
"""Words by which a list can be narrowed."""
ENTRIES_MOST: Final = 4
"""By which one asked word may be found."""
_WORDS_COUNTED: Final = 32
"""Of one text, from its first word on."""
_LETTERS_MOST: Final = 12
"""What follows behind so many letters of a word makes no difference."""
_BEGINS: Final = "^"
"""Before a beginning: no root has it."""
_CHANGES: Final = "^~"
"""Before the beginning of a Welsh word, in the form from which its beginning changes."""
_LEAST_WELSH: Final = 3
"""Letters: where a g may be lost, "ca" and "ga" are both "a", which says too little."""


def entries_in(text: str, language: str) -> frozenset[str]:
    """Everything by which a text is found; `language` (BCP 47) is the one in which it was written."""
    found = set[str]().union(*words_in(text, language))
    for word in islice(dict.fromkeys(written_in(text)), _WORDS_COUNTED):
        found |= _beginnings(_BEGINS, _plain(word), 1)
        if (bare := _without_article(word)) != word:
            found |= _beginnings(_BEGINS, _plain(bare), 1)
        if is_welsh(language):
            found |= _beginnings(_CHANGES, _plain(unchanged(word)), _LEAST_WELSH)
    return frozenset(found)


def words_asked(text: str) -> tuple[str, ...]:
    """The words by which a list is narrowed: of the first three those that do not stand in texts of all kinds, if
    there are others. What holds no word at all stays as it is: nothing is found by it."""
    typed = clean_line(text.replace(":", " ")).split()[:WORDS_MOST]
    words = tuple(dict.fromkeys(written_in(" ".join(typed))))[:WORDS_MOST]
    if not words:
        return tuple(typed[:1])
    return tuple(word for word in words if not is_common(word)) or words


def entries_for(word: str) -> tuple[str, ...]:
    """By which entries an asked word is found: it begins so, changed or not, or has the same root."""
    found = [_BEGINS + _plain(_without_article(word))[:_LETTERS_MOST]]
    if len(form := _plain(unchanged(word))) >= _LEAST_WELSH:
        found.append(_CHANGES + form[:_LETTERS_MOST])
    found += sorted(roots_of(word, "cy"))
    return tuple(found[:ENTRIES_MOST])


def _beginnings(mark: str, word: str, least: int) -> set[str]:
    return {mark + word[:length] for length in range(least, min(len(word), _LETTERS_MOST) + 1)}


def _without_article(word: str) -> str:
    """An Arabic word is looked for with and without what is written together with it."""
    bare = ARTICLE.sub("", word)
    return bare if len(bare) > 1 else word


def _plain(word: str) -> str:
    """Without accents, which many keyboards do not have: "dŵr" is found by "dwr"."""
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(each for each in letters if unicodedata.category(each) != "Mn"))
