"""The words of Welsh dates and pledges."""

import re
from typing import Final

from bot.pledges.languages.tables import (
    DateWords,
    PledgeWords,
    Until,
    by_phrase,
    numbers,
    phrases_of,
    rows,
    words,
)

DATES: Final = DateWords(
    months=rows(
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
    weekdays=rows(
        "llun lun",
        "mawrth fawrth",
        "mercher fercher",
        "iau",
        "gwener wener",
        "sadwrn",
        "sul",
    ),
    days_off={"heddiw": 0, "heno": 0, "yfory": 1, "fory": 1, "drennydd": 2, "trennydd": 2, "ddoe": -1, "echdoe": -2},
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
    fillers=words("ar y yr o dydd ddydd nos hwn yma"),
    ahead=frozenset({"mewn", "ymhen"}),
    next_week=frozenset({"nesaf"}),
    past=frozenset({"yn-ôl", "diwethaf", "ddiwethaf"}),
    ends=frozenset({"diwedd", "ddiwedd"}),
    at=frozenset({"am"}),
    before_noon=frozenset({"yb", "y.b.", "bore", "y.b"}),
    after_noon=frozenset({"yh", "y.h.", "yp", "y.p.", "y.h", "y.p"}),
    times={"hanner-dydd": (12, 0), "canol-dydd": (12, 0), "hanner-nos": None, "canol-nos": None},
    ordinals=frozenset({"af", "il", "ail", "ydd", "edd", "ed", "fed", "eg", "ain"}),
    joined={
        "hanner dydd": "hanner-dydd",
        "canol dydd": "canol-dydd",
        "hanner nos": "hanner-nos",
        "canol nos": "canol-nos",
        "o fewn": "mewn",
        "yn ôl": "yn-ôl",
        "noswyl nadolig": "24 rhagfyr",
        "nadolig": "25 rhagfyr",
        "gŵyl san steffan": "26 rhagfyr",
        "nos galan": "31 rhagfyr",
        "calan": "1 ionawr",
        "flwyddyn newydd": "1 ionawr",
        "blwyddyn newydd": "1 ionawr",
    },
)

_NOT_FIRST_PERSON: Final = "haf|gaeaf|cyntaf|gyntaf|olaf|nesaf|mwyaf|fwyaf|lleiaf|leiaf|araf|anaf"
_VERB_NOUNS_IN_A: Final = "bwyta|fwyta|siopa|hela|pysgota|bysgota|chwarae|gwersylla|wersylla|cardota|blodeua"
_OWN_VERB: Final = re.compile(
    rf"(?:(?:mi|fe) )?(?:(?!(?:{_NOT_FIRST_PERSON})\b)\w*af\b|(?:dd?|rh?|d?r|tr)of\b"
    rf"|(?:ddo|do|(?!(?:{_VERB_NOUNS_IN_A})\b)\w*a) i(?:'n)?(?= |$))"
)
_BARE: Final = re.compile(
    r"(?!(?:i|bydd|fydd|byddwn|fyddwn|byddan|mae|maen|rydyn|rydym|dyn|dw|dwi|rydw|rwy|rwy'n|rwyf|dwi'n|hoffwn|"
    r"gallwn|allwn|roedd|os|ond|a|ac|yr|y|ein|fy|nid|ddim|dim|pan|pe|mi|fe|yn|wedi)(?![\w']))"
)

PLEDGES: Final = PledgeWords(
    openers=by_phrase(
        (
            False,
            [
                *("Mi wna i", "Mi wnaf i", "Fe wna i", "Fe wnaf i", "Gwna i", "Gwnaf i", "Gwnaf", "Wna i", "Wnaf i"),
                *("Mi wnaf", "Fe wnaf", "Wnaf", "Dw i am", "Dwi am", "Rydw i am", "Rwy am", "Rwyf am"),
            ],
        ),
        (
            True,
            [
                *(
                    "Dw i'n addo",
                    "Dwi'n addo",
                    "Rydw i'n addo",
                    "Rwy'n addo",
                    "Rwyf yn addo",
                    "Yr wyf yn addo",
                    "Addawaf",
                ),
                *("Bydda i'n", "Byddaf i'n", "Byddaf yn", "Mi fydda i'n", "Fe fydda i'n", "Fydda i'n", "Mi fyddaf yn"),
                *("Fe fyddaf yn", "Fyddaf yn", "Dw i'n mynd i", "Dwi'n mynd i", "Rydw i'n mynd i", "Rwy'n mynd i"),
                *("Dw i'n barod i", "Dwi'n barod i", "Rydw i'n barod i", "Rwy'n barod i", "Rwyf yn barod i"),
                *("Dw i'n fodlon", "Dwi'n fodlon", "Rydw i'n fodlon", "Rwy'n fodlon", "Rwyf yn fodlon"),
                *("Wna i ddim", "Wnaf i ddim", "Fydda i ddim yn", "Fyddaf i ddim yn", "Ni fyddaf yn", "Ni wnaf"),
            ],
        ),
    ),
    usual="Dw i’n addo",
    lead_ins=words("yna felly wedyn helo iawn"),
    own_verb=_OWN_VERB,
    bare=_BARE,
    continues=_BARE,
    conditions=phrases_of(
        *("os", "dim ond os", "ond dim ond os", "ar yr amod", "ar yr amod y", "ar yr amod bod", "ar yr amod fod"),
        *("cyn belled â", "cyn belled a", "cyn belled â bod", "cyn belled a bod", "cyn belled ag y", "cyhyd â"),
    ),
    occasions=phrases_of("pan", "unwaith y", "cyn gynted ag y"),
    contrary=phrases_of("oni bai", "oni", "hyd yn oed os", "heblaw"),
    denials=words("ddim nid na fydd-ddim neb byth"),
    between=words("bydd fydd byddai o leiaf yna"),
    verb_first=True,
    about=phrases_of(
        "mwy na", "mwy nag", "llai na", "llai nag", "dros", "tua", "bron", "rhyw", "hyd at", "rhwng", "dim"
    ),
    numbers=numbers(
        *enumerate(["un", "dau ddau dwy ddwy", "tri dri tair dair", "pedwar bedwar pedair bedair"], 1),
        *enumerate(["pump bump pum bum", "chwech chwe", "saith", "wyth", "naw", "deg ddeg deng"], 5),
        (12, "deuddeg ddeuddeg dwsin ddwsin"),
        (15, "pymtheg bymtheg"),
        (20, "ugain hugain"),
        (50, "hanner-cant"),
        (100, "cant gant can"),
        (1000, "mil fil"),
    ),
    number_joins=words("neu i a ac ar"),
    wills=phrases_of("yn", "hefyd yn", "i gyd yn"),
    their_openers=phrases_of("byddan nhw'n", "bydden nhw'n", "fyddan nhw'n", "byddant yn", "yn", "nhw'n"),
    people=words(
        "arall eraill o gymydog cymydog gymdogion cymdogion pobl bobl person berson ffrind ffrindiau teulu deulu "
        "teuluoedd deuluoedd preswylydd breswylydd breswylwyr preswylwyr gwirfoddolwr gwirfoddolwyr wirfoddolwyr "
        "ohonoch ohonom ohonyn ohonynt chi ni nhw rhiant rieni rhieni ein fy y yr stryd mwy fwy gyd oedolyn oedolion"
    ),
    things=words("punt bunt bunnoedd ewro ewros doler doleri awr awr munud diwrnod wythnos mis gwaith milltir"),
    relatives=words("sy sydd sy'n a"),
    same=frozenset(phrases_of("gwneud yr un peth", "gwneud hynny", "gwneud hefyd", "wneud yr un peth", "yr un peth")),
    also=phrases_of("hefyd"),
    until=by_phrase(
        (Until.BY, ["erbyn", "tan", "hyd at", "hyd", "ddim hwyrach na", "dim hwyrach na", "ar neu cyn", "fan bellaf"]),
        (Until.BEFORE, ["cyn"]),
        (Until.WITHIN, ["o fewn", "ymhen", "yn ystod y"]),
    ),
    times=words(
        "penwythnos pasg gwanwyn haf gaeaf tymor hanner-tymor gwyliau bore prynhawn nos hwyr cinio machlud fuan wedyn "
        "dyddiad ramadan eid"
    ),
    polite=phrases_of("plis", "os gwelwch yn dda", "os gweli di'n dda", "diolch", "diolch yn fawr"),
)
