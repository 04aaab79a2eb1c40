"""What a release has written into the outbox stays readable for ever: one stored payload for every kind.

The files are never changed once released. A new kind gets its file by `python -m tests.screens.test_golden`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.communities.model import Reader
from bot.outbox.model import facts_of, notice_from
from bot.screens.notices import render
from tests.screens.samples import Flavour, Sampler, every_notice

GOLDEN = Path(__file__).parent / "golden"


def test_every_kind_has_a_golden_payload() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} >= set(every_notice())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_what_was_written_once_can_be_shown_now(path: Path) -> None:
    notice = notice_from(path.stem, path.read_text())
    assert render(notice, Reader()).text
    assert _kept(json.loads(path.read_text()), json.loads(facts_of(notice)))


def _kept(written: Any, now: Any) -> bool:
    """Whether all that was written is still there, whatever else has been added since."""
    if isinstance(written, dict):
        return all(name in now and _kept(value, now[name]) for name, value in written.items())
    return bool(written == now)


def main() -> None:
    """Write the payload of each kind that has none yet."""
    GOLDEN.mkdir(exist_ok=True)
    for kind, notice in every_notice().items():
        path = GOLDEN / f"{kind}.json"
        if not path.exists():
            facts = json.loads(facts_of(Sampler(Flavour.PLAIN).record(notice)))
            path.write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
