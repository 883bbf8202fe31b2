"""The papers that an office makes: which there are, whom each lists and in which order, what was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet

from linxuan.programme.definition import Action, Call, Paper
from linxuan.selection import Entry, in_order
from linxuan.workflow import Case
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, IssuedPaper, Office, Placement, Step
from linxuan_site.permissions import Reader, office_covers
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.cases import cases_of
from linxuan_site.queries.counts import Counts, counts_of, within_counts
from linxuan_site.queries.paper_subjects import may_have

Layout = Literal["table", "letter"]
CONTENT_TYPES: dict[Layout, str] = {
    "table": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "letter": "application/pdf",
}
ENDINGS: dict[Layout, str] = {"table": ".xlsx", "letter": ".pdf"}
WORD, WORD_TYPE = "word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The other layout of a letter, for its office to go on editing; what such a file is."""
MOST_COLUMNS_OF_A_LETTER = 6
"""More columns than this do not stand on an upright page."""
PASSING_ON = {"recommend", "nominate", "lodge"}


@dataclass(frozen=True)
class OfficePaper:
    """A paper that an office makes for a call, with those it has made, newest first."""

    paper: Paper
    layout: Layout
    issued: Sequence[IssuedPaper]

    @property
    def reference(self) -> str:
        """The document number of the newest."""
        return self.issued[0].reference if self.issued else ""


@dataclass(frozen=True)
class Listed:
    """An application on a paper: its place in the order of the office, and the act that passed it on."""

    application: Application
    case: Case
    rank: int | None
    step: Step

    @property
    def call(self) -> Call:
        """The definition under which the application was begun."""
        return definition_of(self.application.published_call)


@dataclass(frozen=True)
class PaperFile:
    """The file of an issued paper, to download."""

    name: str
    content_type: str
    content: bytes


def layout_of(paper: Paper) -> Layout:
    """Return how an office's paper is laid out: as its template says, else by how much it lists.

    A template that a package brings makes a PDF, as our letter does.
    """
    if paper.kind:
        return "letter"
    if paper.template not in ("", "form"):
        return "table" if paper.template == "table" else "letter"
    return "table" if len(paper.lists) > MOST_COLUMNS_OF_A_LETTER else "letter"


def is_of_a_list(paper: Paper) -> bool:
    """Tell whether a paper lists what an office passed on, and is not made of one thing that happened."""
    return paper.kind in ("", "nominated")


def papers_for(account: Account, call: Call) -> list[OfficePaper]:
    """Return the papers that the account's office makes for a call, in the order of the package."""
    office = account.office
    if office is None or office.authority != call.authority:
        return []
    own = [one for one in call.papers.values() if one.sender == office.kind and is_of_a_list(one)]
    issued = _issued(call, office) if own else {}
    return [OfficePaper(one, layout_of(one), issued.get(one.id, [])) for one in own]


def paper_file(reader: Reader, paper_id: int, kind: str = "") -> PaperFile | None:
    """Return the file of an issued paper in a layout; None if there is none, or this reader may not have it.

    Without a layout it is ours.

    Those of the office that made it may, the office that it goes to, and those without rows; what is made of one
    thing is for who may read that, and some of it for everybody, but to go on editing for its office alone.
    """
    beside = ("office", "submission__application", "step__application", "designation")
    issued = IssuedPaper.objects.select_related(*beside).filter(pk=paper_id).first()
    if issued is None or not _is_for(reader, issued, kind):
        return None
    found = issued if not kind else issued.layouts.filter(layout=kind).first()
    if found is None:
        return None
    with default_storage.open(found.file) as file:
        return PaperFile(found.name, _content_type(found.name), file.read())


def _content_type(name: str) -> str:
    """Of a file that we made, by its name."""
    return next((CONTENT_TYPES[one] for one, ending in ENDINGS.items() if name.endswith(ending)), WORD_TYPE)


def _is_for(reader: Reader, issued: IssuedPaper, layout: str) -> bool:
    if issued.kind not in (None, "nominated"):
        return may_have(reader, issued) and (layout != WORD or may_edit(reader, issued.office))
    return isinstance(reader, Account) and reader.office is not None and may_have_paper(reader.office, issued)


def may_edit(reader: Reader, maker: Office) -> bool:
    """Tell whether a reader may have what an office made as a file to go on editing: the office, or the authority."""
    office = reader.office if isinstance(reader, Account) else None
    if office is None:
        return False
    return office == maker or office_covers(office, authority=maker.authority, offices={})


def may_have_paper(office: Office, issued: IssuedPaper) -> bool:
    """Tell whether an office may see an issued paper: its own, one that it gets, or all if it has no rows."""
    maker = issued.office
    if office == maker or office_covers(office, authority=maker.authority, offices={}):
        return True
    paper = definition_of(current_call(issued.call)).papers.get(issued.paper)
    if paper is None or paper.receiver != office.kind:
        return False
    listed = Application.objects.filter(pk__in=issued.applications)
    return any(office_covers(office, authority=maker.authority, offices=one.offices) for one in listed)


def listed_up_to(
    most: int, call: Call, papers: Iterable[Paper], office: Office
) -> dict[str, list[Listed] | None]:
    """Return what papers of an office list, by paper; None for one that lists more than `most`."""
    counts, listed = counts_of(call.id), dict[str, list[Listed] | None]()
    for paper in papers:
        ids = list(_far_enough(call, paper, office, counts).values_list("pk", flat=True)[: most + 1])
        rows = Application.objects.filter(pk__in=ids)
        listed[paper.id] = None if len(ids) > most else _listed(call, rows, office) if ids else []
    return listed


def listed_on(call: Call, paper: Paper, office: Office) -> list[Listed]:
    """Return what a paper of an office lists: by track, by category, then in the office's order.

    That is what the office has passed on (recommended, nominated, lodged), that has not come back to
    it since, and that is not at an end.
    """
    return _listed(call, _far_enough(call, paper, office, counts_of(call.id)), office)


def _listed(call: Call, rows: QuerySet[Application], office: Office) -> list[Listed]:
    rows = rows.select_related("published_call", "organisation").defer("published_call__files")
    rows = rows.prefetch_related("steps", "placements", "attachments").order_by("pk")
    passed = [(one, step) for one in rows if (step := _passed_on(call, one, office))]
    passed.sort(key=lambda pair: _line(call, pair[0]))
    return [
        listed
        for _line_, run in groupby(passed, key=lambda pair: _line(call, pair[0]))
        for listed in _in_order(list(run), office)
    ]


def _issued(call: Call, office: Office) -> dict[str, list[IssuedPaper]]:
    """What the office made, by paper, newest first."""
    issued: dict[str, list[IssuedPaper]] = {}
    for row in _made_by(call.id, office.pk):
        issued.setdefault(row.paper, []).append(row)
    return issued


@kept_read
def _made_by(call: str, office: int) -> "QuerySet[IssuedPaper]":
    rows = IssuedPaper.objects.filter(call=call, office=office).select_related("issued_by")
    return rows.prefetch_related("layouts").order_by("-pk")


def _far_enough(call: Call, paper: Paper, office: Office, counts: Counts) -> QuerySet[Application]:
    """Those at a stage that the office's acts lead to, or at a later one, on which it has acted so."""
    acts = acts_that_pass_on(call, office.kind)
    stages = list(call.stages)
    targets = [stages.index(stage) for one in acts for stage in _targets(call.actions[one])]
    rows = Application.objects.filter(call=call.id, procedure__in=paper.concerns, closed=False)
    rows = rows.filter(stage__in=stages[min(targets, default=len(stages)) :])
    acted = Step.objects.filter(application=OuterRef("pk"), office=office.kind, action__in=acts)
    return within_counts(rows, office, counts).filter(Exists(acted))


def _targets(action: Action) -> tuple[str, ...]:
    """Where an act leads; one that leads nowhere leaves an application where it was."""
    return (action.to,) if action.to else action.from_stages


def _passed_on(call: Call, application: Application, office: Office) -> Step | None:
    """The office's last act that passed the application on; None if it is not as far as that now."""
    acts = acts_that_pass_on(call, office.kind)
    own = [one for one in application.steps.all() if one.action in acts and one.office == office.kind]
    last = max(own, key=lambda one: one.position, default=None)
    stages = list(call.stages)
    is_past = last is not None and stages.index(application.stage) >= stages.index(last.target)
    return last if is_past else None


def acts_that_pass_on(call: Call, office: str) -> set[str]:
    """Return the acts after which an office lists an application: those that pick it, else that pass it."""
    own = [action for action in call.actions.values() if office in action.by]
    taking_places = {quota.at for quota in call.quotas.values()}
    marked = {action.id for action in own if action.kind in PASSING_ON or action.id in taking_places}
    return marked or {action.id for action in own if action.kind == "pass"}


def _line(call: Call, application: Application) -> tuple[int, int, str]:
    procedures = [*call.tracks, *call.rounds]
    track = call.tracks.get(application.track)
    categories = list(track.categories) if track else []
    category = application.category
    place = categories.index(category) if category in categories else len(categories)
    return procedures.index(application.procedure), place, category


def _in_order(passed: Sequence[tuple[Application, Step]], office: Office) -> Iterable[Listed]:
    """The placed in their order, then those without a place; equal scores share a rank."""
    by_id = {str(application.pk): (application, step) for application, step in passed}
    cases = cases_of([application for application, _step in passed])
    entries = [_entry(application, office) for application, _step in passed]
    order = in_order(entries)
    ranks = {entry.id: entry.rank or _standing(order, entry) for entry in order}
    unplaced = [entry for entry in entries if entry.id not in ranks]
    for entry in (*order, *unplaced):
        application, step = by_id[entry.id]
        yield Listed(application, cases[application.pk], ranks.get(entry.id), step)


def _standing(order: Sequence[Entry], entry: Entry) -> int:
    equal = [(one.rank, one.score) for one in order]
    return equal.index((entry.rank, entry.score)) + 1


def _entry(application: Application, office: Office) -> Entry:
    placed = _placement(application, office)
    return Entry(
        str(application.pk),
        application.track,
        application.category,
        score=placed.score if placed else None,
        rank=placed.rank if placed else None,
    )


def _placement(application: Application, office: Office) -> Placement | None:
    own = [one for one in application.placements.all() if one.office == office.kind]
    return max(own, key=lambda one: one.pk, default=None)
