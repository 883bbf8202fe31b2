"""What lies beside many applications (steps, files, ranks), read at once: only the columns that snapshots look at."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from django.db.models import Prefetch, QuerySet

from linxuan_site.kept_reads import hold, kept_read
from linxuan_site.models import Application, Attachment, Placement, Step

Beside: TypeAlias = Literal[
    "placements",
    "publicity",
    "arrivals",
    "judgements",
    "credit",
    "help",
    "drafts",
    "put_off",
    "earlier_days",
    "issued",
]
"""A kind of rows of which it can be known that none lies beside an application (`looking_beside`)."""
_NOTHING = "_nothing_beside"


class StepBeside(NamedTuple):
    """What a snapshot looks at of a step. A plain row costs a tenth of a model's: an order has a thousand."""

    kind: str
    office: str
    details: dict[str, Any]


class FileBeside(NamedTuple):
    """What answers say of a file that was not taken away."""

    slot: str
    name: str
    removed_at: datetime | None


class PlacementBeside(NamedTuple):
    """What an order is made of: a rank or score of an office; a later one has a larger key."""

    pk: int
    office: str
    rank: int | None
    score: Decimal | None


class Placed(NamedTuple):
    """A rank or score with why and by whom, as an order shows it."""

    application_id: int
    pk: int
    office: str
    rank: int | None
    score: Decimal | None
    reason: str
    firm: str
    on_behalf_of_name: str
    token_name: str
    placed_by: str


def placed_of(applications: Collection[int]) -> list[Placed]:
    """Return the ranks and scores that all offices gave applications, oldest first."""
    return [Placed._make(row) for row in _placed(applications)]


@kept_read
def _placed(applications: Collection[int]) -> "QuerySet[Placement, tuple[Any, ...]]":
    rows = Placement.objects.filter(application__in=applications).order_by("pk")
    return rows.values_list(*Placed._fields[:-1], "placed_by__full_name")


def read_beside(applications: Sequence[Application], *, placements: Iterable[Placed] | None = None) -> None:
    """Read what snapshots of many applications look at; `placements` are those of all, if they were read already."""
    own = [one.pk for one in applications]
    _put(applications, "steps", StepBeside, _steps(own))
    read_files(applications)
    if placements is None:
        _put(applications, "placements", PlacementBeside, _placements(own))
        return
    _set(
        applications,
        "placements",
        (
            (one.application_id, PlacementBeside(one.pk, one.office, one.rank, one.score))
            for one in placements
        ),
    )


def read_files(applications: Sequence[Application]) -> None:
    """Read what answers of many applications say of their files."""
    _put(applications, "attachments", FileBeside, _files([one.pk for one in applications]))


@kept_read
def _steps(applications: Collection[int]) -> "QuerySet[Step, tuple[Any, ...]]":
    rows = Step.objects.filter(application__in=applications).order_by("position")
    return rows.values_list("application", *StepBeside._fields)


@kept_read
def _files(applications: Collection[int]) -> "QuerySet[Attachment, tuple[Any, ...]]":
    rows = Attachment.objects.filter(application__in=applications, removed_at=None).order_by("pk")
    return rows.values_list("application", *FileBeside._fields)


@kept_read
def _placements(applications: Collection[int]) -> "QuerySet[Placement, tuple[Any, ...]]":
    rows = Placement.objects.filter(application__in=applications).order_by("pk")
    return rows.values_list("application", *PlacementBeside._fields)


def _put(
    applications: Sequence[Application], relation: str, shape: type[Any], rows: Iterable[tuple[Any, ...]]
) -> None:
    _set(applications, relation, ((row[0], shape._make(row[1:])) for row in rows))


def _set(applications: Sequence[Application], relation: str, found: Iterable[tuple[int, object]]) -> None:
    by_application: dict[int, list[object]] = defaultdict(list)
    for application, row in found:
        by_application[application].append(row)
    for one in applications:
        setattr(one, _beside(relation), by_application.get(one.pk, []))


def note_nothing(application: Application, kinds: Iterable[Beside]) -> None:
    """Note of one application, as it was read, that of these kinds nothing lies beside it."""
    vars(application)[_NOTHING] = frozenset(kinds)


def nothing_beside(application: Application, kind: Beside) -> bool:
    """Tell whether it is known already that nothing of a kind lies beside an application."""
    return kind in vars(application).get(_NOTHING, ())


def hold_steps(application: Application) -> None:
    """Read the steps of one application for whoever asks for them, oldest first; once for it."""
    hold(application, "steps", _whole_steps)


def hold_files(application: Application) -> None:
    """Read the files of one application for whoever asks for them, oldest first; once for it."""
    hold(application, "attachments", _whole_files)


def hold_placements(application: Application) -> None:
    """Read the ranks and scores of one application for whoever asks for them, oldest first; once for it."""
    known = nothing_beside(application, "placements")
    hold(application, "placements", _none if known else _whole_placements)


def _none(_application: int) -> "list[Placement]":
    return []


@kept_read
def _whole_steps(application: int) -> "QuerySet[Step]":
    return Step.objects.filter(application=application).order_by("position")


@kept_read
def _whole_files(application: int) -> "QuerySet[Attachment]":
    return Attachment.objects.filter(application=application).order_by("pk")


@kept_read
def _whole_placements(application: int) -> "QuerySet[Placement]":
    return Placement.objects.filter(application=application).order_by("pk")


def placements_that_count() -> "Prefetch[str, QuerySet[Placement], str]":
    """Return what prefetches of ranks and scores what an order is made of."""
    return _prefetch("placements", Placement.objects.only("application", "office", "rank", "score"))


def files_that_count() -> "Prefetch[str, QuerySet[Attachment], str]":
    """Return what prefetches of files what answers say of them."""
    return _prefetch("attachments", Attachment.objects.only("application", "slot", "name", "removed_at"))


def _prefetch(relation: str, rows: QuerySet[Any]) -> "Prefetch[str, Any, str]":
    return Prefetch(relation, rows, to_attr=_beside(relation))


def beside(application: Application, relation: str) -> Iterable[Any]:
    """Return the steps, attachments or placements of an application: as read for many at once, else its own."""
    read: list[Any] | None = getattr(application, _beside(relation), None)
    return getattr(application, relation).all() if read is None else read


def _beside(relation: str) -> str:
    # A list under a name of its own costs far less for each application than a manager that was filled.
    return f"{relation}_beside"
