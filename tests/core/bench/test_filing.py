"""The bench of filing: how people arrive, what is said of them, and the picture."""

from xml.etree import ElementTree

from bench.filing.aims import aims
from bench.filing.journeys import Filing
from bench.filing.loads import Curve, _answers, _outcomes
from bench.filing.picture import picture


def test_twice_as_many_arrive_in_every_step_towards_the_deadline() -> None:
    curve = Curve(first=1, steps=4, seconds=5)
    arrivals = curve.arrivals()
    counted = [sum(5 * step <= at < 5 * (step + 1) for at in arrivals) for step in range(4)]
    assert counted == [5, 10, 20, 40]
    assert arrivals == sorted(arrivals)
    assert max(arrivals) < curve.length == 20


def test_a_filing_without_a_receipt_has_no_time_but_its_answers_count() -> None:
    found = [
        Filing(0.0, 2.0, receipt="5-EN-0001", took=[0.1, 0.2]),
        Filing(0.0, 9.0, refused="R", took=[0.3], refusals=["R"]),
        Filing(0.0, 9.0, error="no answer"),
    ]
    assert _answers(found)["filing_p95_ms"] == 2000
    assert _answers(found)["p50_ms"] == 200
    assert _outcomes(found) == {
        "receipts": 1,
        "refused": 1,
        "refusals": 1,
        "errors": 1,
        "first_errors": ["no answer"],
    }


def test_what_costs_more_with_more_applications_is_told() -> None:
    def size(web: float) -> dict[str, dict[str, float]]:
        return {"signed_in": {"web_ms": web, "database_ms": 10.0}, "curve": {"errors": 0}}

    found = {one.name: one.met for one in aims({100: size(40.0), 100_000: size(80.0)})}
    assert found["a filing, 100, CPU ms"]
    assert not found["a filing, 100,000, CPU ms"]
    assert not found["a filing, 100,000, × 100"]


def test_the_picture_says_in_words_what_it_shows() -> None:
    step = {"per_second": 0.5, "receipts": 3, "refused": 2, "errors": 0, "p95_ms": 250.0}
    drawn = ElementTree.fromstring(picture({"sizes": {"100": {"curve": {"steps": [step]}}}}))
    assert drawn.attrib["aria-label"] == "100 applications: 0.5/s: 3 receipts, 2 refused, 0 unanswered"
