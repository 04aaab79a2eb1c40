"""Codes survive being read aloud and typed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.codes import ALPHABET, new_code, new_token, read_code


@given(st.integers(), st.integers(min_value=1, max_value=20))
def test_what_is_written_is_read(seed: int, length: int) -> None:
    code = new_code(Random(seed), length)
    assert len(code) == length
    assert set(code) <= set(ALPHABET)
    assert read_code(code) == code
    assert read_code(f" {code.lower()} ") == code
    assert read_code("-".join(code)) == code
    assert read_code(f"\u2068{code}\u2069") == code, "copied out of a message, with the marks of its direction"


def test_look_alikes_are_meant_as_digits() -> None:
    assert read_code("oil-7k") == "0117K"


@pytest.mark.parametrize("text", ["", " ", "-", "7K3U", "héllo", "7K3!", "７K3", "ı", "\u0000"])
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) is None


@given(st.text())
def test_reading_never_fails_and_is_stable(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_tokens_are_long_and_different() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43
