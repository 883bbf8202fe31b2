"""Reads of published calls and of the people and offices that work on them."""

from functools import lru_cache

from django.db.models import QuerySet

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.kept import contents_of
from linxuan.programme.reading import read_files
from linxuan.workflow import Actor
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, EarlierDay, Office, PublishedCall
from linxuan_site.permissions import keys_of, stands


def published_calls() -> list[PublishedCall]:
    """Return the newest version of every call, newest first, without the files."""
    newest: dict[str, PublishedCall] = {}
    for published in _every_version():
        newest[published.call] = published
    return sorted(newest.values(), key=lambda one: one.published_at, reverse=True)


@kept_read
def _every_version() -> "QuerySet[PublishedCall]":
    return PublishedCall.objects.defer("files").order_by("call", "version")


def current_call(call: str) -> PublishedCall:
    """Return the newest version of a call; raises `BadInput` if there is none."""
    published = _newest_version(call)
    if not published:
        raise BadInput(say("没有发布过“{call}”", call=call))
    return published[0]


@kept_read
def _newest_version(call: str) -> "QuerySet[PublishedCall]":
    return PublishedCall.objects.filter(call=call).defer("files").order_by("-version")[:1]


def call_of_programme(programme: str, authority: str) -> Call | None:
    """Return the newest call of a programme of an authority; None where none was published."""
    for published in published_calls():
        call = definition_of(published)
        if (call.programme, call.authority) == (programme, authority):
            return call
    return None


def own_definition(account: Account, call: str) -> Call | None:
    """Return the newest version of a call of the authority that the account works for; None for any other."""
    newest = _newest_version(call)
    if not newest or account.office is None or newest[0].authority != account.office.authority:
        return None
    return definition_of(newest[0])


def definition_of(published: PublishedCall) -> Call:
    """Return the definition that a published version froze."""
    return _definition(published.pk, published.call)


def definition_for(application: Application) -> Call:
    """Return the definition of the version that an application was begun under, without reading that row."""
    return _definition(application.published_call_id, application.call)


def definition_of_version(published_id: int, call: str) -> Call:
    """Return the definition of a published version by its key, without reading that row."""
    return _definition(published_id, call)


@lru_cache(maxsize=32)
def _definition(published_id: int, call: str) -> Call:
    # A published version never changes (the database refuses it), so the cache cannot be stale.
    files = PublishedCall.objects.values_list("files", flat=True).get(pk=published_id)
    return read_files(contents_of(files), call)


def actor_of(account: Account) -> Actor:
    """Return the account as the workflow knows it: an applicant, or somebody of an office."""
    if account.organisation is not None:
        return Actor(account.full_name, "applicant", account.organisation.identifier)
    if account.office is not None:
        office = account.office
        if not stands(office):
            raise Refused(told_of_end(office), code="office")
        return Actor(account.full_name, office.kind, office.key, keys_of(office) - {office.key})
    raise BadInput(say("{name}不属于任何单位或部门", name=account.full_name))


def told_of_end(office: Office) -> str:
    """Return why an office that does not stand today may not act, and who does instead."""
    if office.valid_until is None or clock.today() <= office.valid_until:
        return say("{office}从 {day} 起才办理", office=office.name, day=office.valid_from)
    told = say("{office}到 {day} 24:00 为止，之后不再办理。", office=office.name, day=office.valid_until)
    if office.successor is None:
        return told
    return told + say("它的申报由{successor}接着办。", successor=office.successor.name)


def earlier_days(call: Call, in_charge: str) -> dict[str, EarlierDay]:
    """Return, by deadline, the newest day that the office in charge set its applicants."""
    rows = EarlierDay.objects.filter(
        call=call.id, office__authority=call.authority, office__key=in_charge
    ).order_by("pk")
    return {row.deadline: row for row in rows}


def office_name(call: Call, kind: str, key: str) -> str:
    """Return an office's name as people say it: `金州区`, or the office's own name if it has no rows."""
    office = call.offices.get(kind)
    if office is None:
        return kind
    row = call.lists[office.each].rows.get(key) if office.each else None
    return row.get("name", key) if row else office.name


def offices_of(authority: str) -> list[Office]:
    """Return the offices of an authority by kind and key."""
    return list(Office.objects.filter(authority=authority).order_by("kind", "key"))
