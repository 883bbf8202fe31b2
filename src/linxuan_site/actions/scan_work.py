"""The work on scans, in a process of its own: read what was handed in, compare it, keep what was found."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils import timezone

from linxuan.language import say
from linxuan.papers.scans import Doubt, Examination, Expected, as_plain, examine_scan
from linxuan_site.actions.printing import printed_form
from linxuan_site.actions.storing import keep, stored_content
from linxuan_site.actions.webhook_facts import tell_of_scan
from linxuan_site.actions.working import Work, work_on
from linxuan_site.documents.forms import seal_words
from linxuan_site.documents.previews import picture_of
from linxuan_site.models import ScanExamination, Submission
from linxuan_site.models.screenings import AT_WORK, WAITING
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.paper_keys import public_keys
from linxuan_site.queries.scans import examined_paper, is_lost, wants_seal

JPEG = b"\xff\xd8\xff"


def work_on_scans() -> int:
    """Work on what waits, one after another; return how many were worked on.

    What another process left lying, because the machine went down for instance, is begun anew.
    """
    for one in ScanExamination.objects.filter(state__in=AT_WORK):
        if is_lost(one):
            own = ScanExamination.objects.filter(pk=one.pk, worker=one.worker, state__in=AT_WORK)
            own.update(state=WAITING, worker="", beat_at=timezone.now())
    return work_on(Work(ScanExamination, 1, is_lost, make=_made, broke_off=_broke_off, tell=_tell))


def examine_files(paths: Sequence[Path], submission: Submission, folder: Path) -> Examination:
    """Examine files beside the print of a submission, which is written into `folder`.

    Raises `BadInput` for a file that cannot be read, and where the print cannot be made.
    """
    # Made before the keys are read: the first print makes one.
    printed, content = folder / "print.pdf", printed_form(submission)
    printed.write_bytes(content)
    application = submission.application
    call = definition_of(submission.published_call)
    paper = examined_paper(call, application.procedure)
    expected = Expected(
        number=application.number or "",
        revision=submission.revision,
        pages=picture_of(content).pages,
        digest=submission.digest,
        sealed=paper is not None and wants_seal(paper),
        print=printed,
        seal_words=seal_words(call, paper) if paper is not None else (),
    )
    return examine_scan(paths, expected, public_keys())


def _made(examination: ScanExamination) -> Mapping[str, Any]:
    """Examine; return the columns of the row that tell of it."""
    # What waits behind this one is not forgotten.
    ScanExamination.objects.filter(state=WAITING).update(beat_at=timezone.now())
    root = Path(settings.SCAN_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows = Submission.objects.select_related("application__organisation", "published_call")
    with TemporaryDirectory(dir=root) as name:
        folder = Path(name)
        paths = [_written(folder / str(number), one) for number, one in enumerate(examination.files, start=1)]
        found = examine_files(paths, rows.get(pk=examination.submission_id), folder)
    plain = as_plain(found)
    doubts = [
        {**told, "picture": _kept(doubt)} for told, doubt in zip(plain["doubts"], found.doubts, strict=True)
    ]
    return {"pages": plain["pages"], "doubts": doubts, "doubted": len(doubts)}


def _tell(examination: ScanExamination) -> None:
    submission = Submission.objects.select_related("application", "published_call").get(
        pk=examination.submission_id
    )
    tell_of_scan(submission.published_call.authority, submission.application, examination.pk)


def _written(path: Path, file: Mapping[str, Any]) -> Path:
    path.write_bytes(stored_content(file["digest"]))
    return path


def _kept(doubt: Doubt) -> str:
    """Store the picture of a doubt under its digest, as files are; '' where there is none.

    It was drawn by the child that had the file open: what is no JPEG is not kept.
    """
    if not doubt.picture or not doubt.picture.startswith(JPEG):
        return ""
    return keep(doubt.picture)


def _broke_off() -> str:
    return say("核对中途意外结束，没有结果；请再核对一次，还是这样就请系统管理员看记录")
