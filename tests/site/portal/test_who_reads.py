"""Who reads is known with his session, in one question; and only as long as he may read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from linxuan_site import clock
from linxuan_site.actions.signing_in import open_session
from linxuan_site.models import Account, Delegation
from linxuan_site.visits import Visit
from tests.site.life.conftest import Life

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]


@pytest.fixture
def reader(life: Life) -> Account:
    """Somebody of an applicant."""
    return life.applicant(1)


@pytest.fixture
def browser(visitor: Visitor, reader: Account) -> Client:
    """Return his browser, with a session as signing in opens it."""
    found = visitor(reader)
    session = found.session
    open_session(session, reader, how="password", second=False, visit=Visit())
    session.save()
    found.get("/glossary/")
    return found


def test_who_reads_and_what_every_page_says_to_him_is_one_question(browser: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        browser.get("/glossary/")

    about_him = [one["sql"] for one in asked if "_account" in one["sql"] or "_message" in one["sql"]]
    assert len(about_him) == 1
    assert 'FROM "linxuan_site_session"' in about_him[0]
    assert not [one for one in asked if one["sql"].startswith('SELECT "linxuan_site_delegation"')]


def test_a_page_names_him_and_whose_site_it_is(browser: Client, reader: Account, life: Life) -> None:
    page = browser.get("/my/").content.decode()

    assert reader.full_name in page
    assert life.published.authority in page


def test_who_was_stopped_reads_nothing_more(browser: Client, reader: Account) -> None:
    Account.objects.filter(pk=reader.pk).update(is_active=False)

    assert browser.get("/my/").status_code == 302


def test_a_session_from_before_a_password_was_changed_reads_nothing_more(
    browser: Client, reader: Account
) -> None:
    reader.set_password("another-password-of-his")
    reader.save(update_fields=["password"])

    assert browser.get("/my/").status_code == 302


def test_who_is_named_to_stand_in_is_told_on_the_next_page(browser: Client, reader: Account) -> None:
    absent = Account.objects.create(
        username="absent",
        full_name="吴示例",
        role="signatory",
        organisation=reader.organisation,
        created_at=now(),
    )
    assert "吴示例" not in browser.get("/my/").content.decode()

    today = clock.today()
    Delegation.objects.create(
        absent=absent, delegate=reader, from_day=today, until_day=today + timedelta(days=1), named_at=now()
    )

    assert "代吴示例办理" in browser.get("/my/").content.decode()
