"""A field is drawn once for everybody who fills it in, and each sees nobody's answer but his own."""

import pytest
from django.test import Client

from linxuan_site.models import Application
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor

MEAN = '</textarea><script>alert(1)</script>"&\ue0001\ue000'


def page(client: Client, application: Application, section: str) -> str:
    return client.get(f"/applications/{application.pk}/form/{section}/").content.decode()


def field_of_text(application: Application) -> str:
    """The field of the measures that holds the longest text."""
    answers = {key: value for key, value in application.answers.items() if key.startswith("measure_")}
    return max(answers, key=lambda one: len(answers[one]))


@pytest.fixture
def two(life: Life) -> tuple[Application, Application]:
    """Complete drafts of two applicants."""
    return life.draft(1), life.draft(2)


def test_each_sees_his_own_answer_in_the_same_field(
    two: tuple[Application, Application], life: Life, visitor: Visitor
) -> None:
    field = field_of_text(two[0])
    for one, text in zip(two, ("甲的做法", "乙的做法"), strict=True):
        one.answers[field] = text
        one.save()
    pages = [page(visitor(life.applicant(number)), one, "measures") for number, one in enumerate(two, 1)]
    assert ("甲的做法" in pages[0], "乙的做法" in pages[0]) == (True, False)
    assert ("甲的做法" in pages[1], "乙的做法" in pages[1]) == (False, True)
    # The record of changes that a field leads to is one's own too.
    assert f"/applications/{two[0].pk}/changes/" not in pages[1]


def test_an_answer_stands_on_the_page_as_it_was_typed_whatever_it_is(
    two: tuple[Application, Application], life: Life, visitor: Visitor
) -> None:
    field = field_of_text(two[0])
    two[0].answers[field] = MEAN
    two[0].save()
    shown = page(visitor(life.applicant(1)), two[0], "measures")
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;\ue0001\ue000" in shown
    assert "<script>alert(1)" not in shown


def test_a_field_that_was_emptied_shows_nothing_of_what_stood_there(
    two: tuple[Application, Application], life: Life, visitor: Visitor
) -> None:
    field = field_of_text(two[0])
    client = visitor(life.applicant(1))
    two[0].answers[field] = "只写在这里的话"
    two[0].save()
    assert "只写在这里的话" in page(client, two[0], "measures")
    del two[0].answers[field]
    two[0].save()
    assert "只写在这里的话" not in page(client, two[0], "measures")
