"""What papers should cost, and whether they do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FORM_SECONDS = 0.1
TIMES_WEASYPRINT, TIMES_LIBREOFFICE = 15.0, 5.0
TIMES_DRAWN = 4.0
HONEST_DOUBTED, DIGITS_FOUND = 0.01, 0.95
"""Of the pages that nobody changed, and of the digits that somebody did, on scans of 200 dots an inch and more."""
ENOUGH, FLAT = 1000, 1.1
"""Of so many forms no later tenth may hold more than so many times what the second tenth held."""


@dataclass(frozen=True)
class Aim:
    """One number with its bound; None where it was not measured."""

    name: str
    found: float | None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is kept; None where it was not measured."""
        if self.found is None:
            return None
        return (self.at_most is None or self.found <= self.at_most) and (
            self.at_least is None or self.found >= self.at_least
        )

    @property
    def wanted(self) -> str:
        """The bound in signs."""
        return f"≤ {self.at_most:g}" if self.at_most is not None else f"≥ {self.at_least:g}"

    def as_json(self) -> dict[str, Any]:
        """Return it for the file of results."""
        found = None if self.found is None else round(self.found, 3)
        return {"name": self.name, "found": found, "wanted": self.wanted, "met": self.met}


def aims(measured: Mapping[str, Mapping[str, Any]]) -> list[Aim]:
    """Return every aim, by what each measurement found; one that could not be run holds `missing`."""
    return [
        *_forms(measured),
        *_peers(measured),
        *_memory(measured["batch"]),
        *_scan(measured["scan"]),
        *_compared(measured["compared"]),
    ]


def _forms(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[Aim]:
    pages = measured["batch"].get("pages")
    for name, words in (("batch", "one of many"), ("alone", "by itself, its child started")):
        yield Aim(
            f"a form of {pages} pages, {words}: CPU s", measured[name].get("cpu_s"), at_most=FORM_SECONDS
        )


def _peers(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[Aim]:
    ours = measured["batch"].get("cpu_s")
    for name, title, times in (
        ("weasyprint", "WeasyPrint", TIMES_WEASYPRINT),
        ("libreoffice", "LibreOffice", TIMES_LIBREOFFICE),
    ):
        yield Aim(
            f"many forms: times as fast as {title}", _ratio(measured[name].get("cpu_s"), ours), at_least=times
        )


def _memory(batch: Mapping[str, Any]) -> Iterator[Aim]:
    for key, words in (("child_mb", "the children"), ("own_mb", "the process that asks")):
        # What is loaded once is there after the first tenth. Few forms say nothing: a child is allowed to grow
        # until another takes over.
        tenths = batch.get(key, [])[1:] if batch.get("forms", 0) >= ENOUGH else []
        found = max(tenths) / tenths[0] if tenths and tenths[0] else None
        yield Aim(f"memory of {words}: × the second tenth of the forms", found, at_most=FLAT)


def _scan(scan: Mapping[str, Any]) -> Iterator[Aim]:
    for after, words in (("", "each in a child"), ("_here", "both in one process, nothing started")):
        found = _ratio(scan.get(f"examined{after}_cpu_s"), scan.get(f"drawn{after}_cpu_s"))
        yield Aim(f"a scan verified: × merely drawn, {words}", found, at_most=TIMES_DRAWN)


def _compared(told: Mapping[str, Any]) -> Iterator[Aim]:
    honest, digits = (_share(told, f"fine_{kind}") for kind in ("honest", "digit"))
    yield Aim("honest pages of 200 dpi and more with a doubt: a part of them", honest, at_most=HONEST_DOUBTED)
    yield Aim("changed digits found at 200 dpi and more: a part of them", digits, at_least=DIGITS_FOUND)


def _share(told: Mapping[str, Any], kind: str) -> float | None:
    return told.get(f"{kind}_doubted", 0) / told[kind] if told.get(kind) else None


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
