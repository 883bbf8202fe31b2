"""Measuring pages beside the empty page of the same server, in turns, and a hundred people who type."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.portal.pages import Page
from bench.portal.places import EMPTY
from bench.portal.readers import Typist
from bench.portal.servers import Site
from bench.portal.visits import Inputs, Meter, get, inputs_of, post
from tools.words import Failure, say

WARM = 3
SLOW = 2.0
"""A page that takes longer than this, in seconds, is asked for only a few times."""


@dataclass(frozen=True)
class Cost:
    """What a page costs, in milliseconds, and as many times the empty page as its processor time is."""

    web_ms: float
    database_ms: float
    wall_ms: float
    kilobytes: float
    times_empty: float

    def as_json(self) -> dict[str, Any]:
        """Return it for the file of results."""
        return {key: round(value, 2) for key, value in asdict(self).items()}


def cost_of(site: Site, meter: Meter, page: Page, rounds: int) -> Cost:
    """Measure a page and the empty page in turns; fails where a page does not answer as it should."""
    empty = f"/{EMPTY}"
    seen = [_opened(site, page, one) for one in (empty, page.address) for _ in range(WARM)]
    times = rounds if seen[-1][0] < SLOW else max(2, rounds // 8)
    beside, own, walls = [0.0, 0.0], [0.0, 0.0], []
    for _ in range(times):
        _spent(site, meter, page, empty, beside)
        walls.append(_spent(site, meter, page, page.address, own))
    return Cost(
        web_ms=1000 * own[0] / times,
        database_ms=1000 * own[1] / times,
        wall_ms=1000 * median(walls),
        kilobytes=seen[-1][1] / 1024,
        times_empty=sum(own) / sum(beside),
    )


def _spent(site: Site, meter: Meter, page: Page, address: str, sums: list[float]) -> float:
    """Open a page once, add what it used to `sums` (web, database) and return how long it took."""
    before = meter.now()
    seconds, _size = _opened(site, page, address)
    for place, (earlier, later) in enumerate(zip(before, meter.now(), strict=True)):
        sums[place] += later - earlier
    return seconds


def _opened(site: Site, page: Page, address: str) -> tuple[float, int]:
    answer = get(site, page.reader, address)
    if answer.status != 200:
        raise Failure(
            say(
                f"{page.who} 打开 {address} 得到 {answer.status}：{answer.text[:300]}",
                f"{page.who} opened {address} and got {answer.status}: {answer.text[:300]}",
            )
        )
    return answer.seconds, len(answer.text.encode())


# ------------------------------------------------------------------------------------- people who type


def typing_cost(site: Site, meter: Meter, typists: Sequence[Typist], address: str, saves: int) -> Cost:
    """Let everybody save a section at once, `saves` times each; the empty page is opened as often."""
    field = address.rpartition("/form/")[2]
    forms = [inputs_of(get(site, one.reader, _section(one, field)).text) for one in typists]
    empty = Page("empty", "applicant", typists[0].reader, f"/{EMPTY}")
    beside = [0.0, 0.0]
    for _ in range(len(typists)):
        _spent(site, meter, empty, f"/{EMPTY}", beside)
    before = meter.now()
    with ThreadPoolExecutor(len(typists)) as pool:
        pairs = zip(typists, forms, strict=True)
        running = [pool.submit(_types, site, one, inputs, field, saves) for one, inputs in pairs]
        walls = [wall for one in running for wall in one.result()]
    web, database = (later - earlier for earlier, later in zip(before, meter.now(), strict=True))
    count = len(walls)
    return Cost(
        web_ms=1000 * web / count,
        database_ms=1000 * database / count,
        wall_ms=1000 * median(walls),
        kilobytes=0.0,
        times_empty=((web + database) / count) / (sum(beside) / len(typists)),
    )


def _types(site: Site, typist: Typist, inputs: Inputs, section: str, saves: int) -> list[float]:
    """Save a section `saves` times, with another letter in one text each time; return how long each took."""
    walls, version = [], dict(inputs.values)["version"]
    for number in range(saves):
        changed = inputs.texts[number % len(inputs.texts)]
        values = [
            (name, version if name == "version" else f"{value}{number}" if name == changed else value)
            for name, value in inputs.values
        ]
        answer = post(site, typist.reader, _section(typist, section), values, part=True)
        if answer.status != 200 or _version(answer.text) == version:
            raise Failure(say(f"没有存上：{answer.text[:300]}", f"Not saved: {answer.text[:300]}"))
        walls.append(answer.seconds)
        version = _version(answer.text)
    return walls


def _section(typist: Typist, section: str) -> str:
    return f"/applications/{typist.application}/form/{section}"


def _version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
    return next((one for one in found.groups() if one), "") if found else ""
