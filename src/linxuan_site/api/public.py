"""What everybody may read by API, as on the public pages: the clauses of a notice, the register."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from linxuan.language import say
from linxuan_site.api.schemas import Fault
from linxuan_site.queries.notices import public_call
from linxuan_site.queries.public_register import Wanted, register_page, whole_register

router = Router()
LARGEST_KEY = 2**63 - 1


class ClauseOut(Schema):
    """A clause: its address, such as `一(二)2(1)`, its heading and its sentences."""

    notice: str
    address: str
    heading: str
    sentences: list[str]


class EntityOut(Schema):
    """A title in the register; `standing` is `kept` or `revoked`."""

    name: str
    region: str
    track: str
    category: str
    mode: str
    cohort: int
    document: str
    designated_on: date | None
    standing: str
    revoked_by: str
    revoked_on: date | None


class RegisterOut(Schema):
    """One page of the register; `after` is what the next page is asked for with, null on the last one."""

    entries: list[EntityOut]
    after: int | None


@router.get("/calls/{call}/notice", response={200: list[ClauseOut], 404: Fault}, auth=None)
def notice(request: HttpRequest, call: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return the clauses of a call's notices, in the order of the text."""
    public = public_call(call)
    if public is None:
        raise HttpError(404, say("没有发布过“{call}”", call=call))
    return [
        {
            "notice": notice.id,
            "address": clause.address,
            "heading": clause.heading,
            "sentences": list(clause.sentences),
        }
        for notice in public.call.notices.values()
        for clause in notice.walk()
    ]


@router.get("/register", response={200: RegisterOut}, auth=None)
def register(
    request: HttpRequest,  # noqa: ARG001 - the framework passes it by this name
    words: str = "",
    cohort: Annotated[int | None, Query(ge=0, le=9999)] = None,
    track: str = "",
    region: str = "",
    kind: str = "",
    standing: str = "",
    after: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
) -> Any:
    """Search the register of designated entities by what the public page shows; a page at a time."""
    wanted = Wanted(words=words, cohort=cohort, track=track, region=region, kind=kind, standing=standing)
    return register_page(whole_register(), wanted, after)
