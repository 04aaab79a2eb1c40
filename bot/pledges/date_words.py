"""The words with which people write dates, one table for each language. Data only; `dates` holds the grammar.

The words stand as they are written with care; `folded` makes the variants alike (case, Arabic hamza and vowel signs).
Welsh words stand in their plain and their mutated forms.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, Final

_ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآةى", "ااا\u0647ي")


def folded(text: str) -> str:
    """`text` in lower case, straight apostrophes, without Arabic vowel signs and with one form of each letter."""
    plain = _ARABIC_SIGNS.sub("", text.casefold().replace("’", "'"))
    return plain.translate(_ARABIC_LETTERS)


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words. Numbers of months and weekdays count from 1 (January, Monday)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    days_off: dict[str, int]
    """Words for a day near by: "tomorrow" -> 1."""
    units: dict[str, tuple[str, int]]
    """Words for a stretch of time: "fortnight" -> ("days", 14). A dual or "a week" carries its own number."""
    numbers: dict[str, int]
    """Number words that people write before a stretch of time or a month."""
    fillers: frozenset[str]
    """Words that change nothing: "on", "the", "of"."""
    ahead: frozenset[str]
    """Words before a stretch of time: "in" 3 weeks."""
    next_week: frozenset[str]
    """Words that move a weekday to the week after this one: "next" Friday."""
    ends: frozenset[str]
    """Words for the end of a week, month or year."""
    at: frozenset[str]
    """Words before a time of day."""
    before_noon: frozenset[str]
    after_noon: frozenset[str]
    times: dict[str, tuple[int, int] | None]
    """Words for a time of day: "noon" -> (12, 0). None: the end of the day."""
    ordinals: frozenset[str]
    """Endings of a day's number: 6"th"."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _each(*rows: str) -> dict[str, int]:
    """Words by their row's number, counting from 1."""
    return {word: number for number, row in enumerate(rows, start=1) for word in row.split()}


_ENGLISH: Final = DateWords(
    months=_each(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    weekdays=_each(
        "monday mon",
        "tuesday tue tues",
        "wednesday wed",
        "thursday thu thur thurs",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
    days_off={"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1},
    units={
        "day": ("days", 1),
        "days": ("days", 1),
        "week": ("days", 7),
        "weeks": ("days", 7),
        "fortnight": ("days", 14),
        "fortnights": ("days", 14),
        "month": ("months", 1),
        "months": ("months", 1),
        "year": ("months", 12),
        "years": ("months", 12),
    },
    numbers={
        "a": 1,
        "an": 1,
        **_each(*["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]),
    },
    fillers=_words("on the of this coming"),
    ahead=frozenset({"in", "within"}),
    next_week=frozenset({"next"}),
    ends=frozenset({"end"}),
    at=frozenset({"at"}),
    before_noon=frozenset({"am", "a.m.", "a.m"}),
    after_noon=frozenset({"pm", "p.m.", "p.m"}),
    times={"noon": (12, 0), "midday": (12, 0), "midnight": None},
    ordinals=frozenset({"st", "nd", "rd", "th"}),
)

_WELSH: Final = DateWords(
    months=_each(
        "ionawr ion",
        "chwefror chwef",
        "mawrth fawrth",
        "ebrill ebr",
        "mai fai",
        "mehefin fehefin meh",
        "gorffennaf orffennaf gorff",
        "awst",
        "medi fedi",
        "hydref hyd",
        "tachwedd dachwedd tach",
        "rhagfyr ragfyr rhag",
    ),
    weekdays=_each(
        "llun lun",
        "mawrth fawrth",
        "mercher fercher",
        "iau",
        "gwener wener",
        "sadwrn",
        "sul",
    ),
    days_off={"heddiw": 0, "heno": 0, "yfory": 1, "fory": 1, "drennydd": 2, "trennydd": 2},
    units={
        "diwrnod": ("days", 1),
        "ddiwrnod": ("days", 1),
        "niwrnod": ("days", 1),
        "dydd": ("days", 1),
        "dyddiau": ("days", 1),
        "wythnos": ("days", 7),
        "wythnosau": ("days", 7),
        "pythefnos": ("days", 14),
        "bythefnos": ("days", 14),
        "mis": ("months", 1),
        "fis": ("months", 1),
        "misoedd": ("months", 1),
        "blwyddyn": ("months", 12),
        "flwyddyn": ("months", 12),
    },
    numbers={
        "dau": 2,
        "ddau": 2,
        "dwy": 2,
        "ddwy": 2,
        "tri": 3,
        "dri": 3,
        "tair": 3,
        "dair": 3,
        "pedwar": 4,
        "bedwar": 4,
        "pedair": 4,
        "bedair": 4,
        "pum": 5,
        "pump": 5,
        "chwe": 6,
        "chwech": 6,
        "saith": 7,
        "wyth": 8,
        "naw": 9,
        "deg": 10,
    },
    fillers=_words("ar y yr o dydd ddydd nos hwn yma"),
    ahead=frozenset({"mewn", "ymhen"}),
    next_week=frozenset({"nesaf"}),
    ends=frozenset({"diwedd", "ddiwedd"}),
    at=frozenset({"am"}),
    before_noon=frozenset({"yb", "y.b.", "bore", "y.b"}),
    after_noon=frozenset({"yh", "y.h.", "yp", "y.p.", "y.h", "y.p"}),
    times={"hanner-dydd": (12, 0), "canol-dydd": (12, 0), "hanner-nos": None, "canol-nos": None},
    ordinals=frozenset({"af", "il", "ail", "ydd", "edd", "ed", "fed", "eg", "ain"}),
)

_ARABIC: Final = DateWords(
    months=_each(
        "يناير كانون-الثاني جانفي",
        "فبراير شباط فيفري",
        "مارس آذار",
        "أبريل إبريل نيسان أفريل",
        "مايو أيار ماي",
        "يونيو يونيه حزيران جوان",
        "يوليو يوليه تموز جويلية",
        "أغسطس آب أوت",
        "سبتمبر أيلول",
        "أكتوبر تشرين-الأول",
        "نوفمبر تشرين-الثاني",
        "ديسمبر كانون-الأول",
    ),
    weekdays=_each("الاثنين اثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    days_off={"اليوم": 0, "الليلة": 0, "غدا": 1, "غد": 1, "الغد": 1, "بعد-غد": 2, "بعد-الغد": 2},
    units={
        "يوم": ("days", 1),
        "يوما": ("days", 1),
        "يومين": ("days", 2),
        "أيام": ("days", 1),
        "أسبوع": ("days", 7),
        "أسبوعا": ("days", 7),
        "الأسبوع": ("days", 7),
        "أسبوعين": ("days", 14),
        "أسابيع": ("days", 7),
        "شهر": ("months", 1),
        "شهرا": ("months", 1),
        "الشهر": ("months", 1),
        "شهرين": ("months", 2),
        "أشهر": ("months", 1),
        "شهور": ("months", 1),
        "سنة": ("months", 12),
        "السنة": ("months", 12),
        "عام": ("months", 12),
        "العام": ("months", 12),
        "سنتين": ("months", 24),
        "عامين": ("months", 24),
    },
    numbers={
        "ثلاثة": 3,
        "ثلاث": 3,
        "أربعة": 4,
        "أربع": 4,
        "خمسة": 5,
        "خمس": 5,
        "ستة": 6,
        "ست": 6,
        "سبعة": 7,
        "سبع": 7,
        "ثمانية": 8,
        "ثماني": 8,
        "تسعة": 9,
        "تسع": 9,
        "عشرة": 10,
        "عشر": 10,
    },
    fillers=_words("يوم في من شهر هذا"),
    ahead=frozenset({"بعد", "خلال"}),
    next_week=frozenset({"القادم", "القادمة", "المقبل", "المقبلة"}),
    ends=frozenset({"نهاية", "آخر"}),
    at=frozenset({"الساعة"}),
    before_noon=frozenset({"صباحا", "ص"}),
    after_noon=frozenset({"مساء", "م"}),
    times={"الظهر": (12, 0), "ظهرا": (12, 0), "منتصف-الليل": None},
    ordinals=frozenset(),
)


def _folded_table(table: DateWords) -> DateWords:
    """The table with its words as `folded` leaves them."""
    folded_fields: dict[str, Any] = {}
    for field in fields(table):
        words = getattr(table, field.name)
        if isinstance(words, dict):
            folded_fields[field.name] = {folded(word): value for word, value in words.items()}
        else:
            folded_fields[field.name] = frozenset(folded(word) for word in words)
    return DateWords(**folded_fields)


DATE_WORDS: Final[dict[str, DateWords]] = {
    language: _folded_table(table) for language, table in (("en", _ENGLISH), ("cy", _WELSH), ("ar", _ARABIC))
}
"""By language. A language that is added to the program adds its table here."""

PHRASES: Final[dict[str, str]] = {
    folded(phrase): folded(word)
    for phrase, word in {
        "the day after tomorrow": "in 2 days",
        "day after tomorrow": "in 2 days",
        "hanner dydd": "hanner-dydd",
        "canol dydd": "canol-dydd",
        "hanner nos": "hanner-nos",
        "canol nos": "canol-nos",
        "o fewn": "mewn",
        "بعد غد": "بعد-غد",
        "بعد الغد": "بعد-الغد",
        "كانون الثاني": "كانون-الثاني",
        "كانون الأول": "كانون-الأول",
        "تشرين الأول": "تشرين-الأول",
        "تشرين الثاني": "تشرين-الثاني",
        "منتصف الليل": "منتصف-الليل",
    }.items()
}
"""Several words that mean one, joined before the text is cut at its blanks."""

MONTH_FIRST: Final = frozenset({"en-us", "en-ph", "en-bz"})
"""Where 6/12 is the twelfth of June."""
