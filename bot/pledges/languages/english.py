"""The words of English dates and pledges."""

import re
from typing import Final

from bot.pledges.languages.tables import (
    DateWords,
    PledgeWords,
    Until,
    by_phrase,
    counting,
    numbers,
    phrases_of,
    rows,
    words,
)

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
    days_off={"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1},
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
    past=frozenset({"ago", "last"}),
    ends=frozenset({"end"}),
    at=frozenset({"at"}),
    before_noon=frozenset({"am", "a.m.", "a.m"}),
    after_noon=frozenset({"pm", "p.m.", "p.m"}),
    times={"noon": (12, 0), "midday": (12, 0), "midnight": None},
    ordinals=frozenset({"st", "nd", "rd", "th"}),
    joined={
        "the day after tomorrow": "in 2 days",
        "day after tomorrow": "in 2 days",
        "the day before yesterday": "2 days ago",
        "day before yesterday": "2 days ago",
        "christmas eve": "24 december",
        "christmas day": "25 december",
        "christmas": "25 december",
        "boxing day": "26 december",
        "new year's eve": "31 december",
        "new years eve": "31 december",
        "new year's day": "1 january",
        "new years day": "1 january",
        "new year's": "1 january",
        "new year": "1 january",
    },
)

_NO_VERB: Final = (
    "i|i'[a-z]+|we|we'[a-z]+|let's|let|my|our|your|his|her|their|the|a|an|this|that|these|those|it|it's|he|she|they|you|"
    "who|everyone|everybody|someone|somebody|anyone|anybody|people|no|not|if|when|once|unless|only|and|or|but|because"
)
_ING: Final = r"(?!(?:bring|sing|ring|swing|sling|fling|string|spring)\b)\w+ing\b"
_BARE: Final = re.compile(rf"(?!(?:{_NO_VERB})(?![\w']))(?!{_ING})")

PLEDGES: Final = PledgeWords(
    openers=by_phrase(
        (
            False,
            [
                *("I will", "I'll", "I shall", "I would", "I'd", "I can", "I am going to", "I'm going to", "I'm gonna"),
                *("I promise to", "I promise that I will", "I promise I will", "I promise I'll", "I pledge to"),
                *("I pledge that I will", "I pledge I will", "I am willing to", "I'm willing to", "I want to"),
                *("I would like to", "I'd like to", "I would love to", "I'd love to", "I am happy to", "I'm happy to"),
                *("I would be happy to", "I'd be happy to", "I am ready to", "I'm ready to", "I am prepared to"),
                *("I'm prepared to", "I agree to", "I offer to", "I intend to", "I plan to", "will"),
            ],
        ),
        (True, ["I won't", "I shan't", "I commit to", "I am committed to", "I'm committed to"]),
    ),
    only_first=frozenset(phrases_of("will")),
    lead_ins=words("then so and well hi hello ok okay yes"),
    bare=_BARE,
    continues=_BARE,
    conditions=phrases_of(
        *("if", "but only if", "only if", "as long as", "so long as", "provided", "provided that", "providing"),
        *("on condition that", "on the condition that", "assuming"),
    ),
    occasions=phrases_of("when", "once", "as soon as", "whenever"),
    contrary=phrases_of("unless", "even if", "even when", "except if", "except when"),
    denials=words("not don't doesn't won't wouldn't can't cannot never nobody didn't haven't"),
    between=words("at least just only another some a minimum of"),
    leads=phrases_of(
        *("there are", "there is", "there will be", "we get", "we have", "we find", "we are", "i get", "i have"),
        *("i find", "i can find", "we can find", "you find", "you get"),
    ),
    about=phrases_of(
        *("more than", "less than", "fewer than", "other than", "over", "under", "about", "around", "roughly"),
        *("nearly", "almost", "up to", "not", "approximately", "between", "at most", "no more than"),
    ),
    numbers=numbers(
        *counting("one two three four five six seven eight nine ten eleven twelve"),
        *counting("thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", start=13),
        (25, "twenty-five"),
        *zip(range(30, 100, 10), ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True),
        (100, "hundred"),
        (1000, "thousand"),
        (12, "dozen"),
    ),
    number_joins=words("to or and point - – %"),
    wills=phrases_of(
        *("will", "will all", "will also", "will both", "would", "would all", "would also", "'ll", "can", "can all"),
        *(
            "can also",
            "agree to",
            "promise to",
            "pledge to",
            "are willing to",
            "is willing to",
            "are going to",
            "shall",
        ),
    ),
    their_openers=phrases_of("they will", "they'll", "they will all", "will", "they would", "they"),
    people=words(
        "other others more neighbour neighbours neighbor neighbors people person persons residents resident friends "
        "friend families family households household volunteers volunteer adults parents of from in my our the us you "
        "them street road building block village fellow local else folk folks members member helpers helper"
    ),
    things=words(
        "pound pounds quid pence euro euros dollar dollars percent per hour hours minute minutes day days week weeks "
        "month months year years time times mile miles km metres litres kilos bags tickets"
    ),
    relatives=words("who that which whose"),
    verbs=words(
        "join come help do sign take give bring turn meet agree promise pledge donate cook bake buy make clean clear "
        "sweep plant paint walk cycle drive carry dig build fix repair wash pick collect share lend sing dance play "
        "run swim volunteer attend participate contribute support pay chip show stand read teach learn host visit"
    ),
    inflected=words(
        "is are isn't aren't has have had does did was were wants want joins comes helps signs takes gives brings "
        "turns meets agrees promises joined came helped signed say says"
    ),
    same=frozenset(
        phrases_of(
            "do", "do it", "do so", "do the same", "do that", "the same", "so", "it", "the same as me", "join in"
        )
    ),
    also=phrases_of("too", "as well", "also"),
    until=by_phrase(
        (
            Until.BY,
            [
                *("by", "by the", "until", "until the", "till", "till the", "no later than", "not later than"),
                *("on or before", "at the latest by", "deadline", "deadline is"),
            ],
        ),
        (Until.BEFORE, ["before", "before the"]),
        (Until.WITHIN, ["within", "within the next", "in the next", "over the next"]),
    ),
    times=words(
        "weekend weekends easter spring summer autumn fall winter term half-term holiday holidays ramadan eid diwali "
        "hanukkah passover advent halloween morning afternoon evening night lunch lunchtime dinner dusk dawn sunset "
        "sunrise soon then later date dates deadline time"
    ),
    polite=phrases_of("please", "thanks", "thank you", "many thanks", "thanks all", "ok", "okay", "cheers"),
)
