"""How many tests passed, failed or were left out, as pytest wrote it down."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Counts:
    """A sum of tests; `reasons` says why some were left out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple[str, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.reasons + other.reasons,
        )

    def __bool__(self) -> bool:
        return bool(self.passed or self.failed or self.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


NOTHING = Counts()


def read_counts(results: Path) -> Counts:
    """Read pytest's JUnit file; nothing where there is none. An error beside a test counts as a failure."""
    if not results.exists():
        return NOTHING
    return sum(map(_count, ElementTree.parse(results).getroot().iter("testcase")), NOTHING)


def _count(case: ElementTree.Element) -> Counts:
    if case.find("failure") is not None or case.find("error") is not None:
        return Counts(failed=1)
    skipped = case.find("skipped")
    if skipped is None:
        return Counts(passed=1)
    return Counts(skipped=1, reasons=(skipped.get("message", ""),))
