"""What a run of the benchmarks prints: one line for each promise, its figure, and whether it is kept."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise and what was measured for it."""

    what: str
    wanted: str
    measured: str
    kept: bool | None
    """None: a figure to look at, not a promise."""


@dataclass
class Report:
    """Collects lines and promises, and prints them as they come."""

    promises: list[Promise] = field(default_factory=list)

    def section(self, title: str) -> None:
        print(f"\n{title}\n{'-' * len(title)}", flush=True)

    def line(self, *cells: str) -> None:
        """A row of figures: the first cell wide, the others right-aligned."""
        first, *rest = cells
        print(f"{first:<42}" + "".join(f"{cell:>13}" for cell in rest), flush=True)

    def promise(self, what: str, wanted: str, measured: str, *, kept: bool | None) -> None:
        self.promises.append(Promise(what, wanted, measured, kept))

    def summary(self) -> None:
        """All promises below each other."""
        self.section("Promises (ratios hold from machine to machine, absolute figures do not)")
        for each in self.promises:
            kept = {True: "kept", False: "NOT KEPT", None: "-"}[each.kept]
            print(f"{each.what:<62}{each.wanted:>20}{each.measured:>16}  {kept}", flush=True)
