"""Reads for the pages of an applicant, beside the dossier: its list, its files, what was filed last."""

from collections.abc import Iterable
from dataclasses import dataclass

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round, Track
from linxuan_site.models import Account, Application, Attachment, Organisation, Submission
from linxuan_site.permissions import Reader, is_officer, may_read_application, may_read_draft, may_see_field
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import CREDIT_SLOT, PAPER_SLOT
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.filed import filed_files
from linxuan_site.queries.notices import PublicCall, public_calls
from linxuan_site.queries.readable import readable

__all__ = [
    "Dossier",
    "OwnApplication",
    "Startable",
    "files_by_slot",
    "last_submission",
    "readable_dossier",
]


@dataclass(frozen=True)
class OwnApplication:
    """One line of an applicant's list."""

    application: Application
    call: Call
    procedure: Track | Round


@dataclass(frozen=True)
class Startable:
    """A track under which the organisation can start an application, in the newest version of its call."""

    public: PublicCall
    track: Track


def readable_dossier(reader: Reader, application_id: int) -> Dossier | None:
    """Return an application with what follows from it; None if there is none or the reader may not see it."""
    return dossier_of(reader, application_id) if isinstance(reader, Account) else None


def own_applications(reader: Reader) -> list[OwnApplication]:
    """Return what the reader's organisation filed or has to file, what changed last first."""
    if not isinstance(reader, Account) or reader.organisation_id is None:
        return []
    found = readable(reader).prefetch_related("steps", "attachments", "placements")
    rows = [(row, definition_of(row.published_call)) for row in found.order_by("-changed_at", "-pk")]
    return [OwnApplication(row, call, lookup.procedure(call, row.procedure)) for row, call in rows]


def startable(reader: Reader) -> list[Startable]:
    """Return the open tracks of every call that the organisation may file under."""
    if not isinstance(reader, Account) or reader.organisation is None:
        return []
    return [
        Startable(public, track)
        for public in public_calls()
        for track in lookup.open_tracks(public.call)
        if may_file(reader.organisation, track)
    ]


def closed_without_code(reader: Reader) -> list[Track]:
    """Return the open tracks that an organisation may not file under only because it gave no credit code."""
    if not isinstance(reader, Account) or reader.organisation is None or reader.organisation.credit_code:
        return []
    return [
        track
        for public in public_calls()
        for track in lookup.open_tracks(public.call)
        if track.identified_by == "credit_code"
    ]


def may_file(organisation: Organisation, track: Track) -> bool:
    """Tell whether an organisation is of the kind that a track is open for.

    Who has a credit code files where it tells applicants apart; regions and persons file elsewhere.
    """
    coded = organisation.credit_code is not None
    return track.open and (track.identified_by == "credit_code") == coded


def files_by_slot(files: Iterable[Attachment]) -> dict[str, list[Attachment]]:
    """Return files by slot, in their order."""
    found: dict[str, list[Attachment]] = {}
    for one in files:
        found.setdefault(one.slot, []).append(one)
    return found


def last_submission(application: Application) -> Submission | None:
    """Return what was filed last; None before the first submission."""
    return application.submissions.select_related("application__organisation").order_by("revision").last()


def readable_attachment(reader: Reader, attachment_id: int) -> Attachment | None:
    """Return a file that the reader may download; None if there is none for this reader."""
    found = Attachment.objects.select_related("application__published_call").filter(pk=attachment_id).first()
    if found is None or not may_read_application(reader, found.application):
        return None
    return found if _may_see_slot(reader, found) and _is_there(reader, found) else None


def own_attachment(reader: Reader, application_id: int, attachment_id: int) -> Attachment | None:
    """Return a file of an application, taken away or not, for a reader who may read its draft."""
    found = Attachment.objects.select_related("application__published_call")
    row = found.filter(pk=attachment_id, application=application_id).first()
    if row is None or not _may_see_slot(reader, row):
        return None
    application = row.application
    return row if may_read_draft(reader, application, definition_of(application.published_call)) else None


def _is_there(reader: Reader, attachment: Attachment) -> bool:
    """Whether a file is one of those that the reader sees: of the draft, or of what was filed last."""
    application = attachment.application
    call = definition_of(application.published_call)
    if may_read_draft(reader, application, call):
        return attachment.removed_at is None
    return bool(filed_files(call, application, [attachment]))


def _may_see_slot(reader: Reader, attachment: Attachment) -> bool:
    if attachment.slot.startswith(PAPER_SLOT):
        return True
    if attachment.slot == CREDIT_SLOT:
        return is_officer(reader)
    call = definition_of(attachment.application.published_call)
    field = call.fields.get(attachment.slot.partition(".")[0])
    return field is None or may_see_field(reader, field.visible)
