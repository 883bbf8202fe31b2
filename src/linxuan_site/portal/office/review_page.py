"""What the page of one application shows an office: conditions beside their evidence, what changed, the acts."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Element, Judgement
from linxuan.rules.record import Record
from linxuan.workflow import APPLICANT, due
from linxuan.workflow.attempt import applies, record_of_case
from linxuan_site import clock
from linxuan_site.permissions import (
    Reader,
    keys_of,
    may_read_contact,
    office_of,
    signed_in,
)
from linxuan_site.portal.applicant.pages import Filing, filing_of
from linxuan_site.portal.deadlines import Due, due_of_last_day
from linxuan_site.portal.gaps import gaps
from linxuan_site.portal.helping import Helping
from linxuan_site.portal.office.acts import ActForm, Tried, act_forms
from linxuan_site.portal.office.answers import AnswerSheet, ShownSection, answer_sheet, shown_sections
from linxuan_site.portal.office.checklist import Checklist, Material, checklist
from linxuan_site.portal.office.differences import Difference, differences
from linxuan_site.portal.office.forms import CreditCheckForm, PlaceForm
from linxuan_site.portal.office.handed_in import HandedIn, handed_in
from linxuan_site.portal.office.known import known
from linxuan_site.portal.office.remarks import Remarks
from linxuan_site.portal.office.review_rows import (
    words_of_judgement,
)
from linxuan_site.portal.scans.page import ScanView
from linxuan_site.portal.templatetags.uploads import words_of_file
from linxuan_site.queries.credit import credit_checks_of, known_sources
from linxuan_site.queries.desk_rows import kinds_recorded_by, newest_placement
from linxuan_site.queries.dossiers import Dossier, known_case
from linxuan_site.queries.figures import FiguresBeside, figures_beside
from linxuan_site.queries.people import contact_of
from linxuan_site.queries.reviewing import judgements_of, judges, own_judgements
from linxuan_site.queries.submissions import Revision, last_two, revision

SILENT = {"submit", "enter"}


@dataclass(frozen=True)
class Review:
    """One application on the desk of an office."""

    reader: Reader
    dossier: Dossier
    tried: Tried | None = None
    placing: PlaceForm | None = None
    crediting: CreditCheckForm | None = None

    @property
    def application(self) -> Any:
        """The application."""
        return self.dossier.application

    @property
    def call(self) -> Call:
        """Its call, as it was filed under."""
        return self.dossier.call

    @property
    def procedure(self) -> str:
        """The name of its track or round."""
        return lookup.procedure(self.call, self.application.procedure).name

    @property
    def category(self) -> str:
        """The name of its category; empty where the track has none."""
        return self.call.tracks[self.application.track].categories.get(self.application.category, "")

    @cached_property
    def filing(self) -> Filing:
        """The application as its applicant's pages show it: the course, by when."""
        return filing_of(self.dossier)

    @cached_property
    def due(self) -> Due | None:
        """The deadline that binds what this office can do; None if nothing does."""
        acts = [one.action.id for one in self.dossier.acts]
        days = [due(self.call, self.dossier.case, one, on=clock.today()) for one in acts]
        first = min((one for one in days if one), key=lambda one: one.day, default=None)
        return due_of_last_day(first, self.call.id, clock.today()) if first else self.filing.due

    @cached_property
    def sheet(self) -> AnswerSheet:
        """The answers."""
        return answer_sheet(self.reader, self.dossier, self.differences)

    @cached_property
    def kinds(self) -> set[str]:
        """The offices in whose name the reader acts."""
        return kinds_recorded_by(self.call, signed_in(self.reader))

    @cached_property
    def said(self) -> Hashable:
        """All that the answers, tables and conditions of the page follow from: they are known by it."""
        dossier, application = self.dossier, self.application
        return (
            *(application.pk, application.closed, self.unfiled, dossier.said),
            tuple((one.slot, one.content_type, one.uploaded_at, words_of_file(one)) for one in dossier.files),
            known_case(self.call, dossier.case),
            frozenset(self.kinds),
            tuple(one.said for one in self.revisions) if len(self.revisions) > 1 else (),
        )

    @cached_property
    def sections(self) -> list[ShownSection]:
        """The sections of the form with their answers; of other offices those that they have filled in."""
        return known(self.call, "sections", self.said, self._sections)

    def _sections(self) -> list[ShownSection]:
        everything = shown_sections(self.sheet, self.dossier, self.kinds)
        asked = APPLICANT if not self.unfiled else ""
        return [
            one
            for one in everything
            if one.open or one.answered or one.section.by == asked or (one.own and not self.unfiled)
        ]

    @cached_property
    def helping(self) -> Helping:
        """Who helps to fill in."""
        return Helping(self.reader, self.dossier)

    @property
    def unfiled(self) -> bool:
        """Whether it is a draft that the office may not read: it is told only how far it is."""
        return self.dossier.kept_back and not self.application.number

    @property
    def own_sections(self) -> list[ShownSection]:
        """Those that this office fills in now."""
        return [one for one in self.sections if one.open]

    @cached_property
    def checklist(self) -> Checklist:
        """The conditions beside their evidence, with what was judged of them."""
        return known(self.call, "checklist", self.said_of_conditions, self._checklist)

    @cached_property
    def said_of_conditions(self) -> Hashable:
        """All that the checklist follows from: what was filed, what was judged, who reads."""
        office = office_of(self.reader)
        judged = tuple(words_of_judgement(one) for one in self._judged)
        return self.said, self._judging, judged, office.kind, keys_of(office)

    @cached_property
    def _judging(self) -> bool:
        """Whether the reader judges the conditions now."""
        return judges(self.call, self.application, signed_in(self.reader))

    def _checklist(self) -> Checklist:
        account = signed_in(self.reader)
        rows = self._judged
        material = Material(
            call=self.call,
            sheet=self.sheet,
            sections=self.sections,
            findings=() if self.unfiled else self.dossier.check.findings,
            judgements=self._judgements,
            gaps=gaps(self.call, self.application.procedure, self._record),
            reasons=self.dossier.case.reasons,
            rows=rows,
            own=own_judgements(rows, account),
            changes={number: self._changed_since(number) for number in {one.revision for one in rows}},
        )
        return checklist(material, open_=self._judging)

    @cached_property
    def remarks(self) -> Remarks:
        """What the applicant is to be told, and was told."""
        return Remarks(self.reader, self.dossier, self._judged)

    @cached_property
    def credit(self) -> list[Any]:
        """What was found in registers of credit, newest first."""
        return credit_checks_of(self.application)

    @cached_property
    def contact(self) -> Any:
        """The contact person of the applicant; None if there is none, or the reader may not know."""
        if not may_read_contact(self.reader, self.application, self.call):
            return None
        return contact_of(self.application.organisation)

    @property
    def credit_sources(self) -> list[str]:
        """Where the office looked before."""
        return known_sources(signed_in(self.reader))

    def _changed_since(self, number: int) -> frozenset[str]:
        """The fields whose answers are not what they were in an earlier submission."""
        if not self.revisions or number >= self.revisions[-1].number:
            return frozenset()
        before = revision(self.application, number)
        values = before.values if before else {}
        changed = differences(self.call, self.application.procedure, values, self.revisions[-1].values)
        return frozenset(one.field for one in changed)

    @cached_property
    def _judged(self) -> Sequence[Any]:
        """What offices judged, as far as it counts: the checklist and the remarks to send look at it."""
        return judgements_of(self.application)

    @cached_property
    def _record(self) -> Record:
        on = self.application.filed_on or clock.today()
        return record_of_case(self.call, self.dossier.case, on)

    @property
    def _judgements(self) -> list[Judgement]:
        """What only a person can judge at this stage."""
        return [
            one
            for one in lookup.judgements_of(self.call, self.application.procedure)
            if self.application.stage in one.stages and self._concerns(one)
        ]

    def _concerns(self, element: Element) -> bool:
        """Tell whether an element is there for this application: its category, its day."""
        on = self.application.filed_on or clock.today()
        return applies(element, self.dossier.case, self._record, on)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """The last submission and the one before it."""
        return last_two(self.application)

    @cached_property
    def differences(self) -> list[Difference]:
        """What changed with the last submission."""
        if len(self.revisions) < 2:
            return []
        said = (self.application.procedure, *(one.said for one in self.revisions))
        return known(self.call, "differences", said, self._differences)

    def _differences(self) -> list[Difference]:
        before, after = self.revisions
        return differences(self.call, self.application.procedure, before.values, after.values)

    @cached_property
    def figures(self) -> FiguresBeside | None:
        """The figures of a report beside the last one's; None for a draft, and where the round looks at none."""
        if self.unfiled:
            return None
        return figures_beside(self.call, self.application, self.dossier.values, with_peers=True)

    @cached_property
    def papers(self) -> list[HandedIn]:
        """The papers of this application."""
        own = lookup.papers_of(self.call, self.application.procedure)
        wanted = [
            one
            for one in own
            if self._concerns(one) and {one.sender, one.receiver} & {APPLICANT, *self.kinds}
        ]
        return handed_in(self.dossier, wanted)

    @property
    def scan(self) -> ScanView | None:
        """What was found in the scan that was handed in last; None where nothing was examined."""
        found = self.filing.scan
        return found if found and self.papers else None

    @cached_property
    def acts(self) -> list[ActForm]:
        """What this office may do, with the forms."""
        forms = act_forms(self.dossier, self.tried)
        return [one for one in forms if one.action.kind not in SILENT]

    @property
    def ready(self) -> list[ActForm]:
        """What it may do now."""
        return [one for one in self.acts if one.refusal is None]

    @property
    def held(self) -> list[ActForm]:
        """What it cannot do yet, or not any more."""
        return [one for one in self.acts if one.refusal is not None]

    @property
    def ranks(self) -> bool:
        """Whether this office orders those at this stage."""
        at_home = self.call.stages[self.application.stage].office == office_of(self.reader).kind
        wanted = any("rank" in one.action.needs for one in self.dossier.acts)
        return at_home and wanted and not self.application.closed

    @property
    def placement(self) -> Any:
        """The rank or score that the office gave."""
        return newest_placement(self.application, office_of(self.reader).kind)
