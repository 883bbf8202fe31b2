"""Lists with filters by API: read a page at a time, kept under a name."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from linxuan_site.actions.lists import delete_list, save_list
from linxuan_site.api.answering import next_page, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, After, example
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.listing import ListRow, Sought, choices_of, listing_of, saved_lists

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class RowOut(Schema):
    """One application of a list: ids where it can be narrowed by them, and the words for them."""

    id: int
    number: str | None
    applicant: str
    credit_code: str | None
    procedure: str
    category: str
    in_charge: str
    stage: str
    verdict: str
    filed_on: date | None


class ListOut(Schema):
    """A page of a list; `next` is the one that follows, `total` how many there are (null where that is not counted)."""

    rows: list[RowOut]
    after: int | None
    next: str | None
    total: int | None


class ChoiceOut(Schema):
    """A value by which a list can be narrowed, and its name."""

    value: str
    name: str


class ChoicesOut(Schema):
    """What a list can be narrowed by."""

    procedures: list[ChoiceOut]
    categories: list[ChoiceOut]
    in_charge: list[ChoiceOut]
    stages: list[ChoiceOut]


class SavedListIn(Schema):
    """A filter under a name; with `shared` everybody of the office has it."""

    model_config = example(name="待受理的平台", query={"procedure": "platform", "stage": "city"}, shared=True)

    name: str
    query: dict[str, str]
    shared: bool = False


class SavedListOut(SavedListIn):
    """A filter that was kept, and by whom; only he takes it away."""

    id: int
    saved_by: str


@router.get("/calls/{call}/list", response={200: ListOut, **FAULTS}, auth=CENTRAL)
def list_(
    request: HttpRequest,
    call: str,
    procedure: str = "",
    category: str = "",
    in_charge: str = "",
    stage: str = "",
    verdict: str = "",
    text: str = "",
    saved: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
    after: After = 0,
) -> Any:
    """List the applications of a call, those begun last in front, narrowed by what is asked.

    `category` is `track/category`; `saved` is the id of a kept filter, which what else is asked goes before.
    """
    definition, account = own_call(request, call), signed_in(request.user)
    given = {"procedure": procedure, "category": category, "in_charge": in_charge, "stage": stage}
    given |= {"verdict": verdict, "text": text}
    kept = _saved(request, call, saved).query if saved is not None else {}
    sought = Sought.read({**kept, **{name: value for name, value in given.items() if value}})
    page = listing_of(account, definition, sought, after)
    return {
        "rows": [_row(one) for one in page.rows],
        "after": page.after or None,
        "next": next_page(request, page.after),
        "total": page.total,
    }


@router.get("/calls/{call}/list/choices", response={200: ChoicesOut, **FAULTS}, auth=CENTRAL)
def choices(request: HttpRequest, call: str) -> Any:
    """Return what a list of this call can be narrowed by."""
    found = choices_of(signed_in(request.user), own_call(request, call))
    return {
        what: [{"value": value, "name": name} for value, name in getattr(found, what)]
        for what in ("procedures", "categories", "in_charge", "stages")
    }


@router.get("/calls/{call}/lists", response={200: list[SavedListOut], **FAULTS}, auth=CENTRAL)
def saved(request: HttpRequest, call: str) -> Any:
    """List the filters that the caller kept, and those that his office shares."""
    own_call(request, call)
    return [_kept(one) for one in saved_lists(signed_in(request.user), call)]


@router.post("/calls/{call}/lists", response={201: SavedListOut, **FAULTS}, auth=CENTRAL)
def save(request: HttpRequest, call: str, body: SavedListIn) -> Any:
    """Keep a filter under a name."""
    own_call(request, call)
    query = Sought.read(body.query).asked
    kept = save_list(call, body.name, query, account=signed_in(request.user), shared=body.shared)
    return Status(201, _kept(kept))


@router.delete("/calls/{call}/lists/{list_id}", response={204: None, **FAULTS}, auth=CENTRAL)
def delete(request: HttpRequest, call: str, list_id: int) -> Any:
    """Take away a filter of one's own."""
    own_call(request, call)
    _saved(request, call, list_id)
    delete_list(list_id, account=signed_in(request.user))
    return Status(204, None)


def _saved(request: HttpRequest, call: str, list_id: int) -> Any:
    found = next((one for one in saved_lists(signed_in(request.user), call) if one.pk == list_id), None)
    if found is None:
        raise nothing()
    return found


def _kept(saved: Any) -> dict[str, Any]:
    names = ("id", "name", "query", "shared")
    return {name: getattr(saved, name) for name in names} | {"saved_by": saved.saved_by.full_name}


def _row(row: ListRow) -> dict[str, Any]:
    application: Any = row.application
    names = ("procedure", "category", "in_charge", "stage", "verdict")
    return {name: getattr(row, name) for name in names} | {
        "id": application.pk,
        "number": application.number,
        "applicant": application.subject,
        "credit_code": application.organisation.credit_code,
        "filed_on": application.filed_on,
    }
