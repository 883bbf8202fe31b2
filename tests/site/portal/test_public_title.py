"""The public register of any day, and the public page of one title."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linxuan_site.actions.designations import record_event
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Designation, RegisterCount, RegisterEvent
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.public_register import whole_register
from linxuan_site.queries.register_counts import Wanted, counted_lines
from linxuan_site.queries.register_lines import lines_as_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

OLD, NEW = "示例旧名有限公司", "示例新名有限公司"


def designated(life: Life, number: int = 1, **more: str) -> Designation:
    row = {
        "name": OLD,
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
        "in_charge": "210211",
        "document": "示例文件〔2018〕1号",
        "designated_on": "2018-11-01",
    }
    return enter_designation(definition_of(life.published), {**row, **more})


def recorded(life: Life, title: Designation, kind: Any, day: str, **more: Any) -> RegisterEvent:
    given = {"document": f"示例文件：{kind}", "account": life.city, **more}
    return record_event(title, kind, holds_from=date.fromisoformat(day), **given)


@pytest.fixture
def renamed(life: Life) -> Designation:
    """A title with a new name since 2020, revoked since 2022."""
    title = designated(life)
    recorded(life, title, "renamed", "2020-01-01", changes={"name": NEW})
    recorded(life, title, "revoked", "2022-01-01", reason="不公开的理由")
    return title


def test_the_old_name_finds_the_title_under_its_new_one(visitor: Visitor, renamed: Designation) -> None:
    page = read(visitor().get("/register/?words=旧名").content)

    assert NEW in page.text
    assert f"曾用名：{OLD}" in page.text
    assert "已取消" in page.text


def test_the_register_of_a_day_says_what_held_on_that_day(visitor: Visitor, renamed: Designation) -> None:
    page = read(visitor().get("/register/?as_of=2019-06-01").content)
    before = read(visitor().get("/register/?as_of=2018-10-31").content)
    table = visitor().get("/register/register.csv?as_of=2020-06-01")
    data = visitor().get("/register/register.json?as_of=2019-06-01")

    assert OLD in page.text
    assert NEW not in page.text
    assert "这是名录对 2019年6月1日的记载" in page.text
    assert OLD not in before.text
    assert isinstance(table, StreamingHttpResponse)
    (row,) = csv.DictReader(io.StringIO(table.getvalue().decode("utf-8-sig")))
    assert (row["名称"], row["称号状态"], row["曾用名"]) == (NEW, "有效", OLD)
    assert isinstance(data, StreamingHttpResponse)
    assert [one["name"] for one in json.loads(data.getvalue())] == [OLD]


def test_what_was_known_at_a_moment_is_asked_on_the_page_and_by_api(life: Life, visitor: Visitor) -> None:
    title = designated(life)
    moment = timezone.now().isoformat()
    recorded(life, title, "renamed", "2019-01-01", changes={"name": NEW})

    page = visitor().get("/register/", {"as_of": "2020-01-01", "known_at": moment})
    found = Client().get("/api/register", {"as_of": "2020-01-01", "known_at": moment}).json()
    now = Client().get("/api/register", {"as_of": "2020-01-01"}).json()

    assert OLD in read(page.content).text
    assert "已经登记的变更" in read(page.content).text
    assert [one["name"] for one in found["entries"]] == [OLD]
    assert [one["name"] for one in now["entries"]] == [NEW]


@pytest.mark.parametrize(
    "asked", ["as_of=gestern", "known_at=2999-01-01", "known_at=%00", "as_of=2023-02-30"]
)
def test_a_day_that_cannot_be_meant_is_said_and_a_file_is_refused(
    visitor: Visitor, renamed: Designation, asked: str
) -> None:
    page = visitor().get(f"/register/?{asked}")
    one = visitor().get(f"/register/titles/{renamed.pk}/?{asked}")

    assert page.status_code == one.status_code == 200
    assert "times-fault" in read(page.content).ids
    assert "times-fault" in read(one.content).ids
    assert visitor().get(f"/register/register.csv?{asked}").status_code == 400
    assert Client().get(f"/api/register?{asked}").status_code == 400


def test_the_page_of_a_title_tells_what_happened_and_keeps_the_reason(
    visitor: Visitor, life: Life, renamed: Designation
) -> None:
    page = read(visitor().get(f"/register/titles/{renamed.pk}/").content)
    then = read(visitor().get(f"/register/titles/{renamed.pk}/?as_of=2018-12-01").content)
    before = read(visitor().get(f"/register/titles/{renamed.pk}/?as_of=2010-01-01").content)

    for words in ("更名", "取消称号", "示例文件：revoked", "2022年1月1日", OLD, NEW, "还没有制发证书"):
        assert words in page.text
    assert "不公开的理由" not in page.text
    assert credit_code(1) not in page.text
    assert life.city.full_name not in page.text
    assert "有效" in then.text
    assert "那一天名录里没有这个称号" in before.text
    assert visitor().get("/register/titles/999999/").status_code == 404


def test_an_event_that_was_corrected_stands_no_more_on_the_public_page(visitor: Visitor, life: Life) -> None:
    title = designated(life)
    recorded(life, title, "withdrawn", "2020-01-01", document="登记错的文件")
    recorded(life, title, "corrected", "2020-01-01", corrects=2)

    page = read(visitor().get(f"/register/titles/{title.pk}/").content)

    assert "登记错的文件" not in page.text
    assert "更正登记" in page.text


def test_the_page_of_a_title_leads_to_the_verification_of_its_certificate(
    visitor: Visitor, life: Life
) -> None:
    title = designated(life)
    issued = issue_paper_about(CALL, "certificate", title.pk, account=life.city)

    page = read(visitor().get(f"/register/titles/{title.pk}/").content)
    (address,) = [one for one in page.links if one.startswith("/verify/?")]
    form = visitor().get(address)

    assert str(issued.number) in page.text
    assert str(issued.said)[:16] in page.text
    assert str(issued.said)[:16] in form.content.decode()
    assert any(one.endswith(f"/{issued.pk}/") for one in page.links)


def test_the_counts_that_are_kept_are_those_of_the_lines_on_every_day(life: Life) -> None:
    for number in range(1, 5):
        title = designated(life, number, mode="共享制造" if number % 2 else "")
        recorded(life, title, "moved", f"20{18 + number}-12-01", changes={"in_charge": "210213"})
    recorded(life, title, "revoked", "2023-01-01")
    recorded(life, title, "corrected", "2023-01-01", corrects=3)
    designated(life, 9, designated_on="")
    calls = [definition_of(one) for one in published_calls()]

    for year in range(2017, 2026):
        day = date(year, 12, 31)
        kept = whole_register(Wanted(day=day))
        counted = counted_lines(lines_as_of(day), calls)
        for what in ("year", "region", "kind"):
            assert sorted(kept.counted(what, Wanted())) == sorted(counted.counted(what, Wanted()))
        assert kept.number(Wanted()) == counted.number(Wanted())


def test_many_changes_are_folded_into_one_row_a_kind_and_day(life: Life) -> None:
    title = designated(life)
    for _each in range(150):
        title.lines.update(category="")

    assert RegisterCount.objects.count() < 600
    assert whole_register(Wanted(day=date(2020, 1, 1))).number(Wanted()) == 1


def test_the_register_of_any_day_costs_the_same_reads_however_many_titles(
    visitor: Visitor, life: Life
) -> None:
    asked = []
    for numbers in (range(1, 2), range(2, 30)):
        for number in numbers:
            recorded(life, designated(life, number), "renamed", "2020-01-01", changes={"name": NEW})
        for query in ("", "as_of=2019-01-01", "as_of=2019-01-01&known_at=2026-01-01&words=旧名"):
            visitor().get(f"/register/?{query}")
            with CaptureQueriesContext(connection) as queries:
                visitor().get(f"/register/?{query}")
            asked.append(len(queries))

    assert asked[:3] == asked[3:]


def test_today_as_the_moment_counts_until_now(life: Life) -> None:
    designated(life)

    found = Client().get("/api/register", {"known_at": datetime.now().date().isoformat()}).json()  # noqa: DTZ005

    assert len(found["entries"]) == 1


def test_the_feed_tells_what_was_recorded_last_and_nothing_that_is_not_public(
    visitor: Visitor, life: Life, renamed: Designation
) -> None:
    recorded(life, renamed, "corrected", "2022-01-01", corrects=3)

    answer = visitor().get("/register/changes.atom")
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [one.findtext(f"{atom}title") for one in feed.iter(f"{atom}entry")]
    address = next(feed.iter(f"{atom}entry")).find(f"{atom}link")

    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert titles == [f"更正登记：{NEW}", f"更名：{NEW}", f"认定：{NEW}"]
    assert address is not None
    assert address.attrib["href"].endswith(f"/register/titles/{renamed.pk}/")
    for secret in ("不公开的理由", credit_code(1), life.city.full_name):
        assert secret not in answer.content.decode()
