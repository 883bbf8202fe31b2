"""Filling in: an application is started, its answers are saved; its files stand in `attachments`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction

from linxuan.answers import read_answer, read_answers, same_answer
from linxuan.answers.changes import same
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round, Track
from linxuan_site import clock
from linxuan_site.actions.changes import record_change
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application
from linxuan_site.permissions import helps, may_read_application
from linxuan_site.queries.applications import may_file
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.cases import first_in_charge, offices_in_charge
from linxuan_site.queries.changes import answers_seen, last_changed_by
from linxuan_site.queries.locked import locked_application

WRITTEN = ("answers", "version", "touched", "changed_at", "category", "item", "offices", "in_charge")
"""The columns of an application that a save writes: the answers, and what lists are made from."""


@dataclass(frozen=True)
class Saved:
    """What a save did: the application as it stands now, and what of it could not be read."""

    application: Application
    typed: Mapping[str, Any]
    theirs: frozenset[str] = frozenset()
    """Fields that somebody else changed since the version that the person saw: his answers stand."""

    @property
    def version(self) -> int:
        """The version that stands now."""
        return self.application.version

    @cached_property
    def problems(self) -> dict[str, str]:
        """What was typed and could not be read, by field id."""
        call = definition_of(self.application.published_call)
        return problems_of(call, self.application.procedure, self.typed)


class Conflict(Refused):
    """Somebody else saved in between; `theirs` holds what stands there now, by field id, `by` whose it is."""

    def __init__(
        self, theirs: dict[str, Any], version: int, by: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(say("别人刚刚也改了这一项。您填的还在本页，请核对后再保存。"), code="conflict")
        self.theirs = theirs
        self.version = version
        self.by = by


@transaction.atomic
def start_application(account: Account, call: str, procedure: str) -> Application:
    """Start an application of the account's organisation; raises `Refused` if one is open already."""
    published = current_call(call)
    definition = definition_of(published)
    track = lookup.procedure(definition, procedure)
    organisation = account.organisation
    if organisation is None or not isinstance(track, Track) or not may_file(organisation, track):
        raise Refused(say("这里不能开始申报"), code="procedure")
    now = clock.now()
    try:
        with transaction.atomic():
            started = Application.objects.create(
                published_call=published,
                call=published.call,
                procedure=procedure,
                track=procedure,
                organisation=organisation,
                stage=lookup.first_stage(definition, procedure).id,
                answers=_known(definition, procedure, account),
                started_by=account,
                started_at=now,
                changed_at=now,
            )
    except IntegrityError as fault:
        raise Refused(
            say("本单位已有一份{track}的申报，请继续填写那一份", track=track.name), code="open"
        ) from fault
    record_change(started, {}, account=account)
    return started


def _known(call: Call, procedure: str, account: Account) -> dict[str, Any]:
    fields = {one for section in lookup.sections_of(call, procedure) for one in section.fields}
    organisation = account.organisation
    known = {"name": organisation.name, "credit_code": organisation.credit_code} if organisation else {}
    return {key: value for key, value in known.items() if key in fields and value}


@transaction.atomic
def save_answers(
    application_id: int,
    raw: Mapping[str, Any],
    *,
    account: Account,
    version: int,
    copied_from: Application | None = None,
) -> Saved:
    """Save what was typed, readable or not; raises `Conflict` if somebody changed the same answers meanwhile.

    `version` is the one that the person saw: what still says what stood there then is no change of his.
    Only fields that are open to the account at this stage are taken; anything else is refused.
    """
    for field, answer in raw.items():
        refuse_unstorable([field, answer], field=field)
    application = locked_application(application_id)
    call = definition_of(application.published_call)
    changed = {key: value for key, value in raw.items() if not same(application.answers.get(key), value)}
    newer = {key for key, at in application.touched.items() if at > version}
    seen = answers_seen(application, version, newer & changed.keys())
    mine = {
        key: value for key, value in changed.items() if not _is_as_seen(call, application, key, value, seen)
    }
    closed = set(mine) - open_fields(call, application, account)
    if closed:
        raise Refused(say("现在不能改：{fields}", fields=_labels(call, closed)), code="closed")
    if newer & mine.keys():
        raise _conflict(application, newer & mine.keys(), version)
    if mine:
        _change(application, call, mine, account, copied_from)
    return Saved(application, raw, frozenset(newer))


def _is_as_seen(call: Call, application: Application, key: str, value: Any, seen: Mapping[str, Any]) -> bool:
    return key in seen and same_answer(call, application.procedure, key, value, seen[key])


def _conflict(application: Application, fields: Collection[str], version: int) -> Conflict:
    theirs = {key: application.answers.get(key) for key in fields}
    rows = last_changed_by(application, fields, after=version)
    return Conflict(theirs, application.version, {key: row.name for key, row in rows.items()})


def _change(
    application: Application,
    call: Call,
    changed: Mapping[str, Any],
    account: Account,
    copied_from: Application | None,
) -> None:
    earlier = application.answers
    application.version += 1
    application.answers = {**earlier, **changed}
    application.touched = {**application.touched, **dict.fromkeys(changed, application.version)}
    application.changed_at = clock.now()
    _follow(application, call)
    _refuse_twice(application, call)
    application.save(update_fields=WRITTEN)
    record_change(application, earlier, account=account, copied_from=copied_from)


def problems_of(call: Call, procedure: str, raw: Mapping[str, Any]) -> dict[str, str]:
    """Return what cannot be read, by field id: what its field takes, in words for the person who typed it."""
    problems = {}
    for key, value in raw.items():
        try:
            read_answer(call, procedure, key, value)
        except BadInput as fault:
            problems[key] = fault.allowed or fault.problem
    return problems


def open_fields(call: Call, application: Application, account: Account) -> set[str]:
    """Return the ids of the fields that the account may fill in now.

    What tells applicants apart came with the organisation: nobody files in the name of another.
    """
    office = "applicant" if account.organisation_id else account.office.kind if account.office else ""
    if application.closed or not may_read_application(account, application):
        return set()
    own = {office, "applicant"} if helps(account, application) else {office}
    sections = lookup.sections_of(call, application.procedure, stage=application.stage)
    fields = {field for section in sections if section.by in own for field in section.fields}
    return fields - fixed_fields(call, application)


def fixed_fields(call: Call, application: Application) -> set[str]:
    """Return the ids of the fields that the registration of the organisation has answered."""
    track = call.tracks.get(application.track)
    known = track is not None and application.answers.get(track.identified_by)
    return {track.identified_by} if track and known else set()


def _follow(application: Application, call: Call) -> None:
    """Keep the columns that lists are made from in step with the answers."""
    answers = dict(read_answers(call, application.procedure, application.answers, strict=False).values)
    procedure = lookup.procedure(call, application.procedure)
    if isinstance(procedure, Track):
        application.category = str(answers.get("category") or "")
        application.item = str(answers.get(procedure.item) or "")[:200] if procedure.item else ""
    if isinstance(procedure, Track) or not application.in_charge:
        application.offices = offices_in_charge(call, application.procedure, answers)
        application.in_charge = first_in_charge(call, application.offices)


def _refuse_twice(application: Application, call: Call) -> None:
    """One thing is filed once: an applicant who files several names each of them differently."""
    if not application.item or application.designation_id is not None:
        return
    others = Application.objects.filter(
        call=application.call,
        procedure=application.procedure,
        organisation=application.organisation_id,
        item=application.item,
        closed=False,
        designation=None,
    )
    if others.exclude(pk=application.pk).exists():
        told = say("本单位已经申报过“{item}”，请继续填写那一份，或换一个名称", item=application.item)
        raise BadInput(told, field=call.tracks[application.track].item)


def _labels(call: Call, fields: set[str]) -> str:
    return say("、").join(call.fields[one].name if one in call.fields else one for one in sorted(fields))


def is_round(procedure: Track | Round) -> bool:
    """Tell whether an application under this procedure is a report of an evaluation round."""
    return isinstance(procedure, Round)
