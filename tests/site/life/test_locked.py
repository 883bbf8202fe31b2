"""Who writes into an application has read it as it is, and nobody writes beside him."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.filing import next_in_series
from linxuan_site.models import Application
from linxuan_site.queries.locked import locked_application
from tests.site.life.conftest import CALL, Life

pytestmark = pytest.mark.django_db


def test_an_application_is_locked_and_read_with_whose_it_is_in_one_statement(life: Life) -> None:
    draft = life.draft(1)
    for _time in range(2):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            found = locked_application(draft.pk)
            assert (found.pk, found.answers) == (draft.pk, draft.answers)
            assert found.organisation.identifier
            assert found.published_call.call == CALL
        [statement] = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
        assert ("FOR UPDATE" in statement) == connection.features.has_select_for_update


def test_what_is_not_there_is_not_locked(life: Life) -> None:
    with transaction.atomic(), pytest.raises(Application.DoesNotExist):
        locked_application(2**62)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_locked_and_nothing_given() -> None:
    with pytest.raises(TransactionManagementError):
        locked_application(1)
    with pytest.raises(TransactionManagementError):
        next_in_series("call", "enterprise")


def test_numbers_of_a_series_follow_each_other(life: Life) -> None:
    assert [next_in_series(CALL, "of-a-test") for _time in range(3)] == [1, 2, 3]
    assert next_in_series(CALL, "another") == 1
