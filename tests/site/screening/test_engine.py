"""The engine itself, in the process that the site starts: from the queue to the files."""

import csv
import time
from io import StringIO

import pytest

from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.models import Screening
from linxuan_site.queries.screenings import downloads_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.reading import read
from tests.site.screening.conftest import ODD, Ask, city

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120


def finished(screening: Screening) -> Screening:
    start_worker()
    end = time.monotonic() + PATIENCE
    while screening.state in ("waiting", "running"):
        assert time.monotonic() < end, screening.stage
        time.sleep(0.2)
        screening.refresh_from_db()
    return screening


def test_a_register_is_screened_by_a_process_of_its_own(ask: Ask, life: Life, working: None) -> None:
    done = finished(
        ask(overrides={"service_share_min": "10%"}, vary="accident_free_since=2020-01-01..2022-01-01:1y")
    )

    assert (done.state, done.fault) == ("done", "")
    assert (done.result["rows"], done.result["unreadable"]) == (5, 1)
    assert done.result["verdicts"] == {"eligible": 2, "ineligible": 1, "undetermined": 1}
    share = next(one for one in done.result["rules"] if one["rule"] == "service-income-share")
    assert (share["met"], share["not_met"]) == (4, 0)
    assert [one["value"] for one in done.curve["values"]] == ["2020-01-01", "2021-01-01", "2022-01-01"]
    page = read(city(life).get(f"/screening/{CALL}/{done.pk}/").content).text
    assert page.index("有 1 行读不了") < page.index("没有违法行为") < page.index("取不同的值")
    files = downloads_of(done)
    assert set(files) == {"parquet", "csv", "xlsx", "unreadable", "curve"}
    rows = list(csv.reader(StringIO(files["csv"].path.read_text("utf-8-sig"))))
    assert "示例甲公司" in rows[1]
    assert "eligible" in rows[1]
    assert ODD.split(",")[11] in files["unreadable"].path.read_text("utf-8-sig")
    assert "<svg" in files["curve"].path.read_text("utf-8")


def test_what_is_no_table_fails_in_one_sentence(ask: Ask, working: None) -> None:
    failed = finished(ask(b"PK\x03\x04 no workbook", name="名录.xlsx"))

    assert failed.state == "failed"
    assert failed.fault
    assert "\n" not in failed.fault
