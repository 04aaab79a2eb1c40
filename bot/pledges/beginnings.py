"""By which entries of the word index an open pledge is found (`core.beginnings`, decision 34). Pure."""

from bot.core.beginnings import entries_in
from bot.pledges.alike import text_of
from bot.pledges.wording import Wording


def entries_of(wording: Wording) -> frozenset[str]:
    """Everything by which the pledge is found."""
    return entries_in(text_of(wording), wording.language)
