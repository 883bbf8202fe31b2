"""Reads whose statement is made once answer what the queryset answers, each time anew."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linxuan_site.kept_reads import LARGEST, hold, kept_read
from linxuan_site.models import Office

pytestmark = pytest.mark.django_db
NAMES = ("金州区", "", "%s", "100 %", "O'Brien", '"', "\\", "{1,2}", "NULL", "a,b", "1")
DAYS = tuple(date(2023, 5, day) for day in (1, 2, 31))


@kept_read
def keys_of_kind(kind: str, keys: Collection[str]) -> "QuerySet[Office, str]":
    return Office.objects.filter(kind=kind, key__in=keys).order_by("key").values_list("key", flat=True)


@kept_read
def others(keys: Collection[str]) -> "QuerySet[Office, str]":
    return Office.objects.exclude(key__in=keys).order_by("key").values_list("key", flat=True)


@kept_read
def ended_by(successor: int) -> "QuerySet[Office]":
    return Office.objects.filter(successor=successor).order_by("pk")


@kept_read
def ended(day: date, *, key: bool) -> "QuerySet[Office]":
    rows = Office.objects.filter(valid_until__lt=day).order_by("pk")
    return rows if key else rows.filter(key="")


@pytest.fixture
def offices() -> list[Office]:
    """Offices of two kinds for each name, ending one after another."""
    return [
        Office.objects.create(
            authority="示例局", kind=kind, key=name, name=name or kind, valid_until=DAYS[number % len(DAYS)]
        )
        for kind in ("district", "city")
        for number, name in enumerate(NAMES)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(kind=st.sampled_from(("district", "city", "no")), keys=st.sets(st.sampled_from((*NAMES, "no"))))
def test_a_kept_read_finds_what_its_queryset_finds(offices: list[Office], kind: str, keys: set[str]) -> None:
    assert keys_of_kind(kind, keys) == sorted(
        Office.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True)
    )
    assert sorted(others([*keys])) == sorted(
        Office.objects.exclude(key__in=keys).values_list("key", flat=True)
    )


@pytest.mark.parametrize("several", [list, tuple, set, frozenset, dict.fromkeys])
def test_several_values_may_stand_in_any_collection(offices: list[Office], several: object) -> None:
    assert keys_of_kind("city", several(("a,b", "NULL"))) == ["NULL", "a,b"]  # type: ignore[operator]
    assert keys_of_kind("city", several(())) == []  # type: ignore[operator]


def test_what_is_found_is_never_kept(offices: list[Office]) -> None:
    assert len(ended(DAYS[2], key=True)) == len([one for one in offices if one.valid_until != DAYS[2]])
    Office.objects.exclude(pk=offices[0].pk).delete()
    assert ended(DAYS[2], key=True) == [offices[0]]
    Office.objects.update(valid_until=None)
    assert ended(DAYS[2], key=True) == []


def test_rows_are_fresh_objects_each_time(offices: list[Office]) -> None:
    first, again = ended(DAYS[2], key=True), ended(DAYS[2], key=True)
    first[0].name = "changed"

    assert first == again
    assert first[0] is not again[0]
    assert again[0].name != "changed"


def test_what_is_given_by_name_is_another_shape(offices: list[Office]) -> None:
    assert {one.key for one in ended(DAYS[2], key=False)} == {""}
    assert len(ended(DAYS[2], key=True)) > len(ended(DAYS[2], key=False))


def test_the_statement_is_made_once_and_asked_each_time(offices: list[Office]) -> None:
    made = []

    @kept_read
    def read(key: str) -> "QuerySet[Office]":
        made.append(key)
        return Office.objects.filter(key=key)

    with CaptureQueriesContext(connection) as asked:
        found = [len(read(one)) for one in NAMES]
    assert found == [2] * len(NAMES)
    assert (len(made), len(asked)) == (1, len(NAMES))


def test_rows_that_are_held_answer_for_a_relation_without_being_asked_again(offices: list[Office]) -> None:
    older, newer = offices[:2]
    Office.objects.filter(pk__in=[older.pk, newer.pk]).update(successor=offices[2])
    row = Office.objects.get(pk=offices[2].pk)

    hold(row, "predecessors", ended_by)

    with CaptureQueriesContext(connection) as asked:
        hold(row, "predecessors", ended_by)
        found = list(row.predecessors.all())
        assert [one.successor for one in found] == [row, row]
    assert found == [older, newer]
    assert not asked.captured_queries
    assert row.predecessors.filter(pk=newer.pk).get() == newer


def test_times_days_and_rows_beside_are_read_as_ever(offices: list[Office]) -> None:
    from linxuan_site.models import Account

    at = datetime(2023, 5, 1, 23, 30, tzinfo=UTC)
    for number, office in enumerate(offices[:3]):
        Account.objects.create(
            username=f"u{number}", full_name="示例", office=office, created_at=at + timedelta(hours=number)
        )

    @kept_read
    def since(moment: datetime, office: int) -> "QuerySet[Account]":
        rows = Account.objects.filter(Q(created_at__gt=moment) | Q(office=office))
        return rows.select_related("office").annotate(kind=F("office__kind")).order_by("pk")

    with CaptureQueriesContext(connection) as asked:
        found = since(at + timedelta(hours=1), offices[0].pk)
        assert [one.office for one in found] == [offices[0], offices[2]]
    assert [(one.username, one.created_at, one.kind) for one in found] == [  # type: ignore[attr-defined]
        ("u0", at, "district"),
        ("u2", at + timedelta(hours=2), "district"),
    ]
    assert len(asked) == 1


@pytest.mark.parametrize("number", [LARGEST, LARGEST + 1, 10**30, -(10**30)])
def test_a_number_larger_than_any_column_finds_nothing(offices: list[Office], number: int) -> None:
    @kept_read
    def one(pk: int, several: Collection[int]) -> "QuerySet[Office]":
        return Office.objects.filter(Q(pk=pk) | Q(pk__in=several))

    assert one(number, [number]) == []


def test_a_value_decides_no_shape() -> None:
    def read(kind: str) -> "QuerySet[Office]":
        return Office.objects.filter(kind="city" if kind == "district" else "district")

    def truth(kind: str) -> "QuerySet[Office]":
        return Office.objects.filter(kind=kind) if kind else Office.objects.all()

    def words(kind: str) -> "QuerySet[Office]":
        return Office.objects.filter(kind=f"{kind}!")

    def each(kinds: Collection[str]) -> "QuerySet[Office]":
        return Office.objects.filter(kind__in=[*kinds])

    for made in (read, truth, words):
        with pytest.raises(TypeError, match="given by name"):
            kept_read(made)("district")
    with pytest.raises(TypeError, match="given by name"):
        kept_read(each)(["district"])


def test_nothing_is_no_value() -> None:
    @kept_read
    def read(kind: str | None) -> "QuerySet[Office]":
        return Office.objects.filter(kind=kind)

    with pytest.raises(TypeError, match="given by name"):
        read(None)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each statement anew, in no time")
def test_postgresql_plans_a_statement_once_that_it_sees_often(offices: list[Office]) -> None:
    usual = connection.connection.cursor_factory
    for number in range(8):
        assert keys_of_kind("city", {"a,b", f"{number}"}) == (["1", "a,b"] if number == 1 else ["a,b"])
        assert connection.connection.cursor_factory is usual
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(generic_plans + custom_plans) FROM pg_prepared_statements")
        assert cursor.fetchone()[0] > 0
