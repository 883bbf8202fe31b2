"""What Prometheus reads: counted in each process as it answers, and asked of the database when it is read.

Labels are names of routes, methods and states of answers: some hundreds of series for one process, whatever the number
of people and applications. Several processes share `PROMETHEUS_MULTIPROC_DIR`, which `linxuan_site.server` sets.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from linxuan_site.queries.tallies import applications_by_stage, filings, filings_of_today
from linxuan_site.queries.ticking import jobs_done
from linxuan_site.queries.waiting import outbox, work_waiting
from linxuan_site.refusals.ledger import how_many
from linxuan_site.watching.requests import Noted

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds: most pages take 10 to 50 ms, what opens a file some seconds."""

requests = Counter("linxuan_requests", "Requests answered", ["route", "method", "status"])
seconds = Histogram("linxuan_request_seconds", "Seconds until the answer", ["route"], buckets=BOUNDS)
in_database = Counter("linxuan_database_seconds", "Seconds that requests waited for the database", ["route"])
queries = Counter("linxuan_database_queries", "Statements that requests asked", ["route"])
in_flight = Gauge("linxuan_requests_in_flight", "Requests being answered now", multiprocess_mode="livesum")


def watched(
    get_response: Callable[[HttpRequest], HttpResponseBase], request: HttpRequest
) -> HttpResponseBase:
    """Answer a request, which counts as in flight meanwhile."""
    in_flight.inc()
    try:
        return get_response(request)
    finally:
        in_flight.dec()


def note(route: str, noted: Noted, status: int, took: float) -> None:
    """Count a request that was answered."""
    requests.labels(route, noted.method, str(status)).inc()
    seconds.labels(route).observe(took)
    in_database.labels(route).inc(noted.in_database)
    queries.labels(route).inc(noted.queries)


def exposition() -> bytes:
    """Return all figures in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Standing())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return bytes(generate_latest(registry))
    return bytes(generate_latest(REGISTRY) + generate_latest(registry))


class _Standing(Collector):
    """How things stand when they are read."""

    def collect(self) -> Iterator[Metric]:
        """Yield who was refused, and the figures of the database; where it is down, only that."""
        refused = how_many(timezone.localdate())
        yield GaugeMetricFamily(
            "linxuan_refused_today", "Requests refused at overload on this day", value=refused
        )
        try:
            yield from list(_of_the_database())
            answers = 1
        except DatabaseError:
            answers = 0
        yield GaugeMetricFamily("linxuan_database_up", "Whether the database answers", value=answers)


def _of_the_database() -> Iterator[Metric]:
    found = outbox()
    states = [("waiting", found.waiting), ("failing", found.failing)]
    yield _gauge("linxuan_messages", "Messages that are not sent", ["state"], states)
    yield _gauge("linxuan_work_waiting", "Work that no process has taken", ["work"], work_waiting().items())
    by_stage = applications_by_stage()
    yield _gauge("linxuan_applications", "Applications by stage", ["call", "stage"], by_stage)
    yield _gauge("linxuan_filings", "Applications that were ever filed", ["call"], filings())
    yield _gauge("linxuan_filings_today", "Applications filed on this day", ["call"], filings_of_today())
    jobs = jobs_done()
    when = [(job.name, job.went_well_at.timestamp()) for job in jobs if job.went_well_at]
    yield _gauge("linxuan_job_went_well_seconds", "When a job of the timer last went well", ["job"], when)
    failed = [(job.name, int(bool(job.fault))) for job in jobs]
    yield _gauge("linxuan_job_failed", "Whether the last run of a job failed", ["job"], failed)


def _gauge(name: str, told: str, labels: list[str], rows: Any) -> Metric:
    family = GaugeMetricFamily(name, told, labels=labels)
    for *values, number in rows:
        family.add_metric(values, number)
    return family
