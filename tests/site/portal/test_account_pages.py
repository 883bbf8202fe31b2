"""Organisations register, people sign in."""

import pytest

from linxuan_site.demo.people import credit_code
from linxuan_site.models import Account, Organisation
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

GIVEN = {
    "name": "示例新来有限公司",
    "credit_code": credit_code(42),
    "full_name": "李示例",
    "email": "li@example.com",
    "username": "newcomer",
    "password": "a-long-password-7",
}


def test_an_organisation_registers_and_its_person_is_signed_in(visitor: Visitor) -> None:
    answer = visitor().post("/sign-up/", GIVEN, follow=True)

    assert answer.redirect_chain == [("/my/", 302)]
    assert "示例新来有限公司" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("credit_code", GIVEN["credit_code"][:-1] + "0", "信用代码"),
        ("credit_code", "123", "信用代码"),
        ("password", "1234", "密码"),
        ("name", "", "请填写“单位名称”"),
        ("email", "nobody", "电子邮箱"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    visitor: Visitor, field: str, value: str, told: str
) -> None:
    answer = visitor().post("/sign-up/", {**GIVEN, field: value})
    page = read(answer.content)

    assert answer.status_code == 422
    assert told in page.text
    assert f"#id_{field}" in page.links
    assert {key: page.values[key] for key in GIVEN} == {**GIVEN, field: value}
    assert not Organisation.objects.filter(name=GIVEN["name"]).exists()


def test_a_region_registers_without_a_code(visitor: Visitor) -> None:
    visitor().post("/sign-up/", {**GIVEN, "name": "示例市", "credit_code": ""})

    assert Account.objects.get(username="newcomer").organisation.credit_code is None


def test_nobody_joins_an_organisation_by_knowing_its_code(visitor: Visitor) -> None:
    visitor().post("/sign-up/", GIVEN)

    answer = visitor().post(
        "/sign-up/", {**GIVEN, "name": "别的名字有限公司", "full_name": "赵示例", "username": "another"}
    )
    told = answer.content.decode()

    assert answer.status_code == 422
    assert "请向本单位的签署人要一个邀请" in told
    assert GIVEN["name"] not in told, "whose code it is"
    assert GIVEN["full_name"] not in told, "who registered it"
    assert not Account.objects.filter(username="another").exists()


def test_a_wrong_password_is_said_and_the_name_is_kept(visitor: Visitor, life: Life) -> None:
    life.applicant(1)

    answer = visitor().post("/sign-in/", {"username": "applicant-1", "password": "wrong"})
    page = read(answer.content)

    assert answer.status_code == 422
    assert "用户名或密码不对" in page.text
    assert page.values["username"] == "applicant-1"


def test_signing_in_leads_to_where_one_was_going(visitor: Visitor) -> None:
    client = visitor()
    client.post("/sign-up/", GIVEN)
    client.post("/sign-out/")

    answer = client.get("/my/", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/my/", 302)]

    page = read(answer.content)
    given = {"username": "newcomer", "password": GIVEN["password"], "next": page.values["next"]}
    assert client.post("/sign-in/", given)["Location"] == "/my/"


def test_signing_out_takes_a_button_not_a_link(visitor: Visitor, life: Life) -> None:
    client = visitor(life.applicant(1))

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get("/my/").status_code == 302
