"""Lists of pledges: the reader's words around the writer's sentence, never inside of it."""

from dataclasses import replace

import pytest

from bot.communities.model import Reader
from bot.pledges.listing import MyPledges, PledgeList
from bot.pledges.model import Pledge
from bot.screens.pledge_lists import my_pledges, open_pledges
from bot.screens.words import LANGUAGES, words_for
from tests.screens.reading import bare, parsed
from tests.screens.samples import NOW, Flavour, Sampler

PROMISES = {
    "en": ("bring gloves", "I will bring gloves"),
    "cy": ("bobi bara", "Mi wna i bobi bara"),
    "ar": ("أحضر قفازات", "سوف أحضر قفازات"),
}


def pledge(language: str) -> Pledge:
    """One that was written in this language."""
    made = Sampler(Flavour.PLAIN).record(Pledge)
    return replace(made, wording=replace(made.wording, language=language, action=PROMISES[language][0]))


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("read", LANGUAGES)
def test_each_promise_stands_there_as_it_was_written(read: str, written: str) -> None:
    t, reader, one = words_for(read), Reader(language=read), pledge(written)
    found = parsed(open_pledges(t, PledgeList((one,), (), NOW), reader).text)
    mine = parsed(my_pledges(t, MyPledges(((one, True), (one, False)), NOW), reader).text)
    entries = [bare(line) for line in (found + "\n" + mine).splitlines() if one.code in line]
    assert entries[0] == f"{one.code} {PROMISES[written][1]}"
    assert [entry.endswith(f": {PROMISES[written][1]}") for entry in entries] == [False, True, True]
