"""The guide of a track, and the check that anybody makes of himself: nothing of it is kept."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan.explaining import fields_asked
from linxuan.programme.lookup import papers_of
from linxuan_site.actions.calls import publish_call
from linxuan_site.models import AnswerChange, Application, Session
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ADDRESS = f"/calls/{CALL}/self-check/enterprise/"
OTHER_PROGRAMMES = Path(__file__).parents[2] / "programmes"
YEARS = {"operating_income": "1,000", "service_income_direct": "200", "service_income_indirect": "50"}


def typed() -> dict[str, str]:
    """Answers to some of what the conditions look at."""
    amounts = {f"{field}.{year}": amount for field, amount in YEARS.items() for year in (2020, 2021, 2022)}
    return {"is_legal_person": "true", "has_violation": "true", "district": "210211", **amounts}


def test_the_self_check_says_what_holds_what_does_not_and_what_is_lacking(visitor: Visitor) -> None:
    page = read(visitor().post(ADDRESS, typed()).content)

    assert "按现在填的，还不符合" in page.text
    assert "还差 50.00 万元" in page.text
    assert page.values["operating_income.2022"] == "1,000"
    assert page.values["is_legal_person"] == "true"


def test_it_asks_for_nothing_but_what_the_conditions_look_at(visitor: Visitor, life: Life) -> None:
    call = definition_of(life.published)
    page = read(visitor().get(ADDRESS).content)
    asked = {given["data-field"] for tag, given in page.tags if given.get("data-field")}

    assert asked
    assert asked <= fields_asked(call, "enterprise")
    assert "credit_code" not in asked
    assert not [given for tag, given in page.tags if given.get("type") == "file"]


def test_it_names_first_what_would_settle_most(visitor: Visitor) -> None:
    text = read(visitor().get(ADDRESS).content).text

    assert "先填这几项，最说明问题" in text
    assert "关系到 1 项条件" in text


def test_nothing_of_a_self_check_is_kept(visitor: Visitor) -> None:
    client = visitor()
    client.get(ADDRESS)

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(ADDRESS, typed())

    assert answer.status_code == 200
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries)
    assert "sessionid" not in client.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not Session.objects.exists()
    assert not Application.objects.exists()
    assert not AnswerChange.objects.exists()


def test_while_one_types_the_panel_comes_alone(visitor: Visitor) -> None:
    answer = visitor().post(
        ADDRESS, {**typed(), "operating_income.2022": "many"}, headers={"HX-Request": "true"}
    )
    page = read(answer.content)

    assert page.count("h1") == 0
    assert "verify" in page.ids
    assert "m_operating_income" in page.ids
    assert page.count("input") == 0


def test_what_cannot_be_read_is_said_and_stays_as_it_was_typed(visitor: Visitor) -> None:
    answer = visitor().post(ADDRESS, {"operating_income.2022": "很多\0"})
    page = read(answer.content)

    assert answer.status_code == 422
    assert page.values["operating_income.2022"].startswith("很多")
    assert "#id_operating_income.2020" in page.links


def test_who_comes_from_elsewhere_meets_a_page_that_still_works(life: Life) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get(ADDRESS).cookies["csrftoken"].value

    assert client.post(ADDRESS, {**typed(), "csrfmiddlewaretoken": token}).status_code == 200


@pytest.mark.parametrize("track", ["project", "nothing"])
@pytest.mark.parametrize("page", ["self-check", "guide"])
def test_what_is_not_open_has_no_guide(visitor: Visitor, page: str, track: str) -> None:
    assert visitor().get(f"/calls/{CALL}/{page}/{track}/").status_code == 404


@pytest.mark.parametrize("track", ["enterprise", "platform", "city"])
def test_the_guide_has_every_condition_with_its_clause_every_paper_and_every_day(
    visitor: Visitor, life: Life, on: On, track: str
) -> None:
    call = definition_of(life.published)
    with on("2023-05-10"):
        page = read(visitor().get(f"/calls/{CALL}/guide/{track}/").content)

    for element in (*call.rules.values(), *papers_of(call, track), *call.deadlines.values()):
        if track in element.concerns:
            assert element.name in page.text, element.id
            assert not element.clause or f"/calls/{CALL}/#{element.clause}" in page.links
    assert "纸质 3 份" in page.text
    assert "2023年5月15日（周一）24:00 前" in page.text
    assert page.count("h1") == 1


@pytest.mark.parametrize("package", ["champion-2022", "craft-2024"])
def test_guide_and_self_check_are_made_from_any_programme(visitor: Visitor, package: str) -> None:
    call = definition_of(publish_call(OTHER_PROGRAMMES / package))
    for track in (one for one in call.tracks.values() if one.open):
        for page in ("guide", "self-check"):
            assert visitor().get(f"/calls/{call.id}/{page}/{track.id}/").status_code == 200


def test_a_row_of_a_group_is_added_and_taken_away_by_buttons(visitor: Visitor) -> None:
    call = definition_of(publish_call(OTHER_PROGRAMMES / "craft-2024"))
    address = f"/calls/{call.id}/self-check/workshop/"
    group = next(one for one in fields_asked(call, "workshop") if call.fields[one].kind == "group")
    column = next(one for one in call.fields[group].fields if call.fields[one].kind in ("integer", "text"))

    more = read(visitor().post(address, {f"{group}.0.{column}": "7", "go": f"more.{group}"}).content)
    less = read(
        visitor()
        .post(
            address,
            {f"{group}.0.{column}": "7", f"{group}.1.{column}": "8", "remove": f"{group}.0"},
        )
        .content
    )

    assert f"{group}.1.{column}" in more.values
    assert less.values[f"{group}.0.{column}"] == "8"
