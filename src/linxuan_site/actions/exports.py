"""An office asks for everything of a call in one archive, stops it, or takes it away."""

import shutil
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.models import Account, Export
from linxuan_site.models.exports import ALL, FORMS
from linxuan_site.models.screenings import STOPPED, STOPPING, UNFINISHED, WAITING
from linxuan_site.permissions import archives_forms, exports, office_of
from linxuan_site.queries.calls import current_call
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.exports import export_folder, export_path, exported, is_lost_export

COMMAND = "work-exports"


@transaction.atomic
def ask_export(call: str, *, account: Account, kind: str = ALL) -> Export:
    """Ask for the archive of a call, or of its forms; one that is being made is not asked for twice.

    That of forms goes on from what an earlier one of the office left behind that did not come to its end; a
    district gets those of its own applications.
    """
    if kind not in (ALL, FORMS):
        raise BadInput(say("没有“{kind}”这种导出，只有 {known}", kind=kind, known=f"{ALL}、{FORMS}"))
    published = current_call(call)
    may = archives_forms if kind == FORMS else exports
    if not may(account, published.authority):
        raise Refused(say("全部申报由{authority}导出", authority=published.authority), code="office")
    office = office_of(account)
    running = Export.objects.filter(call=call, office=office, state__in=UNFINISHED)
    if any(not is_lost_export(one) for one in running):
        raise Refused(say("已经在导出，请等它做完，或先停止"), code="running")
    for lost in running:
        _end(lost)
    asked = Export.objects.create(
        call=call,
        kind=kind,
        office=office,
        asked_by=account,
        asked_at=clock.now(),
        language=get_language() or "",
        state=WAITING,
        beat_at=timezone.now(),
        total=exported(call, office).count(),
        **signature(account),
    )
    transaction.on_commit(partial(start_worker, COMMAND, settings.EXPORT_ROOT), robust=True)
    return asked


@transaction.atomic
def stop_export(export_id: int, *, account: Account) -> Export:
    """Stop an export: one that waits or was lost at once, another as soon as its work hears."""
    export = _own(export_id, account)
    if export.state not in UNFINISHED:
        raise Refused(say("这次导出已经结束，不用停止"), code="finished")
    if export.state == WAITING or is_lost_export(export):
        _end(export)
    else:
        export.state = STOPPING
        export.save(update_fields=["state"])
    return export


@transaction.atomic
def delete_export(export_id: int, *, account: Account) -> Export:
    """Take the file of an export away, and what an unfinished one left; the row that says who asked for it stays."""
    export = _own(export_id, account)
    if export.state in UNFINISHED:
        raise Refused(say("正在导出，请先停止"), code="running")
    export_path(export).unlink(missing_ok=True)
    shutil.rmtree(export_folder(export), ignore_errors=True)
    export.file, export.size, export.digest = "", 0, ""
    export.save(update_fields=["file", "size", "digest"])
    return export


def _end(export: Export) -> None:
    export.state, export.worker, export.finished_at = STOPPED, "", clock.now()
    export.save(update_fields=["state", "worker", "finished_at"])


def _own(export_id: int, account: Account) -> Export:
    export = Export.objects.select_for_update().get(pk=export_id)
    if export.office_id != account.office_id:
        raise Refused(say("这次导出是别的部门的"), code="office")
    return export
