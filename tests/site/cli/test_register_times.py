"""The register of a day by command, and titles whose term is over."""

import json
from datetime import date

import pytest

from linxuan_site import clock
from linxuan_site.actions.ticking import tick, what_is_due
from linxuan_site.cli import main
from linxuan_site.models import Designation, RegisterEvent
from linxuan_site.queries.register_lines import line_of
from tests.site.life.conftest import CALL, Life, life
from tests.site.portal.test_public_title import NEW, OLD, designated, recorded

__all__ = ["life"]
Capture = pytest.CaptureFixture[str]


def test_the_register_of_a_day_is_printed_as_a_table_and_as_json(life: Life, capsys: Capture) -> None:
    title = designated(life)
    recorded(life, title, "renamed", "2020-01-01", changes={"name": NEW})

    assert main(["register", "as-of", CALL, "2019-06-01"]) == 0
    table = capsys.readouterr().out
    assert main(["register", "as-of", CALL, "2020-06-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert main(["register", "as-of", CALL, "2010-01-01", "--json"]) == 0
    nothing = json.loads(capsys.readouterr().out)

    assert OLD in table
    assert NEW not in table
    assert [(one["name"], one["earlier_names"], one["state"]) for one in found] == [(NEW, [OLD], "held")]
    assert nothing == []


def test_what_was_known_then_is_asked_by_command(life: Life, capsys: Capture) -> None:
    title = designated(life)
    moment = title.events.get().recorded_at.isoformat()
    recorded(life, title, "renamed", "2019-01-01", changes={"name": NEW})

    assert main(["register", "as-of", CALL, "2020-01-01", "--known", moment]) == 0
    assert OLD in capsys.readouterr().out
    assert main(["register", "as-of", CALL, "heute"]) == 2
    assert "日期“heute”应像" in capsys.readouterr().err


def with_a_term(monkeypatch: pytest.MonkeyPatch, life: Life) -> Designation:
    """A title of the call's own cohort whose programme gives it two years."""
    monkeypatch.setattr(
        "linxuan_site.actions.expiring.lookup.expires_on",
        lambda _call, _track, day: day.replace(day.year + 2),
    )
    return designated(life, cohort="5", designated_on="2020-05-01")


def test_a_title_expires_by_an_act_and_not_by_a_clock(
    life: Life, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = with_a_term(monkeypatch, life)
    other = designated(life, 2, cohort="5", designated_on="2022-01-01")

    with clock.on_day(date(2022, 4, 30)):
        assert main(["register", "expire", CALL]) == 0
        assert RegisterEvent.objects.filter(kind="expired").count() == 0
    with clock.on_day(date(2022, 6, 1)):
        assert line_of(title).state == "held"  # type: ignore[union-attr]
        assert main(["register", "expire", CALL, "--dry-run"]) == 0
        assert "2022-05-01到期" in capsys.readouterr().out
        assert main(["register", "expire", CALL]) == 0
        assert main(["register", "expire", CALL]) == 0
        assert line_of(other).state == "held"  # type: ignore[union-attr]

    (event,) = RegisterEvent.objects.filter(kind="expired")
    assert (event.designation, event.holds_from, event.document) == (title, date(2022, 5, 1), title.document)
    assert line_of(title, date(2022, 4, 30)).state == "held"  # type: ignore[union-attr]
    assert line_of(title, date(2022, 5, 1)).state == "expired"  # type: ignore[union-attr]


def test_a_tick_records_once_what_expired(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    title = with_a_term(monkeypatch, life)

    with clock.on_day(date(2022, 4, 30)):
        assert {one.name: one.words for one in what_is_due()}["expire"] == "登记 0 个称号到期"
    with clock.on_day(date(2022, 6, 1)):
        told = [{one.name: one.words for one in tick()}["expire"] for _ in range(2)]

    assert told == ["登记 1 个称号到期", "登记 0 个称号到期"]
    (event,) = RegisterEvent.objects.filter(kind="expired")
    assert (event.designation, event.holds_from, event.recorded_by) == (title, date(2022, 5, 1), None)


def test_lines_that_do_not_agree_with_the_events_are_told_and_mended(life: Life, capsys: Capture) -> None:
    title = designated(life)
    assert main(["register", "check"]) == 0
    title.lines.update(name="错的名字")

    assert main(["register", "check"]) == 1
    assert f"称号 {title.pk}：" in capsys.readouterr().out
    assert main(["register", "check", "--mend"]) == 0
    assert main(["register", "check"]) == 0

    assert line_of(title).name == OLD  # type: ignore[union-attr]
