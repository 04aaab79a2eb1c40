"""Which words of a text say what it is about, in a form in which the spellings of one word meet. Pure.

No database can do that for Welsh, whose words change at the beginning, nor all of them for Arabic; so the words are
brought to their roots here, and both databases look for whole roots (decision 0028). A root is a rough thing: it only
has to be the same for "glove" and "gloves", "gardd" and "ardd", «الحديقة» and «حديقة».
"""

import re
from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line, digits

WORDS_COUNTED: Final = 16
"""Of one text; what it is about is said in fewer."""

Word = frozenset[str]
"""One word by its roots: a Welsh one has two, as it may be a name that does not change."""

_WORD: Final = re.compile(r"\w+(?:'\w+)?")
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_LEAST: Final = 3
_LEAST_ARABIC: Final = 2
"""Letters that must be left of a word."""

_COMMON: Final = frozenset(
    folded("""
    a about again all also an and any are as at be been before bring but by can come do each every everybody for
    from get give go good have help her his i if in into is it its join just least make me more my neighbour neighbours
    new next no not of off on one once or other others our out own people person same so some somebody
    take than that the
    their them there they thing this to together too up us use want we when where which who will with would you your

    a ac ag am ar arall at bobl byddaf bydd bydda byddwn chi chwaith cyd daw dewch dod dof dros ddod ddw e ei eich ein
    eraill eto eu fe fi fy fydd gan gen gyda gydag gymydog gymdogion hefyd helpu hi hyd hyn i iddo iddyn ill i'n i'r
    mae maen mewn mi mwy mynd na nad neu ni nhw o oes os o'r pan pawb pobl rhai rhoi roi rhywun sy sydd tan un unwaith
    wneud gwneud wrth y yma yn yna yno ynghyd yr yw cymydog cymdogion

    ان او اذا اخر اخرى اخرين اخرون الى الا التي الذي انا انه اي بعد بعض به بها بين تم ثم جار جاران جيران الجيران جميع
    حتى حين ذلك سوف شخص اشخاص شخصا عن عند على في فيه قبل قد كان كل كما كي لا لان لكن له لها لو ليس ما مثل مع معا من
    منا منها نحن هذا هذه هنا هو هي واحد يكون سا ايضا ساعد اساعد ساساعد احضر ساحضر
    """).split()
)
"""What stands in texts of all kinds: promises, offers, needs."""

ARTICLE: Final = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|و(?=.{3}))")
"""What Arabic writes together with the word that follows: the article, prepositions, "and"."""
_ARABIC_BEHIND: Final = re.compile("(?:ات|ون|ين|ان|ها|هم|نا|يه|ه|ي)$")
_LEANING: Final = re.compile("'(?:[rnswium]|ch)$")
"""What leans on the word before: "Road's", "ardd a'r"."""
_ENGLISH_BEHIND: Final = re.compile("(?:ies|ing|ed|es|s|y|e)$")
_WELSH_BEHIND: Final = re.compile("(?:iadau|oedd|iau|ion|au|od|io|u|o)$")
_WELSH_BEFORE: Final = (
    ("p", ("ph", "mh", "p", "b", "f", "m")),
    ("t", ("th", "nh", "t", "dd", "d", "n")),
    ("", ("ngh", "ng", "ch", "c", "g")),
    ("l", ("ll", "l")),
    ("r", ("rh", "r")),
)
"""What the beginning of a word may change into, by families: pont, bont, mhont, phont. A g is lost."""


def words_in(text: str, language: str) -> tuple[Word, ...]:
    """The first words of the text that mean something; `language` (BCP 47) is the one in which it was written."""
    found: dict[Word, None] = {}
    for spelled in written_in(text):
        if len(spelled) >= _LEAST and not is_common(spelled):
            found[roots_of(spelled, language)] = None
    return tuple(found)[:WORDS_COUNTED]


def written_in(text: str) -> list[str]:
    """All words of the text, folded, without what leans on them."""
    return [_LEANING.sub("", written) for written in _WORD.findall(folded(digits(clean_line(text))))]


def is_common(word: str) -> bool:
    """Whether the word, folded, stands in texts of all kinds."""
    return word in _COMMON


def is_welsh(language: str) -> bool:
    """Whether a BCP 47 tag means Welsh."""
    return language.lower().split("-")[0] == "cy"


def roots_of(word: str, language: str) -> Word:
    """The roots of one word, folded, in a text of this language."""
    if _ARABIC.search(word):
        begun = _without(ARTICLE, word, _LEAST_ARABIC)
        return frozenset({_without(_ARABIC_BEHIND, begun, _LEAST_ARABIC)})
    plain = _undoubled(_without(_ENGLISH_BEHIND, word))
    if not is_welsh(language):
        return frozenset({plain})
    return frozenset({plain, f"~{unchanged(_without(_WELSH_BEHIND, word))}"})


def _without(part: re.Pattern[str], word: str, least: int = _LEAST) -> str:
    """The word without this beginning or ending, if enough is left."""
    left = part.sub("", word)
    return left if len(left) >= least else word


def _undoubled(word: str) -> str:
    """ "runn" of "running" is "run"."""
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] else word


def unchanged(word: str) -> str:
    """The same for all that the beginning of a Welsh word changes into."""
    for family, beginnings in _WELSH_BEFORE:
        for beginning in beginnings:
            if word.startswith(beginning):
                return family + word[len(beginning) :]
    return word
