"""A call is published: its package is frozen, and its offices get their desks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from linxuan.errors import DefinitionError, InvalidProgramme
from linxuan.holiday_table import read_day
from linxuan.programme.definition import Call
from linxuan.programme.kept import as_text
from linxuan.programme.reading import package_files, read_files
from linxuan_site import clock
from linxuan_site.documents.specimens import template_faults
from linxuan_site.models import AdministrationRecord, Office, PublishedCall


@transaction.atomic
def publish_call(folder: Path) -> PublishedCall:
    """Publish the package in `folder` as a new version; the same files again give the version that exists.

    Raises `InvalidProgramme` with every fault of the package. A version under which somebody filed
    never changes: an application keeps the one it was filed under.
    """
    files = package_files(folder)
    if faults := faults_of_templates(read_files(files, folder.name)):
        raise InvalidProgramme(faults)
    return publish_files(files, folder.name)


def faults_of_templates(call: Call) -> tuple[DefinitionError, ...]:
    """Return what goes wrong where the templates that a package brings lay out a specimen."""
    return tuple(template_faults(call, clock.today()))


def publish_files(files: Mapping[str, bytes], id: str) -> PublishedCall:
    """Publish the files of a package as `publish_call` does, inside the transaction of its caller."""
    call = read_files(files, id)
    published = PublishedCall.objects.filter(call=call.id, digest=call.digest).first()
    if published is None:
        published = PublishedCall.objects.create(
            call=call.id,
            version=PublishedCall.objects.filter(call=call.id).count() + 1,
            name=call.name,
            authority=call.authority,
            digest=call.digest,
            files={path: as_text(path, content) for path, content in files.items()},
            published_at=timezone.now(),
        )
    _open_desks(call)
    return published


def _open_desks(call: Call) -> None:
    """Give every row of every office its desk. One that an administrator renamed keeps that name."""
    renamed = set(AdministrationRecord.objects.filter(act="office.renamed").values_list("subject", flat=True))
    for office in call.offices.values():
        # An office whose acts another one records has no desk here.
        if office.recorded_by:
            continue
        rows = call.lists[office.each].rows if office.each else {"": {"name": office.name}}
        for key, row in rows.items():
            name = row.get("name") or key or office.name
            desk, _new = Office.objects.get_or_create(
                authority=call.authority, kind=office.id, key=key, defaults={"name": name, **_validity(row)}
            )
            if desk.name != name and f"office:{desk.pk}" not in renamed:
                desk.name = name
                desk.save(update_fields=["name"])


def _validity(row: Mapping[str, str]) -> dict[str, date | None]:
    """From when and until when a list says that its row is there; later changes are an administrator's."""
    first, last = (read_day(row.get(column, "")) for column in ("valid_from", "valid_to"))
    return {"valid_from": first, "valid_until": last}
