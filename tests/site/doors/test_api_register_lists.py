"""Lists of earlier cohorts by API: uploaded, looked at, decided and entered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import lines_as_of
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life

ROWS = f"名称,信用代码,认定文件\n示例新名公司,{credit_code(1)},示例发〔2021〕2号\n"


@pytest.fixture
def city(life: Life) -> Caller:
    given = {"name": "示例旧名公司", "credit_code": credit_code(1), "cohort": "1", "track": "enterprise"}
    enter_designation(definition_of(life.published), {**given, "document": "示例发〔2019〕1号"})
    return Caller(life.city)


def test_a_list_is_uploaded_decided_and_entered(city: Caller) -> None:
    file = SimpleUploadedFile("第三批.csv", ROWS.encode())
    received = city.upload(f"/calls/{CALL}/register/lists", file=file, cohort="3", track="enterprise")
    found = received.json()
    assert (received.status_code, found["counts"]["doubtful"]) == (201, 1)
    assert found["doubtful"][0]["choices"] == ["same", "renamed", "leave_out"]
    address = f"/register/lists/{found['id']}"

    refused = city.post(f"{address}/enter", seen=found["seen"], decisions={})
    entered = city.post(
        f"{address}/enter", seen=found["seen"], decisions={"2": "renamed"}, since="2022-01-01"
    )

    assert (refused.status_code, refused.json()["field"]) == (400, "row-2")
    assert entered.json() == {
        "id": entered.json()["id"],
        "rows": 1,
        "entered": 1,
        "renamed": 1,
        "corrected": 0,
    }
    assert {one.name for one in lines_as_of()} == {"示例新名公司"}
    assert city.get(address).json()["state"] == "entered"


def test_a_list_is_put_aside_and_a_register_handed_out(city: Caller) -> None:
    file = SimpleUploadedFile("第三批.csv", ROWS.encode())
    found = city.upload(f"/calls/{CALL}/register/lists", file=file, cohort="3", track="enterprise").json()

    assert city.post(f"/register/lists/{found['id']}/discard").status_code == 204
    assert city.post(f"/register/lists/{found['id']}/enter", seen="").status_code == 409
    lines = b"".join(city.get(f"/calls/{CALL}/register.csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1].startswith("示例旧名公司")
    assert city.get(f"/calls/{CALL}/register.xlsx").headers["Content-Disposition"].endswith(".xlsx")
