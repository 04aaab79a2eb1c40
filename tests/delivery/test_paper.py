"""Papers: as many pages as it takes, readable in every language, whatever people write."""

from dataclasses import asdict

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bot.delivery.paper import draw
from bot.delivery.printing import Press
from bot.screens.model import Column, Paper

COLUMNS = (Column("What", 3), Column("Balance", 1, number=True))


def paper(*rows: tuple[str, ...], **more: object) -> Paper:
    return Paper("hours.pdf", "Hours of Maria", ("Mill Road",), COLUMNS, rows, **more)  # type: ignore[arg-type]


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_the_heading_of_the_table_stands_on_each_page() -> None:
    read = pages(draw(asdict(paper(*((f"bike {n}", f"{n} h") for n in range(90))))))
    assert len(read) == 3
    for number, page in enumerate(read, 1):
        assert page.replace(" ", "").endswith(f"{number}/3")
        assert "Balance" in page
    assert "".join(read[0].split()).startswith("HoursofMaria")
    assert sum(page.count("bike") for page in read) == 90


@pytest.mark.parametrize(
    "words",
    ["W" * 300, "word " * 60, "نظّف الحديقة " * 20, "👩‍👩‍👧 \u202e\u2066 漢字 :%n </b>", "", "lanhau’r tŷ a’r ŵyl"],
)
@pytest.mark.parametrize("rtl", [False, True], ids=["left", "right"])
def test_whatever_people_write_stays_on_its_paper(words: str, rtl: bool) -> None:
    read = pages(draw(asdict(paper((words, "1 h"), ("last", "2 h"), rtl=rtl, link="https://t.me/x", foot=(words,)))))
    assert any("last" in page for page in read)
    if words.startswith("lanhau"):
        assert words in read[0].replace("\r\n", " ")


def test_from_right_to_left_the_columns_are_turned() -> None:
    left, right = (pages(draw(asdict(paper(("bike", "1 h"), rtl=rtl))))[0] for rtl in (False, True))
    assert left.index("What") < left.index("Balance")
    assert right.index("Balance") < right.index("What")


async def test_it_is_drawn_in_a_process_of_its_own() -> None:
    assert (await Press().typeset(paper(("bike", "1 h")))).startswith(b"%PDF-")
