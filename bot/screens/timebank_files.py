"""A statement to keep: for a spreadsheet, and to print."""

from typing import Final

from bot.communities.model import Reader
from bot.screens import format as put
from bot.screens.html import markup, unmarked
from bot.screens.model import Attachment, Column, Paper
from bot.screens.spreadsheet import spreadsheet
from bot.screens.words import Words
from bot.timebank.copying import Line, Statement
from bot.timebank.ledger.model import Reason
from bot.timebank.statement import Entry

PAPER_LINES: Final = 300
"""Of a printed statement: some twenty pages."""


def for_spreadsheet(t: Words, statement: Statement) -> Attachment:
    """One line for each entry: minutes as whole numbers, what went away with a minus."""
    labels = (t.plain("Date"), t.plain("With"), t.plain("What for"), t.plain("Minutes"), t.plain("Balance in minutes"))
    rows = [
        (
            line.entry.on.isoformat(),
            _who(t, line.entry),
            _what_for(t, line.entry),
            line.entry.minutes if line.entry.incoming else -line.entry.minutes,
            line.balance,
        )
        for line in statement.lines
    ]
    if statement.brought is not None:
        rows.insert(0, ("", "", t.plain("Brought forward"), 0, statement.brought))
    return Attachment(f"{_name(statement)}.csv", spreadsheet(labels, rows))


def to_print(t: Words, statement: Statement, reader: Reader) -> Paper:
    """The same on paper, in hours and minutes."""
    columns = (
        Column(t.plain("Date"), 25),
        Column(t.plain("With"), 22),
        Column(t.plain("What for"), 34),
        Column(t.plain("Came"), 18, number=True),
        Column(t.plain("Went"), 18, number=True),
        Column(t.plain("Balance"), 18, number=True),
    )
    brought = [] if statement.brought is None else [_brought(t, statement.brought)]
    return Paper(
        name=f"{_name(statement)}.pdf",
        title=_plain(t.plain("Hours of %(name)s", name=statement.name)),
        lines=(
            statement.title,
            _plain(t.plain("Written: %(when)s", when=put.moment(t, statement.at, reader))),
            _plain(t.plain("All in all: %(time)s", time=_signed(t, statement.balance))),
        ),
        columns=columns,
        rows=(*brought, *(_row(t, line) for line in statement.lines)),
        rtl=t.rtl,
    )


def _row(t: Words, line: Line) -> tuple[str, ...]:
    entry = line.entry
    time = put.duration(t, entry.minutes)
    came, went = (time, "") if entry.incoming else ("", time)
    return tuple(
        _plain(cell)
        for cell in (
            put.day(t, entry.on),
            _who(t, entry),
            _what_for(t, entry),
            came,
            went,
            _signed(t, line.balance),
        )
    )


def _brought(t: Words, minutes: int) -> tuple[str, ...]:
    return ("", "", t.plain("Brought forward"), "", "", _plain(_signed(t, minutes)))


def _who(t: Words, entry: Entry) -> str:
    if entry.name is None:
        return t.plain("the community")
    return entry.name or t.plain("somebody who has left")


def _what_for(t: Words, entry: Entry) -> str:
    said = entry.words or _by_reason(t, entry.reason)
    return t.plain("taken back: %(what)s", what=said) if entry.taken_back and said else said


def _by_reason(t: Words, reason: Reason) -> str:
    match reason:
        case Reason.STARTER:
            return t.plain("to begin with")
        case Reason.MOVED:
            return t.plain("brought along from the group as it was before")
    return ""


def _signed(t: Words, minutes: int) -> str:
    return put.duration(t, minutes) if minutes >= 0 else f"\u2212{put.duration(t, -minutes)}"


def _plain(text: str) -> str:
    """Without marks of direction: a cell has its own."""
    return unmarked(markup(text))


def _name(statement: Statement) -> str:
    return f"hours-{statement.at:%Y-%m-%d}"
