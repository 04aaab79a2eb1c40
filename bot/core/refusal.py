"""An expected "no": a class with data and without words.

Raising a refusal rolls the transaction back; `screens.refusals` finds the sentence in the reader's
language. The order in which a service refuses is part of its contract and is tested.
"""

import re
from typing import Any, ClassVar


class Refusal(Exception):  # noqa: N818  the house plan's word
    """Base of every expected "no". Subclasses are dataclasses whose fields are the facts; not frozen, because
    Python itself writes to an exception (its traceback) on the way up.

    `code` is derived from the class name (`OwnPledge` -> "own_pledge") and is what logs and tests name.
    """

    code: ClassVar[str] = "refusal"
    moved_on: ClassVar[bool] = False
    """True: it was possible a while ago. Whoever asks has something old before them, which wants to be drawn anew."""
    of_answer: ClassVar[bool] = False
    """True: it is a typed answer that cannot be. Its question stays open, and is shown again."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __str__(self) -> str:
        return self.code  # never the data: it may hold what a person wrote
