"""Papers of one thing stand where their reader looks for them, and are downloaded by one button."""

from django.urls import reverse

from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def test_an_applicant_downloads_the_receipt_on_the_page_of_its_application(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1)
    client = visitor(life.applicant(1))
    address = reverse("paper-about", args=[CALL, "receipt", application.pk])

    page = client.get(reverse("application", args=[application.pk]))
    answer = client.post(address)

    assert "申报回执" in read(page.content).text
    assert address in page.content.decode()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert client.get(address).status_code == 405


def test_before_it_was_submitted_there_is_nothing_to_download(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    client = visitor(life.applicant(1))

    page = client.get(reverse("application", args=[application.pk]))
    refused = client.post(reverse("paper-about", args=[CALL, "receipt", application.pk]))

    assert "申报回执" not in read(page.content).text
    assert refused.status_code == 409
    assert "现在没有可以出具“申报回执”的事项" in read(refused.content).text
