"""What an applicant and the offices in charge wrote to each other, and who has read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT
from linxuan_site.models import Application, Office, ThreadEntry, ThreadFile, ThreadRead
from linxuan_site.permissions import Reader, keys_of, may_read_application, signed_in
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.helping import possible_helpers


@dataclass(frozen=True)
class ShownEntry:
    """One entry as people read it: who wrote it, of which side, and who of the other side has read it."""

    entry: ThreadEntry
    who: str
    office: str
    """The name of the office that wrote; '' for the applicant."""
    own: bool
    """Whether it is of the reader's side."""
    file: ThreadFile | None
    read_by: Sequence[str]
    """The names of those of the other side who have read it."""


def thread_of(reader: Reader, call: Call, application: Application) -> list[ShownEntry]:
    """Return what was written about an application, oldest first, in as many reads for many entries as for one."""
    account = signed_in(reader)
    entries = list(application.thread.select_related("written_by", "file").order_by("position"))
    read = list(ThreadRead.objects.filter(application=application).select_related("account").order_by("pk"))
    applicants = account.organisation_id is not None
    return [
        ShownEntry(
            one,
            signed_name(one.written_by, one),
            office_name(call, one.office, one.office_key) if one.office else "",
            own=(one.office == "") is applicants,
            file=getattr(one, "file", None),
            read_by=[
                mark.account.full_name
                for mark in read
                if mark.position >= one.position
                and (mark.account.organisation_id is not None) is not (one.office == "")
            ],
        )
        for one in entries
    ]


def thread_file_for(reader: Reader, file_id: int) -> ThreadFile | None:
    """Return a file of an entry for a reader who may read the application; None for anybody else."""
    rows = ThreadFile.objects.select_related("entry__application__published_call")
    found = rows.filter(pk=file_id).first()
    return found if found and may_read_application(reader, found.entry.application) else None


def offices_to_tell(call: Call, application: Application) -> list[Office]:
    """Return the offices on whose desk an application lies; of one that lies with its applicant, who had it last,
    or to whom it would go.
    """
    kind = call.stages[application.stage].office
    if kind == APPLICANT or not kind:
        offices = application.steps.exclude(office=APPLICANT).order_by("-position")
        last = offices.values_list("office", flat=True).first()
        if not last:
            return list(possible_helpers(call, application))[:1]
        kind = last
    key = application.offices.get(kind, "")
    rows = Office.objects.filter(authority=application.published_call.authority, kind=kind)
    return [one for one in rows.order_by("pk") if key in keys_of(one)]
