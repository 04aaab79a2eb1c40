"""Short codes that people read aloud and type (Crockford's base 32), and long tokens that nobody can guess."""

import secrets
from random import Random

from bot.core.text import clean_line

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O (read as 1, 1, 0) and U (so that no code is a swearword)."""

_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_TOKEN_BYTES = 32


def new_code(random: Random, length: int) -> str:
    """A code of `length` characters, 5 bits each. Whoever needs it unguessable uses `new_token`."""
    return "".join(random.choices(ALPHABET, k=length))


def read_code(text: str) -> str | None:
    """What was typed, as `new_code` writes it: case, hyphens, spaces and invisible marks that were copied with it do
    not matter. None: not a code."""
    code = clean_line(text)
    if not code.isascii():
        return None
    code = code.upper().translate(_MEANT)
    return code if code and set(code) <= set(ALPHABET) else None


def new_token() -> str:
    """256 bits from the system's own source, fit for an URL (43 characters)."""
    return secrets.token_urlsafe(_TOKEN_BYTES)
