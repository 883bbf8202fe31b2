"""What no page would send: it is told in words, and nothing of it is kept."""

import re
from typing import Any

import pytest
from django.test import Client

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.drafts import save_answers, start_application
from tests.site.life.conftest import CALL, Life


@pytest.mark.parametrize(
    "answer", ["a\x00b", "\ud800", float("nan"), float("inf"), [{"x": "\ud800"}], {"2022": "\x00"}]
)
def test_an_answer_that_no_database_keeps_is_refused(life: Life, answer: Any) -> None:
    application = life.draft()

    with pytest.raises(BadInput) as told:
        save_answers(
            application.pk,
            {"operating_income": answer},
            account=life.applicant(1),
            version=application.version,
        )

    before = application.answers
    application.refresh_from_db()
    assert application.answers == before
    assert told.value.field == "operating_income"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_words_that_no_database_keeps_are_refused_with_the_act(life: Life, text: str) -> None:
    application = life.submitted()

    with pytest.raises(BadInput):
        life.act(application, "return", life.district, reason=text, opinion=text)


def test_an_enterprise_cannot_file_as_a_city_by_its_address(life: Life) -> None:
    with pytest.raises(Refused):
        start_application(life.applicant(1), CALL, "city")


def test_the_viewer_of_the_api_takes_its_scripts_from_here_alone(life: Life) -> None:
    shown = Client().get("/api/docs").content.decode()

    assert "<script src=" in shown.replace("<script defer src=", "<script src=")
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", shown)
