"""The words with which people say how often something comes again: "every other Saturday", "bob pythefnos", "كل سبت".

Forms are patterns over folded words. `{weekday}`, `{nth}` and `{day}` (of a month) are what a form says besides; the
other names stand for the language's own parts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.pledges.languages.tables import rows, words
from bot.pledges.series.model import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatWords:
    """One language's words."""

    every: str
    """With it a bare answer ("week") is one that the forms know."""
    weekdays: Mapping[str, int]
    nths: Mapping[str, int]
    parts: Mapping[str, str]
    forms: tuple[tuple[Rule, str], ...]
    others: tuple[str, ...]
    """How often a pledge cannot come again by itself: "every day"."""
    not_behind: frozenset[str]
    """Words behind which it is part of something else: "at least" once a week, the end "of" every month."""
    goes_on: re.Pattern[str]
    """A word with which the sentence goes on behind it as if it were not there: every Saturday "with" the children."""
    bounds: frozenset[str]
    """Words that say more of the time: every Saturday "and" Sunday, "until" Easter."""


_ENGLISH: Final = RepeatWords(
    every="every",
    weekdays=rows(
        "monday mondays",
        "tuesday tuesdays",
        "wednesday wednesdays",
        "thursday thursdays",
        "friday fridays",
        "saturday saturdays",
        "sunday sundays",
    ),
    nths=rows("first 1st", "second 2nd", "third 3rd", "fourth 4th"),
    parts={
        "every": "(?:every|each)",
        "week": "(?:(?:every|each) week|weekly|once (?:a|every) week)",
        "fortnight": "(?:(?:once )?(?:every|each) (?:(?:other|second|2nd) week|(?:two|2) weeks|fortnight)"
        "|fortnightly|once a fortnight)",
        "month": "(?:(?:every|each) month|monthly|once (?:a|every) month)",
        "unit": "(?:days?|weeks?|months?|years?|nights?|evenings?|mornings?|weekends?)",
        "many": r"(?:[3-9]|\d\d|three|four|five|six|seven|eight|nine|ten|twelve|third|fourth|fifth|3rd|[4-9]th)",
        "day": r"(?P<day>\d{1,2})(?:st|nd|rd|th)",
    },
    forms=(
        (Rule.MONTHLY_WEEKDAY, "{every} {nth} {weekday} (?:of|in) (?:the|each|every) month"),
        (Rule.MONTHLY_WEEKDAY, "(?:on )?the {nth} {weekday} (?:of|in) {every} month"),
        (Rule.MONTHLY_WEEKDAY, "{month} on the {nth} {weekday}"),
        (Rule.MONTHLY_WEEKDAY, "{every} (?=first|1st){nth} {weekday}"),
        (Rule.FORTNIGHTLY, "(?:on )?{every} (?:other|second|2nd) {weekday}"),
        (Rule.FORTNIGHTLY, "{fortnight} on (?:a )?{weekday}"),
        (Rule.WEEKLY, "(?:on )?{every} {weekday}"),
        (Rule.WEEKLY, r"on (?=\w+days){weekday}"),
        (Rule.WEEKLY, "{week} on (?:a )?{weekday}"),
        (Rule.MONTHLY, "(?:on )?the (?:{day}|{nth}) of {every} month"),
        (Rule.MONTHLY, "{month} on the (?:{day}|{nth})"),
        (Rule.WEEKLY, "{week}"),
        (Rule.FORTNIGHTLY, "{fortnight}"),
        (Rule.MONTHLY, "{month}"),
    ),
    others=(
        "{every} (?:day|year|night|evening|morning|afternoon|weekend|weekday|hour)",
        "daily|yearly|annually|once a (?:day|year)",
        "{every} (?:other|second|2nd) (?:day|month|year|night|evening|morning|weekend)",
        "{every} (?:two|2) (?:days|months|years)",
        "{every} {many} {unit}",
        "{every} {many} {weekday}",
        "(?:twice|{many} times) (?:a|every|each|per) {unit}",
        "(?:on )?(?:the|{every}) last {weekday} (?:of|in) (?:the|{every}) month",
    ),
    not_behind=words(
        "least about around nearly almost roughly not than for of from and or to per like after before during the a an "
        "one my our your his her their its this that until till by even"
    ),
    goes_on=re.compile(r"(?:in|at|for|with|from|near|to|together|outside|behind|along|as|so|when|while|and|but|then)$"),
    bounds=words("and or in on from of until till except but not during through over for starting at to beginning"),
)

_WELSH: Final = RepeatWords(
    every="bob",
    weekdays=rows("llun lun", "mawrth fawrth", "mercher fercher", "iau", "gwener wener", "sadwrn", "sul"),
    nths=rows("cyntaf gyntaf", "ail 2il", "trydydd drydydd 3ydd", "pedwerydd bedwerydd 4ydd"),
    parts={
        "every": "[bp]ob",
        "on": "dd?ydd",
        "week": "(?:(?:unwaith )?[bp]ob wythnos|yn wythnosol|unwaith yr wythnos)",
        "fortnight": "(?:(?:unwaith )?[bp]ob (?:[pb]ythefnos|(?:yn )?ail wythnos|(?:dwy|2) wythnos)|yn bythefnosol"
        "|unwaith y pythefnos)",
        "month": "(?:(?:unwaith )?[bp]ob mis|yn fisol|unwaith y mis)",
        "of_months": "(?:o bob|bob|ym mhob) mis",
        "of_month": "(?:o'r|y) mis",
        "many": r"(?:[3-9]|\d\d|tri|tair|pedwar|pedair|pum|chwe|saith|wyth|naw|deg|tryd[ye]dd|pedwerydd|pedwaredd)",
        "unit": "(?:diwrnod|niwrnod|wythnos|mis|mlynedd|blynedd|blwyddyn|flwyddyn|nos|noson)",
        "day": r"(?P<day>\d{1,2})(?:af|il|ydd|edd|ed|fed|eg|ain)",
    },
    forms=(
        (Rule.MONTHLY_WEEKDAY, "(?:ar )?(?:yr? )?{nth} {on} {weekday} {of_months}"),
        (Rule.MONTHLY_WEEKDAY, "(?:ar )?(?:y )?{on} {weekday} {nth} {of_months}"),
        (Rule.MONTHLY_WEEKDAY, "{every} {nth} {on} {weekday} {of_month}"),
        (Rule.MONTHLY_WEEKDAY, "{every} {on} {weekday} (?=cyntaf){nth}(?: {of_month})?"),
        (Rule.MONTHLY_WEEKDAY, "{month} ar (?:yr? )?{nth} {on} {weekday}"),
        (Rule.FORTNIGHTLY, "{every} yn ail (?:{on} )?{weekday}"),
        (Rule.FORTNIGHTLY, "(?:ar )?{on} {weekday} {fortnight}"),
        (Rule.FORTNIGHTLY, "{fortnight} ar {on} {weekday}"),
        (Rule.WEEKLY, "{every} {on} {weekday}"),
        (Rule.WEEKLY, "{every} (?!mawrth|fawrth){weekday}"),
        (Rule.WEEKLY, "ar ddyddiau {weekday}"),
        (Rule.WEEKLY, "(?:ar )?{on} {weekday} {week}"),
        (Rule.WEEKLY, "{week} ar {on} {weekday}"),
        (Rule.MONTHLY, "(?:ar )?(?:yr? )?{day} {of_months}"),
        (Rule.MONTHLY, "{month} ar (?:yr? )?{day}"),
        (Rule.WEEKLY, "{week}"),
        (Rule.FORTNIGHTLY, "{fortnight}"),
        (Rule.MONTHLY, "{month}"),
    ),
    others=(
        "{every} (?:dydd|diwrnod|bore|prynhawn|penwythnos|blwyddyn|awr)|yn ddyddiol|yn flynyddol",
        "{every} (?:nos|noson)(?: {weekday})?",
        "{every} yn ail (?:diwrnod|ddiwrnod|mis|fis|nos|noson|blwyddyn|flwyddyn|penwythnos)",
        "{every} (?:deufis|deuddydd|{many} {unit}|{many} {on} {weekday})",
        "(?:dwywaith|teirgwaith|ddwywaith|deirgwaith) (?:yr?|bob) {unit}",
        "(?:ar )?(?:y )?{on} {weekday} olaf {of_months}",
    ),
    not_behind=words("leiaf tua bron am o a ac neu na nag fel y yr cyn ol tan hyd diwedd ddiwedd dechrau ddechrau"),
    goes_on=re.compile(r"(?:i|i'r|gyda|gyda'r|efo|er|ger|wrth|yn|ar|gan|pan|a|ac|ond)$"),
    bounds=words("a ac neu yn ym yng o ar tan hyd ond heblaw am drwy trwy rhwng gan i"),
)

_ARABIC: Final = RepeatWords(
    every="كل",
    weekdays=rows(
        "الاثنين اثنين",
        "الثلاثاء ثلاثاء",
        "الاربعاء اربعاء",
        "الخميس خميس",
        "الجمعه جمعه",
        "السبت سبت",
        "الاحد احد",
    ),
    nths=rows("اول الاول", "ثاني الثاني", "ثالث الثالث", "رابع الرابع"),
    parts={
        "on": "(?:في )?(?:يوم )?",
        "week": "(?:(?:مرة )?كل أسبوع|(?:مرة )?أسبوعيا|مرة في الأسبوع|بشكل أسبوعي)",
        "fortnight": "(?:(?:مرة )?كل (?:أسبوعين|2 أسابيع))",
        "month": "(?:(?:مرة )?كل شهر|(?:مرة )?شهريا|مرة في الشهر|بشكل شهري)",
        "of_months": "(?:من كل|في كل|كل) شهر",
        "many": r"(?:\d{1,2}|ثلاثة|ثلاث|أربعة|أربع|خمسة|خمس|ستة|ست|سبعة|سبع|ثمانية|ثماني|عشرة|عشر)",
        "day": r"(?P<day>\d{1,2})",
    },
    forms=(
        (Rule.MONTHLY_WEEKDAY, "(?:في )?{nth} (?:يوم )?{weekday} {of_months}"),
        (Rule.MONTHLY_WEEKDAY, "{on}{weekday} {nth} {of_months}"),
        (Rule.MONTHLY_WEEKDAY, "كل {nth} {weekday} (?:من|في) الشهر"),
        (Rule.MONTHLY_WEEKDAY, "{month} (?:في )?{nth} (?:يوم )?{weekday}"),
        (Rule.FORTNIGHTLY, "{on}{weekday} {fortnight}"),
        (Rule.FORTNIGHTLY, "{fortnight} {on}{weekday}"),
        (Rule.WEEKLY, "كل يوم {weekday}"),
        (Rule.WEEKLY, "كل (?!ال|احد|اثنين){weekday}"),
        (Rule.WEEKLY, "(?:في )?أيام {weekday}"),
        (Rule.WEEKLY, "{on}{weekday} (?:من )?{week}"),
        (Rule.WEEKLY, "{week} {on}{weekday}"),
        (Rule.MONTHLY, "(?:في )?(?:ال)?يوم {day} {of_months}"),
        (Rule.MONTHLY, "{month} (?:في )?(?:ال)?يوم {day}"),
        (Rule.WEEKLY, "{week}"),
        (Rule.FORTNIGHTLY, "{fortnight}"),
        (Rule.MONTHLY, "{month}"),
    ),
    others=(
        "كل (?:يوم|صباح|مساء|ليلة|سنة|عام|ساعة|شهرين|يومين|سنتين|عامين)(?: {weekday})?",
        "كل (?:اثنين|أحد) و{weekday}",
        "يوميا|سنويا",
        "كل {many} (?:أسابيع|أسبوعا|أيام|يوما|أشهر|شهور|سنوات|أعوام)",
        "(?:مرتين|ثلاث مرات) (?:في )?(?:كل )?(?:الأسبوع|أسبوع|أسبوعيا|الشهر|شهر|شهريا)",
        "(?:في )?آخر (?:يوم )?{weekday} {of_months}",
    ),
    not_behind=words("الأقل حوالي نحو تقريبا من عن أو و ليس غير مثل قبل بعد نهاية بداية آخر على"),
    goes_on=re.compile("(?:مع|في|من|عند|قرب|حول|امام|خلف|حين|عندما)$|لل|لا(?:جل|ن)|و"),
    bounds=words("و أو في من حتى لغاية إلى ما ماعدا إلا خلال بين"),
)

REPEATS: Final[dict[str, RepeatWords]] = {"en": _ENGLISH, "cy": _WELSH, "ar": _ARABIC}
"""By language, the first part of a BCP 47 tag."""
