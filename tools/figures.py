"""`docs/figures.md`: the aims of every bench with what was measured, made from `docs/bench/*.json` and nothing else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.places import ROOT

FOLDER = ROOT / "docs" / "bench"
PAGE = ROOT / "docs" / "figures.md"
PAGES = {
    "rules": "bench.md",
    "portal": "bench-portal.md",
    "papers": "bench-papers.md",
    "evaluation": "bench-evaluation.md",
    "filing": "bench-filing.md",
}
HEAD = """# Figures

Every aim of every bench beside what was measured, with the machine and the day; made from `docs/bench/*.json` by
`python -m tools.figures`, and held to them by a test. `./run bench NAME --keep` measures anew.
"""


def page() -> str:
    """Return the page as the kept results have it."""
    found = {name: FOLDER / f"{name}.json" for name in PAGES}
    parts = [_of(name, json.loads(file.read_text("utf-8"))) for name, file in found.items() if file.exists()]
    return "\n".join([HEAD, *parts])


def _of(name: str, found: Mapping[str, Any]) -> str:
    rows = [
        f"| {_name(one)} | {_measured(one)} | {_bound(one)} | {'✓' if one['met'] else '✗'} |"
        for one in found["aims"]
    ]
    head = [f"## [{name}]({PAGES[name]})", "", _machine(found["made"]), ""]
    more = list(_filings(found["sizes"])) if name == "filing" else []
    return "\n".join([*head, *more, "| aim | measured | wanted | |", "|---|--:|--:|---|", *rows, ""])


def _machine(made: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    processor = f"{made['processor']}, " if made.get("processor") else ""
    return (
        f"{made['date']}: {processor}{made['cores']} cores, {made['memory_gb']} GB, load {made['load'][0]}, "
        f"{made['system']}, Python {made['python']}{'; ' + versions if versions else ''}."
    )


def _filings(sizes: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The bench of filing has more to say than its aims: what was answered, and how late."""
    yield "| applications in | who | web ms | database ms | p50 | p95 | p99 ms | receipts | refused | errors | late |"
    yield "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for size, found in sizes.items():
        for who in ("signed_in", "new", "curve"):
            one = found[who]
            times = " | ".join(str(one[f"p{share}_ms"]) for share in (50, 95, 99))
            ends = " | ".join(str(one[kind]) for kind in ("receipts", "refused", "errors"))
            late = one.get("late_receipts", "")
            yield f"| {int(size):,} | {who.replace('_', ' ')} | {one['web_ms']} | {one['database_ms']} | {times} | {ends} | {late} |"
    yield ""


def _name(aim: Mapping[str, Any]) -> str:
    return str(aim.get("said") or aim["name"]).replace("|", "\\|")


def _measured(aim: Mapping[str, Any]) -> str:
    return str(aim["found"] if "found" in aim else aim["measured"])


def _bound(aim: Mapping[str, Any]) -> str:
    if "wanted" in aim:
        return str(aim["wanted"])
    bounds: Sequence[tuple[str, Any]] = (("≥", aim.get("at_least")), ("≤", aim.get("at_most")))
    return " ".join(f"{sign} {bound}" for sign, bound in bounds if bound is not None)


def main(place: Path = PAGE) -> None:
    """Write the page."""
    place.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
