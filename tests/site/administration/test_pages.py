"""The pages of the administrators: one heading each, every control named, open to nobody else."""

import pytest

from linxuan_site.models import Account
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

PAGES = (
    "/administration/",
    "/administration/record/",
    "/administration/check/",
    "/administration/offices/",
    "/administration/people/",
    "/administration/people/new/",
    "/administration/programmes/",
    "/administration/programmes/dalian-2023/",
    "/administration/holidays/",
    "/administration/holidays/2023/",
    "/administration/holidays/2090/",
    "/administration/holidays/import/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_nothing_inline_and_a_name_for_every_control(
    visitor: Visitor, administrator: Account, life: Life, address: str
) -> None:
    answer = visitor(administrator).get(address)
    page = read(answer.content)
    labelled = {given["for"] for tag, given in page.tags if tag == "label" and "for" in given}
    controls = [
        given
        for tag, given in page.tags
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden"
    ]

    assert answer.status_code == 200
    assert page.count("h1") == 1
    assert page.count("style") == 0
    assert not [
        tag for tag, given in page.tags if "style" in given or any(key.startswith("on") for key in given)
    ]
    assert not [one for one in controls if one.get("id") not in labelled and "aria-label" not in one]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_open_to_administrators_only(visitor: Visitor, life: Life, address: str) -> None:
    assert visitor().get(address).status_code == 302
    assert visitor(life.city).get(address).status_code == 403
    assert visitor(life.applicant(1)).get(address).status_code == 403


@pytest.mark.parametrize("which", ["offices", "people"])
def test_the_page_of_an_office_and_of_a_person_are_sound(
    visitor: Visitor, administrator: Account, life: Life, which: str
) -> None:
    life.submitted(1)
    key = life.district.office_id if which == "offices" else life.district.pk
    page = read(visitor(administrator).get(f"/administration/{which}/{key}/").content)
    ids = [given["id"] for _tag, given in page.tags if "id" in given]

    assert page.count("h1") == 1
    assert len(ids) == len(set(ids))


def test_the_way_to_administration_is_shown_to_administrators_only(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    assert "/administration/" in read(visitor(administrator).get("/").content).links
    assert "/administration/" not in read(visitor(life.city).get("/").content).links


@pytest.mark.parametrize(
    ("address", "posted", "input_"),
    [
        ("/administration/offices/", {}, "authority"),
        ("/administration/people/new/", {"place": "administrator"}, "username"),
        (
            "/administration/people/new/",
            {"place": "organisation", "full_name": "新示例", "username": "new"},
            "organisation",
        ),
        ("/administration/programmes/", {}, "package"),
        ("/administration/holidays/import/", {"read": "no table"}, "table"),
        ("/administration/offices/{office}/rename/", {"name": "新名称区"}, "why_rename"),
        ("/administration/offices/{office}/rename/", {"why": "更名"}, "name"),
        ("/administration/offices/{office}/end/", {"why": "撤销"}, "last_day"),
        ("/administration/people/{person}/move/", {"place": "", "why": "调动"}, "place"),
        ("/administration/people/{person}/active/", {"active": "no"}, "why_active"),
        ("/administration/people/{person}/administrator/", {"administrator": "yes"}, "why_administrator"),
    ],
)
def test_what_is_wrong_is_said_at_its_own_input_which_the_summary_leads_to(
    visitor: Visitor, administrator: Account, life: Life, address: str, posted: dict[str, str], input_: str
) -> None:
    keys = {"office": life.district.office_id, "person": life.district.pk}
    given = {name: value.format(**keys) for name, value in posted.items()}

    answer = visitor(administrator).post(address.format(**keys), given)
    page = read(answer.content)
    (control,) = [one for _tag, one in page.tags if one.get("id") == f"id_{input_}"]

    assert answer.status_code == 422
    assert f"#id_{input_}" in page.links
    assert control["aria-invalid"] == "true"
    assert f"id_{input_}_error" in control["aria-describedby"].split()
    assert f"id_{input_}_error" in page.ids


@pytest.mark.parametrize(
    ("address", "inputs"),
    [
        ("/administration/people/new/", ["full_name", "username", "place"]),
        ("/administration/offices/", ["authority", "kind", "key", "name"]),
    ],
)
def test_all_that_is_missing_is_told_at_once_in_the_order_of_the_page(
    visitor: Visitor, administrator: Account, life: Life, address: str, inputs: list[str]
) -> None:
    page = read(visitor(administrator).post(address).content)

    assert [one.removeprefix("#id_") for one in page.links if one.startswith("#id_")] == inputs
