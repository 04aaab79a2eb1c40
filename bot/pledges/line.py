"""One line of words, as they were written and as they compare."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.folding import folded, spelled
from bot.core.text import clean_line, digits
from bot.pledges.languages.tables import Phrase
from bot.pledges.numbers import EDGES

_PAUSES = (",", "،", ":", ";", "؛", ".")


@dataclass(frozen=True, slots=True)
class Line:
    """Words as they were written, and the same words folded for comparing."""

    written: tuple[str, ...]
    keys: tuple[str, ...]

    def cut(self, start: int, end: int | None = None) -> "Line":
        return Line(self.written[start:end], self.keys[start:end])

    def starts(self, phrases: Iterable[Phrase], at: int) -> int:
        """How many words the first of the phrases takes up that stands at `at`; 0: none does."""
        return len(self.phrase(phrases, at))

    def phrase(self, phrases: Iterable[Phrase], at: int) -> Phrase:
        """The first of the phrases that stands at `at`; (): none does."""
        return next((phrase for phrase in phrases if self.keys[at : at + len(phrase)] == phrase), ())

    def without(self, phrases: Iterable[Phrase]) -> "Line":
        """The line without the first of the phrases with which it ends."""
        for phrase in phrases:
            if self.keys[-len(phrase) :] == phrase:
                return self.cut(0, len(self) - len(phrase))
        return self

    def pauses(self, at: int) -> bool:
        """Whether there is a comma before the word at `at`."""
        return at > 0 and self.written[at - 1].endswith(_PAUSES)

    def spelled(self) -> str:
        """The words as patterns are matched against them."""
        return spelled(self.text() or "")

    def text(self) -> str | None:
        """The words as written, without what stands around them; None if there are none."""
        return " ".join(self.written).strip(EDGES) or None

    def __len__(self) -> int:
        return len(self.keys)


def line_of(text: str) -> Line:
    """The words of a text: shown as somebody wrote them, compared in lower case and with plain digits."""
    written = tuple(clean_line(text).split())
    return Line(written, tuple(folded(digits(word)).strip(EDGES) or word for word in written))
