"""Labelled points at which a test, or a rehearsal of a crash, may step in.

`reach("outbox.after_send")` does nothing in normal life. With `IFYOUWILL_CRASH_AT="outbox.after_send:3"` in the
environment the process dies there at the third hit, as by a power cut; with a `hook` installed (by simulations) the
hook is called with the label and may raise.
"""

import os
from collections.abc import Callable

_KILLED = 137
"""The exit status of a process that was killed (128 + SIGKILL)."""

hook: Callable[[str], None] | None = None
"""Called with every label that is reached. Set and reset by tests only."""


class _CrashAt:
    """Where to die, and how many hits are left until then."""

    def __init__(self, wish: str) -> None:
        label, _, hit = wish.partition(":")
        self.label = label
        self.left = int(hit or 1)


_wish = os.environ.get("IFYOUWILL_CRASH_AT")
_crash_at = _CrashAt(_wish) if _wish else None


def reach(label: str) -> None:
    """Say that execution is at `label` ("tx.before_commit")."""
    if hook is not None:
        hook(label)
    if _crash_at is not None and _crash_at.label == label:
        _crash_at.left -= 1
        if _crash_at.left == 0:
            os._exit(_KILLED)
