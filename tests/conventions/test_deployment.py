"""Image, compose files and unit, as far as they can be judged without an engine: who runs, and with which rights."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import PREFIX, Settings
from bot.web.health import Health
from bot.web.site import site
from tests.conventions.source import ROOT

SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|KEY")
ANALYZE = shutil.which("systemd-analyze")


def stages() -> dict[str, list[list[str]]]:
    """The image's stages by name ("": what is built unasked), each as instruction and argument."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())
    found: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        instruction, _, argument = line.partition(" ")
        if instruction == "FROM":
            base, _, name = argument.partition(" AS ")
            stage = found[name] = [*found.get(base, [])]
        elif instruction.isupper():
            stage.append([instruction, " ".join(argument.split())])
    return found


def last(stage: str, instruction: str) -> str:
    return [argument for name, argument in stages()[stage] if name == instruction][-1]


def compose() -> dict[str, dict[str, Any]]:
    """Every service of both files, the second laid over the first."""
    services: dict[str, dict[str, Any]] = {}
    for name in ("compose.yaml", "compose.postgres.yaml"):
        for service, wishes in yaml.safe_load((ROOT / name).read_text())["services"].items():
            known = services.setdefault(service, {})
            for key, wish in wishes.items():
                if isinstance(wish, dict):
                    known[key] = {**known.get(key, {}), **wish}
                else:
                    known[key] = [*known.get(key, []), *wish] if key == "volumes" else wish
    return services


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, with a program that exists here as well."""
    here = tmp_path / "ifyouwill.service"
    text = (ROOT / "deploy" / "ifyouwill.service").read_text()
    here.write_text(text.replace("/opt/ifyouwill/.venv/bin/ifyouwill", sys.executable))
    return here


@pytest.mark.parametrize("stage", ["", "bot", "bot-postgres"])
def test_the_image_runs_as_somebody_who_may_nothing(stage: str) -> None:
    assert last(stage, "USER") == "ifyouwill"
    assert last(stage, "ENTRYPOINT") == '["ifyouwill"]'
    assert any("--uid 10001" in argument for _, argument in stages()[stage])


def test_nothing_secret_is_baked_in() -> None:
    for stage in stages().values():
        for instruction, argument in stage:
            assert instruction != "ARG", "build arguments stay in the image's history"
            assert instruction != "ENV" or not SECRET.search(argument)
            assert instruction != "COPY" or not SECRET.search(argument.upper())
    for wishes in compose().values():
        names = {name for name in wishes.get("environment", {}) if SECRET.search(name)}
        assert names <= {"IFYOUWILL_TOKEN_FILE"}


def test_only_what_is_copied_reaches_the_builder() -> None:
    shown = [line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"]
    assert (ROOT / ".dockerignore").read_text().startswith("*\n")
    copied = [argument.split()[:-1] for name, argument in stages()["build"] if name == "COPY"]
    assert {source for sources in copied for source in sources} == set(shown)
    assert all((ROOT / source).exists() for source in shown)
    assert not any(fnmatch("token", pattern) for pattern in shown)


def test_whatever_is_installed_is_locked_by_hash() -> None:
    installs = [argument for name, argument in stages()["build"] if name == "RUN"]
    assert all("--require-hashes" in each for each in installs if each.startswith("pip install"))
    assert all("--locked" in each for each in installs if each.startswith("uv sync"))
    assert all("--no-deps" in each for each in installs if "pip install" in each)
    wanted = (ROOT / "deploy" / "build.txt").read_text().replace("\\\n", " ").splitlines()
    wanted = [line for line in wanted if not line.startswith("#")]
    assert len(wanted) > 1
    assert all(re.match(r"[a-z-]+==\S+( ;.*?)? +--hash=sha256:[0-9a-f]{64}", line) for line in wanted), wanted


@pytest.mark.parametrize("stage", ["", "bot", "bot-postgres"])
def test_the_image_is_asked_for_its_health_where_it_answers(stage: str) -> None:
    command = json.loads(last(stage, "HEALTHCHECK").partition("CMD ")[2])
    (host, path), *more = re.findall(r"http://([^/]+)(/\w+)", command[-1])
    assert more == []
    assert f"IFYOUWILL_LISTEN={host}" in last(stage, "ENV").split()
    routes = {route.path for route in site(Health([], None)).routes}  # type: ignore[arg-type, attr-defined]
    assert path in routes
    assert path != "/readyz", "an engine that restarts what is ill must not restart what only waits"


def test_every_variable_is_one_of_ours() -> None:
    set_in_image = re.findall(r"(IFYOUWILL_\w+)=", last("", "ENV"))
    set_in_unit = re.findall(r"^Environment=(\w+)=", (ROOT / "deploy" / "ifyouwill.service").read_text(), re.MULTILINE)
    set_in_compose = compose()["ifyouwill"]["environment"]
    assert {*set_in_image, *set_in_unit, *set_in_compose} <= SETTINGS
    url = set_in_compose["IFYOUWILL_DATABASE_URL"]
    assert Settings(database_url=url, token=None, token_file=None).database_url == url


@pytest.mark.parametrize("service", ["ifyouwill", "postgres"])
def test_the_containers_are_read_only_and_reach_nothing_they_need_not(service: str) -> None:
    wishes = compose()[service]
    assert wishes["read_only"] is True
    assert wishes["cap_drop"] == ["ALL"]
    assert wishes["security_opt"] == ["no-new-privileges:true"]
    assert not {"ports", "privileged", "network", "devices", "pid", "ipc"} & set(wishes)
    assert not any(volume.startswith((".", "/")) for volume in wishes["volumes"]), "nothing of the host"


def test_no_network_leads_to_postgresql() -> None:
    postgres, bot = compose()["postgres"], compose()["ifyouwill"]
    assert postgres["network_mode"] == "none"
    assert postgres["command"][-1] == "listen_addresses="
    assert "socket:/var/run/postgresql" in postgres["volumes"]
    assert "socket:/run/postgresql" in bot["volumes"]
    assert bot["environment"]["IFYOUWILL_DATABASE_URL"].endswith("host=/run/postgresql")
    tools = next(argument for name, argument in stages()["bot-postgres"] if "postgresql-client" in argument)
    [major] = set(re.findall(r"postgresql-client-(\d+)", tools))
    assert postgres["image"].startswith(f"postgres:{major}-"), "pg_dump is not older than the server"


def test_the_unit_gives_a_user_of_its_own_and_little_else(unit: Path) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit)
    service = parser["Service"]
    wanted = {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "RestartPreventExitStatus": "2",
        "LoadCredential": "token:/etc/ifyouwill/token",
    }
    assert {name: service[name] for name in wanted} == wanted


@pytest.mark.skipif(ANALYZE is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("wish", [["verify"], ["security", "--offline=true", "--threshold=15"]], ids=lambda it: it[0])
def test_systemd_finds_no_fault_with_the_unit(unit: Path, wish: list[str]) -> None:
    assert ANALYZE is not None
    done = subprocess.run([ANALYZE, "--no-pager", *wish, str(unit)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert wish != ["verify"] or done.stderr == ""


def test_the_unit_does_not_hide_the_figures_of_the_process() -> None:
    """`process_…` is read in /proc/stat, which is no process's."""
    assert "ProcSubset" not in (ROOT / "deploy" / "ifyouwill.service").read_text()


def test_a_backup_that_is_late_is_not_called_a_late_deadline() -> None:
    assert 'ifyouwill_round_late_seconds{round!="daily_backup"}' in (ROOT / "deploy" / "alerts.yaml").read_text()
