"""Lists with filters, acts on many with a preview, files of a list, applications side by side."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions import bulk as bulk_actions
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.placements import place
from linxuan_site.models import Application, BulkAct, Delivery, Place, SavedList, Step
from linxuan_site.queries import listing
from tests.site.life.conftest import CALL, REVIEW, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

LIST = f"/selection/{CALL}/list/"
PREVIEW, CONFIRM = f"/selection/{CALL}/bulk/", f"/selection/{CALL}/bulk/confirm/"


def name(number: int) -> str:
    return f"示例{number}号有限公司"


def recommended(life: Life, *numbers: int) -> list[Application]:
    """Recommended by the district; the paper is not noted yet."""
    found = []
    for number in numbers:
        application = life.submitted(number)
        save_answers(application.pk, REVIEW, account=life.district, version=application.version)
        place(application.pk, account=life.district, rank=number)
        life.act(application, "recommend", life.district, opinion="同意", reasons=life.reasons())
        application.refresh_from_db()
        found.append(application)
    return found


def confirming(client: Client, action: str, applications: list[Application], **typed: Any) -> Any:
    """Preview, then confirm what the preview shows."""
    chosen = [one.pk for one in applications]
    page = read(client.post(PREVIEW, {"action": action, "chosen": chosen, **typed}).content)
    seen = {key: value for key, value in page.values.items() if key.startswith(("seen-", "key"))}
    given = {"action": action, "chosen": chosen, "confirmed": "1", **seen, **typed}
    return client.post(CONFIRM, given), given


def listed(page: Page) -> list[int]:
    return [number for number in range(1, 9) if f"选择 {name(number)}" in page.text]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("stage=district", [1, 2]),
        ("text=3号", [3]),
        ("text=5-EN-0001", [1]),
        ("procedure=platform", []),
        ("in_charge=210202", []),
        ("verdict=ineligible", [2]),
        ("category=platform/sharing", []),
    ],
)
def test_a_list_shows_what_is_asked_for(visitor: Visitor, life: Life, query: str, numbers: list[int]) -> None:
    life.submitted(1)
    life.submitted(2, has_violation=True)
    life.draft(3)

    page = read(visitor(life.city).get(f"{LIST}?{query}").content)

    assert listed(page) == numbers


def test_a_list_is_read_a_page_at_a_time_by_key(
    visitor: Visitor, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        life.draft(number)
    monkeypatch.setattr(listing, "PAGE", 2)
    client = visitor(life.city)

    first = read(client.get(LIST).content)
    more = next(link for link in first.links if "after=" in link)
    second = read(client.get(LIST + more).content)

    assert listed(first) == [2, 3]
    assert listed(second) == [1]
    assert not [link for link in second.links if "after=" in link]


@pytest.mark.parametrize("rows", [1, 6])
def test_a_list_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        life.draft(number)
    client = visitor(life.city)
    client.get(LIST)

    with django_assert_max_num_queries(14):
        assert client.get(LIST).status_code == 200


def test_a_filter_is_kept_for_oneself_or_for_the_office(visitor: Visitor, life: Life) -> None:
    life.draft(1)
    colleague = visitor(life.colleague(life.city, "second"))
    client = visitor(life.city)
    given = {"stage": "draft", "name": "草稿"}

    client.post(f"{LIST}save/", given)
    alone = read(colleague.get(LIST).content)
    client.post(f"{LIST}save/", {**given, "name": "大家的", "shared": "1"})
    shared = read(colleague.get(LIST).content)
    twice = client.post(f"{LIST}save/", given)
    theirs = colleague.post(f"{LIST}{SavedList.objects.get(name='大家的').pk}/delete/")
    client.post(f"{LIST}{SavedList.objects.get(name='草稿').pk}/delete/")

    assert "草稿" not in [one.strip() for one in alone.text.splitlines() if "共用" in one]
    assert "大家的" in shared.text
    assert twice.status_code == 422
    assert theirs.status_code == 409
    assert list(SavedList.objects.values_list("name", flat=True)) == ["大家的"]


def test_a_preview_tells_what_would_happen_and_does_nothing(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90", "85", "80")
    steps, messages = Step.objects.count(), Delivery.objects.count()

    given = {"action": "nominate", "chosen": [one.pk for one in applications]}
    page = read(visitor(life.city).post(PREVIEW, given).content)

    assert "可以办理 3 件" in page.text
    assert "不能办理 1 件" in page.text
    assert "名额 3 个以内，已用 3 个" in page.text
    assert "已用 0 个，办理后 3 个，一共 3 个" in page.text
    assert "会给申报主体发 3 封电子邮件" in page.text
    assert any("一(二)2(1)" in link for link in page.links)
    assert (Step.objects.count(), Delivery.objects.count()) == (steps, messages)
    assert not Place.objects.exists()


def test_the_better_take_the_places_whatever_the_order_of_the_list(visitor: Visitor, life: Life) -> None:
    applications = life.scored("80", "90", "95", "85")
    client = visitor(life.city)

    confirming(client, "nominate", applications)

    assert set(Application.objects.filter(stage="nominated")) == set(applications[1:])


def test_between_equals_many_are_not_chosen_without_a_reason(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90", "88", "88")

    given = {"action": "nominate", "chosen": [one.pk for one in applications]}
    text = read(visitor(life.city).post(PREVIEW, given).content).text

    assert "可以办理 2 件" in text
    assert text.count("系统不替人选") == 2


def test_what_was_confirmed_is_carried_out_for_each_by_itself(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90", "85", "80")
    client = visitor(life.city)

    answer, _given = confirming(client, "nominate", applications)

    page = read(client.get(answer.url).content)
    assert "已办理 3 件" in page.text
    assert "没有办理 1 件" in page.text
    assert Application.objects.filter(stage="nominated").count() == 3


def test_sent_twice_it_is_done_once(visitor: Visitor, life: Life) -> None:
    applications = recommended(life, 1, 2)
    client = visitor(life.city)

    first, given = confirming(client, "receive", applications, received_on="2023-05-12")
    second = client.post(CONFIRM, given)

    assert first.url == second.url
    assert Step.objects.filter(action="receive").count() == 2
    assert {step.details["copies"] for step in Step.objects.filter(action="receive")} == {3}


def test_nothing_is_done_without_confirming(visitor: Visitor, life: Life) -> None:
    applications = recommended(life, 1)
    client = visitor(life.city)
    _answer, given = confirming(client, "hand-back", [], opinion="x")

    chosen = [one.pk for one in applications]
    unconfirmed = client.post(CONFIRM, {**given, "chosen": chosen, "action": "receive", "confirmed": ""})

    assert unconfirmed.status_code == 422
    assert "我已核对" in read(unconfirmed.content).text
    assert not BulkAct.objects.exists()


def test_what_somebody_changed_meanwhile_is_left_alone(visitor: Visitor, life: Life) -> None:
    first, second = recommended(life, 1, 2)
    client = visitor(life.city)
    page = read(client.post(PREVIEW, {"action": "receive", "chosen": [first.pk, second.pk]}).content)
    life.act(first, "hand-back", life.city, opinion="请核对")
    seen = {key: value for key, value in page.values.items() if key.startswith(("seen-", "key"))}

    given = {"action": "receive", "chosen": [first.pk, second.pk], "confirmed": "1", **seen}
    answer = client.post(CONFIRM, {**given, "received_on": "2023-05-12"})

    result = read(client.get(answer.url).content).text
    assert "已办理 1 件" in result
    assert "您的操作没有执行" in result
    first.refresh_from_db()
    assert first.stage == "district"


def test_a_bulk_act_that_broke_off_is_carried_on(
    visitor: Visitor, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications = recommended(life, 1, 2)
    client = visitor(life.city)
    move, calls = bulk_actions.move_application, []

    def breaks_off(*given: Any, **more: Any) -> Step:
        calls.append(given)
        if len(calls) == 4:  # two for the preview, one done, and then the power goes
            raise RuntimeError
        return move(*given, **more)

    monkeypatch.setattr(bulk_actions, "move_application", breaks_off)
    with pytest.raises(RuntimeError):
        confirming(client, "receive", applications, received_on="2023-05-12")
    bulk = BulkAct.objects.get()
    assert Step.objects.filter(action="receive").count() == 1
    assert "还有 1 件没有办到" in read(client.get(f"{PREVIEW}{bulk.pk}/").content).text

    client.post(f"{PREVIEW}{bulk.pk}/carry-on/")

    assert Step.objects.filter(action="receive").count() == 2


def test_an_action_of_somebody_else_is_not_offered(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)

    answer = visitor(life.city).post(PREVIEW, {"action": "recommend", "chosen": [application.pk]})

    assert answer.status_code == 404


def test_a_list_goes_out_as_csv_with_no_formula_in_it(visitor: Visitor, life: Life) -> None:
    life.submitted(1)
    draft = life.draft(2)
    draft.organisation.name = "=1+1"
    draft.organisation.save()

    answer = visitor(life.city).get(f"/selection/{CALL}/list.csv")

    assert answer.streaming
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["申报主体", "'=1+1", name(1)]
    assert rows[2][0] == "5-EN-0001"
    assert rows[2][5] == "甘井子区"


def test_a_list_goes_out_as_a_workbook(visitor: Visitor, life: Life) -> None:
    life.submitted(1)

    answer = visitor(life.city).get(f"/selection/{CALL}/list.xlsx?stage=district")

    assert answer.getvalue().startswith(b"PK")


def test_two_stand_side_by_side_with_their_differences_marked(visitor: Visitor, life: Life) -> None:
    first, second = life.submitted(1), life.submitted(2, has_violation=True)
    client = visitor(life.city)
    address = f"/selection/{CALL}/compare/"

    posted = client.post(address, {"chosen": [first.pk, second.pk]})
    page = read(client.get(posted.url).content)
    alone = client.get(f"{address}?chosen={first.pk}")

    differing = [given for tag, given in page.tags if tag == "tr" and given.get("class") == "differs"]
    assert name(1) in page.text
    assert name(2) in page.text
    assert differing
    assert "未满足" in page.text
    assert alone.status_code == 422


def test_a_district_has_none_of_it(visitor: Visitor, life: Life) -> None:
    client = visitor(life.district)

    assert client.get(LIST).status_code == 403
    assert client.post(PREVIEW, {"action": "receive"}).status_code == 403
    assert client.get(f"/selection/{CALL}/list.csv").status_code == 403
