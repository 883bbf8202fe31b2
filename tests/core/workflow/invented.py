"""An invented programme with every shape of act: two levels, a panel that agrees, a ministry far away."""

from dataclasses import replace
from datetime import date
from typing import Any

from linxuan.programme.definition import Call, Deadline, EarlierDay, Paper
from linxuan.workflow import Act, Actor, Case, Transition, decide
from tests.core.build import TRACKS as BOTH
from tests.core.build import (
    action,
    call,
    cite,
    field,
    form,
    office,
    quota,
    rule,
    section,
    stage,
    table,
    track,
)

FILED = date(2030, 5, 10)
LAST = date(2030, 5, 15)
LATE = date(2030, 5, 16)

OWNER = Actor("申报人", "applicant", "A1")
NORTH = Actor("北区甲", "district", "north")
SOUTH = Actor("南区乙", "district", "south")
CITY = Actor("市局丙", "city")
PANEL = Actor("评审丁", "panel")

APPLICATION = Paper(
    id="application", name="申报书", sender="applicant", copies=3, concerns=BOTH, cites=cite("二(三)")
)
SUMMARY = Paper(id="summary", name="汇总表", sender="district", concerns=BOTH, cites=cite("附件2"))
OTHER = Paper(id="other", name="别类材料", sender="applicant", concerns=("platform",))

DELIVERY = Deadline(
    id="delivery",
    name="申报截止",
    days=(LAST,),
    opens=date(2030, 4, 1),
    actions=("submit", "hand-in", "recommend", "receive"),
    earlier=EarlierDay("district", ("submit", "hand-in")),
    concerns=BOTH,
    cites=cite("二(三)"),
)


def acts(kind: str, by: str, start: str, to: str = "", **more: Any) -> Any:
    more.setdefault("cites", cite("二(一)"))
    return action(more.pop("id", kind), by, start, to, kind=kind, concerns=BOTH, **more)


ACTIONS = (
    acts("submit", "applicant", "draft", "district", needs=("complete",)),
    acts("hand_in", "applicant", "district", id="hand-in", papers=("application", "other")),
    acts("return", "district", "district", "draft", needs=("opinion",)),
    acts(
        "recommend",
        "district",
        "district",
        "city",
        needs=("eligible", "section:review", "opinion", "rank", "paper:application", "paper:other"),
    ),
    acts("receive", "city", "city", papers=("application",)),
    acts("nominate", "city", "city", "nominated", jointly=("panel",), needs=("received:application",)),
    acts("pass", "city", "nominated", "reported", id="report", needs=("publicity", "paper:summary")),
    acts("designate", "ministry", "reported", "designated"),
    acts("withdraw", "applicant", "city", "withdrawn"),
)


def programme(**changed: Any) -> Call:
    """The whole programme; a changed part takes the place of its own kind."""
    places = table("places", north={"name": "北区"}, south={"name": "南区"})
    parts: dict[str, Any] = {
        "offices": (
            office("district", each="places", field="district"),
            office("city"),
            office("panel"),
            office("ministry", recorded_by="city"),
        ),
        "tracks": (track("enterprise"), track("platform", "sharing", "plain")),
        "fields": (
            field("district", "choice", list="places"),
            field("sound", "yes_no"),
            field("share", "integer"),
            field("finding"),
            field("category", "category", required=False),
        ),
        "forms": (
            form(
                section("main", "district", "sound", "share", "category"),
                section("review", "finding", by="district", stage="district", required=False),
            ),
        ),
        "rules": (
            rule("is-sound", "sound", cites=cite("一(二)1")),
            rule("much", "share >= 30", strength="in_principle", cites=cite("一(二)2(1)")),
        ),
        "stages": (
            stage("draft", "applicant", concerns=BOTH),
            *(
                stage(one, "city" if one != "district" else one, concerns=BOTH)
                for one in ("district", "city", "nominated", "reported")
            ),
            *(stage(one, end=True, concerns=BOTH) for one in ("designated", "withdrawn")),
        ),
        "actions": ACTIONS,
        "deadlines": (DELIVERY,),
        "papers": (APPLICATION, SUMMARY, OTHER),
        "quotas": (quota("enterprises", 2, "enterprise", cites=cite("一(二)2(1)")),),
        "lists": (places,),
    }
    return call(**{**parts, **changed})


READY = Case(
    procedure="enterprise",
    stage="district",
    applicant="A1",
    recommender="north",
    answers={"district": "north", "sound": True, "share": 35, "finding": "属实"},
    filed_on=FILED,
    papers=frozenset({"application"}),
    received={"application": FILED},
    issued=frozenset({"summary"}),
    ranked=frozenset({"district", "city"}),
    agreed=frozenset({"panel"}),
    publicity_over=True,
    number="1-E-0001",
)
"""A case with everything that any act needs, but what is typed with it."""


def case(stage: str = "district", **changed: Any) -> Case:
    return replace(READY, stage=stage, **changed)


def do(
    action: str,
    actor: Actor,
    *,
    on: date = LAST,
    at: Case | None = None,
    definition: Call | None = None,
    taken: Any = None,
    **typed: Any,
) -> Transition:
    """Decide one act, by default on a case that stands where the action begins."""
    definition = definition or programme()
    start = definition.actions[action].from_stages[0] if action in definition.actions else "district"
    return decide(definition, at or case(start), Act(action, **typed), actor=actor, on=on, taken=taken or {})
