"""Files at the fields of a form: attached, replaced, taken away and put back; every row of a file stays.

Each act locks the application first, so that two who attach at once get a row each.
"""

from collections.abc import Collection
from itertools import count
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Field
from linxuan_site import clock
from linxuan_site.actions.changes import record_file
from linxuan_site.actions.drafts import open_fields
from linxuan_site.actions.files import Upload, look_first, store
from linxuan_site.models import Account, Application, Attachment
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.file_limits import FileLimits, file_field, limits_of


def attach(
    application_id: int, slot: str, upload: Upload, *, account: Account, replaces: int | None = None
) -> Attachment:
    """Attach a file to a field that is open to the account; `GROUP.COLUMN` is a column of a group's rows.

    `replaces` is the id of the file of this field that it takes the place of. A file that is there already is
    not attached twice, so that an upload whose answer was lost can be sent again. Raises `Refused` and
    `BadInput`.
    """
    field = _field_to_fill(Application.objects.get(pk=application_id), slot, account)
    look_first(upload, field=slot, limits=limits_of(field))
    return _attach(application_id, slot, upload, account, replaces)


@transaction.atomic
def _attach(
    application_id: int, slot: str, upload: Upload, account: Account, replaces: int | None
) -> Attachment:
    application = _locked(application_id)
    field = _field_to_fill(application, slot, account)
    kept = _kept(application, slot)
    old = _replaced(kept, replaces)
    new = keep_file(application, slot, upload, account=account, limits=limits_of(field), kept=kept)
    if new == old or (new in kept and old is None):
        return new
    if new not in kept and old is None:
        _refuse_too_many(slot, field, len(kept))
    if old is not None:
        _take_away(old)
    record_file(application, new, account=account, replaced=old)
    return new


def keep_file(
    application: Application,
    slot: str,
    upload: Upload,
    *,
    account: Account,
    limits: FileLimits | None = None,
    kept: Collection[Attachment] = (),
) -> Attachment:
    """Store a file of an application that was locked and checked before; one of `kept` if it is there already."""
    stored = store(upload, field=slot, limits=limits)
    names = {one.name for one in kept}
    for one in kept:
        if one.digest == stored.digest and one.name in {
            stored.name,
            _own_name(stored.name, names - {one.name}),
        }:
            return one
    # A row of a group says its file by the name: there no two of different contents bear one name.
    name = _own_name(stored.name, names) if "." in slot else stored.name
    return Attachment.objects.create(
        application=application,
        slot=slot,
        name=name,
        content_type=stored.content_type,
        size=stored.size,
        digest=stored.digest,
        revision=application.submissions.count(),
        uploaded_by=account,
        uploaded_at=clock.now(),
    )


@transaction.atomic
def remove_attachment(attachment_id: int, *, account: Account) -> Attachment:
    """Take a file away from a draft; the row stays, with the time. One that several rows of a group name is kept."""
    application, attachment = _at_hand(attachment_id)
    if _open_field(application, attachment.slot, account) is None:
        raise Refused(say("现在不能删除这个文件"), code="closed")
    if attachment.removed_at is None and _rows_with(application, attachment) < 2:
        _take_away(attachment)
        record_file(application, attachment, account=account)
    return attachment


@transaction.atomic
def restore_attachment(attachment_id: int, *, account: Account) -> Attachment:
    """Put back a file that was taken away from a draft."""
    application, attachment = _at_hand(attachment_id)
    field = _open_field(application, attachment.slot, account)
    if field is None:
        raise Refused(say("现在不能恢复这个文件"), code="closed")
    if attachment.removed_at is not None:
        kept = _kept(application, attachment.slot)
        _refuse_too_many(attachment.slot, field, len(kept))
        attachment.removed_at = None
        if "." in attachment.slot:
            attachment.name = _own_name(attachment.name, {one.name for one in kept})
        attachment.save(update_fields=["removed_at", "name"])
        record_file(application, attachment, account=account)
    return attachment


def _locked(application_id: int) -> Application:
    return Application.objects.select_for_update().get(pk=application_id)


def _at_hand(attachment_id: int) -> tuple[Application, Attachment]:
    """An attachment as it stands once its application is locked."""
    application = _locked(Attachment.objects.values_list("application", flat=True).get(pk=attachment_id))
    return application, Attachment.objects.get(pk=attachment_id)


def _open_field(application: Application, slot: str, account: Account) -> Field | None:
    call = definition_of(application.published_call)
    opened = slot.partition(".")[0] in open_fields(call, application, account)
    return file_field(call, slot) if opened else None


def _field_to_fill(application: Application, slot: str, account: Account) -> Field:
    field = _open_field(application, slot, account)
    if field is None:
        raise Refused(say("现在不能在这里上传文件"), code="closed")
    return field


def _kept(application: Application, slot: str) -> list[Attachment]:
    return list(application.attachments.filter(slot=slot, removed_at=None).order_by("pk"))


def _rows_with(application: Application, attachment: Attachment) -> int:
    """How many rows of a group name a file."""
    group, _dot, column = attachment.slot.partition(".")
    rows = application.answers.get(group) if column else None
    rows = rows if isinstance(rows, list) else []
    return sum(isinstance(row, dict) and row.get(column) == attachment.name for row in rows)


def _replaced(kept: Collection[Attachment], replaces: int | None) -> Attachment | None:
    if replaces is None:
        return None
    found = next((one for one in kept if one.pk == replaces), None)
    if found is None:
        raise Refused(say("要替换的文件刚刚已被删除或替换，没有替换；请看一遍现有的文件"), code="conflict")
    return found


def _take_away(attachment: Attachment) -> None:
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])


def _refuse_too_many(slot: str, field: Field, kept: int) -> None:
    """A column takes one file a row, and its rows are counted where they are saved."""
    most = limits_of(field).most
    if "." not in slot and kept >= most:
        raise BadInput(say("这里最多 {most} 个文件，已有 {kept} 个", most=most, kept=kept), field=slot)


def _own_name(name: str, taken: Collection[str]) -> str:
    """A name that no other file bears: `a.pdf`, `a (2).pdf`, `a (3).pdf`."""
    path = PurePath(name)
    others = (f"{path.stem[: 190 - len(path.suffix)]} ({number}){path.suffix}" for number in count(2))
    return name if name not in taken else next(one for one in others if one not in taken)
