"""What a page is a print of: its code, or what was typed of it, beside what the system holds."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from django.db.models.fields.json import KT
from django.utils.timezone import localdate

from linxuan.designations import ENDED
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers import Filed, Verdict, verdict_of, verdict_of_typed
from linxuan.papers.codes import is_ours
from linxuan.papers.reading import PageRead, read_pages
from linxuan_site.models import Arrival, IssuedPaper, Submission
from linxuan_site.queries.paper_keys import public_keys
from linxuan_site.queries.register_lines import line_of

AT_ONCE = 2
"""Files that one process reads at a time."""
WAIT = 1.0
"""Seconds that another waits for its turn: longer, and the readers of other pages would wait with it."""
_room = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class PageVerdict:
    """A page of a file with what to hold of it; None where it shows no code."""

    page: int
    verdict: Verdict | None


class _Record:
    """What the system holds, read once for all pages of a file."""

    def __init__(self) -> None:
        self._keys = public_keys()
        self._under: dict[str, list[Filed]] = {}

    def verdict(self, text: str) -> Verdict:
        return verdict_of(text, self._keys, self._revision)

    def _revision(self, number: str, revision: int) -> list[Filed]:
        if number not in self._under:
            self._under[number] = _filed_under(number)
        return [one for one in self._under[number] if one.revision == revision]


def verdict_of_code(text: str) -> Verdict:
    """Return what to hold of a page whose code has this text."""
    return _Record().verdict(text)


def verdict_of_number(number: str, check: str) -> Verdict:
    """Return what to hold of a page that bears this number and check code. One without the other is nothing."""
    return verdict_of_typed(check, _filed_under(number.strip().upper()))


def verdicts_of_file(path: Path) -> list[PageVerdict]:
    """Return what to hold of each page of a PDF, a scan or a photo; a page with several codes stands several times.

    Raises `BadInput` where the file cannot be read, or too many are being read at this moment.
    """
    if not _room.acquire(timeout=WAIT):
        raise BadInput(say("现在核验的人很多，请过一分钟再试；也可以输入编号和校验码核验"))
    try:
        read = read_pages(path)
    finally:
        _room.release()
    record = _Record()
    return [PageVerdict(page.page, verdict) for page in read for verdict in _held(page, record)]


def verdicts_of_upload(chunks: Iterable[bytes]) -> list[PageVerdict]:
    """Return what to hold of each page of a file that was sent; it is deleted again, whatever comes of it."""
    with NamedTemporaryFile(prefix="linxuan-verify-") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        return verdicts_of_file(Path(file.name))


def _held(page: PageRead, record: _Record) -> Sequence[Verdict | None]:
    ours = [text for text in dict.fromkeys(page.texts) if is_ours(text)]
    if ours:
        return [record.verdict(text) for text in ours]
    return [Verdict("not_ours")] if page.texts else [None]


def _filed_under(number: str) -> list[Filed]:
    """What bears a number: forms that were filed, letters that an office made, receipts of a paper desk."""
    return [*_forms(number), *_letters(number), *_receipts(number)]


def _receipts(number: str) -> list[Filed]:
    rows = Arrival.objects.filter(number=number).order_by("call", "revision")
    found = list(rows.values_list("call", "revision", "digest", "recorded_at", KT("said__of")))
    newest = {call: revision for call, revision, *_ in found}
    return [
        Filed(
            number,
            revision,
            digest,
            say("{name}的收件回执", name=of),
            localdate(recorded_at),
            newest[call],
        )
        for call, revision, digest, recorded_at, of in found
    ]


def _letters(number: str) -> list[Filed]:
    rows = IssuedPaper.objects.filter(number=number).order_by("call", "revision")
    found = list(rows.select_related("designation", "submission"))
    newest = {row.call: row.revision or 0 for row in found}
    return [_letter(number, row, newest[row.call]) for row in found]


def _letter(number: str, row: IssuedPaper, newest: int) -> Filed:
    name, day = PurePath(row.name).stem, localdate(row.issued_at)
    if row.kind == "receipt" and row.submission:
        # A receipt is superseded once its application was submitted again, whether or not one was made of that.
        newest = Submission.objects.filter(application=row.submission.application_id).count()
    filed = Filed(number, row.revision or 0, row.said or "", name, day, newest)
    line = line_of(row.designation) if row.kind == "certificate" and row.designation else None
    if line is None or line.state not in ENDED:
        return filed
    return replace(filed, ended_on=line.since, ended_by=line.by)


def _forms(number: str) -> list[Filed]:
    rows = Submission.objects.filter(application__number=number).order_by("application_id", "revision")
    columns = ("application_id", "revision", "digest", "filed_on", "application__organisation__name")
    found = list(rows.values_list(*columns, KT("answers__name")))
    newest = {application: revision for application, revision, *_ in found}
    return [
        # The name as filed: an organisation may change it later.
        Filed(number, revision, digest, name or organisation, day, newest[application])
        for application, revision, digest, day, organisation, name in found
    ]


def as_data(verdict: Verdict | None) -> dict[str, object]:
    """Return a verdict as JSON has it: what anybody may know, and nothing else."""
    if verdict is None:
        return {"outcome": "no_code"}
    told: dict[str, object] = {"outcome": verdict.outcome}
    if verdict.filed:
        filed = verdict.filed
        told |= {
            "number": filed.number,
            "revision": filed.revision,
            "name": filed.name,
            "filed_on": filed.filed_on.isoformat(),
            "newest_revision": filed.newest,
        }
    if verdict.filed and verdict.filed.ended_on:
        told |= {"ended_on": verdict.filed.ended_on.isoformat(), "ended_by": verdict.filed.ended_by}
    if verdict.filed and verdict.claim:
        told |= {"page": verdict.claim.page, "pages": verdict.claim.pages}
    return told
