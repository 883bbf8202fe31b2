"""What the page of one section shows: its controls, the way on, and what does not hold yet."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from linxuan.completeness import missing_in_section
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Section
from linxuan_site.portal.answering import Fault
from linxuan_site.portal.applicant.controls import Sheet
from linxuan_site.portal.applicant.duties import turn_of
from linxuan_site.portal.applicant.files_typed import removed_file
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.portal.applicant.sections import blocks
from linxuan_site.queries.figures import figures_beside


def section_of(filing: Filing, section: str) -> Section | None:
    """Return a section that the applicant fills in; None if there is none of this id."""
    own = lookup.sections_of(filing.dossier.call, filing.procedure, by="applicant")
    return next((one for one in own if one.id == section), None)


def section_with(filing: Filing, field: str) -> Section | None:
    """Return the section that the applicant fills in with a field; None if there is none."""
    own = lookup.sections_of(filing.dossier.call, filing.procedure, by="applicant")
    return next((one for one in own if field in one.fields), None)


def section_page(
    request: HttpRequest, filing: Filing, section: Section, sheet: Sheet | None = None
) -> dict[str, object]:
    """Return what the page of a section shows; `sheet` holds answers that could not be saved."""
    ids = [one.section.id for one in filing.progress]
    place = ids.index(section.id) if section.id in ids else -1
    shown = sheet or filing.sheet_with(
        filing.dossier.answers, blank_rows=_blank_rows(request), removed=removed_file(request, filing)
    )
    dossier = filing.dossier
    figures = figures_beside(dossier.call, dossier.application, dossier.values, with_peers=False)
    return {
        "filing": filing,
        "call": filing.dossier.call,
        "section": section,
        "turn": turn_of(filing, section),
        "place": place + 1,
        "applies": place >= 0,
        "blocks": blocks(shown, section),
        "version": filing.dossier.application.version,
        "takes_files": any("file" in _kinds(filing, one) for one in section.fields),
        "editable": filing.is_open(request.user, section),
        "before": filing.progress[place - 1].section if place > 0 else None,
        "after": filing.progress[place + 1].section if 0 <= place < len(ids) - 1 else None,
        "figures": figures,
        "last_figures": figures.of(section.fields) if figures else [],
        "checked": _check(filing, section) if "check" in request.GET else [],
    }


def _kinds(filing: Filing, field: str) -> set[str]:
    """The kind of a field, and those of its columns."""
    fields = filing.dossier.call.fields
    return {fields[field].kind, *(fields[one].kind for one in fields[field].fields)}


def faults_in(filing: Filing, section: Section, problems: Mapping[str, str]) -> list[Fault]:
    """Return what of a section cannot be read, each with its input."""
    links = {one: filing.address_of(section.id, one).partition("#")[2] for one in section.fields}
    fields = filing.dossier.call.fields
    return [
        Fault(
            say("{label}：{value}", label=fields[field].name, value=problem),
            target=links[field],
            code="input",
        )
        for field, problem in problems.items()
        if field in links
    ]


def _check(filing: Filing, section: Section) -> list[Fault]:
    """What the section lacks, said after somebody asked for it."""
    call, values = filing.dossier.call, filing.dossier.values
    unreadable = {key: value for key, value in filing.sheet.problems.items() if key in section.fields}
    lacking = [
        Fault(
            say("{label}：{value}", label=one.label, value=one.problem),
            target=filing.address_of(section.id, one.field).partition("#")[2],
        )
        for one in missing_in_section(call, filing.procedure, section, values)
        if one.field not in unreadable
    ]
    return [*faults_in(filing, section, unreadable), *lacking]


def _blank_rows(request: HttpRequest) -> dict[str, Any]:
    """Groups for which one more row is wanted: `?more=ID`."""
    return dict.fromkeys(request.GET.getlist("more"), 1)
