"""The examination of a sealed scan: asked for here, done in a confined child, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers.keys import PublicKey
from linxuan.papers.scans import wording
from linxuan.papers.scans.comparing import Compared, Print, compared
from linxuan.papers.scans.judging import judged, strongest
from linxuan.papers.scans.marks import Mark, marks_of
from linxuan.papers.scans.opening import Opened, opened
from linxuan.papers.scans.ordering import order_of
from linxuan.papers.scans.results import Doubt, Examination, Expected, Kind, ScanPage, as_plain, from_plain
from linxuan.papers.scans.seals import seals_of
from linxuan.papers.scans.seeing import drawn
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, Stopped, confined

MEMORY = 800 * 2**20
"""Of which a photo of 120 million pixels may take half."""
SECONDS = 180.0
_LARGEST_PICTURE = 30 * 2**20
"""Bytes; beyond 32 MB glibc learns nothing. A page of A4 in colours takes 12 MB."""


def examine_scan(
    files: Sequence[Path], expected: Expected, keys: Mapping[bytes, PublicKey], *, seconds: float = SECONDS
) -> Examination:
    """Return what a scan shows, looked at in a confined child; `files` are its files in their order.

    `keys` are all public keys there ever were, by id. Raises `BadInput` with one sentence only where a
    file cannot be read: it is no PDF and no picture, encrypted, damaged, or there is too much of it.
    """
    asked = {
        "files": [str(path) for path in files],
        "expected": {**vars(expected), "print": str(expected.print) if expected.print else None},
        "keys": [[key.raw.hex(), key.revoked_on and key.revoked_on.isoformat()] for key in keys.values()],
    }
    reads = (*files, *filter(None, [expected.print]))
    try:
        found = confined("scan", asked, memory=MEMORY, seconds=seconds, reach=Reach(reads=reads))
    except Stopped as fault:
        raise BadInput(say("这份扫描件没有读完：太大、太复杂，或已损坏。请按200dpi重新扫描再试")) from fault
    return from_plain(found)


# ── in the child ──


def examine_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Examine the files that a request in JSON names."""
    printed = asked["expected"]["print"]
    expected = Expected(**{**asked["expected"], "print": Path(printed) if printed else None})
    keys = [PublicKey(bytes.fromhex(raw), day and date.fromisoformat(day)) for raw, day in asked["keys"]]
    files = [Path(path) for path in asked["files"]]
    return as_plain(examine_here(files, expected, {key.id: key for key in keys}, tell))


def examine_here(
    files: Sequence[Path],
    expected: Expected,
    keys: Mapping[bytes, PublicKey],
    tell: Tell = lambda _stage, _done: None,
) -> Examination:
    """Do what `examine_scan` does in this very process: for the child, and for a bench of files of our own."""
    _keep_what_is_freed()
    pages: list[ScanPage] = []
    doubts: list[Doubt] = []
    with closing(Print(expected.print)) if expected.print else nullcontext() as prints:
        for page in opened(files):
            tell("pages", len(pages) / max(expected.pages, len(pages) + 1))
            seen, found = _page(page, expected, keys, prints)
            pages.append(seen)
            doubts.extend(found)
        wanted = _pages_to_seal(expected, prints)
    found = [*_of_seals(pages, wanted), *_of_order(pages, expected)]
    return Examination(pages, [*doubts, *_with_pictures(found, files)])


def _pages_to_seal(expected: Expected, prints: Print | None) -> bool | Sequence[int]:
    """The pages of the print that have a place for a seal; whether there has to be one at all, where none is known."""
    if expected.sealed is True and prints is not None and expected.seal_words:
        return prints.pages_with(expected.seal_words) or True
    return expected.sealed


def _with_pictures(doubts: Sequence[Doubt], files: Sequence[Path]) -> Iterator[Doubt]:
    """Doubts that came up when all pages were seen, with pictures of theirs, which are opened once more."""
    about = {(one.file, one.page_of_file) for one in doubts if one.file is not None}
    pictures: dict[tuple[int | None, int | None], bytes] = {
        (page.file, page.page): drawn(page.colours)
        for page in (opened(files) if about else ())
        if (page.file, page.page) in about
    }
    for one in doubts:
        yield replace(one, picture=pictures.get((one.file, one.page_of_file)))


def _keep_what_is_freed() -> None:
    """Have the memory of one page's pictures serve for the next one's.

    glibc hands back at once what is as large as nothing that was freed before, and the kernel clears all of it anew.
    """
    bytes(_LARGEST_PICTURE)


def _page(
    page: Opened, expected: Expected, keys: Mapping[bytes, PublicKey], prints: Print | None
) -> tuple[ScanPage, Sequence[Doubt]]:
    """What one page is, and the doubts about it: that it is no page of the print, or where it differs from it."""
    found = [(mark, one) for mark in marks_of(page) if (one := judged(mark.text, expected, keys))]
    best = strongest(one for _mark, one in found)
    claim = best.claim
    mark = next((mark for mark, one in found if one is best), None)
    seals = seals_of(page.colours, mark.dpi if mark else page.dpi)
    seen = ScanPage(
        file=page.file,
        page_of_file=page.page,
        outcome=best.outcome,
        page_of_print=claim.page if claim and best.outcome == "ours" else None,
        turned=mark.turned if mark else None,
        dpi=round(mark.dpi) if mark else None,
        seals=seals.units,
        name_seals=seals.names,
    )
    if best.outcome == "ours":
        return _beside_print(page, seen, mark, prints)
    words = wording.of_code(best.outcome, expected, (claim.number, claim.revision) if claim else None)
    return seen, [Doubt(best.outcome, words, page.file, page.page, picture=drawn(page.colours))]


def _beside_print(
    page: Opened, seen: ScanPage, mark: Mark | None, prints: Print | None
) -> tuple[ScanPage, Sequence[Doubt]]:
    """A page of the print with what its picture was found to be, and each place where it shows something else."""
    number = seen.page_of_print
    if prints is None or mark is None or number is None or number > len(prints):
        return seen, ()
    found = compared(page, mark, prints, number)
    seen = replace(seen, compared=not found.why_not, why_not=found.why_not)
    return seen, list(_of_differences(page, number, found))


def _of_differences(page: Opened, number: int, found: Compared) -> Iterator[Doubt]:
    about = (page.file, page.page, number)
    if found.why_not == "unlike":
        yield Doubt("differs", wording.of_unlike(number), *about, picture=drawn(page.colours))
    for place in found.places:
        words = wording.of_addition(number) if place.added else wording.of_difference(number)
        yield Doubt("differs", words, *about, place.box, place.picture)
    if found.count > len(found.places):
        more = found.count - len(found.places)
        yield Doubt("differs", wording.of_more_differences(number, more), *about, picture=drawn(page.colours))


def _of_order(pages: Sequence[ScanPage], expected: Expected) -> Iterator[Doubt]:
    """Pages that are there twice or out of their order, and those that are not there."""
    order = order_of([one.page_of_print for one in pages], expected.pages)
    at: list[tuple[int, Kind]] = [(place, "doubled") for place in order.doubled]
    at += [(place, "swapped") for place in order.swapped]
    for place, kind in sorted(at):
        page = pages[place]
        number = page.page_of_print or 0
        words = wording.of_doubled(number) if kind == "doubled" else wording.of_swapped(number)
        yield Doubt(kind, words, page.file, page.page_of_file, number)
    for number in order.missing:
        yield Doubt("missing", wording.of_missing(number), page_of_print=number)


def _of_seals(pages: Sequence[ScanPage], wanted: bool | Sequence[int]) -> Iterator[Doubt]:
    """Pages that want a seal and show none; where any page may bear it, that none does."""
    if isinstance(wanted, bool):
        if wanted and not any(one.seals for one in pages):
            yield Doubt("no_seal", wording.of_no_seal_at_all())
        return
    for one in pages:
        number = one.page_of_print
        if number is not None and number in wanted and not one.seals:
            yield Doubt("no_seal", wording.of_no_seal(number), one.file, one.page_of_file, number)
