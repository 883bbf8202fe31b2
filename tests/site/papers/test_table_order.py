"""The order of a table that came back is taken over by the act by which an officer ranks by hand, once confirmed."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linxuan_site.models import Account, Application, IssuedPaper, Placement
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, application, officer, recommended
from tests.site.papers.test_compared_tables import FIRST, PAGE, district, issued, sent
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db
TAKE = f"/desk/{CALL}/tables/order/"


def heads() -> list[str]:
    """The headings of our table, from one that was issued."""
    recommended("已推荐公司", 1)
    issued()
    with default_storage.open(IssuedPaper.objects.latest("pk").file) as kept:
        sheet = openpyxl.load_workbook(io.BytesIO(kept.read())).worksheets[0]
    return [str(cell.value) for cell in sheet[FIRST - 1] if cell.value]


def table(*rows: tuple[str, str]) -> bytes:
    """A CSV as a district would fill it: rank and name, the rest empty."""
    columns = heads()
    rank = next(one for one in columns if "排序" in one or "顺序" in one or "次序" in one)
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    for place, name in rows:
        writer.writerow({rank: place, "申报主体名称": name})
    return file.getvalue().encode("utf-8-sig")


def on_desk(name: str, **answers: Any) -> Application:
    return application(name, stage="district", **answers)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def shown(client: Client, content: bytes) -> str:
    answer = client.post(PAGE, {"file": SimpleUploadedFile("表.csv", content)})
    assert answer.status_code == 200
    return answer.content.decode()


def posted(page: str) -> list[str]:
    return [given["value"] for tag, given in read(page.encode()).tags if given.get("name") == "rank"]


def ranks() -> dict[str, int | None]:
    rows = Placement.objects.order_by("pk").select_related("application__organisation")
    return {one.application.subject: one.rank for one in rows if one.office == "district"}


def test_what_was_compared_is_ranked_as_the_table_says_after_somebody_confirmed() -> None:
    on_desk("示例甲")
    on_desk("示例乙")
    client = signed_in(district())
    page = shown(client, table(("2", "示例甲"), ("1", "示例乙")))
    assert ranks() == {"已推荐公司": 1}

    answer = client.post(TAKE, {"rank": posted(page), "reason": "班子会议定"})

    assert answer.status_code == 302
    assert ranks() == {"已推荐公司": 1, "示例甲": 2, "示例乙": 1}
    row = Placement.objects.latest("pk")
    assert (row.placed_by, row.reason, row.office_key) == (district(), "班子会议定", DISTRICT)


def test_what_stands_already_is_not_offered_again() -> None:
    on_desk("示例甲")
    client, content = signed_in(district()), table(("1", "示例甲"))
    client.post(TAKE, {"rank": posted(shown(client, content))})

    assert posted(shown(client, content)) == []


def test_what_was_passed_on_keeps_its_rank() -> None:
    on_desk("示例甲")
    page = shown(signed_in(district()), table(("3", "已推荐公司"), ("2", "示例甲")))

    assert len(posted(page)) == 1
    assert posted(page)[0].split(":")[1] == "2"


def test_whoever_ranked_meanwhile_is_named_and_nothing_is_changed() -> None:
    subject = on_desk("示例甲")
    client = signed_in(district())
    page = shown(client, table(("1", "示例甲")))
    Placement.objects.create(
        application=subject, office="district", rank=5, placed_by=district(), placed_at=subject.started_at
    )

    answer = client.post(TAKE, {"rank": posted(page)})

    assert answer.status_code == 409
    assert "刚刚改了“示例甲”" in answer.content.decode()
    assert ranks()["示例甲"] == 5


def test_nobody_ranks_what_is_not_on_his_desk() -> None:
    other = on_desk("别处公司", district=OTHER_DISTRICT)
    away = recommended("示例甲")
    client = signed_in(district())

    for one in (other, away):
        assert client.post(TAKE, {"rank": [f"{one.pk}:1:0"]}).status_code == 409
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    "given", [[], ["1"], ["1:2"], ["x:1:0"], ["1:1:0:0"], ["١:1:0"], ["1:1:" + "9" * 40]]
)
def test_what_no_page_of_ours_sends_is_told(given: list[str]) -> None:
    recommended("示例甲")
    answer = signed_in(district()).post(TAKE, {"rank": given})

    assert answer.status_code == 422
    assert "重新选表比对" in answer.content.decode()


def test_the_city_is_offered_no_order_of_a_district() -> None:
    on_desk("示例甲")
    content = table(("1", "示例甲"))

    assert sent(district(), content, "表.csv")["order"][0]["rank"] == 1
    found = sent(officer("city"), content, "表.csv")
    assert not isinstance(found, dict) or found["order"] == []
