"""The words with which people make a pledge in one sentence, one table for each language. Data only.

Phrases are tuples of words as `date_words.folded` leaves them; `sentence` holds the grammar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.pledges.date_words import folded

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PledgeWords:
    """One language's words."""

    openers: tuple[Phrase, ...]
    """What stands before the creator's action: "I will"."""
    future: str
    """A sign in front of a verb that means "will" (Arabic s-); "" where there is none."""
    conditions: tuple[Phrase, ...]
    """If."""
    between: frozenset[str]
    """Words between "if" and the number that change nothing: "at least"."""
    number_first: bool
    """False: a verb may stand between "if" and the number (Arabic)."""
    numbers: dict[str, int]
    wills: tuple[Phrase, ...]
    """What stands between the others and their action: "will"."""
    people: frozenset[str]
    """Words that describe the others: "neighbours". They end where their action begins, if nothing says "will"."""
    verbs: frozenset[str]
    """Words with which their action begins straight after the number: 10 "join"."""
    same: frozenset[Phrase]
    """An action that only says "the same"."""
    also: tuple[Phrase, ...]
    """Closing words that change nothing: "too"."""
    until: tuple[Phrase, ...]
    """By."""


def _phrases(*phrases: str) -> tuple[Phrase, ...]:
    """Longest first, so that the longest wins."""
    return tuple(sorted((tuple(folded(phrase).split()) for phrase in phrases), key=len, reverse=True))


def _words(words: str) -> frozenset[str]:
    return frozenset(folded(words).split())


def _counting(words: str, start: int = 1) -> Iterator[tuple[int, str]]:
    return enumerate(words.split(), start)


def _numbers(*rows: tuple[int, str]) -> dict[str, int]:
    return {folded(word): number for number, words in rows for word in words.split()}


_ENGLISH: Final = PledgeWords(
    openers=_phrases(
        "I will",
        "I'll",
        "I shall",
        "I would",
        "I'd",
        "I promise to",
        "I promise that I will",
        "I promise I will",
        "I promise I'll",
        "I pledge to",
        "I am going to",
        "I'm going to",
        "I am willing to",
        "I'm willing to",
        "I can",
        "will",
    ),
    future="",
    conditions=_phrases("if", "but only if", "only if", "as long as", "provided", "provided that", "on condition that"),
    between=_words("at least just only another some a minimum of"),
    number_first=True,
    numbers=_numbers(
        *_counting("one two three four five six seven eight nine ten eleven twelve"),
        *_counting("thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", start=13),
        (25, "twenty-five"),
        (30, "thirty"),
        (40, "forty"),
        (50, "fifty"),
        (100, "hundred"),
        (12, "dozen"),
    ),
    wills=_phrases("will", "will all", "would", "'ll", "can", "do", "agree to", "promise to", "are willing to", "also"),
    people=_words(
        "other others more neighbour neighbours neighbor neighbors people person persons residents resident friends "
        "friend families family households household volunteers volunteer adults parents of from in my our the us you "
        "them street road building block village fellow local else folk folks members member"
    ),
    verbs=_words("join come help do sign take give bring turn meet agree promise"),
    same=frozenset(_phrases("do", "do it", "do so", "do the same", "do that", "the same", "so", "it")),
    also=_phrases("too", "as well", "also"),
    until=_phrases("by", "before", "until", "till", "by the", "no later than", "not later than", "on or before"),
)

_WELSH: Final = PledgeWords(
    openers=_phrases(
        "Mi wna i",
        "Mi wnaf i",
        "Fe wna i",
        "Fe wnaf i",
        "Gwna i",
        "Gwnaf i",
        "Gwnaf",
        "Wna i",
        "Wnaf i",
        "Dw i'n addo",
        "Dwi'n addo",
        "Rydw i'n addo",
        "Rwy'n addo",
        "Rwyf yn addo",
        "Dw i am",
        "Dwi am",
    ),
    future="",
    conditions=_phrases("os", "dim ond os", "ar yr amod", "ond dim ond os", "cyn belled â bod", "cyn belled a bod"),
    between=_words("bydd fydd byddai daw ddaw wnaiff wneith gwnaiff gwneith mae oes o leiaf yna"),
    number_first=True,
    numbers=_numbers(
        (1, "un"),
        (2, "dau ddau dwy ddwy"),
        (3, "tri dri tair dair"),
        (4, "pedwar bedwar pedair bedair"),
        (5, "pump bump pum bum"),
        (6, "chwech chwe"),
        (7, "saith"),
        (8, "wyth"),
        (9, "naw"),
        (10, "deg ddeg deng"),
        (12, "deuddeg dwsin"),
        (15, "pymtheg bymtheg"),
        (20, "ugain"),
        (50, "hanner-cant"),
        (100, "cant gant"),
    ),
    wills=_phrases("yn", "hefyd yn", "yn gwneud hynny", "yn fodlon", "yn addo"),
    people=_words(
        "arall eraill o gymydog cymydog gymdogion cymdogion pobl bobl person berson ffrind ffrindiau teulu deulu "
        "teuluoedd deuluoedd preswylydd breswylwyr preswylwyr gwirfoddolwr gwirfoddolwyr wirfoddolwyr ohonoch "
        "ohonom chi ni ein fy y yr stryd mwy fwy"
    ),
    verbs=_words("ymuno dod helpu gwneud"),
    same=frozenset(_phrases("gwneud yr un peth", "gwneud hynny", "gwneud hefyd", "wneud yr un peth", "yr un peth")),
    also=_phrases("hefyd", "gyda fi"),
    until=_phrases("erbyn", "cyn", "tan", "hyd at", "ddim hwyrach na"),
)

_ARABIC: Final = PledgeWords(
    openers=_phrases("سوف", "أنا سوف", "أعد بأن", "أعدكم بأن", "أعدكم أن", "أتعهد بأن", "أتعهد أن", "ألتزم بأن", "أنا"),
    future=folded("س"),
    conditions=_phrases("إذا", "إن", "لو", "بشرط أن", "شرط أن", "على أن"),
    between=_words("كان هناك على الأقل ما قام وافق"),
    number_first=False,
    numbers=_numbers(
        (3, "ثلاثة ثلاث"),
        (4, "أربعة أربع"),
        (5, "خمسة خمس"),
        (6, "ستة ست"),
        (7, "سبعة سبع"),
        (8, "ثمانية ثماني ثمان"),
        (9, "تسعة تسع"),
        (10, "عشرة عشر"),
        (20, "عشرون عشرين"),
        (30, "ثلاثون ثلاثين"),
        (50, "خمسون خمسين"),
        (100, "مئة مائة"),
    ),
    wills=_phrases("سوف"),
    people=_words(
        "آخرون آخرين آخر أخرى غيري جار جارا جيران الجيران جيراننا جيراني شخص شخصا أشخاص الأشخاص ناس الناس من سكان "
        "السكان صديق صديقا أصدقاء متطوع متطوعا متطوعين متطوعون عائلة عائلات أسرة أسر فرد فردا أفراد منكم منا الحي "
        "الشارع على الأقل"
    ),
    verbs=frozenset(),
    same=frozenset(
        _phrases("ذلك", "الشيء نفسه", "نفس الشيء", "بذلك", "بالمثل", "يفعلون ذلك", "يفعلون الشيء نفسه", "فعل ذلك")
    ),
    also=_phrases("أيضا", "كذلك", "معي"),
    until=_phrases("قبل", "بحلول", "حتى", "في موعد أقصاه", "قبل يوم"),
)

PLEDGE_WORDS: Final[dict[str, PledgeWords]] = {"en": _ENGLISH, "cy": _WELSH, "ar": _ARABIC}
"""By language. A language that is added to the program adds its table here."""
