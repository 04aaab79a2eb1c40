"""What every drawn page has: fonts with all our letters, Arabic that is joined, QR codes. For the programs that run
beside the bot (`printing`); like them, it imports nothing of the bot."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import segno
from fpdf import FPDF

FONT: Final = "sheet"
WIDTH, HEIGHT = 210.0, 297.0
"""Millimetres: A4."""

_FONTS: Final = Path(__file__).parent / "fonts"
_QUIET: Final = 4
"""Modules of white around a QR code, as its standard has it."""


def prepared(pdf: FPDF) -> FPDF:
    """The document with our fonts, before its first page; nothing stands on it by itself."""
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font(FONT, style, _FONTS / file)
    pdf.set_font(FONT, "", 12)
    pdf.set_text_shaping(use_shaping_engine=True)
    return pdf


def drawable(pdf: FPDF, words: str, style: str = "") -> str:
    """The words without the signs that the font does not have."""
    known: Any = pdf.fonts[f"{FONT}{style}"].cmap  # type: ignore[union-attr]
    return "".join(each for each in words if each == " " or ord(each) in known).strip()


def qr(pdf: FPDF, address: str, left: float, top: float, side: float) -> None:
    """A QR code with its quiet zone in a square; millimetres."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=_QUIET))
    module = side / len(rows)
    for y, row in enumerate(rows):
        for x, width in _runs(row):
            pdf.rect(left + x * module, top + y * module, width * module, module, style="F")


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Where dark modules stand in a row, neighbours as one: fewer shapes, and no hairlines between them."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
