"""Lists of applications with filters: a page at a time by key, or all of them one after another."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from django.db.models import Q, QuerySet

from linxuan.answers import Answers
from linxuan.checking.outcomes import verdict
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, SavedList
from linxuan_site.permissions import keys_of, lies_with_applicant, office_of
from linxuan_site.queries.beside import files_that_count, read_files
from linxuan_site.queries.calls import definition_for, office_name
from linxuan_site.queries.cases import answers_of, answers_read, as_text, of_rows, within
from linxuan_site.queries.counts import Counts, counts_of

PAGE = 50
LOOKED_AT = 500
"""So many rows a page looks at where the verdict has to be worked out for each."""
AT_A_TIME = 500


@dataclass(frozen=True)
class Sought:
    """What a list is narrowed to; '' does not narrow. `category` is `track/category`."""

    procedure: str = ""
    category: str = ""
    in_charge: str = ""
    stage: str = ""
    verdict: str = ""
    text: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Sought":
        """Return what was asked for by the names of inputs; what else there is does not count."""
        return cls(**{one.name: str(given.get(one.name, "")).strip()[:100] for one in fields(cls)})

    @property
    def asked(self) -> dict[str, str]:
        """What is narrowed, by name."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(frozen=True)
class ListRow:
    """One application as a list shows it."""

    application: Application
    procedure: str
    category: str
    in_charge: str
    stage: str
    verdict: str


@dataclass(frozen=True)
class Listing:
    """A page of a list."""

    rows: Sequence[ListRow]
    after: int
    """The key from which the next page begins; 0 if this is the last."""
    total: int | None
    """How many there are altogether; None where they would have to be looked at one by one."""
    counts: Counts
    """Of everything that the account may read."""


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed by, with names: pairs of value and name."""

    procedures: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str]]
    in_charge: Sequence[tuple[str, str]]
    stages: Sequence[tuple[str, str]]


def listing_of(account: Account, call: Call, sought: Sought, after: int = 0) -> Listing:
    """Return a page of the applications that the account may read, newest first, from a key on."""
    found: list[ListRow] = []
    last, looked_at = after, 0
    while len(found) <= PAGE and looked_at < LOOKED_AT:
        page = _page(account, call, sought, last)
        for one in page:
            looked_at, last = looked_at + 1, one.pk
            row = row_of(one, answers_read)
            if sought.verdict in ("", row.verdict):
                found.append(row)
                if len(found) > PAGE:
                    break
        if len(page) <= PAGE:
            last = last if len(found) > PAGE else 0
            break
    next_ = found[PAGE - 1].application.pk if len(found) > PAGE else last
    counts = counts_of(call.id).within(office_of(account))
    return Listing(found[:PAGE], next_, _total(sought, counts), counts)


def every_row(account: Account, call: Call, sought: Sought) -> Iterator[ListRow]:
    """Yield every row of a list, whatever their number, a few hundred in memory at a time."""
    rows, last = _rows(account, call, sought), 0
    while page := list((rows.filter(pk__lt=last) if last else rows)[:AT_A_TIME]):
        for one in page:
            row = row_of(one)
            if sought.verdict in ("", row.verdict):
                yield row
        last = page[-1].pk


def some_of(account: Account, call: Call, ids: Sequence[int]) -> list[ListRow]:
    """Return the rows of these applications that the account may read, in the order of the ids."""
    found = {one.pk: one for one in _rows(account, call, Sought()).filter(pk__in=ids)}
    return [row_of(found[one]) for one in dict.fromkeys(ids) if one in found]


def row_of(application: Application, read: Callable[[Application], Answers] = answers_of) -> ListRow:
    """Return an application with its names and its verdict; `read` is what reads its answers."""
    call = definition_for(application)
    track = call.tracks.get(application.track)
    desk = next((one for one in call.offices.values() if one.each), None)
    return ListRow(
        application=application,
        procedure=lookup.procedure(call, application.procedure).name,
        category=track.categories.get(application.category, "") if track else "",
        in_charge=office_name(call, desk.id, application.in_charge) if desk and application.in_charge else "",
        stage=_stage_name(call, application),
        verdict=_verdict(call, application, read),
    )


def choices_of(account: Account, call: Call, counts: Counts | None = None) -> Choices:
    """Return what a list of this call can be narrowed by: what there is, in the order of the package.

    `counts` are those of everything that the account may read, where somebody read them already.
    """
    counts = counts_of(call.id).within(office_of(account)) if counts is None else counts
    procedures = {one.procedure for one in counts.kinds}
    stages = {one.stage for one in counts.kinds}
    desk = next((one for one in call.offices.values() if one.each), None)
    keys = sorted({one.in_charge for one in counts.kinds if one.in_charge})
    colon = say("：")
    return Choices(
        [
            (one.id, one.name)
            for one in (*call.tracks.values(), *call.rounds.values())
            if one.id in procedures
        ],
        [
            (f"{track.id}/{key}", f"{track.name}{colon}{name}")
            for track in call.tracks.values()
            for key, name in track.categories.items()
        ],
        [(key, office_name(call, desk.id, key)) for key in keys] if desk else [],
        [(one.id, one.name) for one in call.stages.values() if one.id in stages],
    )


def saved_lists(account: Account, call: str) -> list[SavedList]:
    """Return the filters that the account saved, and those that its office shares, by name."""
    return _saved(call, account.office_id or 0, account.pk)


@kept_read
def _saved(call: str, office: int, account: int) -> "QuerySet[SavedList]":
    rows = SavedList.objects.filter(call=call, office=office).select_related("saved_by")
    return rows.filter(Q(saved_by=account) | Q(shared=True)).order_by("name", "pk")


def _page(account: Account, call: Call, sought: Sought, after: int) -> list[Application]:
    """Return the next rows of a list, one more than a page has, newest first, with what verdicts look at."""
    if sought.text:
        rows = _rows(account, call, sought)
        return list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    office, exact = office_of(account), _exact(sought)
    keys = keys_of(office)
    found = _narrowed(
        call.id,
        call.authority,
        after,
        keys,
        *exact.values(),
        by=tuple(exact),
        kind="" if "" in keys else office.kind,
        behind=bool(after),
    )
    read_files(found)
    return found


@kept_read
def _narrowed(
    call: str,
    authority: str,
    after: int,
    keys: Collection[str],
    *exact: str,
    by: tuple[str, ...],
    kind: str,
    behind: bool,
) -> "QuerySet[Application]":
    rows = Application.objects.filter(call=call, published_call__authority=authority)
    rows = rows.filter(**dict(zip(by, exact, strict=True)))
    rows = of_rows(rows, kind, keys) if kind else rows
    rows = rows.filter(pk__lt=after) if behind else rows
    rows = rows.select_related("organisation").defer("answers", "touched")
    return rows.annotate(answers_said=as_text()).order_by("-pk")[: PAGE + 1]


def _rows(account: Account, call: Call, sought: Sought) -> QuerySet[Application]:
    rows = Application.objects.filter(call=call.id, published_call__authority=call.authority)
    rows = within(rows, office_of(account)).filter(**_exact(sought))
    if sought.text:
        named = Q(organisation__name__icontains=sought.text) | Q(item__icontains=sought.text)
        rows = rows.filter(
            named | Q(number__icontains=sought.text) | Q(organisation__credit_code=sought.text)
        )
    rows = rows.select_related("organisation").defer("touched")
    return rows.prefetch_related(files_that_count()).order_by("-pk")


def _exact(sought: Sought) -> dict[str, str]:
    """What columns of an application have to equal."""
    track, _slash, category = sought.category.partition("/")
    columns = {
        "procedure": sought.procedure or track,
        "category": category,
        "in_charge": sought.in_charge,
        "stage": sought.stage,
    }
    return {key: value for key, value in columns.items() if value}


def _total(sought: Sought, counts: Counts) -> int | None:
    if sought.text or sought.verdict:
        return None
    track, _slash, category = sought.category.partition("/")
    procedure = sought.procedure or track
    if track and procedure != track:
        return 0
    return counts.total(
        procedures=[procedure] if procedure else None,
        categories=[category] if category else None,
        stages=[sought.stage] if sought.stage else None,
        in_charge=sought.in_charge or None,
    )


def _stage_name(call: Call, application: Application) -> str:
    stage = call.stages[application.stage]
    if stage.office == "applicant" and application.number:
        return say("退回修改")
    return stage.name


def _verdict(call: Call, application: Application, read: Callable[[Application], Answers]) -> str:
    # What somebody is still filling in is judged by nobody.
    if lies_with_applicant(application, call):
        return "undetermined"
    decide = verdict(call, application.procedure, on=application.filed_on or clock.today())
    return decide(read(application).values)
