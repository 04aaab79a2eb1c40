"""One word for one thing, in every language: what docs/translating.md lists is what the catalogues say."""

import re
from typing import Final

import pytest

from tests.screens.catalogues import TRANSLATED, catalogue

STEMS: Final[dict[str, dict[str, str]]] = {
    "pledge": {"cy": "addewid", "ar": "تعهد"},
    "sign(ed|s|ing)?": {"cy": "lofnod", "ar": "وقع|وقيع"},
    "cancel|call(ed)? off": {"cy": "anslo", "ar": "لغ"},
    "organiser": {"cy": "refn", "ar": "منظم"},
    "resident": {"cy": "rigol", "ar": "سكان"},
    "communit(y|ies)": {"cy": "ymuned|byw yma", "ar": "مجتمع"},
    "admins?": {"cy": "einydd", "ar": "مشرف"},
    "group": {"cy": "grŵp", "ar": "مجموع"},
    "invite link": {"cy": "olen wahodd", "ar": "رابط (ال)?دعو"},
    "quiet hours": {"cy": "oriau tawel", "ar": "ساعات (ال)?هدوء"},
    "time zone": {"cy": "arth amser", "ar": "منطق[ةت]"},
    "appoint(ed)?": {"cy": "enodi", "ar": "عين|عيين"},
    "dismiss": {"cy": "iswydd", "ar": "عفا"},
    "card": {"cy": "erdyn", "ar": "بطاقة"},
}
"""The English word, and what a translation of a message with it must have in it (Welsh mutates the first letter)."""

_VOWELS: Final = re.compile("[\u064b-\u0652]")


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("term", STEMS)
def test_a_thing_has_one_word(term: str, language: str) -> None:
    english = re.compile(rf"(?<![\w/])({term})s?(?!\w)", re.IGNORECASE)
    stem = re.compile(STEMS[term][language], re.IGNORECASE)
    found = 0
    wrong = []
    for message in catalogue(language):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        if message.id and english.search(texts[-1]):
            found += 1
            said = message.string[-1] if isinstance(message.string, tuple) else message.string
            if not stem.search(_VOWELS.sub("", said)):
                wrong.append(f"{texts[-1]} → {said}")
    assert not wrong
    assert found, "a word that we do not use needs no entry"
