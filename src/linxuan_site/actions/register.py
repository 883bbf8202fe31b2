"""The register of designated entities is written: those of earlier cohorts, and those newly designated."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.credit_code import read_credit_code
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.designations import record_designations
from linxuan_site.actions.grades import record_grade
from linxuan_site.models import Account, Application, Designation, Organisation
from linxuan_site.queries.cases import offices_of_place


@transaction.atomic
def enter_designation(call: Call, row: Mapping[str, str], *, account: Account | None = None) -> Designation:
    """Enter one designated entity: `name`, `credit_code`, `cohort`, `track`, `category`, `mode`, `in_charge`,
    `document`, and `item` where a thing of the entity's was chosen. One that is there already stays as it is.
    """
    if row["track"] not in call.tracks:
        raise BadInput(say("没有“{track}”这个类别", track=row["track"]), field="track")
    if not row["name"].strip():
        raise BadInput(say("请写明名称"), field="name")
    if not row["cohort"].isdecimal() or not row["cohort"].isascii():
        raise BadInput(say("批次“{cohort}”不是整数", cohort=row["cohort"]), field="cohort")
    if not row.get("document", "").strip():
        raise BadInput(say("请写明认定文件"), field="document")
    code = read_credit_code(row["credit_code"]) if row.get("credit_code") else None
    organisation, _ = Organisation.objects.get_or_create(
        identifier=code or row["name"],
        defaults={"credit_code": code, "name": row["name"], "created_at": timezone.now()},
    )
    designation = new_title(call, organisation, row)
    same = ("programme", "authority", "organisation", "cohort", "track", "item")
    there = Designation.objects.filter(**{name: getattr(designation, name) for name in same}).first()
    if there is None:
        enter_titles(call, [designation], account=account)
    return there or designation


def new_title(call: Call, organisation: Organisation, row: Mapping[str, str]) -> Designation:
    """Return a title as it is given, not saved: its columns by name, `cohort` and `designated_on` as texts."""
    item, in_charge = row.get("item", "").strip(), row.get("in_charge", "")
    return Designation(
        programme=call.programme,
        authority=call.authority,
        organisation=organisation,
        name=titled(row["name"], item),
        item=item,
        cohort=int(row["cohort"]),
        track=row["track"],
        category=row.get("category", ""),
        mode=row.get("mode", ""),
        in_charge=in_charge,
        offices=offices_of_place(call, in_charge),
        document=row["document"],
        designated_on=_day(row.get("designated_on", "")),
        recorded_at=timezone.now(),
    )


def titled(name: str, item: str) -> str:
    """Return under which name an entity has a title; one for a thing of its names both."""
    return f"{item}（{name}）" if item else name


def enter_titles(call: Call, designations: Sequence[Designation], *, account: Account | None) -> None:
    """Save new titles, record that they were given, and what the notice knows of their earlier years."""
    Designation.objects.bulk_create(designations)
    record_designations(designations, account=account)
    for designation in designations:
        _record_what_the_notice_knows(call, designation, account)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _record_what_the_notice_knows(call: Call, designation: Designation, account: Account | None) -> None:
    for round_ in call.rounds.values():
        if designation.track not in round_.tracks or not _in_cohorts(round_.cohorts, designation.cohort):
            continue
        for known in round_.known:
            source = " ".join([call.name, *(f"{cite.address}“{cite.words}”" for cite in known.cites)])
            record_grade(call, designation, known.year, known.grade, source=source[:300], account=account)


def _in_cohorts(cohorts: object, cohort: int) -> bool:
    return cohorts == "all" or (isinstance(cohorts, tuple) and cohort in cohorts)


@transaction.atomic
def enter_newly_designated(
    call: Call, application_id: int, *, document: str, account: Account
) -> Designation:
    """Enter an application that was designated into the register."""
    application = Application.objects.get(pk=application_id)
    return enter_designation(
        call,
        {
            "name": application.organisation.name,
            "item": application.item,
            "credit_code": application.organisation.credit_code or "",
            "cohort": str(call.cohort),
            "track": application.track,
            "category": application.category,
            "mode": _mode(call, application),
            "in_charge": application.in_charge,
            "document": document,
            "designated_on": clock.today().isoformat(),
        },
        account=account,
    )


def _mode(call: Call, application: Application) -> str:
    fields = (one for one in call.fields.values() if one.kind == "mode")
    return next((str(application.answers[one.id]) for one in fields if application.answers.get(one.id)), "")
