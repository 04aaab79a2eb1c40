"""Draws papers: a heading, what is to be said, a table over as many pages as it takes, perhaps a QR code; as PDF.
`python -m bot.delivery.paper` does it alone.

It runs in a process of its own (`printing`), so this module imports nothing of the bot: what is to be drawn comes as
JSON on the standard input, the file goes out on the standard output.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from bot.delivery.page import FONT, HEIGHT, WIDTH, drawable, prepared, qr

_MARGIN: Final = 18.0
_WIDE: Final = WIDTH - 2 * _MARGIN
_LINE: Final = 6.0
_QR_SIDE: Final = 45.0


class _Pages(FPDF):
    """Pages with their numbers below; the whole number stands on each."""

    def footer(self) -> None:
        """See FPDF."""
        self.set_font(FONT, "", 8)
        self.set_xy(_MARGIN, HEIGHT - 12)
        self.cell(_WIDE, 4, f"{self.page_no()} / {{nb}}", align="C")


def draw(paper: Mapping[str, Any]) -> bytes:
    """The PDF of a paper: `title`, `lines`, `columns` (each with `label`, `share` of the width, `number`), `rows`,
    `link` (to be a QR code, or ""), `foot`, `rtl`."""
    pdf = prepared(_Pages(format="A4", unit="mm"))
    pdf.set_title(paper["title"])
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    pdf.add_page()
    start = "R" if paper["rtl"] else "L"
    _say(pdf, paper["title"], 18, start, bold=True)
    pdf.ln(3)
    for line in paper["lines"]:
        _say(pdf, line, 11, start)
    if paper["columns"]:
        _table(pdf, paper)
    if paper["link"]:
        pdf.ln(6)
        left = WIDTH - _MARGIN - _QR_SIDE if paper["rtl"] else _MARGIN
        qr(pdf, paper["link"], left, pdf.get_y(), _QR_SIDE)
        pdf.set_y(pdf.get_y() + _QR_SIDE)
    for line in paper["foot"]:
        _say(pdf, line, 9, start)
    return bytes(pdf.output())


def _say(pdf: FPDF, words: str, size: float, align: str, *, bold: bool = False) -> None:
    style = "B" if bold else ""
    pdf.set_font(FONT, style, size)
    pdf.multi_cell(_WIDE, _LINE * size / 11, drawable(pdf, words, style), align=align, new_x="LMARGIN", new_y="NEXT")


def _table(pdf: FPDF, paper: Mapping[str, Any]) -> None:
    """Numbers stand at the end of their column, words at its beginning; from right to left in such a language."""
    turn = -1 if paper["rtl"] else 1
    words, numbers = ("R", "L") if paper["rtl"] else ("L", "R")
    columns = paper["columns"][::turn]
    pdf.ln(4)
    pdf.set_font(FONT, "", 9)
    with pdf.table(
        col_widths=[column["share"] for column in columns],
        text_align=[numbers if column["number"] else words for column in columns],
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=5,
        padding=1,
        width=_WIDE,
    ) as table:
        table.row([drawable(pdf, column["label"], "B") for column in columns])
        for row in paper["rows"]:
            table.row([drawable(pdf, cell) for cell in row[::turn]])


def main() -> None:
    """See the module's first lines."""
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
