"""Files for spreadsheets: comma-separated values as RFC 4180 has them, with a mark that they are UTF-8.

A spreadsheet takes a cell that begins with certain signs for a formula and runs it, whoever wrote it (OWASP, "CSV
Injection"); such a cell of ours begins with an apostrophe, which it takes for "this is text".
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from bot.core.text import clean_line
from bot.screens.html import isolated

_BYTE_ORDER_MARK: Final = "\ufeff"
_MARKS: Final = str.maketrans("", "", isolated(""))
_FORMULAS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins, also in full width."""


def spreadsheet(labels: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table as a file; numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_cell(label) for label in labels])
    writer.writerows([_cell(each) for each in row] for row in rows)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = clean_line(value).translate(_MARKS)
    return f"'{text}" if text.lstrip().startswith(_FORMULAS) else text
