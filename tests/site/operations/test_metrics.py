"""`/metrics`: off unless a setting says so, for whom the settings name, and with few enough series to keep."""

import re
from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import get_resolver
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from linxuan_site import outbox
from linxuan_site.actions.ticking import tick
from linxuan_site.models import Application, Delivery, Message
from linxuan_site.refusals.ledger import WAITED, Asked, refuse
from tests.site.life.conftest import CALL, Life, in_may, life, on
from tests.site.messages.conftest import extension

__all__ = ["in_may", "life", "on"]
Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(client: Client, **headers: str) -> Series:
    text = client.get("/metrics", headers=headers).content.decode()
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


@pytest.fixture
def watched(settings: Settings) -> Client:
    settings.METRICS = True
    return Client()


def test_figures_are_off_unless_a_setting_says_so(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_figures_are_for_this_machine_and_never_for_who_comes_through_a_proxy(
    db: None, watched: Client
) -> None:
    assert watched.get("/metrics").status_code == 200
    assert watched.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
    assert watched.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert watched.post("/metrics").status_code == 405


def test_who_has_the_token_reads_them_from_anywhere(db: None, watched: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = "a-token", ["10.0.0.9"]

    def asked(given: str) -> int:
        return watched.get("/metrics", headers={"authorization": given}).status_code

    assert [asked("Bearer a-token"), asked("Bearer another"), asked("Bearer "), asked("")] == [
        200,
        403,
        403,
        403,
    ]
    assert watched.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_an_answer_is_counted_by_its_route_with_its_time(db: None, watched: Client) -> None:
    one = ("linxuan_requests_total", (("method", "GET"), ("route", "glossary"), ("status", "200")))
    took = ("linxuan_request_seconds_count", (("route", "glossary"),))
    before = read(watched)

    watched.get("/glossary/")
    after = read(watched)

    assert [after[key] - before.get(key, 0) for key in (one, took)] == [1, 1]
    assert after[("linxuan_database_queries_total", (("route", "glossary"),))] > 0
    assert after[("linxuan_requests_in_flight", ())] == 0


def test_addresses_and_words_of_strangers_make_no_series(db: None, watched: Client) -> None:
    for number in range(5):
        watched.get(f"/no/such/{number}/")
        watched.get(f"/register/titles/{number}/")
        watched.generic(f"WORD{number}", "/glossary/")

    labels = {value for _name, pairs in read(watched) for key, value in pairs if key in ("route", "method")}

    known = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    known |= {"-", "other", "GET", "POST", "HEAD", "PUT", "PATCH", "DELETE"}
    assert {one for one in labels if not one.startswith("api:")} <= known


def test_how_things_stand_is_asked_when_it_is_read(life: Life, watched: Client) -> None:
    application = life.submitted(1)
    life.draft(2)
    outbox.tell(extension(), [life.city])
    Delivery.objects.all().delete()
    message = Message.objects.earliest("pk")
    Delivery.objects.create(
        message=message,
        topic=message.topic,
        fact=message.fact,
        channel="email",
        recipient="nobody@example.com",
        state="given_up",
        fault="refused",
        next_try_at=datetime(2023, 5, 12, tzinfo=UTC),
    )
    list(tick())
    refuse(Asked("submit", "POST", "/"), WAITED)

    found = read(watched)

    assert found[("linxuan_applications", (("call", CALL), ("stage", "draft")))] == 1
    assert found[("linxuan_applications", (("call", CALL), ("stage", application.stage)))] == 1
    assert found[("linxuan_filings", (("call", CALL),))] == 1
    assert found[("linxuan_filings_today", (("call", CALL),))] == 1
    assert found[("linxuan_messages", (("state", "failing"),))] == 1
    assert (
        found[("linxuan_work_waiting", (("work", "scans"),))]
        == Application.objects.filter(number__gt="").count()
    )
    assert found[("linxuan_job_failed", (("job", "outbox"),))] == 0
    assert found[("linxuan_database_up", ())] == 1
    assert found[("linxuan_refused_today", ())] == 1


def test_without_a_database_the_figures_of_the_processes_are_there_all_the_same(
    db: None, watched: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise OperationalError("postgresql://somebody:secret@host")

    watched.get("/glossary/")
    monkeypatch.setattr("linxuan_site.watching.meter.outbox", down)
    answer = watched.get("/metrics").content.decode()

    assert "linxuan_database_up 0.0" in answer
    assert re.search(r'linxuan_requests_total{.*route="glossary"', answer)
    assert "secret" not in answer
