"""What the whole form on one page shows: whose it is, which state of it, every section, every file."""

from collections.abc import Sequence
from typing import Any

from linxuan.programme import lookup
from linxuan.workflow import APPLICANT
from linxuan_site import clock
from linxuan_site.permissions import Reader, is_applicant, lies_with_applicant, signed_in
from linxuan_site.portal.office.answers import ShownSection, answer_sheet, shown_sections
from linxuan_site.queries.applications import last_submission
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.cases import PAPER_SLOT
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.dossiers import Dossier


def print_page(reader: Reader, dossier: Dossier) -> dict[str, object]:
    """Return what the page shows to somebody who may read it."""
    application, call = dossier.application, dossier.call
    submission = last_submission(application)
    return {
        "dossier": dossier,
        "application": application,
        "call": call,
        "form_name": lookup.form_of(call, application.procedure).name,
        "procedure": lookup.procedure(call, application.procedure).name,
        "category": call.tracks[application.track].categories.get(application.category, ""),
        "stage": call.stages[application.stage].name,
        "submission": submission,
        "draft": submission is None,
        # What its applicant sees of it now may differ from what was filed; an office sees what was filed.
        "being_changed": submission is not None
        and not application.closed
        and lies_with_applicant(application, call),
        "as_filed": dossier.kept_back,
        "sections": _sections(reader, dossier),
        "papers": _papers(dossier),
        "printed_at": clock.now(),
        "for_office": not is_applicant(reader),
    }


def _sections(reader: Reader, dossier: Dossier) -> list[tuple[ShownSection, str]]:
    """Those of the applicant, and for an office those that offices filled in, each after its name."""
    kinds = set() if is_applicant(reader) else kinds_recorded_by(dossier.call, signed_in(reader))
    found = shown_sections(answer_sheet(reader, dossier), dossier, kinds)
    own = [one for one in found if one.section.by == APPLICANT]
    others = [
        one for one in found if one.section.by != APPLICANT and one.answered and not is_applicant(reader)
    ]
    return [(one, "") for one in own] + [(one, _office(dossier, one)) for one in others]


def _office(dossier: Dossier, shown: ShownSection) -> str:
    kind = shown.section.by
    return office_name(dossier.call, kind, dossier.application.offices.get(kind, ""))


def _papers(dossier: Dossier) -> list[tuple[str, Sequence[Any]]]:
    """The scans of each paper that came, after its name."""
    papers = lookup.papers_of(dossier.call, dossier.application.procedure)
    scans = [
        (one.name, [file for file in dossier.files if file.slot == f"{PAPER_SLOT}{one.id}"]) for one in papers
    ]
    return [(name, files) for name, files in scans if files]
