"""What a bench found: its aims, its tables and its picture."""

from xml.etree import ElementTree

import pytest

from bench.rules.aims import aims
from bench.rules.cells import Comparison
from bench.rules.measure import Cost, Failed, python, run
from bench.rules.picture import picture
from bench.rules.report import printed
from bench.rules.results import Results


def results() -> Results:
    found = Results({})
    for ms in (0.001, 0.002, 0.009):
        found.add_one("ours", {"median": ms, "cpu": ms}, Cost(1, 1, 50, 40))
    found.add_one("zen graph, guarded", {"median": 0.04, "cpu": 0.04}, Cost(1, 1, 50, 40))
    found.add_screening(1_000_000, "ours", Cost(cpu=2, wall=1, peak=150, together=180))
    found.add_screening(1_000_000, "polars", Cost(cpu=2, wall=1, peak=500, together=450))
    found.cells["json-logic"] = Comparison(known=10, unknown=4, wrong=0, lost=1, holds=1, fails=2)
    found.counts[1_000_000] = {"ours": {"verdict": [10, 20, 30]}}
    found.failed["cel"] = "not installed"
    return found


def test_an_aim_is_met_or_not_or_was_not_measured() -> None:
    found = {aim.name: aim for aim in aims(results())}

    assert found["one_record_zen"].measured == pytest.approx(20)
    assert found["one_record_zen"].met is True
    assert found["million_zen"].met is False
    assert found["million_polars_memory"].measured == pytest.approx(0.3)
    assert found["million_openfisca"].met is None


def test_a_count_that_differs_from_ours_is_named() -> None:
    found = results()
    found.counts[1_000_000] |= {"polars": {"verdict": [10, 20, 30]}, "openfisca": {"verdict": [60, 0, 0]}}

    assert found.differing() == []

    found.counts[1_000_000]["polars"] = {"verdict": [11, 19, 30]}

    assert found.differing() == ["polars, 1000000"]


def test_the_tables_show_medians_and_what_could_not_be_measured() -> None:
    text = printed(results())

    assert "0.002" in text
    assert "cel: not installed" in text


def test_the_picture_is_sound_and_shows_every_bar() -> None:
    drawn = picture(results().as_json())

    words = [text.text for text in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert "2 µs" in words
    assert "2.0 s · 150 MB" in words
    assert "75 %" in words


def test_a_command_is_measured_with_its_children() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(40_000_000); sum(range(10**6))'])"

    output, cost = run(python("-c", f"print('done'); {busy}"))

    assert output == "done\n"
    assert cost.together > 40
    assert 0 < cost.cpu < 60


def test_a_child_that_nobody_waits_for_is_measured_too() -> None:
    child = "import time; x = [sum(range(10**5)) for _ in range(200)]; time.sleep(1)"
    starts = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(3)"
    )

    _, cost = run(python("-W", "ignore", "-c", starts))

    assert cost.cpu > 0.1


def test_a_command_that_breaks_says_what_it_said() -> None:
    with pytest.raises(Failed, match="no such thing"):
        run(python("-c", "raise SystemExit('no such thing')"))
