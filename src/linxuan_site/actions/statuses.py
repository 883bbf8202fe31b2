"""Operating statuses come in by a file of a register: looked at first, then recorded line by line, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.statuses import StatusMatch, accepted
from linxuan_site import clock
from linxuan_site.actions.consequences import following
from linxuan_site.actions.grades import enter_status, record_status
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Designation, RevocationCase, StatusRecord
from linxuan_site.permissions import keeps_register
from linxuan_site.queries.calls import call_of_programme, current_call, definition_of
from linxuan_site.queries.statuses import StatusPreview, preview_of_statuses, titles_of

ENDINGS = (".csv", ".xlsx")
LONGEST_SOURCE = 300


@dataclass(frozen=True)
class ImportedStatuses:
    """What a file came to: statuses recorded, those of them that a person has to judge, proposals that they raised."""

    recorded: int
    unjudged: int
    proposed: int


def look_at_statuses(call: str, name: str, content: bytes, *, account: Account | None) -> StatusPreview:
    """Return what a file of statuses would record. Raises `BadInput` at `table`, `Refused` for who may not."""
    return _preview(_own(call, account), name, content)


@transaction.atomic
def import_statuses(
    call: str,
    name: str,
    content: bytes,
    *,
    source: str,
    decisions: Mapping[int, str],
    account: Account | None,
) -> ImportedStatuses:
    """Record what a file says of the designated: all of it, or nothing.

    `source` is where the file is from, for lines that do not say; `decisions` has for a doubtful line the key of
    the entity, or `leave_out`. A line without a day holds from today. Every word is kept as it stands; one that the
    package does not name waits for a person. What leads to a revocation proposes it in the same transaction.
    """
    definition = _own(call, account)
    refuse_unstorable([source, name], field="source")
    preview = _preview(definition, name, content)
    if preview.faults:
        raise BadInput(preview.faults[0], field="table")
    chosen = list(accepted(preview.matches, decisions))
    if any(not one.row.source for one in chosen) and not source.strip():
        raise BadInput(say("请写明这份文件从哪里来"), field="source")
    if not chosen:
        raise BadInput(say("没有要登记的：与名录已有的相同，或者不在名录里"), field="table")
    before = _proposals(definition)
    planned = [(one, title) for one in chosen for title in _titles(definition, one)]
    with following(definition, {title.pk for _one, title in planned}):
        for one, title in planned:
            _record(definition, one, title, source, account)
    asked = sum(one.status is None for one in chosen)
    return ImportedStatuses(len(planned), asked, _proposals(definition) - before)


@transaction.atomic
def judge_status(record_id: int, status: str, why: str, *, account: Account) -> StatusRecord:
    """Say what a word of a register means for one entity: a new row with the same word and day.

    Raises `Refused` for who may not, and where somebody has recorded something since.
    """
    found = StatusRecord.objects.select_related("designation").filter(pk=record_id, status="").first()
    if found is None:
        raise Refused(say("没有要判断的这一条"), code="unknown")
    designation = found.designation
    later = designation.statuses.filter(holds_from__gte=found.holds_from, pk__gt=found.pk)
    if later.exists():
        raise Refused(say("这一家后来又登记了经营状态，请再看一遍"), code="overtaken")
    call = _call_of(designation.programme, designation.authority)
    if not keeps_register(account, designation.authority):
        raise Refused(say("经营状态由主管部门判断"), code="office")
    if not why.strip():
        raise BadInput(say("请写明判断的理由"), field="why")
    source = f"{found.source}；{why.strip()}"[:LONGEST_SOURCE]
    return record_status(
        call,
        designation,
        status,
        holds_from=found.holds_from,
        source=source,
        raw_word=found.raw_word,
        account=account,
    )


def _own(call: str, account: Account | None) -> Call:
    published = current_call(call)
    if account is not None and not keeps_register(account, published.authority):
        raise Refused(say("经营状态由主管部门导入"), code="office")
    return definition_of(published)


def _call_of(programme: str, authority: str) -> Call:
    call = call_of_programme(programme, authority)
    if call is None:
        raise Refused(say("这个项目还没有发布过通知，不能办理"), code="call")
    return call


def _preview(call: Call, name: str, content: bytes) -> StatusPreview:
    ending = PurePath(name).suffix.lower()
    if not content:
        raise BadInput(say("请选择经营状态的文件"), field="table")
    if ending not in ENDINGS:
        raise BadInput(say("只收 CSV 和 xlsx"), field="table")
    if len(content) > settings.UPLOAD_LIMIT:
        raise BadInput(say("文件太大，请分几次导入"), field="table")
    with TemporaryDirectory(prefix="linxuan-statuses-") as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(content)
        try:
            return preview_of_statuses(call, path)
        except BadInput as fault:
            raise BadInput(fault.problem, field="table") from fault


def _titles(call: Call, match: StatusMatch) -> list[Designation]:
    """The titles of the entity of a line that do not say already what it says."""
    assert match.entity is not None
    day = match.row.day or clock.today()
    return [one for one in titles_of(call, match.entity.key) if not _says_so(one.statuses.all(), match, day)]


def _record(
    call: Call, match: StatusMatch, designation: Designation, source: str, account: Account | None
) -> None:
    enter_status(
        call,
        designation,
        match.status or "",
        holds_from=match.row.day or clock.today(),
        source=match.row.source or source,
        raw_word=match.row.word,
        account=account,
    )


def _says_so(rows: object, match: StatusMatch, day: date) -> bool:
    last = max(rows, key=lambda one: (one.holds_from, one.pk), default=None)  # type: ignore[call-overload]
    return last is not None and (last.raw_word, last.holds_from) == (match.row.word, day)


def _proposals(call: Call) -> int:
    own = {"designation__programme": call.programme, "designation__authority": call.authority}
    return RevocationCase.objects.filter(origin="rule", **own).count()
