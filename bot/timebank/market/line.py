"""Reads what stands behind /offer and /need: what it is, its kind, how long it may take, where. Pure.

The parts are set apart by commas; each may be left out: `bike repair, up to 2h, in Mill Road, #repairs`.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.core.durations import Found, find_duration
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.timebank import rules as bank
from bot.timebank.market import rules
from bot.timebank.market.categories import category_called
from bot.timebank.market.model import Category
from bot.timebank.market.refusals import NotATime

_READ_MOST: Final = 1000
_LEAST: Final = Minutes(5)
_APART: Final = re.compile(r"\s*[,،;؛]\s*")
_TAG: Final = re.compile(r"(?:^|\s)#(\w+)")
_UP_TO: Final = re.compile(
    r"(?:^|\s)(?:(?:for )?(?:up to|at most|about|around)|for|(?:am )?hyd at|tua|am|حتى|لمدة|نحو|حوالي)$", re.IGNORECASE
)
_WHERE: Final = re.compile(r"(?:in|at|near|around|by|yn|ym|ger|o amgylch|في|قرب|حول|عند)\s+(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """What was said; "" and None for what was not."""

    text: str = ""
    category: Category | None = None
    minutes: Minutes | None = None
    area: str | None = None


def read_line(written: str) -> Line:
    """The parts. Refuses NotATime, AreaTooLong; the text is not looked at yet."""
    line, texts = Line(), list[str]()
    for part in _APART.split(clean_line(written[:_READ_MOST].replace("\n", ", "))):
        line, rest = _read_part(line, part, first=not texts)
        if rest:
            texts.append(rest)
    return replace(line, text=", ".join(texts))


def _read_part(line: Line, part: str, *, first: bool) -> tuple[Line, str]:
    """The line with what this part adds to it, and what is left of the part."""
    for tag in _TAG.finditer(part):
        category = category_called(tag[1])
        if category is not None and line.category is None:
            line, part = replace(line, category=category), part.replace(tag[0], "", 1).strip()
    found = find_duration(part) if line.minutes is None else None
    if found is not None and not found.after:
        line, part = replace(line, minutes=_time(found)), _UP_TO.sub("", found.before).strip()
    where = None if first or line.area is not None else _WHERE.fullmatch(part)
    if where is not None:
        rules.check_area(where[1])
        line, part = replace(line, area=where[1]), ""
    return line, part


def read_time(written: str) -> Minutes:
    """How long it may take, typed by itself. Refuses NotATime."""
    found = find_duration(clean_line(written[:_READ_MOST]))
    if found is None:
        raise NotATime
    return _time(found)


def _time(found: Found) -> Minutes:
    if found.minutes.denominator != 1 or not _LEAST <= found.minutes <= bank.LONGEST:
        raise NotATime
    return Minutes(found.minutes.numerator)
