"""Files for spreadsheets: nothing that somebody wrote is a formula there, and everything is read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import clean_line
from bot.screens.spreadsheet import spreadsheet

BEGINNINGS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u2068=1\u2069", "\u200b=1", "\uff1d1", '=HYPERLINK("x")'],
)
def test_a_formula_is_text(cell: str) -> None:
    [row] = read(spreadsheet([], [[cell]]))[1:]
    assert row[0].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert spreadsheet(["Minutes"], [[-90], [0]]).decode("utf-8-sig") == '"Minutes"\r\n-90\r\n0\r\n'


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=4))
def test_whatever_people_write_is_one_cell_and_no_formula(rows: list[list[str]]) -> None:
    found = read(spreadsheet(["a", "b"], rows))
    assert len(found) == 1 + len(rows)
    for row, wrote in zip(found[1:], rows, strict=True):
        assert len(row) == 2
        for cell, each in zip(row, wrote, strict=True):
            assert not cell.lstrip().startswith(tuple(BEGINNINGS))
            assert cell.removeprefix("'") == clean_line(each).removeprefix("'")
