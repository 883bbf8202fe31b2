"""One size after another: more applications, a fresh server, filings one by one, and those of the last minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.filing.filers import Filer, filers, model_of_drafts
from bench.filing.journeys import Filing, Form, file_new, file_of, read_form, signed_in
from bench.filing.loads import Curve, Go, closed, opened
from bench.filing.places import SECTIONS, workplace
from bench.filing.spending import Meter, meter_of
from bench.portal.seed import grow
from bench.portal.servers import Site, free_port, served
from tools.words import tell

WARM = 6
"""Filings before anything is measured."""
AT_ONCE = 2
"""How many file at a time in the closed loop: as many as there are workers."""


@dataclass(frozen=True)
class Course:
    """How many file in the closed loop, signed in and new, and how they arrive at the end."""

    signed_in: int
    new: int
    curve: Curve


def measured(
    address: str, sizes: Sequence[int], course: Course, environment: Mapping[str, str]
) -> dict[int, dict[str, Any]]:
    """Return what filings cost by size."""
    found, before = {}, 0
    for size in sizes:
        tell(f"准备 {size:,} 件申报 …", f"Making {size:,} applications …")
        grow(address, size, before)
        before = size
        found[size] = _at(size, address, course, environment)
        one = found[size]["signed_in"]
        tell(
            f"  一次申报：{one['web_ms']} + {one['database_ms']} 毫秒",
            f"  a filing: {one['web_ms']} + {one['database_ms']} ms",
        )
    return found


def _at(size: int, address: str, course: Course, environment: Mapping[str, str]) -> dict[str, Any]:
    from linxuan_site.cli.site import server_command

    warm = filers(WARM, f"warm-{size}")
    first = filers(course.signed_in, f"closed-{size}")
    late = filers(len(course.curve.arrivals()), f"curve-{size}")
    _forget_connections()
    port = free_port()
    with served(server_command(f"127.0.0.1:{port}"), port, environment, workplace() / "site.log") as running:
        meter = meter_of(running.master, address)
        form = _form(port, warm[0])
        for number, one in enumerate(warm):
            file_of(port, one, form, number)
        tell("  一个一个地报 …", "  one after the other …")
        by_one = closed(_filing(port, first, form), course.signed_in, AT_ONCE, meter)
        new = _new(running, size, course.new, form, meter)
        tell("  最后几分钟 …", "  the last minutes …")
        curve = opened(_filing(port, late, form), course.curve, meter)
    return {"signed_in": by_one, "new": new, "curve": curve}


def _filing(port: int, people: Sequence[Filer], form: Form) -> Go:
    return lambda number: file_of(port, people[number], form, number)


def _new(running: Site, size: int, count: int, form: Form, meter: Meter) -> dict[str, Any]:
    from linxuan_site.demo.people import credit_code
    from linxuan_site.documents.sample import sample_pdf

    upload = sample_pdf("示例")

    def go(number: int) -> Filing:
        # A code of its own at every size: 7 figures, of which the demonstration has the first thousand.
        code = credit_code(20_000_000 + size * 10 + number)
        return file_new(running.port, form, f"new-{size}-{number}", code, upload)

    return closed(go, count, AT_ONCE, meter)


def _form(port: int, filer: Filer) -> Form:
    from linxuan.programme import lookup
    from linxuan_site.queries.calls import definition_of

    model = model_of_drafts()
    own = lookup.sections_of(definition_of(model.published_call), model.procedure, by="applicant")
    sections = [one.id for one in own]
    assert set(SECTIONS) <= set(sections)
    _forget_connections()
    return read_form(signed_in(port, filer), filer.application, sections)


def _forget_connections() -> None:
    from django.db import connections

    connections.close_all()
