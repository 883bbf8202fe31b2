"""What was kept long enough, by API: looked at, and erased."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from linxuan_site.actions.keeping import erase_due
from linxuan_site.api.answering import own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.keeping import Due, digest_of_due, due_for_erasing

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class DueOut(Schema):
    """One thing that was kept to the end of `until`: by which rule, and since when."""

    rule: str
    what: str
    subject: str
    about: str
    last_on: date
    until: date


class KeepingOut(Schema):
    """What is due; `seen` is the digest that erasing it takes."""

    due: list[DueOut]
    seen: str


class EraseIn(Schema):
    """The digest of what was looked at."""

    model_config = example(seen="0" * 64)

    seen: str


class ErasedOut(Schema):
    """What went, by rule, with the rows by table."""

    rule: str
    subject: str
    rows: dict[str, int]


@router.get("/calls/{call}/keeping", response={200: KeepingOut, **FAULTS}, auth=CENTRAL)
def keeping(request: HttpRequest, call: str) -> Any:
    """List what was kept as long as the package says: nothing is erased by itself."""
    due = due_for_erasing(own_call(request, call))
    return {"due": [_shown(one) for one in due], "seen": digest_of_due(due)}


@router.post("/calls/{call}/keeping/erase", response={200: list[ErasedOut], **FAULTS}, auth=CENTRAL)
def erase(request: HttpRequest, call: str, body: EraseIn) -> Any:
    """Erase what the digest showed, for good; refused where something else is due by now."""
    return erase_due(own_call(request, call), seen=body.seen, account=signed_in(request.user))


def _shown(due: Due) -> dict[str, Any]:
    names = ("subject", "about", "last_on", "until")
    return {name: getattr(due, name) for name in names} | {"rule": due.rule.id, "what": due.rule.what}
