"""The register of designated entities as everybody reads it."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import StreamingHttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.proposals import enter_revocation
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Designation, RegisterEvent
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.public_register import PAGE
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def designated(life: Life, number: int, **more: str) -> Designation:
    """One designated entity of a cohort, in a district."""
    row = {
        "name": f"示例{number}号老牌有限公司",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
        "in_charge": "210211",
        "document": "示例文件〔2018〕1号",
    }
    return enter_designation(definition_of(life.published), {**row, **more})


def revoked(life: Life, entity: Designation) -> RegisterEvent:
    enter_revocation(
        definition_of(life.published),
        entity,
        document="示例文件〔2023〕9号",
        reason="注销",
        decided_on=date(2023, 5, 1),
        account=life.city,
    )
    return entity.events.get(kind="revoked")


def test_the_register_tells_the_document_but_no_grade(visitor: Visitor, life: Life) -> None:
    entity = designated(life, 1)
    record_grade(definition_of(life.published), entity, 2021, "excellent", source="通知", account=None)

    page = read(visitor().get("/register/?words=老牌&cohort=2").content)

    assert "示例文件〔2018〕1号" in page.text
    assert "甘井子区" in page.text
    assert "优秀" not in page.text


@pytest.mark.parametrize(
    "query",
    [
        "track=示范平台",
        "region=金州区",
        "kind=共享制造",
        "kind=共享制造类",
        "cohort=3",
        "state=revoked",
        "words=2号",
    ],
)
def test_one_looks_for_an_entity_by_all_that_is_public_of_it(
    visitor: Visitor, life: Life, query: str
) -> None:
    designated(life, 1)
    revoked(
        life,
        designated(
            life, 2, track="platform", category="sharing", mode="共享制造", in_charge="210213", cohort="3"
        ),
    )

    page = read(visitor().get(f"/register/?{query}").content)

    assert "示例2号老牌有限公司" in page.text
    assert "示例1号老牌有限公司" not in page.text
    assert "找到 1 个" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "cohort=x",
        "cohort=99999999999999999999",
        "words=%00",
        "cohort=²",
        "after=x",
        "after=999",
        "state=lost",
    ],
)
def test_a_search_answers_any_question(visitor: Visitor, query: str) -> None:
    assert visitor().get(f"/register/?{query}").status_code == 200


def test_page_by_page_everybody_is_met_once(visitor: Visitor, life: Life) -> None:
    for number in range(1, PAGE + 6):
        designated(life, number, cohort=str(1 + number % 3))
    met, address = [], "/register/?cohort="

    while address:
        page = read(visitor().get(address).content)
        met += [word for word in page.text.split() if word.startswith("示例") and word.endswith("有限公司")]
        address = next((f"{one}" for one in page.links if "after=" in one), "")

    assert len(met) == len(set(met)) == PAGE + 5


def test_the_counts_by_district_stand_in_a_table_under_their_chart(visitor: Visitor, life: Life) -> None:
    designated(life, 1)
    designated(life, 2)
    designated(life, 3, in_charge="210213")

    page = read(visitor().get("/register/").content)

    assert "甘井子区2金州区1" in page.text
    charts = [given for tag, given in page.tags if "data-chart" in given]
    assert {given["data-table"] for given in charts} <= page.ids


def test_a_title_counts_once_by_its_mode_and_is_found_by_its_category_too(
    visitor: Visitor, life: Life
) -> None:
    designated(life, 1, track="platform", category="sharing", mode="共享制造")

    page = read(visitor().get("/register/").content)

    assert "共享制造1" in page.text
    assert "共享制造类1" not in page.text
    assert page.text.count("共享制造类") == 2  # to choose from, and in its row


def test_the_register_is_handed_out_as_csv_and_json(visitor: Visitor, life: Life) -> None:
    designated(life, 1, name="=SUM(A1)老牌有限公司")
    revoked(life, designated(life, 2, cohort="3"))

    table, data = visitor().get("/register/register.csv"), visitor().get("/register/register.json?cohort=3")
    assert isinstance(table, StreamingHttpResponse)
    assert isinstance(data, StreamingHttpResponse)
    rows = list(csv.DictReader(io.StringIO(table.getvalue().decode("utf-8-sig"))))
    entries = json.loads(data.getvalue())

    assert [row["称号状态"] for row in rows] == ["已取消", "有效"]
    assert rows[1]["名称"] == "'=SUM(A1)老牌有限公司"
    assert [one["name"] for one in entries] == ["示例2号老牌有限公司"]
    assert set(entries[0]) == {
        *("id", "name", "earlier_names", "region", "track", "category", "mode", "cohort", "document"),
        *("designated_on", "state", "since", "by"),
    }


def test_a_list_of_many_asks_the_database_no_more_than_a_list_of_one(visitor: Visitor, life: Life) -> None:
    asked = []
    for number in (1, 30):
        for each in range(number):
            designated(life, 100 * number + each)
        visitor().get("/register/")
        with CaptureQueriesContext(connection) as queries:
            visitor().get("/register/?words=老牌")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_title_is_taken_away_once_and_by_the_authority_alone(life: Life) -> None:
    entity = designated(life, 1)
    words = {"document": "示例文件〔2023〕9号", "reason": "注销", "holds_from": date(2023, 5, 1)}

    with pytest.raises(Refused, match="主管部门"):
        record_event(entity, "revoked", **words, account=life.district)
    with pytest.raises(BadInput, match="文件"):
        record_event(entity, "revoked", **{**words, "document": " "}, account=life.city)
    decision = record_event(entity, "revoked", **words, account=life.city)
    with pytest.raises(Refused, match="状态是“已取消”"):
        record_event(entity, "revoked", **words, account=life.city)
    with pytest.raises(Exception, match="never updated"), transaction.atomic():
        RegisterEvent.objects.filter(pk=decision.pk).update(document="别的")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEvent.objects.create(
            designation=designated(life, 2),
            number=2,
            kind="revoked",
            holds_from=date(2023, 5, 1),
            document="",
            recorded_at=timezone.now(),
        )


def test_a_title_that_was_taken_away_is_evaluated_no_more(life: Life) -> None:
    designated(life, 1)
    revoked(life, designated(life, 2))

    assert open_round(CALL, "evaluation-2023") == 1


def test_the_city_records_a_revocation_on_the_page_of_the_entity(visitor: Visitor, life: Life) -> None:
    entity = designated(life, 1)
    address, client = f"/register/{entity.pk}/", visitor(life.city)

    refused = client.post(
        f"{address}revocation/", {"document": "", "decided_on": "2023-05-01", "reason": "注销"}
    )
    client.post(
        f"{address}revocation/", {"document": "文件9号", "decided_on": "2023-05-01", "reason": "注销"}
    )

    assert refused.status_code == 422
    assert "id_revoke_document" in read(refused.content).ids
    assert "示范资格已于 2023年5月1日取消，文件：文件9号" in read(client.get(address).content).text
    assert "注销" not in read(visitor().get("/register/?words=老牌").content).text
    assert visitor(life.district).post(f"{address}revocation/").status_code == 403
