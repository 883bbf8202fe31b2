"""Scans of filled forms, half of them changed by hand, beside their prints: what is doubted, what is found, at what cost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.papers.changing import KINDS, Page, changed, prints
from bench.papers.filling import filled
from bench.papers.forms import filed, laid_out
from bench.papers.handling import ADDED, added, handled
from bench.papers.places import workplace
from bench.papers.reading import pages_of
from bench.papers.scanning import FINER, scanned
from bench.papers.spending import spending
from linxuan.papers.scans.comparing import Compared, Print, compared
from linxuan.papers.scans.marks import marks_of
from linxuan.papers.scans.opening import opened

WAYS = (*KINDS, *ADDED)
FORMS = 4
DPI = (150, 200, 200, 300)
FINE = 200
"""Dots an inch from which on the aims count; of 150 it is told what it is."""


def compare(count: int) -> dict[str, Any]:
    """Compare so many scanned pages, by lot of lots that no bound was chosen by."""
    forms = list(_forms())
    tally: Counter[str] = Counter()
    seconds = []
    for place in range(count):
        lot = Random(f"told {place}")
        form = lot.choice(forms)
        number, dpi = lot.randint(1, pages_of(form.read_bytes())), lot.choice(DPI)
        page = Page(form, number, dpi * FINER)
        kind = lot.choice(WAYS) if place % 2 else ""
        kind = kind if kind and _altered(page, kind, lot) else ""
        bound = handled(page, lot)
        file = workplace() / "compared.pdf"
        scanned(page.picture, dpi, lot, file, streak=bound == "streak")
        found, cpu = _compared(file, prints(form), number)
        seconds.append(cpu)
        tally.update(_told(found, kind, "fine" if dpi >= FINE else "coarse"))
    return {"scans": count, **tally, "page_cpu_s": median(seconds)}


def _altered(page: Page, kind: str, lot: Random) -> bool:
    return added(page, kind, lot) if kind in ADDED else changed(page, kind, lot)


def _forms() -> Iterator[Path]:
    """Some forms that were filled in by lot, laid out with their codes."""
    from linxuan_site.documents.typesetting import typesetting

    with typesetting() as lay:
        for place in range(FORMS):
            file = workplace() / f"compared-{place}.pdf"
            file.write_bytes(laid_out(filed(100 + place, 1 + place % 3, filled(100 + place)), lay))
            yield file


def _compared(file: Path, beside: Print, number: int) -> tuple[Compared | None, float]:
    """What a scan is found to be, None without a code, and the seconds of processor that comparing alone took."""
    page = next(opened([file]))
    mark = next(iter(marks_of(page)), None)
    if mark is None:
        return None, 0.0
    with spending() as spent:
        found = compared(page, mark, beside, number)
    return found, spent.cpu


def _told(found: Compared | None, kind: str, fineness: str) -> Iterator[str]:
    """What is counted of a page: honest or changed, and what became of it."""
    if found is None or found.why_not:
        yield f"{fineness}_uncompared"
        return
    yield f"{fineness}_{kind or 'honest'}"
    if found.count:
        yield f"{fineness}_{kind or 'honest'}_doubted"
