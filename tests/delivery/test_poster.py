"""Posters: one page in every language, whatever people write, drawn beside the bot."""

import asyncio
import io
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from bot.communities.model import CommunityId, PersonId, Reader
from bot.delivery import printing
from bot.delivery.poster import draw
from bot.delivery.printing import NotDrawn, Press
from bot.pledges.counter.looking import NOTHING, InReturn
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.reading import PledgeCard
from bot.pledges.wording import Deadline, Occasion, Wording
from bot.screens.model import Sheet
from bot.screens.pledge_poster import poster_of
from bot.screens.words import LANGUAGES, words_for

A4_DOTS = (1241, 1754)


def sheet(language: str = "en", in_return: InReturn = NOTHING, **wording: object) -> Sheet:
    deadline = Deadline(datetime(2026, 12, 6, 23, 59, 59, tzinfo=UTC), True, "Europe/London")
    given = {"action": "bring my van to clear Mill Road alley", "threshold": 10, **wording}
    said = Wording(deadline=deadline, language=language, **given)  # type: ignore[arg-type]
    pledge = Pledge(CommunityId(1), PledgeId(1), "7K2MQ", PersonId(1), said, opened_at=deadline.at)
    card = PledgeCard(pledge, "", (), False, True, deadline.at, in_return=in_return)
    return poster_of(words_for(language), card, "Mill Road", Reader(language), "ifyouwill_bot")


def text_of(pdf: bytes) -> tuple[int, str]:
    """How many pages, and what can be read there."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        read = page.get_textpage()
        return len(document), read.get_text_bounded()
    finally:
        document.close()


def darkest_edge(png: bytes) -> int:
    """The darkest dot in the outer two millimetres of the sides and the top, where nothing may stand (255: white)."""
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == A4_DOTS
        wide, tall = picture.size
        edges = (picture.crop((0, 0, wide, 12)), picture.crop((0, 0, 12, tall - 380)))
        far = (*edges, picture.crop((wide - 12, 0, wide, tall - 380)))
        return min(int(edge.getextrema()[0]) for edge in far)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_promised_in_return_stands_below_and_names_nobody(language: str) -> None:
    due = Deadline(datetime(2027, 5, 1, 22, 59, 59, tzinfo=UTC), True, "Europe/London")
    what = ("resurface the path " * 11)[:200].strip()
    promise = CounterPromise(
        PledgeId(1), 1, PersonId(2), PersonId(2), what, due, due.at, "Ward councillor", CounterState.PROMISED
    )
    pdf, png = draw(asdict(sheet(language, InReturn(promise, "Maria"), action="x" * 200, others_action="y" * 200)))
    pages, text = text_of(pdf)
    assert pages == 1
    assert "".join(what.split()) in "".join(text.split())
    assert "Maria" not in text
    assert darkest_edge(png) == 255


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_in_every_language(language: str) -> None:
    pdf, png = draw(asdict(sheet(language)))
    pages, text = text_of(pdf)
    assert pages == 1
    unbroken = "".join(text.split())
    assert unbroken.count("7K2MQ") == 1 + 1 + 8, "large, in the command, on the strips"
    assert unbroken.count("t.me/ifyouwill_bot") == 9
    assert darkest_edge(png) > 200
    assert len(pdf) < 200_000
    assert len(png) < 300_000


LONG = [
    {"action": "W" * 200, "others": "M" * 80, "others_action": "ŵ" * 200, "threshold": 1_000_000},
    {"action": "clear the alley " * 12, "others": "neighbours", "others_action": "come and help " * 14},
    {"action": "نظّف الحديقة " * 15, "others": "جيران الحي", "others_action": "يأتون معي " * 19, "language_": "ar"},
    {"action": "👩‍👩‍👧 \u202e\u2066 漢字 :%n </b>", "others_action": "🙂" * 200},
]


@pytest.mark.parametrize("wording", LONG, ids=["wide", "long", "arabic", "odd"])
def test_whatever_the_rules_allow_fits(wording: dict[str, object]) -> None:
    language = str(wording.pop("language_", "en")) if "language_" in wording else "en"
    drawn = sheet(language, **wording)
    pdf, png = draw(asdict(replace(drawn, title="T" * 128)))
    pages, text = text_of(pdf)
    assert pages == 1
    assert "".join(text.split()).count("7K2MQ") == 10
    assert darkest_edge(png) > 200


def test_arabic_is_joined_and_welsh_has_its_hats() -> None:
    """A letter that is not joined, or that the font does not have, would be read back as another one or not at all."""
    _, arabic = text_of(draw(asdict(sheet("ar", action="أنظف الحديقة")))[0])
    _, welsh = text_of(draw(asdict(sheet("cy", action="lanhau’r tŷ a’r ŵyl")))[0])
    assert "lanhau’r tŷ a’r ŵyl" in welsh.replace("\r\n", " ")
    assert any("\ufe70" <= letter <= "\ufefc" or "\u0620" <= letter <= "\u064a" for letter in arabic)


MEETINGS = {"en": "the alley gate", "cy": "giât y lôn gefn", "ar": "بوابة الزقاق"}


@pytest.mark.parametrize("language", MEETINGS)
def test_it_says_when_and_where(language: str) -> None:
    place = MEETINGS[language]
    act_on = Occasion(datetime(2026, 12, 12, 10, tzinfo=UTC), False, "Europe/London", place)
    drawn = sheet(language, act_on=act_on)
    assert place in drawn.meeting
    assert "10:00" in drawn.meeting
    pdf, png = draw(asdict(drawn))
    pages, text = text_of(pdf)
    assert pages == 1
    assert "10:00" in text
    assert language == "ar" or place in " ".join(text.split())
    assert "".join(text.split()).count("7K2MQ") == 10, "there is room for all the rest"
    assert darkest_edge(png) > 200


def test_a_day_without_a_place_and_no_day_at_all() -> None:
    act_on = Occasion(datetime(2026, 12, 12, tzinfo=UTC), True, "Europe/London", None)
    assert sheet(act_on=act_on).meeting == "When: Sat, 12 Dec 2026"
    assert sheet().meeting == ""


def test_the_longest_place_fits_below_the_longest_sentence() -> None:
    act_on = Occasion(datetime(2026, 12, 12, 10, tzinfo=UTC), False, "America/Argentina/Buenos_Aires", "W" * 100)
    pdf, png = draw(asdict(sheet(act_on=act_on, **LONG[0])))
    pages, text = text_of(pdf)
    assert pages == 1
    assert "".join(text.split()).count("W" * 20) >= 1
    assert darkest_edge(png) > 200


async def test_it_is_drawn_in_a_process_of_its_own() -> None:
    pdf, png = await Press().print(sheet())
    assert pdf.startswith(b"%PDF-")
    assert png.startswith(b"\x89PNG")


async def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(NotDrawn):
        await Press(seconds=0.001).print(sheet())


async def test_too_many_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "WAITING_MOST", 2)
    press = Press()
    done = await asyncio.gather(*(press.print(sheet()) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(each, NotDrawn) for each in done) == 2
    assert await press.print(sheet()), "and then there is room again"
