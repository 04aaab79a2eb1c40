"""The words of English dates and pledges."""

from typing import Final

from bot.pledges.languages.tables import DateWords, PledgeWords, counting, numbers, phrases_of, rows, words

DATES: Final = DateWords(
    months=rows(
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
    weekdays=rows(
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
        **rows(*["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]),
    },
    fillers=words("on the of this coming"),
    ahead=frozenset({"in", "within"}),
    next_week=frozenset({"next"}),
    ends=frozenset({"end"}),
    at=frozenset({"at"}),
    before_noon=frozenset({"am", "a.m.", "a.m"}),
    after_noon=frozenset({"pm", "p.m.", "p.m"}),
    times={"noon": (12, 0), "midday": (12, 0), "midnight": None},
    ordinals=frozenset({"st", "nd", "rd", "th"}),
    joined={
        "the day after tomorrow": "in 2 days",
        "day after tomorrow": "in 2 days",
    },
)

PLEDGES: Final = PledgeWords(
    openers=phrases_of(
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
    conditions=phrases_of("if", "but only if", "only if", "as long as", "provided", "provided that"),
    between=words("at least just only another some a minimum of"),
    number_first=True,
    numbers=numbers(
        *counting("one two three four five six seven eight nine ten eleven twelve"),
        *counting("thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", start=13),
        (25, "twenty-five"),
        (30, "thirty"),
        (40, "forty"),
        (50, "fifty"),
        (100, "hundred"),
        (12, "dozen"),
    ),
    wills=phrases_of("will", "will all", "would", "'ll", "can", "do", "agree to", "promise to", "also"),
    people=words(
        "other others more neighbour neighbours neighbor neighbors people person persons residents resident friends "
        "friend families family households household volunteers volunteer adults parents of from in my our the us you "
        "them street road building block village fellow local else folk folks members member"
    ),
    verbs=words("join come help do sign take give bring turn meet agree promise"),
    same=frozenset(phrases_of("do", "do it", "do so", "do the same", "do that", "the same", "so", "it")),
    also=phrases_of("too", "as well", "also"),
    until=phrases_of("by", "before", "until", "till", "by the", "no later than", "not later than", "on or before"),
)
