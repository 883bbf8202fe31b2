"""Taking over by API: from which earlier applications, what would come, and taking over what is chosen."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from linxuan.carrying import Offer
from linxuan_site.actions.carrying import take_over, takeover_for
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.reviewing import known_dossier
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import fills_in, signed_in
from linxuan_site.queries.earlier import earlier_application, earlier_applications

router = Router(tags=["applications"])
HERE = let_in(fills_in)


class EarlierOut(Schema):
    """An application of the same organisation whose answers can be taken over."""

    id: int
    call: str
    procedure: str
    name: str
    number: str | None


class OfferOut(Schema):
    """An answer that can be taken over: what stands `now`, what would stand `then`, whether it would replace something."""

    key: str
    field: str
    label: str
    now: Any
    then: Any
    files: list[str]
    replaces: bool
    notes: list[str]


class LeftOut(Schema):
    """An answer that cannot be taken over, and why."""

    field: str
    label: str
    why: str


class TakeoverOut(Schema):
    """What can be taken over, what cannot, and the versions that `POST` wants to be sent."""

    offers: list[OfferOut]
    left: list[LeftOut]
    same: int
    version: int
    earlier_version: int


class TakeIn(Schema):
    """The keys of the offers that are taken, and the versions of both applications as the caller saw them."""

    model_config = example(take=["address", "revenue:2029"], version=3, earlier_version=12)

    take: list[str]
    version: Key
    earlier_version: Key


class TakenOut(Schema):
    """What was taken over, by key."""

    taken: list[str]


@router.get("/applications/{application_id}/earlier", response={200: list[EarlierOut], **FAULTS}, auth=HERE)
def earlier(request: HttpRequest, application_id: int) -> Any:
    """List the applications from which answers and files can be taken over, those of the same track first."""
    dossier = known_dossier(request, application_id)
    names = ("id", "call", "procedure", "number")
    return [
        {name: getattr(one.application, name) for name in names} | {"name": one.procedure.name}
        for one in earlier_applications(signed_in(request.user), dossier.application)
    ]


@router.get(
    "/applications/{application_id}/earlier/{earlier_id}", response={200: TakeoverOut, **FAULTS}, auth=HERE
)
def offers(request: HttpRequest, application_id: int, earlier_id: int) -> Any:
    """Tell what could be taken over from an earlier application, beside what stands now; nothing is."""
    application, former = _both(request, application_id, earlier_id)
    found = takeover_for(application, former, account=signed_in(request.user))
    return {
        "offers": [_offer(one) for one in found.offers],
        "left": [{"field": one.field.id, "label": one.field.name, "why": one.why} for one in found.left],
        "same": found.same,
        "version": application.version,
        "earlier_version": former.version,
    }


@router.post(
    "/applications/{application_id}/earlier/{earlier_id}", response={200: TakenOut, **FAULTS}, auth=HERE
)
def take(request: HttpRequest, application_id: int, earlier_id: int, body: TakeIn) -> Any:
    """Take over what is chosen, all or none; refused where it would come out otherwise than it was seen."""
    _both(request, application_id, earlier_id)
    taken = take_over(
        application_id,
        earlier_id,
        body.take,
        account=signed_in(request.user),
        version=body.version,
        earlier_version=body.earlier_version,
    )
    return {"taken": [one.key for one in taken]}


def _both(request: HttpRequest, application_id: int, earlier_id: int) -> tuple[Any, Any]:
    application: Any = known_dossier(request, application_id).application
    former = earlier_application(signed_in(request.user), application, earlier_id)
    if former is None:
        raise nothing()
    return application, former


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "key": offer.key,
        "field": offer.field.id,
        "label": offer.field.name,
        "now": offer.old,
        "then": offer.new,
        "files": [file.name for _slot, file in offer.files],
        "replaces": offer.replaces,
        "notes": list(offer.notes),
    }
