"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from linxuan_site.actions.calls import publish_call
from linxuan_site.models import AnswerChange, Place, Placement, PublishedCall, Step, Submission
from tests.site.life.conftest import PACKAGE, Life


@pytest.mark.parametrize("model", [PublishedCall, Step, Submission, Placement, AnswerChange])
def test_rows_of_the_record_are_never_updated(life: Life, model: type) -> None:
    life.recommended(1)
    row = model.objects.first()  # type: ignore[attr-defined]
    column = {"Step": "opinion", "Submission": "digest", "Placement": "reason"}.get(model.__name__, "name")

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{column: "改过"})  # type: ignore[attr-defined]


RECORD = """administrationrecord answerchange conditionjudgement creditcheck earlierday graderecord help holidayday issuedpaper personchange placement
publishedcall publicityentry remark statusrecord step submission"""


def test_every_table_of_the_record_has_its_guard(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {row[0] for row in cursor.fetchall() if row[0].endswith("_is_kept")}

    assert names >= {f"linxuan_site_{name}_is_kept" for name in RECORD.split()}


def test_a_return_without_words_is_refused_by_the_database(life: Life) -> None:
    application = life.submitted(1)
    step = application.steps.latest("position")

    with pytest.raises(IntegrityError, match="step_against_the_applicant_says_why"), transaction.atomic():
        Step.objects.create(
            application=application,
            position=99,
            action="return",
            kind="return",
            source="district",
            target="draft",
            office="district",
            actor_name="某人",
            at=step.at,
        )


def test_an_application_takes_a_place_of_a_quota_once(life: Life) -> None:
    application = life.recommended(1)
    step = application.steps.latest("position")
    place = {"application": application, "call": application.call, "quota": "enterprise", "taken_by": step}
    Place.objects.create(**place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(**place)


def test_publishing_the_same_package_again_makes_no_new_version(life: Life) -> None:
    assert publish_call(PACKAGE).pk == life.published.pk
