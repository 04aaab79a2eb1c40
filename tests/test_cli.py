"""What is said on the command line where it cannot be understood: one sentence, and exit code 2."""

import pytest

from bot import cli


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nonsense"], "There is no command nonsense; see `ifyouwill --help`."),
        ([], "A command is missing; see `ifyouwill --help`."),
        (["check", "--jason"], "This is not understood: --jason; see `ifyouwill --help`."),
        (["backup"], "Something is missing: file; see `ifyouwill backup --help`."),
        (["demo", "--port"], "--port needs a value; see `ifyouwill demo --help`."),
        (["demo", "--port", "99999"], "--port must be a number from 0 to 65535; see `ifyouwill demo --help`."),
        (["demo", "--port", "-1"], "--port"),
        (["demo", "--port", "٨٠٩٩"], "--port must be a number from 0 to 65535;"),
        (["demo", "--port", "eighty"], "--port must be a number from 0 to 65535;"),
        (["demo", "--no-browser=yes"], "--no-browser takes no value; see `ifyouwill demo --help`."),
    ],
    ids=" ".join,
)
def test_a_mistake_is_answered_in_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    [line] = said.err.splitlines()
    assert sentence in line
    assert "usage:" not in line


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in ("run", "demo", "migrate", "check", "backup", "restore", "held", "release", "export"):
        assert f"\n    {command} " in said
