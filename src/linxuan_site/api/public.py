"""What everybody may read by API, as on the public pages: the clauses of a notice, a self-check, the register."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from linxuan.answers import read_answers
from linxuan.checking import check
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.drafts import problems_of
from linxuan_site.api.schemas import LARGEST_KEY, Fault, FindingOut, example, finding_out
from linxuan_site.queries.notices import public_call
from linxuan_site.queries.public_register import RegisterPage, register_page, whole_register
from linxuan_site.queries.register_counts import Wanted
from linxuan_site.queries.register_times import read_times

router = Router(tags=["public"])


class ClauseOut(Schema):
    """A clause: its address, such as `一(二)2(1)`, its heading and its sentences."""

    notice: str
    address: str
    heading: str
    sentences: list[str]


@router.get("/calls/{call}/notice", response={200: list[ClauseOut], 404: Fault}, auth=None)
def notice(request: HttpRequest, call: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return the clauses of a call's notices, in the order of the text."""
    public = public_call(call)
    if public is None:
        raise HttpError(404, say("没有发布过“{call}”", call=call))
    return clauses_of(public.call)


def clauses_of(call: Call) -> list[dict[str, Any]]:
    """Return the clauses of a call's notices, as the API gives them."""
    return [
        {
            "notice": notice.id,
            "address": clause.address,
            "heading": clause.heading,
            "sentences": list(clause.sentences),
        }
        for notice in call.notices.values()
        for clause in notice.walk()
    ]


class AnswersIn(Schema):
    """Answers by field id, as many as one likes."""

    model_config = example(answers={"is_legal_person": True, "operating_income": "12000"})

    answers: dict[str, Any]


class SelfCheckOut(Schema):
    """Which conditions hold for the answers; `missing` are the fields that would settle most, first."""

    verdict: str
    findings: list[FindingOut]
    missing: list[str]
    problems: dict[str, str]


@router.post("/calls/{call}/self-check/{procedure}", response={200: SelfCheckOut, 404: Fault}, auth=None)
def self_check(request: HttpRequest, call: str, procedure: str, body: AnswersIn) -> Any:  # noqa: ARG001 - as above
    """Check answers against the conditions of a track; nothing of them is kept."""
    public = public_call(call)
    track = public.call.tracks.get(procedure) if public else None
    if public is None or track is None or not track.open:
        raise HttpError(404, say("没有“{id}”这个可以申报的遴选类别", id=f"{call}/{procedure}"))
    return checked(public.call, procedure, body.answers)


def checked(call: Call, procedure: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Return what the conditions of a track say to answers, as the API gives it."""
    found = check(call, procedure, read_answers(call, procedure, raw, strict=False).values, on=clock.today())
    return {
        "verdict": found.verdict,
        "findings": [finding_out(one) for one in found.findings],
        "missing": [one.field for one in found.missing],
        "problems": problems_of(call, procedure, raw),
    }


@router.get("/register", response={200: RegisterPage}, auth=None)
def register(
    request: HttpRequest,  # noqa: ARG001 - the framework passes it by this name
    words: str = "",
    cohort: Annotated[int | None, Query(ge=0, le=9999)] = None,
    track: str = "",
    region: str = "",
    kind: str = "",
    state: str = "",
    as_of: str = "",
    known_at: str = "",
    after: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
) -> Any:
    """Search the register of designated entities by what the public page shows; a page at a time.

    `as_of` asks for another day than today (`2023-05-10`), `known_at` for what was on record at a moment (a day, to
    its end, or `2023-05-10T16:00`). The answer for a fixed pair of both never changes.
    """
    day, moment = read_times(as_of, known_at)
    wanted = Wanted(
        *(words, cohort, track, region, kind, state),
        day=day,
        known_at=moment,
    )
    return register_page(whole_register(wanted), wanted, after)
