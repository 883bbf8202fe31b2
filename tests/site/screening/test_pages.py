"""The pages of screenings: the list, the form that loses nothing, the one screening, its files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from linxuan_site.actions.screenings import delete_screening
from linxuan_site.models import Screening
from linxuan_site.queries.screenings import folder_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.site.screening.conftest import REGISTER, Ask, folders, posted
from tests.site.screening.results import CURVE, RESULT

LIST = f"/screening/{CALL}/"
FORM = f"{LIST}new/enterprise/"
Finish = Callable[..., Screening]


@pytest.fixture
def client(visitor: Visitor, life: Life) -> Client:
    """The city's."""
    return visitor(life.city)


@pytest.fixture
def finish(ask: Ask) -> Finish:
    """A screening that is done, with files."""

    def do(**values: Any) -> Screening:
        screening = ask(**values)
        (folder_of(screening) / "result.csv").write_text("row,verdict\n1,eligible\n", "utf-8")
        (folder_of(screening) / "unreadable.csv").write_text("row,column,value,reason\n", "utf-8")
        files = {"csv": "result.csv", "unreadable": "unreadable.csv", "xlsx": "gone.xlsx"}
        Screening.objects.filter(pk=screening.pk).update(
            state="done", finished_at=timezone.now(), result=RESULT, curve=CURVE, files=files
        )
        screening.refresh_from_db()
        return screening

    return do


def address(screening: Screening) -> str:
    return f"{LIST}{screening.pk}/"


def test_the_board_and_the_desk_lead_to_the_screenings(client: Client) -> None:
    for page in ("/desk/", f"/board/{CALL}/"):
        assert LIST in read(client.get(page).content).links


def test_the_list_says_who_asked_for_what_and_what_came_of_it(
    client: Client, finish: Finish, ask: Ask
) -> None:
    finish()
    ask(name="另一份.csv")

    page = read(client.get(LIST).content)

    assert page.text.index("另一份.csv") < page.text.index("名录.csv")
    for told in ("等待中", "已完成", "1,000", "700", "示范企业"):
        assert told in page.text


def test_a_form_that_is_right_leads_to_its_screening(client: Client, life: Life) -> None:
    answer = client.post(
        FORM,
        posted(
            day="2023-05-01",
            vary="service_share_min",
            **{
                "set.accident_free_since": "2022-01-01",
                "set.service_share_min": "",
                "first.service_share_min": "0.1",
                "last.service_share_min": "0.5",
                "step.service_share_min": "0.05",
            },
        ),
    )

    screening = Screening.objects.get()
    assert answer.headers["Location"] == address(screening)
    assert (screening.file_name, screening.asked_by) == ("名录.csv", life.city)
    assert screening.overrides == {"accident_free_since": "2022-01-01"}
    assert screening.vary == "service_share_min=0.1..0.5:0.05"


def test_the_form_offers_the_parameters_of_its_track_with_their_values(client: Client) -> None:
    enterprise = read(client.get(FORM).content)
    platform = read(client.get(f"{LIST}new/platform/").content)

    assert "现行 30 %" in enterprise.text
    assert "现行 2021年1月1日" in enterprise.text
    assert enterprise.values["first.service_share_min"] == "0.1"
    assert enterprise.values["step.service_share_min"] == "0.02"
    assert "set.platform_years_min" in platform.values
    assert "set.service_share_min" not in platform.values


WRONG = [
    ({"day": "五月"}, "day"),
    ({"set.service_share_min": "很多"}, "set.service_share_min"),
    ({"vary": "service_share_min", "first.service_share_min": ""}, "first.service_share_min"),
    (
        {
            "vary": "service_share_min",
            "first.service_share_min": "0.5",
            "last.service_share_min": "0.1",
            "step.service_share_min": "0.1",
        },
        "vary",
    ),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_what_is_wrong_is_named_and_nothing_that_was_typed_or_sent_is_lost(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    typed = {
        "day": "2023-05-01",
        "set.accident_free_since": "2022-01-01",
        "column_map": "[columns]\n",
        **wrong,
    }
    refused = client.post(FORM, posted(**typed))

    page = read(refused.content)
    assert refused.status_code == 422
    assert f"#id_{field}" in page.links
    assert f"id_{field}" in page.ids
    for name, value in typed.items():
        assert page.values[name].strip() == value.strip()
    again = {**page.values, "day": "", "vary": "", "set.service_share_min": "", "column_map": ""}
    assert client.post(FORM, again).status_code == 302
    assert folder_of(Screening.objects.get()).joinpath("register.csv").read_bytes() == REGISTER


def test_without_a_file_the_form_says_so(client: Client) -> None:
    refused = client.post(FORM, {"day": "2023-05-01"})

    assert refused.status_code == 422
    assert "请选择名录文件" in read(refused.content).text
    assert read(refused.content).values["day"] == "2023-05-01"


def test_a_made_up_token_holds_nothing(client: Client) -> None:
    assert client.post(FORM, {"held": "x:y:z", "again": "../1"}).status_code == 422


def test_a_request_that_is_too_long_is_not_stored(client: Client, settings: Settings) -> None:
    settings.SCREENING_UPLOAD_LIMIT = 10

    refused = client.post(FORM, posted(b"x" * 2_000_000))

    assert refused.status_code == 422
    assert "没有收下" in read(refused.content).text
    assert folders(settings.SCREENING_ROOT) == []


def test_who_sends_no_registers_may_send_no_file_of_their_size(
    visitor: Visitor, life: Life, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOAD_LIMIT = 10
    stored: list[object] = []
    monkeypatch.setattr(MemoryFileUploadHandler, "new_file", lambda *_args, **_more: stored.append("stored"))

    for account in (None, life.district, life.applicant(1)):
        visitor(account).post(FORM, posted(b"x" * 2_000_000))

    assert stored == []


def test_a_column_map_comes_as_a_file_too(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    chosen = '[columns]\nname = { column = "企业" }\n'
    client.post(FORM, posted(column_map_file=SimpleUploadedFile("columns.toml", chosen.encode())))
    odd = client.post(FORM, posted(column_map_file=SimpleUploadedFile("columns.toml", b"\xff\xfe\xd6")))

    assert Screening.objects.get().column_map == chosen.strip()
    assert odd.status_code == 422


def test_one_that_runs_shows_how_far_it_is_and_renews_itself(client: Client, ask: Ask) -> None:
    screening = ask()
    Screening.objects.filter(pk=screening.pk).update(
        state="running", worker="w", stage="判断", percent=45, beat_at=timezone.now()
    )

    page = read(client.get(address(screening)).content)
    part = client.get(f"{address(screening)}status/")

    assert "正在筛查" in page.text
    assert ("div", "every 1s") in [(tag, given.get("hx-trigger")) for tag, given in page.tags]
    assert "45 %" in read(part.content).text
    assert "HX-Refresh" not in part.headers


def test_one_that_is_over_asks_for_the_whole_page(client: Client, finish: Finish) -> None:
    assert client.get(f"{address(finish())}status/").headers["HX-Refresh"] == "true"


def test_one_that_nothing_works_on_says_so_and_can_be_started_again(client: Client, ask: Ask) -> None:
    screening = ask()
    Screening.objects.filter(pk=screening.pk).update(
        state="running", worker="w", beat_at=timezone.now() - timedelta(minutes=2)
    )

    text = read(client.get(address(screening)).content).text
    client.post(f"{address(screening)}restart/")

    assert "很久没有动静了" in text
    assert "等待中" in read(client.get(address(screening)).content).text


def test_one_that_failed_says_why(client: Client, ask: Ask) -> None:
    screening = ask()
    Screening.objects.filter(pk=screening.pk).update(
        state="failed", fault="名录里有两列都是“营业收入”", finished_at=timezone.now()
    )

    text = read(client.get(address(screening)).content).text

    assert "名录里有两列都是“营业收入”" in text
    assert "重新开始" in text


def test_one_that_is_done_shows_what_has_to_be_known_first_then_the_rest(
    client: Client, finish: Finish
) -> None:
    page = read(client.get(address(finish())).content)

    order = ["先要知道", "结论", "卡在哪一条", "取不同的值", "再筛一次", "从何而来"]
    assert [page.text.index(one) for one in order] == sorted(page.text.index(one) for one in order)
    for told in (
        "所属行业",
        "营业收入（2022年）",
        "有 10 行读不了",
        "2 行重复",
        "70.7 %",
        "10 行不适用",
        "没有用到的列：备注",
        "cdcdcd",
        "所以“符合”不变",
    ):
        assert told in page.text
    assert any(link.endswith("#一(二)2(1)") for link in page.links)
    # Two lines, drawn for a wide screen and for a phone.
    assert page.count("polyline") == 2 * 2


def test_files_are_handed_out_as_downloads_and_those_that_are_gone_are_not_offered(
    client: Client, finish: Finish
) -> None:
    screening = finish()
    answer = client.get(f"{address(screening)}files/csv/")
    page = read(client.get(address(screening)).content)

    assert b"".join(answer) == b"row,verdict\n1,eligible\n"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert f"{address(screening)}files/csv/" in page.links
    assert f"{address(screening)}files/xlsx/" not in page.links
    assert client.get(f"{address(screening)}files/xlsx/").status_code == 404
    assert client.get(f"{address(screening)}files/register/").status_code == 404
    head = client.head(f"{address(screening)}files/csv/")
    assert (head.status_code, b"".join(head)) == (200, b"")


def test_run_again_keeps_every_value_and_the_register(client: Client, finish: Finish) -> None:
    values = {"service_share_min": "25%"}
    vary = "service_share_min=0.1..0.4:0.1"
    screening = finish(overrides=values, vary=vary, column_map="[columns]", sheet="一")

    page = read(client.get(f"{FORM}?from={screening.pk}").content)
    answer = client.post(FORM, {**page.values, "set.service_share_min": "20%"})

    newest = Screening.objects.latest("pk")
    assert answer.status_code == 302
    assert newest.pk != screening.pk
    assert newest.overrides == {"service_share_min": "20%"}
    assert (newest.vary, newest.column_map, newest.sheet) == (vary, "[columns]", "一")
    assert folder_of(newest).joinpath("register.csv").read_bytes() == REGISTER
    assert newest.folder != screening.folder


def test_a_deleted_one_says_who_deleted_it_and_offers_nothing(
    client: Client, finish: Finish, life: Life
) -> None:
    screening = finish()
    delete_screening(screening.pk, account=life.city)

    page = read(client.get(address(screening)).content)

    assert f"已由{life.city.full_name}于" in page.text
    assert not [link for link in page.links if "/files/" in link]
    assert "已删除" in read(client.get(LIST).content).text
    assert client.get(f"{address(screening)}files/csv/").status_code == 404
    assert client.get(f"{FORM}?from={screening.pk}").status_code == 200


def test_what_is_not_there_is_not_found(client: Client, finish: Finish) -> None:
    screening = finish()

    assert client.get("/screening/nowhere/").status_code == 404
    assert client.get(f"{LIST}new/nothing/").status_code == 404
    assert client.get(f"{LIST}new/project/").status_code == 404
    assert client.get(f"/screening/nowhere/{screening.pk}/").status_code == 404
    assert client.get(f"{LIST}99999/").status_code == 404
    assert client.post(f"{LIST}99999/stop/").status_code == 404


def test_the_demonstration_offers_a_register_of_invented_enterprises(
    client: Client, settings: Settings
) -> None:
    example = f"{LIST}example/"
    assert client.get(example).status_code == 404
    assert example not in read(client.get(FORM).content).links
    settings.DEMO = True

    answer = client.get(example)

    assert example in read(client.get(FORM).content).links
    assert b"".join(answer).startswith("申报主体名称".encode())


def test_what_is_refused_is_said_on_the_page(client: Client, finish: Finish) -> None:
    answer = client.post(f"{address(finish())}stop/")

    assert answer.status_code == 409
    assert "不用停止" in read(answer.content).text


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_asks_as_little_for_many_as_for_one(
    client: Client, finish: Finish, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(many):
        finish()
    client.get(LIST)

    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_the_page_of_one_asks_little(
    client: Client, finish: Finish, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    screening = finish()
    client.get(address(screening))

    with django_assert_max_num_queries(8):
        client.get(address(screening))


def test_nothing_of_a_register_lies_where_it_is_served(client: Client, finish: Finish) -> None:
    finish()

    assert settings.SCREENING_ROOT != settings.MEDIA_ROOT
    assert settings.SCREENING_ROOT not in settings.STATIC_ROOT.parents
