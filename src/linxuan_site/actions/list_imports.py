"""Lists of designated entities are received, decided row by row, and entered into the register, whole or not at all."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from linxuan.designations.deciding import entries_of
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.files import plain_name
from linxuan_site.actions.list_entries import ListEntries
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.actions.storing import held_content, hold, keep, stored_content
from linxuan_site.models import Account, ListImport, ListUpload, PublishedCall
from linxuan_site.models.list_imports import DISCARDED, ENTERED, WAITING
from linxuan_site.permissions import keeps_register
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.list_imports import ListPreview, preview_of_file, undecided

GIVEN = ("cohort", "track", "document", "designated_on")
"""What may be said for all rows of a list."""
ENDINGS = (".csv", ".xlsx")
HELD = "list"


def receive_list(
    call: str, name: str, content: bytes, *, given: Mapping[str, str], by: Account | None
) -> ListUpload:
    """Hold a list that can be read, wrong cells or not, until it is entered; raises `BadInput` at `table` or a key of `given`.

    Nothing of it is entered. `by` is None for the command line.
    """
    definition = _own(call, by)
    _check_file(name, content)
    for_all = {key: str(given.get(key, "")).strip() for key in GIVEN}
    refuse_unstorable([name, for_all], field="table")
    _preview(definition, content, for_all)
    return ListUpload.objects.create(
        call=call,
        file_name=plain_name(name),
        digest=hold(content),
        given=for_all,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )


def hold_list(name: str, content: bytes) -> str:
    """Keep a file of a form that was refused for something else; the sign that it gets brings it back."""
    _check_file(name, content)
    return signing.dumps([plain_name(name), hold(content)], salt=HELD)


def held_list(sign: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a file that is held; None for what is no such sign, or was cleared since."""
    try:
        name, digest = signing.loads(sign, salt=HELD)
    except signing.BadSignature:
        return None
    content = held_content(str(digest))
    return (str(name), content) if content is not None else None


def preview_of_upload(call: Call, upload: ListUpload) -> ListPreview:
    """Read a list again that was kept, and hold it against the register as it stands now."""
    return _preview(call, _content(upload), upload.given)


def _preview(call: Call, content: bytes, given: Mapping[str, str]) -> ListPreview:
    with NamedTemporaryFile(prefix="linxuan-list-") as file:
        file.write(content)
        file.flush()
        return preview_of_file(call, Path(file.name), given)


@transaction.atomic
def keep_decisions(upload_id: int, decisions: Mapping[str, str], *, by: Account | None) -> ListUpload:
    """Keep what was decided of some rows of a list; '' takes a decision back. Raises `Refused` where it is entered."""
    upload = _waiting(upload_id, by)
    refuse_unstorable(dict(decisions), field="decisions")
    kept = {**upload.decisions, **decisions}
    upload.decisions = {place: choice for place, choice in kept.items() if choice}
    upload.save(update_fields=["decisions"])
    return upload


@transaction.atomic
def leave_out_undecided(upload_id: int, *, by: Account | None) -> ListUpload:
    """Decide of all rows that are still doubtful that they are not entered."""
    upload = _waiting(upload_id, by)
    preview = preview_of_upload(_own(upload.call, by), upload)
    left = {one.row.place: "leave_out" for one in undecided(preview.matches, upload.decisions)}
    return keep_decisions(upload_id, left, by=by)


@transaction.atomic
def enter_list(upload_id: int, *, seen: str, since: date | None = None, by: Account | None) -> ListImport:
    """Enter a list by what was decided of its rows: all of it, or nothing. Returns the row of the record.

    `seen` is that of the preview on which it was decided; the register may have changed since. `since` is the
    day from which new names and places hold, today where none is said. Raises `BadInput` for cells that are
    wrong and rows that are open, `Refused` for who may not and for what was overtaken.
    """
    upload = _waiting(upload_id, by)
    day = since or clock.today()
    if day > clock.today():
        raise BadInput(say("日期不能晚于今天"), field="since")
    # Two who enter lists of one register queue here: each is held against what the other entered.
    PublishedCall.objects.select_for_update().defer("files").filter(call=upload.call, version=1).first()
    preview = preview_of_upload(_own(upload.call, by), upload)
    _refuse_faults(preview)
    if preview.seen != seen:
        told = say("看过以后名录变了，结果与看到的不同：请再看一遍，然后确认")
        raise Refused(told, code="overtaken")
    entries = entries_of(preview.matches, upload.decisions)
    if not entries:
        raise BadInput(say("没有要登记的：与名录相同，或都决定不登记"), field="table")
    reason = f"导入名单“{upload.file_name}”（SHA-256 {upload.digest[:16]}）"
    done = ListEntries(preview.call, entries, since=day, reason=reason, account=by).write()
    keep(_content(upload))
    upload.state = ENTERED
    upload.save(update_fields=["state"])
    return _record(upload, preview, done, by)


@transaction.atomic
def discard_list(upload_id: int, *, by: Account | None) -> ListUpload:
    """Put a list aside that was not entered; its row stays."""
    upload = _waiting(upload_id, by)
    upload.state, upload.discarded_at = DISCARDED, timezone.now()
    upload.save(update_fields=["state", "discarded_at"])
    return upload


def _record(upload: ListUpload, preview: ListPreview, done: Counter[str], by: Account | None) -> ListImport:
    return ListImport.objects.create(
        upload=upload,
        call=upload.call,
        file_name=upload.file_name,
        digest=upload.digest,
        given=upload.given,
        decisions=upload.decisions,
        rows=preview.rows,
        entered=done["entered"],
        renamed=done["renamed"],
        corrected=done["corrected"],
        recorded_by=by,
        recorded_at=timezone.now(),
        **(signature(by) if by else {}),
    )


def _content(upload: ListUpload) -> bytes:
    """The file of a list: held while it waits, and kept for good once it is entered."""
    held = held_content(upload.digest)
    return held if held is not None else stored_content(upload.digest)


def _own(call: str, by: Account | None) -> Call:
    published = current_call(call)
    if by is not None and not keeps_register(by, published.authority):
        raise Refused(say("名录由主管部门登记"), code="office")
    return definition_of(published)


def _waiting(upload_id: int, by: Account | None) -> ListUpload:
    upload = ListUpload.objects.select_for_update().get(pk=upload_id)
    _own(upload.call, by)
    if upload.state != WAITING:
        raise Refused(say("这一份名单已经登记或放弃"), code="state")
    return upload


def _refuse_faults(preview: ListPreview) -> None:
    if preview.faults:
        told = say("表里有{count}格不对，请改好后重新上传", count=len(preview.faults))
        raise BadInput(told, field="table")


def _check_file(name: str, content: bytes) -> None:
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise BadInput(say("“{name}”：名单只收 CSV 和 xlsx，请另存后再上传", name=name[:80]), field="table")
    if not content:
        raise BadInput(say("“{name}”是空文件，请检查后重新上传", name=name[:80]), field="table")
    if len(content) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise BadInput(say("文件超过 {limit} MB，不像是一张名单", limit=limit), field="table")
