"""What every page of one application shows: where it stands, by when, what is missing, what holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from linxuan.completeness import Missing, incomplete
from linxuan.derive import record_of, shown_values
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper, Section
from linxuan.workflow import due
from linxuan_site import clock
from linxuan_site.actions.drafts import fixed_fields, open_fields, problems_of
from linxuan_site.permissions import Reader, signed_in
from linxuan_site.portal.answering import input_id
from linxuan_site.portal.applicant.controls import Sheet
from linxuan_site.portal.applicant.sections import Progress, progress
from linxuan_site.portal.deadlines import Due, due_of_last_day
from linxuan_site.portal.gaps import Gap, gaps
from linxuan_site.portal.scans.page import ScanView
from linxuan_site.portal.templatetags.conditions import tally
from linxuan_site.portal.templatetags.course import TrackedStage
from linxuan_site.queries.applications import Dossier, files_by_slot
from linxuan_site.queries.bans import ban_under, bans_of_applicant
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.delegations import who_acted
from linxuan_site.queries.remarks import ShownRemark, remarks_to_answer
from linxuan_site.queries.scans import examined

MANY = 8
"""So many gaps of a section stand open; more are folded."""


@dataclass(frozen=True)
class Remark:
    """Why an application came back: whose words, when."""

    text: str
    office: str
    person: str
    at: date


@dataclass(frozen=True)
class Lacking:
    """What one section lacks, each with the address of its input."""

    section: Section
    address: str
    gaps: Sequence[tuple[Missing, str]]

    @property
    def long(self) -> bool:
        """Whether it is folded until somebody wants to read it."""
        return len(self.gaps) > MANY


class _Files(Mapping[str, Sequence[Any]]):
    """The files by slot; what was seen in them is read when the first of them is shown."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier, self._by_slot = dossier, files_by_slot(dossier.files_unseen)

    def __getitem__(self, slot: str) -> Sequence[Any]:
        found = self._by_slot[slot]
        self._dossier.files  # noqa: B018 - notes in each what was seen in it
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slot)

    def __len__(self) -> int:
        return len(self._by_slot)


@dataclass(frozen=True)
class Filing:
    """An application for the person who fills it in."""

    dossier: Dossier
    today: date

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What a complete form still lacks."""
        return incomplete(self.dossier.call, self.procedure, self.dossier.values)

    @property
    def procedure(self) -> str:
        """The id of the track or round."""
        return self.dossier.application.procedure

    @property
    def form_name(self) -> str:
        """The name of the form, as it is headed."""
        return lookup.form_of(self.dossier.call, self.procedure).name

    @property
    def stage_name(self) -> str:
        """The name of the stage where it stands."""
        return self.dossier.call.stages[self.dossier.application.stage].name

    def files_at(self, slot: str) -> Sequence[Any]:
        """Return the files of a slot."""
        return self._files.get(slot, ())

    @cached_property
    def _files(self) -> Mapping[str, Sequence[Any]]:
        return _Files(self.dossier)

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many conditions do not hold, do not in principle, are unknown, hold."""
        return tally(self.dossier.check.findings)

    @cached_property
    def sheet(self) -> Sheet:
        """The form with the answers that are kept."""
        call, values, raw = self.dossier.call, self.dossier.values, self.dossier.answers
        on = self.dossier.application.filed_on or self.today
        return Sheet(
            call=call,
            procedure=self.procedure,
            raw=raw,
            values=values,
            shown=shown_values(call, self.procedure, values),
            record=record_of(call, self.procedure, values, on=on),
            problems=problems_of(call, self.procedure, raw),
            files=self._files,
            fixed=frozenset(fixed_fields(call, self.dossier.application)),
        )

    def sheet_with(self, raw: Mapping[str, Any], **more: Any) -> Sheet:
        """Return the form with other answers than those kept, such as those of a page that was not saved."""
        if raw == self.dossier.answers:
            return replace(self.sheet, **more)
        problems = problems_of(self.dossier.call, self.procedure, raw)
        return replace(self.sheet, raw=raw, problems=problems, **more)

    @cached_property
    def progress(self) -> list[Progress]:
        """How far each section is."""
        return progress(self.sheet, self.missing)

    @property
    def done(self) -> int:
        """How much of what is wanted is there."""
        return sum(one.done for one in self.progress)

    @property
    def wanted(self) -> int:
        """How much is wanted."""
        return sum(one.wanted for one in self.progress)

    @cached_property
    def links(self) -> dict[str, tuple[str, str]]:
        """Label and address of the input of every field, for what is missing."""
        sections = lookup.sections_of(self.dossier.call, self.procedure, by="applicant")
        fields = self.dossier.call.fields
        return {
            one: (fields[one].name, self.address_of(section.id, one))
            for section in sections
            for one in section.fields
        }

    @cached_property
    def changes_at(self) -> str:
        """The address of the record of changes."""
        return reverse("changes", args=[self.dossier.application.pk])

    @cached_property
    def pages(self) -> dict[str, str]:
        """The address of the page of every section."""
        sections = lookup.sections_of(self.dossier.call, self.procedure)
        # Ids are words of letters, figures and hyphens: each stands in the address as it is.
        form = reverse("section", args=[self.dossier.application.pk, "-"]).removesuffix("-/")
        return {one.id: f"{form}{one.id}/" for one in sections}

    def address_of(self, section: str, field: str, query: str = "") -> str:
        """Return the address of the input of a field."""
        page = self.pages[section] + query
        years = self.dossier.call.fields[field].years
        return f"{page}#{input_id(f'{field}.{years[0]}' if years else field)}"

    @cached_property
    def gaps_to_bounds(self) -> dict[str, Gap]:
        """What is lacking to each share, by rule."""
        return gaps(self.dossier.call, self.procedure, self.sheet.record)

    @cached_property
    def due(self) -> Due | None:
        """The deadline that comes next for this application, of what its applicant still has to do."""
        return min(self.dues.values(), key=lambda one: one.day, default=None)

    @cached_property
    def dues(self) -> dict[str, Due]:
        """The deadline of each act that its applicant still has to do, by action."""
        call, case = self.dossier.call, self.dossier.dated
        acts = [one.id for one in self.dossier.own_acts if one.kind in ("submit", "hand_in")]
        last = {act: due(call, case, act, on=self.today) for act in acts}
        return {
            act: due_of_last_day(one, call.id, self.today) for act, one in last.items() if one is not None
        }

    @cached_property
    def remark(self) -> Remark | None:
        """Why the application lies with its applicant again; None if it does not."""
        # What was never filed never came back.
        steps = self.dossier.steps if self.dossier.application.number else ()
        last = steps[-1] if steps else None
        if last is None or last.kind != "return" or last.target != self.dossier.application.stage:
            return None
        office = office_name(self.dossier.call, last.office, last.office_key)
        return Remark(last.opinion or last.reason, office, who_acted(last), last.at)

    @cached_property
    def remarks(self) -> list[ShownRemark]:
        """What an office said of single fields when it sent the application back, while it lies here."""
        return remarks_to_answer(self.dossier.call, self.dossier.application)

    @cached_property
    def remarks_at(self) -> dict[str, list[ShownRemark]]:
        """The remarks by field."""
        fields = {one.field for one in self.remarks}
        return {field: [one for one in self.remarks if one.field == field] for field in fields}

    @cached_property
    def traced(self) -> frozenset[str]:
        """The fields that have a record of changes to be read."""
        files = (slot.partition(".")[0] for slot in self.sheet.files)
        return frozenset((*self.dossier.application.touched, *files))

    @property
    def remarks_left(self) -> int:
        """How many remarks on fields wait for a change."""
        return sum(not one.changed for one in self.remarks)

    @property
    def remarks_linked(self) -> list[tuple[ShownRemark, str]]:
        """The remarks, each with the address of the input that it is about; '' for the application as a whole."""
        return [(one, self.links[one.field][1] if one.field in self.links else "") for one in self.remarks]

    @cached_property
    def stages(self) -> list[TrackedStage]:
        """The stages of the application: done, now, to come."""
        application, call = self.dossier.application, self.dossier.call
        stages = [
            one
            for one in lookup.stages_of(call, self.procedure)
            if not one.end or one.id == application.stage
        ]
        current = [one.id for one in stages].index(application.stage)
        left = {step.source: step.at for step in self.dossier.steps}
        return [
            TrackedStage(
                one.name,
                note=office_name(call, one.office, application.offices.get(one.office, ""))
                if one.office in call.offices
                else "",
                state="done" if number < current and one.id in left else "now" if number == current else "",
            )
            for number, one in enumerate(stages)
        ]

    @cached_property
    def ban(self) -> Any:
        """What keeps its applicant from filing while it still has to be filed; None where nothing does."""
        application, call = self.dossier.application, self.dossier.call
        if application.procedure in call.rounds:
            return None
        if not any(one.kind in ("submit", "lodge") for one in self.dossier.own_acts):
            return None
        return ban_under(call, bans_of_applicant(application.organisation))

    @cached_property
    def papers(self) -> list[tuple[Paper, list[Any]]]:
        """The papers that the applicant hands in, each with the scans that came."""
        own = own_papers(self.dossier.call, self.procedure)
        return [(one, list(self.files_at(f"paper:{one.id}"))) for one in own]

    @cached_property
    def scan(self) -> ScanView | None:
        """What was found in the scan that was handed in last; None where nothing was examined."""
        if not any(scans for _paper, scans in self.papers):
            return None
        found = examined(self.dossier.application)
        return ScanView(found) if found else None

    @property
    def todo(self) -> list[Lacking]:
        """What is missing, section by section, on pages that say what their section lacks."""
        sections = lookup.sections_of(self.dossier.call, self.procedure)
        found = [(one, [gap for gap in self.missing if gap.section == one.id]) for one in sections]
        return [
            Lacking(
                one,
                f"{self.pages[one.id]}?check=1",
                [(gap, self.address_of(one.id, gap.field, "?check=1")) for gap in missing],
            )
            for one, missing in found
            if missing
        ]

    def is_open(self, reader: Reader, section: Section) -> bool:
        """Tell whether the reader may fill in anything of a section now."""
        opened = open_fields(self.dossier.call, self.dossier.application, signed_in(reader))
        return not opened.isdisjoint(section.fields)

    @property
    def fillable(self) -> bool:
        """Whether the reader may fill in anything at all now."""
        return bool(open_fields(self.dossier.call, self.dossier.application, self.dossier.account))


def own_papers(call: Call, procedure: str) -> list[Paper]:
    """Return the papers that an applicant hands in."""
    return [one for one in lookup.papers_of(call, procedure) if one.sender == "applicant"]


def filing_of(dossier: Dossier) -> Filing:
    """Return an application for its pages today."""
    return Filing(dossier, clock.today())
