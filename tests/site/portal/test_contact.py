"""The contact person of an organisation: kept, changed, with those before; where its messages go."""

import pytest
from django.db import DatabaseError, transaction

from linxuan_site.models import ContactPerson, Delivery
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

GIVEN = {"contact_name": "周示例", "phone": "010-12345678", "contact_email": "zhou@example.com"}


def test_a_contact_person_is_changed_and_those_before_stay(visitor: Visitor, life: Life) -> None:
    client = visitor(life.colleague(life.applicant(1), "editor"))

    client.post("/my/contact/", GIVEN)
    client.post("/my/contact/", GIVEN)
    page = read(client.post("/my/contact/", {**GIVEN, "contact_name": "吴示例"}, follow=True).content)

    assert page.values["contact_name"] == "吴示例"
    assert "以前的联系人" in page.text
    assert "周示例" in page.text
    assert ContactPerson.objects.count() == 2
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        ContactPerson.objects.update(phone="0")


@pytest.mark.parametrize(
    ("field", "value"), [("contact_name", ""), ("phone", "不知道"), ("contact_email", "x")]
)
def test_what_is_wrong_is_said_at_its_field(visitor: Visitor, life: Life, field: str, value: str) -> None:
    answer = visitor(life.applicant(1)).post("/my/contact/", {**GIVEN, field: value})

    assert answer.status_code == 422
    assert f"#id_{field}" in read(answer.content).links
    assert not ContactPerson.objects.exists()


def test_messages_go_to_the_contact_person_too_and_once_to_an_address(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    address = life.applicant(1).email
    colleague = life.colleague(life.applicant(1), "editor")
    visitor(life.applicant(1)).post("/my/contact/", GIVEN)
    life.act(application, "return", life.district, opinion="请核对")
    visitor(life.applicant(1)).post("/my/contact/", {**GIVEN, "contact_email": address.upper()})
    life.act(application, "submit", life.applicant(1))
    life.act(application, "return", life.district, opinion="请再核对")

    sent = list(Delivery.objects.filter(topic="application.step").values_list("recipient", flat=True))

    assert sent[:3] == [address, colleague.email, "zhou@example.com"]
    assert [one.lower() for one in sent[3:]] == [address.lower(), colleague.email]


def test_an_office_in_charge_reads_whom_to_ask_once_it_was_filed(visitor: Visitor, life: Life) -> None:
    draft, filed = life.draft(1), life.submitted(2)
    for number in (1, 2):
        visitor(life.applicant(number)).post("/my/contact/", GIVEN)

    pages = [
        read(visitor(life.district).get(f"/desk/applications/{one.pk}/").content) for one in (draft, filed)
    ]

    assert ["010-12345678" in page.text for page in pages] == [False, True]
    assert "tel:010-12345678" in pages[1].links
