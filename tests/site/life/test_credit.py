"""What an office finds in a register of credit is recorded once, with its proof, for offices only."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.files import Upload
from linxuan_site.models import CreditCheck
from linxuan_site.queries.cases import answers_of
from tests.site.life.conftest import PDF, Life


def found(**more: object) -> Found:
    given = {
        "source": "信用中国",
        "checked_at": clock.now(),
        "clear": False,
        "result": "1 条行政处罚",
        **more,
    }
    return Found(**given)  # type: ignore[arg-type]


def test_a_look_up_is_kept_with_its_proof_and_never_changed(life: Life) -> None:
    application = life.submitted(1)

    row = record_credit_check(application.pk, found(proof=PDF), account=life.district)

    assert (row.source, row.result, row.clear, row.office_key) == (
        "信用中国",
        "1 条行政处罚",
        False,
        "210211",
    )
    assert row.file is not None
    assert row.file.name == PDF.name
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        CreditCheck.objects.update(result="无")


def test_a_proof_is_no_answer_of_the_applicant(life: Life) -> None:
    application = life.submitted(1)
    before = answers_of(application).values

    record_credit_check(application.pk, found(proof=PDF), account=life.district)

    application.refresh_from_db()
    assert answers_of(application).values == before


@pytest.mark.parametrize(
    "more",
    [
        {"source": " "},
        {"source": "源" * 201},
        {"result": " "},
        {"result": "果" * 2001},
        {"proof": Upload("proof.exe", b"MZ")},
    ],
)
def test_a_look_up_that_cannot_be_is_refused_at_its_input(life: Life, more: dict[str, object]) -> None:
    application = life.submitted(1)

    with pytest.raises(BadInput):
        record_credit_check(application.pk, found(**more), account=life.district)

    assert not CreditCheck.objects.exists()


def test_nobody_looks_up_in_the_future(life: Life) -> None:
    application = life.submitted(1)

    with pytest.raises(BadInput, match="还没有到"):
        record_credit_check(
            application.pk, found(checked_at=clock.now() + timedelta(hours=1)), account=life.district
        )


def test_only_who_reviews_records_a_look_up(life: Life) -> None:
    application = life.submitted(1)

    for account in (life.other_district, life.city, life.applicant(1)):
        with pytest.raises(Refused):
            record_credit_check(application.pk, found(), account=account)


def test_the_database_wants_to_know_what_was_found(life: Life) -> None:
    application = life.submitted(1)
    row = {
        "application": application,
        "source": "信用中国",
        "office": "district",
        "checked_by": life.district,
    }

    with pytest.raises(IntegrityError, match="credit_check_says_what_was_found"), transaction.atomic():
        CreditCheck.objects.create(**row, checked_at=clock.now(), recorded_at=clock.now(), clear=False)
