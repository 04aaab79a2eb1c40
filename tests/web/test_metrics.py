"""What Prometheus reads: every figure there is, nothing of anybody, and what is left when the database is away."""

import re
from dataclasses import replace

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.outbox.backlog import Backlog
from bot.outbox.model import Urgency
from bot.web.metrics import FIGURES, Copies, Stored, Vitals, exposition
from tests.conventions.source import ROOT

VITALS = Vitals(
    stored=Stored(
        inbox_waiting=3,
        inbox_dead=1,
        inbox_oldest_seconds=2.5,
        outbox={urgency: Backlog(int(urgency), 10.0 * urgency) for urgency in Urgency},
        reminders_late_seconds=7.0,
        held_back=True,
    ),
    updates_in_work=2,
    silence_seconds=4.0,
    paused=False,
    rounds_late={"ring_due_reminders": 0.0, "forget_old": 9.0},
    said={(Urgency.NEWS, "sent"): 12, (Urgency.LIFE, "unknown"): 1},
    copies=Copies(last_at=1_795_000_000.0, last_bytes=4096, kept=11, failed=2),
)
LABELS = {"version", "urgency", "outcome", "round"}


def samples(vitals: Vitals) -> list[Sample]:
    families = text_string_to_metric_families(exposition(vitals).decode())
    return [sample for family in families for sample in family.samples]


def ours(vitals: Vitals) -> dict[str, float]:
    """By name, with the labels in the order of the alphabet."""
    return {
        sample.name.removeprefix("ifyouwill_") + "".join(f" {sample.labels[name]}" for name in sorted(sample.labels)): (
            sample.value
        )
        for sample in samples(vitals)
        if sample.name.startswith("ifyouwill_")
    }


def test_every_figure_is_shown_under_its_name() -> None:
    found = ours(VITALS)
    assert {name.split(" ")[0] for name in found} == {figure.full_name.removeprefix("ifyouwill_") for figure in FIGURES}
    assert found["inbox_waiting"] == 3
    assert (found["outbox_due reminder"], found["outbox_oldest_seconds reminder"]) == (4, 40)
    assert (found["sends_total sent news"], found["sends_total unknown life"]) == (12, 1)
    assert (found["round_late_seconds forget_old"], found["backup_failures_total"]) == (9, 2)
    assert (found["database_up"], found["sending_paused"], found["held_back"]) == (1, 0, 1)


def test_a_database_that_is_away_takes_only_its_own_figures_along() -> None:
    found = ours(replace(VITALS, stored=None))
    assert found["database_up"] == 0
    assert not [name for name in found if name.startswith(("inbox", "outbox", "held", "reminders"))]
    assert found["sends_total sent news"] == 12


def test_what_does_not_apply_is_not_told() -> None:
    found = ours(replace(VITALS, silence_seconds=None, copies=None))
    assert not [name for name in found if name.startswith(("silence", "backup"))]


def test_memory_and_open_files_of_the_process_are_told() -> None:
    names = {sample.name for sample in samples(VITALS)}
    assert {"process_resident_memory_bytes", "process_open_fds", "process_cpu_seconds_total"} <= names


def test_labels_come_from_a_closed_list() -> None:
    assert {label for sample in samples(VITALS) for label in sample.labels} == LABELS
    assert {label for figure in FIGURES for label in figure.labels} == LABELS


def test_the_operators_page_explains_each_figure_and_no_other() -> None:
    page = (ROOT / "docs" / "operators.md").read_text()
    named = set(re.findall(r"^\| `(ifyouwill_\w+)", page, re.MULTILINE))
    assert named == {figure.full_name for figure in FIGURES}
    alerts = (ROOT / "deploy" / "alerts.yaml").read_text()
    assert set(re.findall(r"ifyouwill_\w+", alerts)) <= named
