"""Draws the poster of a pledge: an A4 page as PDF, and the same as PNG. `python -m bot.delivery.poster` does it alone.

It runs in a process of its own (`printing`), so this module imports nothing of the bot: what is to be drawn comes as
JSON on the standard input, and both files go out on the standard output, the PDF behind its length.
"""

import io
import json
import sys
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.delivery.page import FONT, HEIGHT, WIDTH, drawable, prepared, qr

_MARGIN: Final = 18.0
_DOTS_PER_MM: Final = 150 / 25.4
_STRIPS: Final = 8
_STRIP_TOP: Final = HEIGHT - 62
_TOP: Final = 39.0
_BOTTOM: Final = 131.0
"""Between these stand the sentence, and what belongs to it."""
_MEETING: Final = 18.0
"""Millimetres for when and where, between the sentence and the QR code;"""
_IN_RETURN: Final = 27.0
"""and for what is promised in return, above that."""
_LEAST_SIZE: Final = 7.0
"""Points; whatever the rules let people write fits at more."""


class Page:
    """One page, written from top to bottom. Millimetres from the top left corner; sizes of letters in points."""

    def __init__(self) -> None:
        self._pdf = prepared(FPDF(format="A4", unit="mm"))
        self._pdf.add_page()

    def text(self, words: str, box: tuple[float, float, float, float], size: float, *, bold: bool = False) -> None:
        """Words in the middle of a box (left, top, width, height), as large as fits, at most `size`."""
        left, top, width, height = box
        style = "B" if bold else ""
        shown = drawable(self._pdf, words, style)
        tall = self._tall(shown, width, style, size)
        if tall > height:
            halves = range(int(size * 2) - 1, int(_LEAST_SIZE * 2), -1)  # the largest that fits, in half points
            at = bisect_left(halves, True, key=lambda half: self._tall(shown, width, style, half / 2) <= height)
            size = halves[min(at, len(halves) - 1)] / 2
            tall = self._tall(shown, width, style, size)
        self._pdf.set_xy(left, top + max(height - tall, 0) / 2)
        self._pdf.multi_cell(width, _line(size), shown, align="C", new_x=XPos.LEFT, new_y=YPos.NEXT)

    def _tall(self, words: str, width: float, style: str, size: float) -> float:
        """Millimetres that the words take in this width."""
        self._pdf.set_font(FONT, style, size)
        return float(self._pdf.multi_cell(width, _line(size), words, align="C", dry_run=True, output="HEIGHT"))  # type: ignore[arg-type]

    def qr(self, address: str, left: float, top: float, side: float) -> None:
        """A QR code in a square."""
        qr(self._pdf, address, left, top, side)

    def line(self, left: float, top: float, right: float, bottom: float) -> None:
        """Where to cut."""
        self._pdf.set_dash_pattern(dash=2, gap=2)
        self._pdf.set_draw_color(120)
        self._pdf.line(left, top, right, bottom)
        self._pdf.set_dash_pattern()

    def strip(self, number: int, title: str, code: str, address: str) -> None:
        """One of the strips to tear off: turned, with the code and how to get there."""
        wide, tall = WIDTH / _STRIPS, HEIGHT - _STRIP_TOP
        left = number * wide
        if number:
            self.line(left, _STRIP_TOP, left, HEIGHT)
        self.qr(address, left + (wide - 20) / 2, HEIGHT - 23, 20)
        with self._pdf.rotation(90, left, HEIGHT - 24):
            length = tall - 24
            self.text(code, (left, HEIGHT - 24 + 1, length, wide * 0.42), 20, bold=True)
            self.text(title, (left + 1, HEIGHT - 24 + wide * 0.45, length - 2, wide * 0.5), 10)

    def finished(self, title: str) -> bytes:
        """The PDF."""
        self._pdf.set_title(title)
        return bytes(self._pdf.output())


def _line(size: float) -> float:
    """Millimetres from line to line."""
    return size * 0.3528 * 1.25


def _below(page: "Page", lines: Mapping[str, float]) -> float:
    """Write from below what there is to say beside the sentence, each line in its height; where that begins."""
    top = _BOTTOM
    for said, height in lines.items():
        if said:
            top -= height
            page.text(said, (_MARGIN, top, WIDTH - 2 * _MARGIN, height - 1), 16, bold=True)
    return top


def draw(sheet: Mapping[str, str]) -> tuple[bytes, bytes]:
    """PDF and PNG of a sheet: `title`, `heading`, `sentence`, `in_return` and `meeting` (each may be ""), `how`,
    `command`, `code`, `address`, `link`."""
    page = Page()
    wide = WIDTH - 2 * _MARGIN
    page.text(sheet["title"], (_MARGIN, 10, wide, 9), 13)
    page.text(sheet["heading"], (_MARGIN, 20, wide, 16), 30, bold=True)
    below = _below(page, {sheet["meeting"]: _MEETING, sheet["in_return"]: _IN_RETURN})
    page.text(sheet["sentence"], (_MARGIN, _TOP, wide, below - _TOP), 30)
    page.qr(sheet["link"], (WIDTH - 62) / 2, 132, 62)
    page.text(sheet["code"], (_MARGIN, 192, wide, 20), 52, bold=True)
    page.text(sheet["how"], (_MARGIN, 212, wide, 10), 13)
    page.text(sheet["command"], (_MARGIN, 222, wide, 9), 14)
    page.line(0, _STRIP_TOP, WIDTH, _STRIP_TOP)
    for number in range(_STRIPS):
        page.strip(number, sheet["address"], sheet["code"], sheet["link"])
    pdf = page.finished(sheet["sentence"])
    return pdf, _picture(pdf)


def _picture(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=_DOTS_PER_MM * 25.4 / 72).to_pil().convert("L")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """See the module's first lines."""
    pdf, png = draw(json.load(sys.stdin))
    sys.stdout.buffer.write(len(pdf).to_bytes(8, "big") + pdf + png)


if __name__ == "__main__":
    main()
