"""The board of the selecting office, the order of a line, the tie."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions.placements import place
from linxuan_site.models import Application, Place, Placement
from linxuan_site.queries.board import board_of
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.pool import A_FEW
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

BOARD = f"/board/{CALL}/"
ORDER = f"{BOARD}enterprise/"
PUBLICITY = f"{BOARD}publicity/preview/nominated/"
MANY = 12


def order(visitor: Visitor, life: Life) -> Page:
    return read(visitor(life.city).get(ORDER).content)


def name(number: int) -> str:
    return f"示例{number}号有限公司"


def test_the_order_stands_by_score_with_the_line_below_those_equal_at_it(
    visitor: Visitor, life: Life
) -> None:
    life.scored("86", "95", "88", "88", "90")

    text = order(visitor, life).text

    places = [text.index(word) for word in (name(2), name(5), name(3), name(4), "名额线：3 个以内", name(1))]
    assert places == sorted(places)
    assert "这 1 个名额给谁，由您决定" in text


def test_between_equals_nothing_is_chosen_without_a_reason(visitor: Visitor, life: Life) -> None:
    third = life.scored("95", "90", "88", "88")[2]
    client = visitor(life.city)
    wanted = {"action": "nominate", "chosen": third.pk}
    assert f"/selection/{CALL}/bulk/" in {
        given.get("action") for _tag, given in read(client.get(ORDER).content).tags
    }

    refused = read(client.post(f"/selection/{CALL}/bulk/", {**wanted, "reason": " "}).content)
    previewed = read(client.post(f"/selection/{CALL}/bulk/", {**wanted, "reason": "评审组复议"}).content)
    confirmed = {**wanted, **previewed.values, "confirmed": "1"}
    client.post(f"/selection/{CALL}/bulk/confirm/", confirmed)

    assert "系统不替人选" in refused.text
    assert "可以办理 1 件" in previewed.text
    assert Place.objects.get(application=third).quota == "enterprise"
    assert third.steps.get(action="nominate").reason == "评审组复议"


def test_a_line_of_scores_is_recorded_all_at_once(visitor: Visitor, life: Life) -> None:
    first, second = life.scored("", "")

    given = {f"score-{first.pk}": "88.5", f"rank-{first.pk}": "", f"score-{second.pk}": "91"}
    visitor(life.city).post(f"{ORDER}scores/", given)

    assert [one.placements.get(office="city").score for one in (first, second)] == [
        Decimal("88.50"),
        Decimal("91.00"),
    ]


def test_two_change_their_ranks_in_one_go(visitor: Visitor, life: Life) -> None:
    first, second = life.scored("", "")
    place(first.pk, account=life.city, rank=1)
    place(second.pk, account=life.city, rank=2)

    visitor(life.city).post(f"{ORDER}scores/", {f"rank-{first.pk}": "2", f"rank-{second.pk}": "1"})

    newest = [Placement.objects.filter(application=one, office="city").last() for one in (first, second)]
    assert [one.rank for one in newest if one] == [2, 1]


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("score", "很好"),
        ("score", "-1"),
        ("score", "NaN"),
        ("score", "1e9"),
        ("score", "88.555"),
        ("score", "9" * 300),
        ("rank", "第一"),
        ("rank", "0"),
        ("rank", "1.5"),
        ("rank", "9" * 300),
    ],
)
def test_what_is_no_score_or_rank_is_named_and_nothing_is_recorded(
    visitor: Visitor, life: Life, what: str, typed: str
) -> None:
    first, second = life.scored("", "")

    given = {f"score-{first.pk}": "77", f"{what}-{second.pk}": typed, "reason": "我的理由"}
    answer = visitor(life.city).post(f"{ORDER}scores/", given)

    page = read(answer.content)
    assert answer.status_code == 422
    assert name(2) in page.text
    assert page.values[f"{what}-{second.pk}"] == typed
    assert page.values[f"score-{first.pk}"] == "77"
    assert page.values["reason"].strip().endswith("我的理由")
    assert f"#id_{what}-{second.pk}" in page.links
    assert not Placement.objects.filter(office="city").exists()


def test_who_scores_second_is_told_what_the_first_gave(visitor: Visitor, life: Life) -> None:
    (only,) = life.scored("")
    client = visitor(life.city)
    seen = read(client.get(ORDER).content).values[f"seen-{only.pk}"]
    place(only.pk, account=life.city, score=Decimal(90))

    answer = client.post(f"{ORDER}scores/", {f"score-{only.pk}": "70", f"seen-{only.pk}": seen})

    assert answer.status_code == 409
    assert "90.00 分" in read(answer.content).text
    assert read(answer.content).values[f"score-{only.pk}"] == "70"


def test_one_that_cannot_take_a_place_says_why_instead_of_a_button(visitor: Visitor, life: Life) -> None:
    life.scored("")

    assert "还没有排出这一件的名次或分值" in order(visitor, life).text


@pytest.fixture
def two_places_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page show so few places of an order that five need three."""
    monkeypatch.setattr("linxuan_site.queries.order.PLACES", 2)


def turns(page: Page) -> set[str]:
    """The places to which the buttons of a page of an order turn."""
    return {given["value"] for tag, given in page.tags if tag == "button" and given.get("name") == "turn"}


@pytest.mark.usefixtures("two_places_at_a_time")
def test_a_long_order_shows_some_places_at_a_time_and_leads_to_the_others_and_to_the_line(
    visitor: Visitor, life: Life
) -> None:
    life.scored("95", "90", "88", "80", "70")
    client = visitor(life.city)

    first, second, last = (read(client.get(f"{ORDER}?at={at}").content) for at in (1, 4, 99))

    shown = [
        [number for number in range(1, 6) if name(number) in page.text] for page in (first, second, last)
    ]
    assert shown == [[1, 2], [3, 4], [5]]
    assert "第 1 到 2 位，共 5 位" in first.text
    assert [turns(page) for page in (first, second, last)] == [{"3"}, {"1", "5"}, {"3"}]
    assert "看名额线，在第 3 位之后" in first.text
    assert "名额线：3 个以内" in second.text


@pytest.mark.usefixtures("two_places_at_a_time")
def test_those_equal_at_the_line_are_decided_together_wherever_they_stand(
    visitor: Visitor, life: Life
) -> None:
    equals = life.scored("95", "90", "88", "88", "88")[2:]
    client = visitor(life.city)

    (there,) = {one for one in read(client.get(BOARD).content).links if one.startswith(ORDER)} - {ORDER}
    page = read(client.get(there).content)

    chosen = {given["value"] for tag, given in page.tags if given.get("name") == "chosen"}
    assert "这 1 个名额给谁，由您决定" in page.text
    assert chosen == {str(one.pk) for one in equals}


@pytest.mark.usefixtures("two_places_at_a_time")
def test_what_is_recorded_or_moved_leads_to_the_places_where_it_stands(visitor: Visitor, life: Life) -> None:
    *_others, fourth, fifth = life.scored("95", "90", "88", "80", "70")
    client = visitor(life.city)

    recorded = client.post(f"{ORDER}scores/?at=5", {f"score-{fifth.pk}": "71"})
    moved = client.post(f"{ORDER}move/{fourth.pk}/?at=3", {"to": "2", "reason": "评审组合议"})

    assert recorded["Location"] == f"{ORDER}?at=5"
    assert moved["Location"] == ORDER
    assert name(4) in read(client.get(ORDER).content).text


@pytest.mark.usefixtures("two_places_at_a_time")
def test_one_turns_to_other_places_only_when_what_was_typed_is_recorded(visitor: Visitor, life: Life) -> None:
    first = life.scored("95", "90", "88")[0]
    client = visitor(life.city)

    kept = client.post(f"{ORDER}scores/", {f"score-{first.pk}": "77", "turn": "3"})
    turned = client.post(f"{ORDER}scores/", {f"score-{first.pk}": "95.00", "turn": "3"})

    assert kept.status_code == 422
    assert read(kept.content).values[f"score-{first.pk}"] == "77"
    assert turned["Location"] == f"{ORDER}?at=3"
    assert first.placements.count() == 2


def test_a_line_that_is_not_there_is_not_found(visitor: Visitor, life: Life) -> None:
    client = visitor(life.city)

    assert client.get(f"{BOARD}nothing/").status_code == 404
    assert client.get("/board/nothing/").status_code == 404
    assert client.post(f"{ORDER}move/12345/", {"to": "1"}).status_code == 409


def test_the_board_says_what_is_stuck_where(visitor: Visitor, life: Life, on: On) -> None:
    with on("2023-05-04"):
        life.submitted(7)
    life.scored("95", "90", "88", "88")

    page = read(visitor(life.city).get(BOARD).content).text

    assert "示范企业的名额线上有 2 家并列，等您决定" in page
    assert "甘井子区：1 件在“区级初审”" in page
    assert page.index("去决定") < page.index("8 天")


def test_the_board_calls_nothing_stuck_that_moved_today(visitor: Visitor, life: Life, on: On) -> None:
    life.submitted(7)
    today = read(visitor(life.city).get(BOARD).content).text
    with on("2023-05-13"):
        tomorrow = read(visitor(life.city).get(BOARD).content).text

    assert "1 件在“区级初审”" not in today
    assert "1 件在“区级初审”" in tomorrow


def test_the_board_says_how_many_wait_that_it_does_not_name_and_where_they_are(
    visitor: Visitor, life: Life
) -> None:
    for number in range(1, A_FEW + 2):
        life.recommended(number)

    page = read(visitor(life.city).get(BOARD).content)

    assert "另有 1 家到了本级、还没评定" in page.text
    assert f"/selection/{CALL}/list/?stage=city&procedure=enterprise" in page.links


@pytest.mark.parametrize("rows", [1, MANY])
@pytest.mark.parametrize("address", [BOARD, ORDER])
def test_board_and_order_ask_as_little_for_many_as_for_one(
    visitor: Visitor,
    life: Life,
    rows: int,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    life.scored(*(str(90 - number) for number in range(rows)))
    client = visitor(life.city)
    client.get(address)

    with django_assert_max_num_queries(19):
        assert client.get(address).status_code == 200


def test_a_district_has_no_board(visitor: Visitor, life: Life) -> None:
    assert visitor(life.district).get(BOARD).status_code == 403


def move(visitor: Visitor, life: Life, one: Application, to: int, reason: str = "") -> int:
    client = visitor(life.city)
    seen = read(client.get(ORDER).content).values
    given = {key: value for key, value in seen.items() if key.startswith(("seen-", "score-", "rank-"))}
    return client.post(f"{ORDER}move/{one.pk}/", {**given, "to": str(to), "reason": reason}).status_code


def ranked(life: Life) -> list[str]:
    line = board_of(life.city, definition_of(life.published)).lines[0]
    return [one.application.subject for one in line.ranked]


def test_one_is_moved_up_and_down_by_its_buttons(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90", "85", "80")

    assert move(visitor, life, applications[3], 2) == 302
    assert ranked(life) == [name(1), name(4), name(2), name(3)]
    assert move(visitor, life, applications[0], 3) == 302
    assert ranked(life) == [name(4), name(2), name(1), name(3)]
    assert move(visitor, life, applications[3], 4) == 302
    assert ranked(life) == [name(2), name(1), name(3), name(4)]


def test_nobody_is_moved_past_equals_without_a_reason(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90", "88", "88", "80")

    assert move(visitor, life, applications[4], 2) == 422
    assert ranked(life)[:2] == [name(1), name(2)]
    assert move(visitor, life, applications[4], 2, "现场考查后复议") == 302
    assert ranked(life)[1] == name(5)


def test_who_holds_a_place_is_neither_moved_nor_passed(visitor: Visitor, life: Life) -> None:
    applications = life.scored("95", "90")
    life.act(applications[0], "nominate", life.city)

    assert move(visitor, life, applications[1], 1) == 409
    assert move(visitor, life, applications[0], 2) == 409


def test_what_is_typed_is_not_lost_by_a_move(visitor: Visitor, life: Life) -> None:
    first, _second = life.scored("95", "90")

    answer = visitor(life.city).post(
        f"{ORDER}move/{first.pk}/", {"to": "2", f"score-{first.pk}": "77", f"rank-{first.pk}": ""}
    )

    assert answer.status_code == 422
    assert read(answer.content).values[f"score-{first.pk}"] == "77"
