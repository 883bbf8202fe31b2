"""Sealed scans: kept with the act that hands them in, and examined afterwards in the background.

An examination decides nothing. Each is a row of its own: a new scan, or another look, never replaces one.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import current_language, say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.attachments import keep_file
from linxuan_site.actions.files import Upload
from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.models import Account, Application, Attachment, ScanExamination
from linxuan_site.models.screenings import UNFINISHED
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import PAPER_SLOT
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.scans import examined_paper, is_stuck, newest_examination

COMMAND = "work-scans"
Scans = Upload | Sequence[Upload]
"""What is handed in of one paper: a file, or several in their order."""


def keep_scans(
    application: Application, files: Mapping[str, Scans], *, account: Account
) -> dict[str, list[Attachment]]:
    """Store the scans that come with an act, by paper id; raises `BadInput` that names the paper's input."""
    return {
        paper: [
            keep_file(application, f"{PAPER_SLOT}{paper}", one, account=account)
            for one in ([scans] if isinstance(scans, Upload) else scans)
        ]
        for paper, scans in files.items()
        if scans
    }


def examine_what_came(
    call: Call, application: Application, kept: Mapping[str, Sequence[Attachment]], *, account: Account
) -> None:
    """Let the scan of the form be examined, if it is among what came with an act."""
    paper = examined_paper(call, application.procedure)
    came = kept.get(paper.id, ()) if paper else ()
    if paper is not None and came:
        files = [{"attachment": one.pk, "name": one.name, "digest": one.digest} for one in came]
        _ask(application, paper.id, files, account)


@transaction.atomic
def examine_again(application_id: int, *, account: Account) -> ScanExamination:
    """Look once more at the scan that was handed in last, beside the newest revision.

    One that nothing works on any more is taken up again instead. Raises `Refused`.
    """
    application = Application.objects.select_for_update().get(pk=application_id)
    paper = examined_paper(definition_of(application.published_call), application.procedure)
    last = newest_examination(application)
    if not may_read_application(account, application) or paper is None or last is None:
        raise Refused(say("这一件没有可以核对的盖章扫描件"), code="gone")
    if last.state not in UNFINISHED:
        return _ask(application, paper.id, last.files, account)
    if not is_stuck(last):
        raise Refused(say("正在核对，请等它做完"), code="running")
    _start()
    return last


def _ask(
    application: Application, paper: str, files: Sequence[Mapping[str, object]], account: Account
) -> ScanExamination:
    busy = ScanExamination.objects.filter(state__in=UNFINISHED)
    moving = any(not is_stuck(one) for one in busy)
    asked = ScanExamination.objects.create(
        application=application,
        submission=application.submissions.latest("revision"),
        paper=paper,
        files=list(files),
        asked_by=account,
        asked_at=clock.now(),
        language=current_language(),
        beat_at=timezone.now(),
        **signature(account),
    )
    if not moving:
        # Whoever is at work takes what waits; a second process would only find nothing to do.
        _start()
    return asked


def _start() -> None:
    transaction.on_commit(partial(start_worker, COMMAND, settings.SCAN_ROOT), robust=True)
