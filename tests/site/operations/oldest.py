"""`python -m tests.site.operations.oldest`: rows of the first version of the tables, and what they are after every later one.

Told as JSON: what of them is otherwise than it was (`changed`), what pages answer (`pages`), and what became of the one
title and of the one message (`kept`).
"""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

OLDEST = ("linxuan_site", "0002_record_is_never_updated")
PACKAGE = Path("programmes/dalian-2023")
MOMENT = datetime(2023, 5, 4, 8, 30, tzinfo=UTC)
CODE = "91210200MA0000001X"


def main() -> None:
    """Make the tables as they first were, fill each, bring them up to date, and tell what became of it."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES["staticfiles"] = plain
    settings.SECOND_FACTOR = "off"
    call_command("migrate", *OLDEST, verbosity=0)
    fill(MigrationExecutor(connection).loader.project_state([OLDEST]).apps)
    before = dict(rows())
    call_command("migrate", verbosity=0)
    after = dict(rows())
    told = {"changed": dict(changes(before, after)), "pages": pages(), "kept": kept()}
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


def fill(apps: Any) -> None:
    """Put a row into every table: an application that was nominated, a draft, an entity with its title and grade."""

    def new(model: str, /, **values: Any) -> Any:
        return apps.get_model("linxuan_site", model).objects.create(**values)

    published = _published(new)
    district = new(
        "Office", authority=published.authority, kind="district", key="210211", name="甘井子区工信局"
    )
    city = new("Office", authority=published.authority, kind="city", key="", name=published.authority)
    firm = new("Organisation", identifier=CODE, credit_code=CODE, name="示例𬭎业有限公司", created_at=MOMENT)
    person = new(
        "Account",
        username="jia",
        full_name="甲䶮",
        organisation=firm,
        email="jia@example.com",
        created_at=MOMENT,
    )
    officer = new("Account", username="qu", full_name="乙", office=district, created_at=MOMENT)
    chief = new("Account", username="shi", full_name="丙", office=city, created_at=MOMENT)
    title = new(
        "Designation", programme="服务型制造示范", authority=published.authority, organisation=firm, name=firm.name,
        cohort=2, track="enterprise", in_charge="210211", document="第2批认定文件", recorded_at=MOMENT,
    )  # fmt: skip
    new("GradeRecord", designation=title, year=2021, grade="qualified", source="评估通报", recorded_at=MOMENT)
    new(
        "StatusRecord",
        designation=title,
        status="active",
        holds_from=MOMENT.date(),
        source="查询",
        recorded_at=MOMENT,
    )
    of_all = {
        "published_call": published,
        "call": published.call,
        "organisation": firm,
        "in_charge": "210211",
    }
    dates = {"started_at": MOMENT, "changed_at": MOMENT, "started_by": person}
    answers = {"address": "甲路1号", "operating_income": "12000.50"}
    new(
        "Application",
        **of_all,
        **dates,
        procedure="platform",
        track="platform",
        stage="draft",
        answers=answers,
    )
    filed = new(
        "Application", **of_all, **dates, procedure="enterprise", track="enterprise", stage="district",
        answers=answers, number="5-EN-0001", filed_on=date(2023, 5, 4),
    )  # fmt: skip
    step = _steps(new, filed, person, officer)
    new("Submission", application=filed, revision=1, answers=answers, digest="0" * 64, filed_on=date(2023, 5, 4),
        submitted_at=MOMENT, published_call=published, submitted_by=person)  # fmt: skip
    new("Attachment", application=filed, slot="file_licence", name="执照.pdf", content_type="application/pdf", size=8,
        digest="a" * 64, revision=1, uploaded_at=MOMENT, uploaded_by=person)  # fmt: skip
    new(
        "Placement",
        application=filed,
        office="city",
        score=Decimal("88.50"),
        placed_at=MOMENT,
        placed_by=chief,
    )
    new("Place", application=filed, call=published.call, quota="enterprise", taken_by=step)
    notice = new("Publicity", call=published.call, stage="nominated", opens_on=date(2023, 5, 20),
                 closes_on=date(2023, 5, 26), opened_by=chief)  # fmt: skip
    new("PublicityEntry", publicity=notice, application=filed)
    new("IssuedPaper", call=published.call, paper="summary", applications=[filed.pk], name="汇总表", file="summary.pdf",
        digest="b" * 64, issued_at=MOMENT, issued_by=officer, office=district)  # fmt: skip
    new("EarlierDay", call=published.call, deadline="delivery", day=date(2023, 5, 12), set_at=MOMENT, set_by=officer,
        office=district)  # fmt: skip
    new("NumberSeries", call=published.call, procedure="enterprise", last=1)
    new("OutboxEntry", topic="step", recipient="jia@example.com", payload={"subject": "推荐", "text": "已推荐"},
        created_at=MOMENT)  # fmt: skip
    new("ApiToken", name="ERP", digest="c" * 64, created_at=MOMENT, account=person)


def _published(new: Any) -> Any:
    from linxuan.programme.kept import as_text
    from linxuan.programme.reading import package_files, read_files

    files = package_files(PACKAGE)
    call = read_files(files, PACKAGE.name)
    return new(
        "PublishedCall", call=call.id, version=1, name=call.name, authority=call.authority, digest=call.digest,
        files={path: as_text(path, content) for path, content in files.items()}, published_at=MOMENT,
    )  # fmt: skip


def _steps(new: Any, filed: Any, person: Any, officer: Any) -> Any:
    """What the applicant did, and then the district, which took a place."""
    by = {"application": filed, "at": MOMENT}
    new("Step", **by, position=1, action="submit", kind="submit", source="draft", target="district", office="applicant",
        office_key=CODE, actor=person, actor_name="甲䶮")  # fmt: skip
    return new("Step", **by, position=2, action="recommend", kind="pass", source="district", target="district",
               office="district", office_key="210211", actor=officer, actor_name="乙", opinion="同意")  # fmt: skip


def rows() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of every table of the site, as the database has them."""
    from django.db import connection

    tables = connection.introspection.table_names()
    for table in sorted(one for one in tables if one.startswith("linxuan_site_")):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description or ()]
            if "id" in names:
                found = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
                yield table, sorted(found, key=lambda one: int(one["id"]))


def changes(
    before: Mapping[str, list[dict[str, Any]]], after: Mapping[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, Any]]:
    """Yield what was lost or changed: a table that is no more, rows that are gone, columns that say something else."""
    for table, old in before.items():
        if table not in after:
            yield table, f"{len(old)} rows, and no table"
            continue
        new = {one["id"]: one for one in after[table]}
        for row in old:
            now = new.get(row["id"])
            differing = (
                "gone" if now is None else {name: now.get(name) for name in row if now.get(name) != row[name]}
            )
            if differing:
                yield f"{table} {row['id']}", differing


def pages() -> dict[str, list[int]]:
    """Open what each of the three people, and nobody, works with: the statuses of the answers."""
    from django.test import Client
    from django.urls import reverse

    from linxuan_site.models import Account

    call, filed = "dalian-2023", _only("Application", number="5-EN-0001")
    own = [
        reverse("application", args=[filed]),
        reverse("application", args=[_only("Application", number=None)]),
    ]
    title, review = reverse("title", args=[_only("Designation")]), reverse("review", args=[filed])
    opened = {
        "": [
            reverse("home"),
            reverse("register"),
            title,
            reverse("notice", args=[call]),
            reverse("publicity", args=[call]),
        ],
        "jia": [reverse("my"), *own, title, reverse("messages")],
        "qu": [reverse("desk"), review, reverse("messages")],
        "shi": [reverse("desk"), review, reverse("board", args=[call]), reverse("messages")],
    }
    found = {}
    for name, addresses in opened.items():
        client = Client()
        if name:
            client.force_login(Account.objects.get(username=name))
        found[name] = [client.get(one).status_code for one in addresses]
    return found


def _only(model: str, **which: object) -> int:
    """The key of the one row that there is."""
    from django.apps import apps

    return int(apps.get_model("linxuan_site", model)._default_manager.get(**which).pk)


def kept() -> list[int]:
    """How many events and lines the register has, and how many messages wait that waited before."""
    from linxuan_site.models import Delivery, RegisterEvent, RegisterLine

    return [
        RegisterEvent.objects.count(),
        RegisterLine.objects.count(),
        Delivery.objects.filter(state="waiting").count(),
    ]


if __name__ == "__main__":
    main()
