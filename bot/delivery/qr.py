"""QR codes as pictures, for what is shown on a screen rather than printed."""

import io
from typing import Final

import segno

_DOTS: Final = 12
"""Pixels of one module: large enough for a till's camera after Telegram has made the picture smaller."""
_QUIET: Final = 4
"""Modules of white around it, as its standard has it."""


def picture_of(address: str) -> bytes:
    """A PNG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=_DOTS, border=_QUIET)
    return out.getvalue()
