"""Nothing can be owed or refused without words."""

from bot.screens.notices import RENDERERS
from bot.screens.refusals import SENTENCES
from tests.screens.samples import every_notice, every_refusal


def test_every_notice_has_a_screen() -> None:
    assert set(RENDERERS) == set(every_notice().values())


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(every_refusal())


def test_codes_are_one_for_each_refusal() -> None:
    codes = [kind.code for kind in every_refusal()]
    assert len(codes) == len(set(codes))
