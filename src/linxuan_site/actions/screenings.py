"""A screening is asked for, stopped, started again and deleted. The work itself is `screening_work`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.checking import parse_override
from linxuan.errors import BadInput, Refused
from linxuan.language import current_language, say
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.screening.register.map_file import parse_map
from linxuan.screening.varying import read_varied
from linxuan_site import clock
from linxuan_site.actions.registers import Register, adopt, release, remove_folder
from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Office, PublishedCall, Screening
from linxuan_site.models.screenings import (
    FAILED,
    FINISHED,
    STOPPED,
    STOPPING,
    UNFINISHED,
    WAITING,
)
from linxuan_site.permissions import may_read_screening, screens
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.screenings import has_register, is_lost

LONGEST_MAP = 64 * 1024
"""Signs of a column map."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked of a screening, as it was typed; what is empty is left to the package."""

    track: str
    day: date | None = None
    sheet: str = ""
    column_map: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    vary: str = ""


def ask_screening(call: str, wish: Wish, register: Register, *, account: Account) -> Screening:
    """Ask for a screening of a register that was received; it is begun as soon as its turn comes.

    Raises `Refused` for an office that does not select in this call, and `BadInput` with the field.
    """
    published = current_call(call)
    office = _office_that_screens(published, account)
    _check(definition_of(published), wish)
    folder = adopt(register)
    try:
        asked = _queue(published, office, wish, register, folder, account)
    except BaseException:
        remove_folder(folder)
        raise
    release(register)
    return asked


@transaction.atomic
def _queue(
    published: PublishedCall,
    office: Office,
    wish: Wish,
    register: Register,
    folder: str,
    account: Account,
) -> Screening:
    asked = Screening.objects.create(
        published_call=published,
        call=published.call,
        office=office,
        asked_by=account,
        asked_at=clock.now(),
        language=current_language(),
        folder=folder,
        file_name=register.name,
        file_size=register.size,
        file_digest=register.digest,
        track=wish.track,
        day=wish.day,
        sheet=wish.sheet,
        column_map=wish.column_map,
        overrides=dict(wish.overrides),
        vary=wish.vary,
        beat_at=timezone.now(),
        **signature(account),
    )
    transaction.on_commit(start_worker, robust=True)
    return asked


def _office_that_screens(published: PublishedCall, account: Account) -> Office:
    office = account.office
    if office is None or not screens(definition_of(published), office):
        raise Refused(say("名录由{authority}筛查", authority=published.authority), code="office")
    return office


def _check(call: Call, wish: Wish) -> None:
    """Say at once what the work would say only later. Raises BadInput with the field that it is about."""
    tracks = {track.id for track in lookup.open_tracks(call)}
    if wish.track not in tracks:
        raise BadInput(say("没有“{track}”这个类别", track=wish.track), field="track")
    if len(wish.column_map) > LONGEST_MAP:
        raise BadInput(say("列名对应表太长，最多 {most} 个字符", most=LONGEST_MAP), field="column_map")
    with _about("column_map"):
        parse_map(wish.column_map, call, wish.track)
    for name, value in (("sheet", wish.sheet), ("column_map", wish.column_map), ("vary", wish.vary)):
        refuse_unstorable(value, field=name)
    for id, value in wish.overrides.items():
        refuse_unstorable(value, field=f"set.{id}")
        with _about(f"set.{id}"):
            parse_override(call, f"{id}={value}")
    if wish.vary:
        with _about("vary"):
            read_varied(call, wish.vary)


@contextmanager
def _about(field: str) -> Iterator[None]:
    """Let what is wrong inside the block be about an input of the form."""
    try:
        yield
    except BadInput as fault:
        raise BadInput(fault.problem, field=field, allowed=fault.allowed) from None


@transaction.atomic
def stop_screening(screening_id: int, *, account: Account) -> Screening:
    """Stop a screening: one that waits or that nothing works on at once, another as soon as its work hears."""
    screening = _locked(screening_id, account)
    if screening.state not in UNFINISHED:
        raise Refused(say("这次筛查已经结束，不用停止"), code="finished")
    if screening.state == WAITING or is_lost(screening):
        _end(screening)
    else:
        screening.state = STOPPING
    screening.save()
    return screening


@transaction.atomic
def restart_screening(screening_id: int, *, account: Account) -> Screening:
    """Run a screening again from its start: one that failed, was stopped, or that nothing works on."""
    screening = _locked(screening_id, account)
    if screening.state not in (FAILED, STOPPED) and not is_lost(screening):
        raise Refused(say("这次筛查正在进行，或已经完成"), code="running")
    if not has_register(screening):
        raise Refused(say("上传的名录已经不在了，请重新上传"), code="gone")
    screening.state, screening.worker, screening.fault = WAITING, "", ""
    screening.stage, screening.percent = "", 0
    screening.beat_at, screening.finished_at = timezone.now(), None
    screening.save()
    transaction.on_commit(start_worker, robust=True)
    return screening


@transaction.atomic
def delete_screening(screening_id: int, *, account: Account) -> Screening:
    """Take away the files and figures of a screening; who did it, and when, stays in its row."""
    screening = _locked(screening_id, account)
    if is_lost(screening):
        _end(screening)
    if screening.state not in FINISHED:
        raise Refused(say("筛查还没有结束，请先停止，再删除"), code="running")
    screening.deleted_by, screening.deleted_at = account, clock.now()
    screening.result, screening.curve, screening.files, screening.column_map = {}, {}, {}, ""
    screening.save()
    folder = screening.folder
    transaction.on_commit(lambda: remove_folder(folder))
    return screening


def _locked(screening_id: int, account: Account) -> Screening:
    screening = Screening.objects.select_for_update().filter(pk=screening_id, deleted_at=None).first()
    if screening is None or not may_read_screening(account, screening):
        raise Refused(say("没有这次筛查，或您不能查看"), code="gone")
    return screening


def _end(screening: Screening) -> None:
    screening.state, screening.worker = STOPPED, ""
    screening.finished_at = clock.now()
