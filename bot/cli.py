"""`ifyouwill`: what an operator can ask for. Exit codes: 0 well, 1 findings, 2 to be mended, 3 Telegram was silent."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NoReturn

from bot import maintenance
from bot.core import log
from bot.core.clock import SystemClock
from bot.core.db import open_database
from bot.core.outage import ConfigurationError, Outage
from bot.maintenance import quarantine
from bot.maintenance.exporting import export
from bot.running import run, with_loop
from bot.settings import LARGEST_PORT, Settings, settings_from_environment
from bot.subject import KEEPERS, whole_subject

MEND: Final = 2
_FOUND: Final = 1
_MOMENT: Final = "%Y-%m-%d %H:%M:%S UTC"
_NOTHING_HELD: Final = "Nothing is held back."

Work = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; gives back the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = settings_from_environment()
        log.configure(settings.log_level, settings.log_format.value, secrets=settings.secrets())
        return with_loop(asked.work(asked, settings))
    except (ConfigurationError, Outage) as trouble:
        print(str(trouble) or "The database is out of reach.", file=sys.stderr)
        return MEND
    except KeyboardInterrupt:
        return 0


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what it does not understand."""

    def error(self, message: str) -> NoReturn:
        said = next((words.format(*found.groups()) for form, words in _MISTAKES if (found := form.match(message))), "")
        self.exit(MEND, f"{said or message}; see `{self.prog} --help`.\n")


_MISTAKES: Final = tuple(
    (re.compile(form), words)
    for form, words in (
        (r"argument COMMAND: invalid choice: '(.*?)'", "There is no command {}"),
        (r"the following arguments are required: COMMAND", "A command is missing"),
        (r"the following arguments are required: (.+)", "Something is missing: {}"),
        (r"unrecognized arguments: (.+)", "This is not understood: {}"),
        (r"argument (\S+): expected one argument", "{} needs a value"),
        (r"argument (\S+): ignored explicit argument", "{} takes no value"),
        (r"argument (\S+): (must .+)", "{} {}"),
    )
)
"""The beginnings of argparse's messages, and what they mean."""


def _port(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written) <= LARGEST_PORT):
        raise argparse.ArgumentTypeError(f"must be a number from 0 to {LARGEST_PORT}")
    return int(written)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ifyouwill", description="Neighbours keep promises to each other.")
    parser.add_argument("--version", action="version", version=version("ifyouwill"))
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, work: Work, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(work=work)
        return added

    command("run", _run, "run the bot; it needs IFYOUWILL_TOKEN")
    demo = command("demo", _demo, "try everything in the browser, without a token")
    demo.add_argument("--port", type=_port, default=8099, help="where the page is (8099, else the next free port)")
    demo.add_argument("--no-browser", action="store_true", help="only print the address")
    command("migrate", _migrate, "bring the database to this release's schema")
    command("check", _check, "check everything that must be true; exit 1 if something is not").add_argument(
        "--json", action="store_true", help="for machines"
    )
    command("backup", _backup, "copy the database, which may be in use").add_argument("file", type=Path)
    command("restore", _restore, "make the database from a copy").add_argument("file", type=Path)
    command("held", _held, "after a restore: show what is held back")
    command("release", _release, "after a restore: send what was held back").add_argument(
        "--drop", action="store_true", help="rather drop it: nobody hears of it"
    )
    command("export", _export, "write every table as JSON lines, without what people wrote to the bot").add_argument(
        "directory", type=Path
    )
    return parser


async def _run(_: argparse.Namespace, settings: Settings) -> int:
    return await run(settings)


async def _demo(asked: argparse.Namespace, _: Settings) -> int:
    from bot.demo import demo  # noqa: PLC0415  the stand-in is not needed otherwise

    return await demo(port=asked.port, browser=not asked.no_browser)


async def _migrate(_: argparse.Namespace, settings: Settings) -> int:
    done = await maintenance.migrate(settings.database_url, SystemClock())
    if done.before == done.after:
        _say(f"The database is at schema {done.after} already.")
    else:
        _say(f"The database is at schema {done.after} now (before: {done.before or 'none'}).")
    if done.copy is not None:
        _say(f"A copy from before: {done.copy}")
    return 0


async def _check(asked: argparse.Namespace, settings: Settings) -> int:
    db = await open_database(settings.database_url, SystemClock(), read_only=True)
    try:
        findings = await maintenance.check(db)
    finally:
        await db.close()
    if asked.json:
        _say(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    elif not findings:
        _say("All is well.")
    for finding in [] if asked.json else findings:
        _say(f"NOT TRUE: {finding.rule} ({finding.count}); for example: {'; '.join(finding.examples)}")
    return _FOUND if findings else 0


async def _backup(asked: argparse.Namespace, settings: Settings) -> int:
    await maintenance.backup(settings.database_url, asked.file)
    _say(f"The copy is {asked.file}.")
    return 0


async def _restore(asked: argparse.Namespace, settings: Settings) -> int:
    gone = await maintenance.restore(asked.file, settings.database_url, SystemClock(), KEEPERS, settings.backup_dir)
    _say("The database is back. What was due until now is held back: look at it with `ifyouwill held`,")
    _say("then `ifyouwill release` to send it, or `ifyouwill release --drop`.")
    _say(f"People who had asked for it since the copy was made, and are forgotten again: {gone}.")
    return 0


async def _held(_: argparse.Namespace, settings: Settings) -> int:
    db = await open_database(settings.database_url, SystemClock(), read_only=True)
    try:
        found = await quarantine.held(db)
    finally:
        await db.close()
    if found is None:
        _say(_NOTHING_HELD)
        return 0
    _say(f"Held back is what was due before {found.since:{_MOMENT}}:")
    for heap in found.heaps:
        _say(f"{heap.sort}: {heap.number}")
        for each in heap.oldest:
            _say(f"  {each.due_at:{_MOMENT}}  {each.kind}, community {each.community}")
        if heap.number > len(heap.oldest):
            _say(f"  and {heap.number - len(heap.oldest)} more")
    return 0


async def _release(asked: argparse.Namespace, settings: Settings) -> int:
    db = await open_database(settings.database_url, SystemClock())
    try:
        held = await (quarantine.drop(db, whole_subject().rings) if asked.drop else quarantine.let_go(db))
    finally:
        await db.close()
    if not held:
        _say(_NOTHING_HELD)
    elif asked.drop:
        _say("What was held back is dropped: nobody hears of it.")
    else:
        _say("What was held back is sent from now on.")
    return 0


async def _export(asked: argparse.Namespace, settings: Settings) -> int:
    db = await open_database(settings.database_url, SystemClock(), read_only=True)
    try:
        tables = await export(db, asked.directory)
    finally:
        await db.close()
    _say(f"{len(tables)} tables are in {asked.directory}: {', '.join(tables)}.")
    return 0


def _say(line: str) -> None:
    print(line)
