"""The words by which the kinds of help are known, in every language: behind a # when posting, and when searching. Pure.

The first word of each language is the one that is shown for it.
"""

from collections.abc import Mapping
from typing import Final

from bot.core.folding import folded
from bot.timebank.market.model import Category

WORDS: Final[Mapping[Category, str]] = {
    Category.HOME: "home house cleaning cooking cartref glanhau coginio منزل بيت تنظيف طبخ",
    Category.GARDEN: "garden gardening allotment gardd garddio حديقة بستنة",
    Category.REPAIRS: "repairs repair diy fixing trwsio atgyweirio تصليح اصلاح صيانة",
    Category.ERRANDS: "errands shopping neges negeseuon siopa تسوق مشاوير قضاء",
    Category.LIFTS: "lifts lift transport lifft cludiant توصيل نقل",
    Category.COMPANY: "company visiting care cwmni ymweld gofal رفقة زيارة رعاية",
    Category.CHILDREN: "children childcare babysitting plant gwarchod اطفال حضانة",
    Category.LEARNING: "learning lessons teaching dysgu gwersi تعلم تعليم دروس",
}

_BY_WORD: Final = {folded(word): category for category, words in WORDS.items() for word in words.split()}


def category_called(word: str) -> Category | None:
    """The kind of help that somebody means; None: no word for any."""
    return _BY_WORD.get(folded(word))
