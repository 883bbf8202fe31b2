"""Screenings by API: the same acts, the same refusals."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linxuan_site.models import Screening
from linxuan_site.queries.screenings import folder_of
from tests.site.doors.test_api import Caller
from tests.site.life.conftest import CALL, Life
from tests.site.screening.conftest import REGISTER, Ask
from tests.site.screening.results import CURVE, RESULT

PATH = f"/calls/{CALL}/screenings"


@pytest.fixture
def city(life: Life) -> Caller:
    return Caller(life.city)


def send(caller: Caller, **typed: Any) -> Any:
    body = {"file": SimpleUploadedFile("名录.csv", REGISTER), "track": "enterprise", **typed}
    return caller.client.post(f"/api{PATH}", body)


def test_a_screening_is_asked_for_watched_and_stopped(city: Caller) -> None:
    asked = send(city, values=["service_share_min=25%"], day="2023-05-01")
    key = asked.json()["id"]

    seen = city.get(f"/screenings/{key}").json()
    stopped = city.send("post", f"/screenings/{key}/stop", {})
    again = city.send("post", f"/screenings/{key}/restart", {})

    assert asked.status_code == 201, asked.content
    assert (seen["state"], seen["values"]) == ("waiting", {"service_share_min": "25%"})
    assert (stopped.json()["state"], again.json()["state"]) == ("stopped", "waiting")
    assert [one["id"] for one in city.get(PATH).json()] == [key]


def test_what_came_of_it_is_read_and_downloaded_and_deleted(city: Caller, ask: Ask) -> None:
    screening = ask()
    (folder_of(screening) / "result.csv").write_text("row\n", "utf-8")
    screening.state, screening.finished_at, screening.files = (
        "done",
        screening.asked_at,
        {"csv": "result.csv"},
    )
    screening.result, screening.curve = RESULT, CURVE
    screening.save()

    whole = city.get(f"/screenings/{screening.pk}").json()
    file = city.get(f"/screenings/{screening.pk}/files/csv")
    gone = city.client.delete(f"/api/screenings/{screening.pk}")

    assert (whole["verdicts"]["eligible"], whole["files"]) == (700, ["csv"])
    assert b"".join(file) == b"row\n"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert gone.status_code == 204
    assert city.get(f"/screenings/{screening.pk}/files/csv").status_code == 404
    assert Screening.objects.get().deleted_at is not None


@pytest.mark.parametrize(
    "typed", [{"track": "nothing"}, {"day": "五月"}, {"values": ["25%"]}, {"vary": "service_share_min"}]
)
def test_what_cannot_be_screened_is_one_sentence(city: Caller, typed: dict[str, Any]) -> None:
    answer = send(city, **typed)

    assert answer.status_code == 400
    assert answer.json()["reason"]
    assert not Screening.objects.exists()


def test_strangers_are_told_that_there_is_nothing(life: Life, ask: Ask) -> None:
    screening = ask()

    for account in (life.district, life.applicant(1)):
        caller = Caller(account)
        assert send(caller).status_code == 404
        assert caller.get(PATH).status_code == 404
        for path in ("", "/files/csv"):
            assert caller.get(f"/screenings/{screening.pk}{path}").status_code == 404
        for act in ("stop", "restart"):
            assert caller.send("post", f"/screenings/{screening.pk}/{act}", {}).status_code == 404
        assert caller.client.delete(f"/api/screenings/{screening.pk}").status_code == 404
