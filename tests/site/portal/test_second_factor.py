"""Officers sign in with a second factor: they set it up first, and nothing opens before (ASVS 2.2, 2.7, 2.8)."""

import json
import time
from typing import Any

import pytest
from allauth.account.utils import url_str_to_user_pk
from django.core import mail
from django.test import Client
from pytest_django import Settings

from linxuan.errors import Refused
from linxuan_site import outbox
from linxuan_site.actions.second_factors import reset_second_factor
from linxuan_site.cli import main
from linxuan_site.factor_keys import SecondFactors
from linxuan_site.models import Account, AdministrationRecord, SignInRecord
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.factors import (
    APP,
    ASK,
    CODES,
    NEW,
    code_of,
    codes_on,
    gives_password,
    secret_on,
    sets_up_app,
)


@pytest.fixture(autouse=True)
def asked_of_officers(settings: Settings) -> None:
    settings.SECOND_FACTOR = "officers"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_officers_must_and_applicants_may_unless_an_installation_says_otherwise(
    life: Life, settings: Settings
) -> None:
    assert gives_password(Client(), life.city.username) == NEW
    assert gives_password(Client(), life.applicant(1).username) == "/my/"

    settings.SECOND_FACTOR = "everybody"
    assert gives_password(Client(), life.applicant(1).username) == NEW

    settings.SECOND_FACTOR = "off"
    assert gives_password(Client(), life.city.username) == "/desk/"


def test_the_default_asks_officers(tmp_path: Any) -> None:
    from tests.support.installed import setting

    assert setting("SECOND_FACTOR", tmp_path) == "'officers'"
    assert setting("SECOND_FACTOR", tmp_path, LINXUAN_SECOND_FACTOR="off") == "'off'"
    assert setting("SECOND_FACTOR", tmp_path, LINXUAN_DEMO="true") == "'off'"
    assert "second_factor 不能是" in setting("SECOND_FACTOR", tmp_path, LINXUAN_SECOND_FACTOR="perhaps")


def test_nothing_opens_to_an_officer_before_the_second_factor(life: Life) -> None:
    client = Client()
    gives_password(client, life.city.username, next="/desk/people/")

    assert client.get("/desk/").headers["Location"] == "/sign-in/?next=/desk/"
    assert client.get("/api/me").status_code == 401
    assert client.get("/me/").status_code == 302
    assert life.city.full_name not in client.get("/").content.decode()


def test_a_first_factor_signs_in_shows_codes_once_and_leads_on(life: Life) -> None:
    client = Client()
    gives_password(client, life.city.username, next="/desk/people/")

    sets_up_app(client)
    shown = codes_on(client.get(CODES).content.decode())
    file = client.get(f"{CODES}file/")
    kept = client.post(CODES)

    assert len(shown) == len(set(shown)) == 10
    assert all(code in file.content.decode() for code in shown)
    assert kept.headers["Location"] == "/desk/people/"
    assert client.get("/desk/people/").status_code == 200
    assert client.get(CODES).headers["Location"] == "/me/second-factor/", "shown once"
    assert client.get(f"{CODES}file/").status_code == 302


def test_the_page_of_an_app_has_a_picture_and_the_key_to_type(life: Life) -> None:
    client = Client()
    gives_password(client, life.city.username)

    page = client.get(APP).content.decode()
    wrong = client.post(APP, {"code": "000000"})

    assert 'src="data:image/svg+xml;base64,' in page
    assert len(secret_on(page)) == 32
    assert wrong.status_code == 422
    assert secret_on(wrong.content.decode()) == secret_on(page), "what was scanned stays good"


def test_next_time_the_code_is_asked_for_and_counts_once(life: Life) -> None:
    first = Client()
    gives_password(first, life.city.username)
    secret = sets_up_app(first)
    client = Client()

    assert gives_password(client, life.city.username) == ASK
    assert client.post(ASK, {"code": code_of(secret)}).status_code == 422, "it set the app up"
    code = code_of(secret, later=1)
    answer = client.post(ASK, {"code": code})
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200

    other = Client()
    gives_password(other, life.city.username)
    again = other.post(ASK, {"code": code})
    assert again.status_code == 422, "a code that was seen over a shoulder is worth nothing"
    assert "验证码不对，或已经用过" in again.content.decode()


def test_a_recovery_code_counts_instead_and_once(life: Life) -> None:
    first = Client()
    gives_password(first, life.city.username)
    sets_up_app(first)
    code = codes_on(first.get(CODES).content.decode())[0]
    client, other = Client(), Client()
    gives_password(client, life.city.username)
    gives_password(other, life.city.username)

    assert client.post(ASK, {"code": code}).headers["Location"] == "/desk/"
    assert other.post(ASK, {"code": code}).status_code == 422
    assert "还剩 9 个" in client.get("/me/second-factor/").content.decode()


def test_who_knows_only_the_password_cannot_add_a_factor_of_his_own(life: Life) -> None:
    owner = Client()
    gives_password(owner, life.city.username)
    sets_up_app(owner)
    thief = Client()
    gives_password(thief, life.city.username)

    assert thief.get(APP).headers["Location"] == ASK
    assert thief.post(APP, {"code": "123456"}).headers["Location"] == ASK
    assert thief.get(NEW).headers["Location"] == ASK


def test_what_was_proved_is_forgotten_when_the_password_changes_or_time_passes(
    life: Life, time_machine: Any
) -> None:
    client, slow = Client(), Client()
    gives_password(client, life.city.username)
    life.city.set_password("quite-another-one-4")
    life.city.save()
    assert client.get(NEW).headers["Location"] == "/sign-in/"

    gives_password(slow, life.city.username, "quite-another-one-4")
    time_machine.move_to(time.time() + 601)
    assert slow.get(NEW).headers["Location"] == "/sign-in/"


def test_a_session_of_somebody_who_becomes_an_officer_is_not_enough_any_more(
    life: Life, visitor: Visitor
) -> None:
    client, account = Client(), life.applicant(1)
    gives_password(client, account.username)
    assert client.get("/my/").status_code == 200

    account.is_administrator = True
    account.save()

    assert client.get("/my/").headers["Location"] == "/sign-in/?next=/my/"
    assert client.get("/api/me").status_code == 401
    assert visitor(life.city).get("/desk/").status_code == 302, "nor any session that proves nothing"


def test_a_factor_is_changed_only_by_who_proved_himself_a_moment_ago(life: Life, time_machine: Any) -> None:
    client = Client()
    gives_password(client, life.applicant(1).username)
    secret = sets_up_app(client)
    factor = SignInRecord.objects.filter(event="factor_added").count()
    assert factor == 1

    time_machine.move_to(time.time() + 3600)
    page = client.get("/me/second-factor/").content.decode()
    assert "手机上的验证应用" in page
    asked = client.get("/sign-in/second-factor/new/passkey/")
    assert asked.headers["Location"].startswith("/me/confirm/?next=")

    confirm = asked.headers["Location"]
    wrong = client.post(confirm, {"password": "no", "code": code_of(secret)})
    half = client.post(confirm, {"password": "linxuan-demo", "code": ""})
    right = client.post(confirm, {"password": "linxuan-demo", "code": code_of(secret)})

    assert (wrong.status_code, half.status_code) == (422, 422)
    assert right.headers["Location"] == "/sign-in/second-factor/new/passkey/"
    assert client.get(right.headers["Location"]).status_code == 200


def test_who_must_have_a_factor_keeps_the_last_and_who_may_removes_it(life: Life) -> None:
    officer, applicant = Client(), Client()
    gives_password(officer, life.city.username)
    sets_up_app(officer)
    gives_password(applicant, life.applicant(1).username)
    sets_up_app(applicant)

    def remove(client: Client) -> Any:
        page = client.get("/me/second-factor/").content.decode()
        address = page.split("/remove/")[0].rpartition('action="')[2] + "/remove/"
        return client.post(address)

    assert remove(officer).status_code == 409
    assert remove(applicant).headers["Location"] == "/me/second-factor/"
    assert gives_password(Client(), life.applicant(1).username) == "/my/"
    assert gives_password(Client(), life.city.username) == ASK


def test_new_recovery_codes_replace_the_old(life: Life) -> None:
    client = Client()
    gives_password(client, life.city.username)
    sets_up_app(client)
    old = codes_on(client.get(CODES).content.decode())
    client.post(CODES)

    client.post(f"{CODES}new/")
    new = codes_on(client.get(CODES).content.decode())

    assert set(old).isdisjoint(new)
    other = Client()
    gives_password(other, life.city.username)
    assert other.post(ASK, {"code": old[0]}).status_code == 422


@pytest.fixture
def colleague(life: Life) -> Account:
    """Somebody of the city's office, with an app; the city's officer manages its people."""
    account = life.colleague(life.city, "colleague")
    client = Client()
    gives_password(client, account.username)
    sets_up_app(client)
    return account


def manager(life: Life) -> Client:
    client = Client()
    gives_password(client, life.city.username)
    sets_up_app(client)
    return client


def test_who_manages_the_people_resets_the_factor_of_one_who_lost_his_phone(
    life: Life, colleague: Account, django_capture_on_commit_callbacks: Any
) -> None:
    client = manager(life)
    Account.objects.filter(pk=life.city.pk).update(email="city@example.com")
    address = f"/people/{colleague.pk}/second-factor/"

    unsaid = client.post(address, {"why": " "})
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address, {"why": "手机丢了，当面核对过"})

    assert unsaid.status_code == 422
    assert done.headers["Location"] == "/desk/people/"
    row = SignInRecord.objects.get(event="factor_reset")
    assert (row.account, row.by, row.note) == (colleague, life.city, "手机丢了，当面核对过")
    assert AdministrationRecord.objects.filter(act="account.factor_reset").count() == 1
    outbox.deliver()
    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) >= {"colleague@example.com", "city@example.com"}
    assert "手机丢了" in told["colleague@example.com"]
    assert colleague.sessions.count() == 0, "he is signed out everywhere"
    assert gives_password(Client(), colleague.username) == NEW


def test_nobody_resets_his_own_and_strangers_find_nothing(
    life: Life, colleague: Account, visitor: Visitor, settings: Settings
) -> None:
    client = manager(life)

    own = client.post(f"/people/{life.city.pk}/second-factor/", {"why": "试试"})
    settings.SECOND_FACTOR = "off"
    address = f"/people/{colleague.pk}/second-factor/"

    assert own.status_code == 422
    assert visitor(life.district).post(address, {"why": "试试"}).status_code == 404
    assert visitor(colleague).post(address, {"why": "试试"}).status_code == 403
    with pytest.raises(Refused):
        reset_second_factor(colleague.pk, why="试试", by=life.district)


def test_an_administrator_and_the_api_reset_as_well(
    life: Life, colleague: Account, visitor: Visitor, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "off"
    administrator = Account.objects.create(
        username="admin", full_name="管理员", is_administrator=True, created_at=colleague.created_at
    )
    page = visitor(administrator).get(f"/administration/people/{colleague.pk}/").content.decode()
    done = visitor(administrator).post(
        f"/administration/people/{colleague.pk}/second-factor/", {"why": "电话核对过"}
    )
    again = visitor(life.city).post(
        f"/api/people/{colleague.pk}/second-factor/reset",
        json.dumps({"why": "电话核对过"}),
        content_type="application/json",
    )

    assert "重置第二重验证" in page
    assert done.status_code == 302
    assert again.status_code == 409, "there is none any more"


def test_the_last_administrator_who_lost_his_phone_is_helped_by_a_command(
    life: Life, colleague: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reset-second-factor", "colleague", "--why", "手机丢了"]) == 0
    assert "已重置 colleague" in capsys.readouterr().out
    assert main(["reset-second-factor", "colleague", "--why", "手机丢了"]) == 2
    assert main(["reset-second-factor", "nobody", "--why", "手机丢了"]) == 2


def test_the_secret_of_an_app_is_not_in_the_database(life: Life, settings: Settings) -> None:
    from allauth.mfa.models import Authenticator

    client = Client()
    gives_password(client, life.city.username)
    secret = sets_up_app(client)
    stored = json.dumps([row.data for row in Authenticator.objects.all()])

    assert secret not in stored
    assert settings.FACTOR_KEY.stat().st_mode & 0o077 == 0
    settings.FACTOR_KEY.unlink()
    other = Client()
    gives_password(other, life.city.username)
    assert other.post(ASK, {"code": code_of(secret, later=1)}).status_code == 422, (
        "without its key, no code fits"
    )


def test_a_demonstration_says_that_it_asks_for_no_second_factor(life: Life, settings: Settings) -> None:
    settings.DEMO = True

    assert "登录不要第二重验证" in Client().get("/").content.decode()


@pytest.mark.parametrize("key", [1, 9, 10, 35, 36, 999, 1296, 123_456_789])
def test_a_passkey_says_whose_it_is_whatever_the_key_of_the_account(key: int) -> None:
    entity = SecondFactors().get_public_key_credential_user_entity(Account(pk=key, username="a"))

    assert int(url_str_to_user_pk(entity["id"].decode())) == key
