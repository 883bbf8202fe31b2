"""An invented call, built in code: one field of every kind, nothing of any real notice."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from linxuan.programme.definition import (
    Action,
    Call,
    Deadline,
    Expression,
    Field,
    Form,
    Option,
    Round,
    Section,
    Stage,
    Table,
    Track,
)
from linxuan.rules.parse import parse

TRACK = "workshop"
ROUND = "yearly"


def expression(text: str) -> Expression:
    return Expression(text, parse(text))


def field(id: str, kind: str, **keys: Any) -> Field:
    return Field(**{"id": id, "name": f"标签{id}", "kind": kind, "concerns": (TRACK, ROUND), **keys})


def section(id: str, fields: Iterable[str], **keys: Any) -> Section:
    return Section(id=id, name=id, fields=tuple(fields), **keys)


FIELDS = (
    field("title", "text", chars=20),
    field("story", "long_text"),
    field("masters", "integer", unit="人", min=Decimal(0)),
    field("turnover", "decimal", unit="万元", years=(2020, 2021, 2022), min=Decimal(0)),
    field("services", "decimal", unit="万元", years=(2020, 2021, 2022), none_if_given="repairs"),
    field("repairs", "decimal", unit="万元", years=(2020, 2021, 2022), none_if_given="services"),
    field("founded_on", "date"),
    field("old", "yes_no"),
    field("reason", "text", when=expression("old")),
    field(
        "size",
        "choice",
        options={"big": Option("大"), "small": Option("小"), "hidden": Option("无", (ROUND,))},
    ),
    field(
        "tools",
        "choices",
        options={"saw": Option("锯"), "loom": Option("织机", when=expression("category = 'cloth'"))},
    ),
    field("category", "category"),
    field("mode", "mode"),
    field("credit_code", "credit_code"),
    field("trade", "industry"),
    field("place", "region", list="valleys"),
    field("phone", "phone"),
    field("mail", "email", required=False),
    field("licence", "file"),
    field("works", "group", fields=("work", "made_on", "worth"), rows=(1, 3)),
    field("work", "text"),
    field("made_on", "date", required=False),
    field("worth", "decimal", unit="万元"),
    field("true", "yes_no", must_be=True),
    field("all_services", "computed", value=expression("services + repairs"), unit="万元"),
    field("twice", "computed", value=expression("all_services * 2"), unit="万元"),
    field("service_share", "share", part=expression("services + repairs"), whole=expression("turnover")),
    field("place_kind", "lookup", list="valleys", by="place", column="kind"),
    field("elsewhere", "text", concerns=(ROUND,)),
    field("judged", "yes_no"),
)
INSIDE = ("work", "made_on", "worth")

SECTIONS = (
    section("form", (each.id for each in FIELDS if each.id not in (*INSIDE, "judged"))),
    section("review", ("judged",), by="guild", stage="guild"),
    section("extra", ("mail",), required=False),
)

VALLEYS = Table(
    id="valleys",
    columns=("code", "name", "kind", "valid_from", "valid_to"),
    rows={
        "990001": {
            "code": "990001",
            "name": "东谷",
            "kind": "valley",
            "valid_from": "",
            "valid_to": "2023-05-01",
        },
        "990002": {
            "code": "990002",
            "name": "西岛",
            "kind": "island",
            "valid_from": "2023-05-02",
            "valid_to": "",
        },
    },
)

GOOD: Mapping[str, object] = {
    "title": "示例作坊",
    "story": "一\n二",
    "masters": 7,
    "turnover": {"2020": "800", "2021": "900", "2022": "1,000.00"},
    "services": {"2022": "200.5", "2021": 0, "2020": 0},
    "founded_on": "2010年2月28日",
    "old": "是",
    "reason": "百年",
    "size": "大",
    "tools": ["织机", "saw"],
    "category": "cloth",
    "mode": "定制",
    "credit_code": "91210200 24128139 2f",
    "trade": "1711",
    "place": "990001",
    "phone": "0411-12345678",
    "licence": {"name": "执照.pdf"},
    "works": [{"work": "布", "worth": "1.5"}, {"work": "毯", "made_on": "2020-2-29", "worth": 2}],
    "true": True,
    "judged": False,
    "filed_on": "2023-05-10",
}


def call(**keys: Any) -> Call:
    """Return the invented call, with some of its elements replaced; what it does not name is empty."""
    empty: dict[str, Any] = {each.name: {} for each in dataclasses.fields(Call)}
    given: dict[str, Any] = {
        "id": "workshop-prize",
        "name": "作坊奖",
        "programme": "作坊奖",
        "cohort": 3,
        "authority": "行会",
        "reports_to": "",
        "cites": (),
        "digest": "",
        "tracks": {
            TRACK: Track(
                id=TRACK,
                name="作坊",
                form="main",
                modes=("定制", "修缮"),
                categories={"cloth": "织物", "wood": "木器"},
            )
        },
        "rounds": {ROUND: Round(id=ROUND, name="年审", form="main", tracks=(TRACK,))},
        "fields": {each.id: each for each in FIELDS},
        "forms": {"main": Form(id="main", name="申请表", sections={each.id: each for each in SECTIONS})},
        "stages": {"draft": Stage(id="draft", name="填报", office="applicant", concerns=(TRACK, ROUND))},
        "actions": {
            "submit": Action(id="submit", name="提交", kind="submit", by=("applicant",), concerns=(TRACK,))
        },
        "deadlines": {
            "closing": Deadline(
                id="closing",
                name="截止",
                days=(date(2023, 5, 1), date(2023, 6, 1)),
                actions=("submit",),
                concerns=(TRACK,),
            )
        },
        "lists": {"valleys": VALLEYS},
    }
    return Call(**{**empty, **given, **keys})
