"""Every sign-in leaves a row; a person sees where he is signed in and ends it (ASVS 3.3, 7.1, 7.2)."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from linxuan_site.actions.signing_in import forget_what_is_over, record_sign_in, what_is_over
from linxuan_site.demo.people import PASSWORD
from linxuan_site.models import Account, Session, SignInRecord
from linxuan_site.visits import Visit, browser_of
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.factors import gives_password

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"


@pytest.fixture
def account(life: Life) -> Account:
    return life.applicant(1)


def events(account: Account | None) -> list[tuple[str, str, str]]:
    rows = SignInRecord.objects.filter(account=account).order_by("pk")
    return [(row.event, row.how, row.why) for row in rows]


def test_coming_in_failing_and_going_leave_rows_that_say_from_where(account: Account) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9", headers={"user-agent": CHROME})

    gives_password(client, account.username, "wrong")
    gives_password(client, account.username)
    client.post("/sign-out/")

    assert events(account) == [
        ("refused", "password", "password"),
        ("signed_in", "password", ""),
        ("signed_out", "", ""),
    ]
    assert set(SignInRecord.objects.values_list("address", "browser")) == {
        ("203.0.113.9", "Chrome · Windows")
    }


def test_what_was_typed_for_a_name_that_there_is_not_is_not_kept(life: Life) -> None:
    typed = "my-password-in-the-wrong-field"

    gives_password(Client(), typed, "wrong")
    gives_password(Client(), f" {typed.upper()} ", "wrong")

    rows = list(SignInRecord.objects.all().values())
    assert [row["why"] for row in rows] == ["name", "name"]
    assert typed not in str(rows).lower()
    assert rows[0]["name_digest"] == rows[1]["name_digest"] != "", "the same is known as the same"


def test_a_row_is_never_changed(account: Account) -> None:
    record_sign_in("signed_in", account=account, visit=Visit())

    with pytest.raises(DatabaseError), transaction.atomic():
        SignInRecord.objects.update(address="203.0.113.1")


def test_a_changed_password_leaves_a_row_and_ends_the_other_sessions(account: Account) -> None:
    here, elsewhere = Client(), Client()
    gives_password(here, account.username)
    gives_password(elsewhere, account.username)

    here.post("/me/password/", {"old": PASSWORD, "password": "another-password-8"})

    assert [event for event, _how, _why in events(account)][-2:] == ["password_changed", "ended"]
    assert here.get("/my/").status_code == 200
    assert elsewhere.get("/my/").status_code == 302
    assert Session.objects.filter(account=account).count() == 1


def test_a_person_sees_where_he_is_signed_in_and_ends_one(account: Account) -> None:
    here = Client(headers={"user-agent": CHROME})
    phone = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    gives_password(here, account.username)
    gives_password(phone, account.username)

    page = here.get("/me/sign-ins/").content.decode()
    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page
    assert "203.0.113.9" in page
    assert page.count("就是这里") == 1
    for session in Session.objects.all():
        assert session.session_key not in page, "a page does not tell what signs somebody in"

    address = page.partition('/end/"')[0].rpartition('action="')[2] + "/end/"
    assert here.post(address).headers["Location"] == "/me/sign-ins/"

    assert phone.get("/my/").status_code == 302
    assert here.get("/my/").status_code == 200


def test_signing_out_everywhere_leaves_this_browser_only(account: Account) -> None:
    here, others = Client(), [Client(), Client()]
    for client in (here, *others):
        gives_password(client, account.username)

    here.post("/me/sessions/end/")

    assert here.get("/my/").status_code == 200
    assert {client.get("/my/").status_code for client in others} == {302}


def test_nobody_ends_or_sees_the_sessions_of_another(life: Life, account: Account) -> None:
    own, other = Client(), Client()
    gives_password(own, account.username)
    gives_password(other, life.applicant(2).username)
    page = own.get("/me/sign-ins/").content.decode()
    (handle,) = {one.handle for one in _lines(account)}

    other.post(f"/me/sessions/{handle}/end/")

    assert own.get("/my/").status_code == 200
    assert life.applicant(2).username not in page


def _lines(account: Account) -> Any:
    from linxuan_site.queries.sign_ins import sessions_of

    return sessions_of(account, "")


def test_who_manages_the_people_sees_their_sign_ins_and_nobody_elses(life: Life, visitor: Visitor) -> None:
    gives_password(Client(), life.city.username)
    gives_password(Client(), life.district.username)
    gives_password(Client(), life.applicant(1).username)

    seen = visitor(life.city).get("/people/sign-ins/").content.decode()

    assert life.city.username in seen
    assert life.district.username not in seen
    assert "applicant-1" not in seen
    assert visitor(life.colleague(life.city, "second")).get("/people/sign-ins/").status_code == 403


def test_administrators_see_all_and_who_was_refused(life: Life, visitor: Visitor) -> None:
    gives_password(Client(), "nobody-of-this-name", "wrong")
    gives_password(Client(), life.city.username)
    admin = Account.objects.create(
        username="admin", full_name="管理员", is_administrator=True, created_at=timezone.now()
    )

    everything = visitor(admin).get("/administration/sign-ins/").content.decode()
    refused = visitor(admin).get("/administration/sign-ins/?only=refused").content.decode()
    by_api = visitor(admin).get("/api/administration/sign-ins").json()["sign_ins"]

    assert life.city.username in everything
    assert "没有这个用户名" in refused
    assert life.city.username not in refused
    assert "nobody-of-this-name" not in everything
    assert [one["event"] for one in by_api] == ["signed_in", "refused"]


def test_a_page_of_records_costs_the_same_for_one_and_for_thirty(account: Account) -> None:
    client = Client()
    gives_password(client, account.username)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/me/sign-ins/")
        return len(asked)

    cost()
    first = cost()
    for _ in range(30):
        record_sign_in("signed_in", account=account, by=account, visit=Visit("203.0.113.1", "Chrome"))

    assert cost() == first


def test_a_session_key_is_new_once_somebody_proved_who_he_is(account: Account) -> None:
    client = Client()
    client.get("/")
    session = client.session
    session["before"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    gives_password(client, account.username)

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_idle_and_old_sessions_end_sooner_for_officers(
    life: Life, account: Account, settings: Settings, time_machine: Any
) -> None:
    settings.OFFICE_IDLE, settings.OFFICE_SESSION = 1800, 12 * 3600
    settings.APPLICANT_IDLE, settings.APPLICANT_SESSION = 7200, 12 * 3600
    begun = time.time()
    time_machine.move_to(begun, tick=False)
    officer, applicant = Client(), Client()
    gives_password(officer, life.city.username)
    gives_password(applicant, account.username)

    time_machine.move_to(begun + 1801, tick=False)
    assert officer.get("/desk/").status_code == 302
    assert applicant.get("/my/").status_code == 200

    for minutes in range(60, 12 * 60, 50):
        time_machine.move_to(begun + minutes * 60, tick=False)
        assert applicant.get("/my/").status_code == 200, f"used all the time: {minutes} min"
    time_machine.move_to(begun + 12 * 3600 + 1, tick=False)
    assert applicant.get("/my/").status_code == 302, "and ends all the same"


def test_a_session_in_use_is_written_once_in_a_tenth_of_its_idle_time(
    account: Account, settings: Settings, time_machine: Any
) -> None:
    settings.APPLICANT_IDLE = 7200
    begun = time.time()
    time_machine.move_to(begun, tick=False)
    client = Client()
    gives_password(client, account.username)

    def writes(at: float) -> int:
        time_machine.move_to(begun + at, tick=False)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/me/").status_code == 200
        return sum("UPDATE" in one["sql"] and "session" in one["sql"] for one in asked.captured_queries)

    assert [writes(at) for at in (1, 600, 721, 800, 1500)] == [0, 0, 1, 0, 1]


def test_records_are_kept_as_long_as_an_installation_says_and_never_less_than_six_months(
    account: Account, settings: Settings, tmp_path: Any
) -> None:
    settings.SIGN_IN_RECORD_DAYS = 365
    for days in (400, 366, 364, 1):
        row = SignInRecord(event="signed_in", account=account, at=timezone.now() - timedelta(days=days))
        row.save()

    assert what_is_over() == 2
    assert forget_what_is_over() == 2
    assert SignInRecord.objects.count() == 2

    from tests.support.installed import setting

    told = setting("SIGN_IN_RECORD_DAYS", tmp_path, LINXUAN_SIGN_IN_RECORD_DAYS="30")
    assert "sign_in_record_days 至少 183 天" in told


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (CHROME, "Chrome · Windows"),
        (PHONE, "Safari · iPhone"),
        (CHROME + " Edg/156.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile MicroMessenger/8.0", "微信 · Android"),
        ("curl/8.0", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_named_in_short(agent: str, told: str) -> None:
    assert browser_of(agent) == told


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.66, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1, 198.51.100.2", "198.51.100.1"),
        (1, "not-an-address", None),
        (1, "", "203.0.113.9"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    account: Account, settings: Settings, proxies: int, passed: str, address: str | None
) -> None:
    settings.PROXIES = proxies

    gives_password(Client(REMOTE_ADDR="203.0.113.9", headers={"x-forwarded-for": passed}), account.username)

    assert SignInRecord.objects.get().address == address
