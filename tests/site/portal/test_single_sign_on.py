"""Single sign-on against a provider that runs: the whole code flow, with whom it lets in and whom not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread
from pytest_django import Settings

from linxuan.errors import BadInput
from linxuan_site.models import Account, SignInRecord
from linxuan_site.site_file import SiteFile
from linxuan_site.sso_settings import SingleSignOn, read_sso
from tests.site.life.conftest import Life
from tests.site.portal.factors import ASK, NEW, code_of, gives_password, sets_up_app

START = "/sign-in/office/"
# The provider runs in a thread of this process, on libraries that warn of one another.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def issuer(life: Life) -> Iterator[str]:
    """A provider that knows the city's officer, with a second factor, an applicant, and a stranger."""
    people = {
        "s-city": {"preferred_username": life.city.username},
        "s-city-strong": {"preferred_username": life.city.username, "amr": ["pwd", "otp"]},
        "s-district": {"preferred_username": life.district.username, "amr": ["pwd", "otp"]},
        "s-applicant": {"preferred_username": life.applicant(1).username},
        "s-stranger": {"preferred_username": "nobody-here"},
    }
    known = [User(sub=sub, claims=claims) for sub, claims in people.items()]
    with run_server_in_thread(user_claims=known, require_nonce=False) as server:
        yield f"http://localhost:{server.server_port}"


def site_file(folder: Path, **sso: str) -> SiteFile:
    """A site.toml with this provider."""
    secret = folder / "sso-secret"
    secret.write_text("a-secret-of-the-client\n", "ascii")
    table = {"client_id": "linxuan", "client_secret_file": str(secret), **sso}
    lines = [f'{key} = "{value}"' for key, value in table.items() if value]
    (folder / "site.toml").write_text("\n".join(["[sso]", *lines, ""]), "utf-8")
    return SiteFile(folder / "site.toml")


@pytest.fixture(autouse=True)
def configured(issuer: str, settings: Settings, tmp_path: Path) -> SingleSignOn:
    sso = read_sso(site_file(tmp_path, issuer=issuer, name="机关统一登录", second_factor_amr="otp,mfa"))
    assert sso is not None
    settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = sso, sso.for_allauth()
    return sso


def vouches(client: Client, subject: str, start: str = START, **change: str) -> Any:
    """Go to the provider, be vouched for there, and come back; return the answer of our site."""
    left = client.get(start)
    assert left.status_code == 302, left.content.decode()
    answer = requests.post(left.headers["Location"], {"sub": subject}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    given = {name: values[0] for name, values in parse_qs(back.query).items()} | change
    assert back.path == "/sign-in/office/back/"
    return client.get(back.path, given)


def test_the_sign_in_page_leads_to_the_provider_by_its_name(settings: Settings) -> None:
    assert "用“机关统一登录”登录" in Client().get("/sign-in/").content.decode()
    left = urlsplit(Client().get(START).headers["Location"])
    asked = parse_qs(left.query)

    assert left.path == "/oauth2/authorize"
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/sign-in/office/back/"]

    settings.SSO = None
    assert "机关统一登录" not in Client().get("/sign-in/").content.decode()
    assert Client().get(START).status_code == 404


def test_an_officer_comes_in_and_goes_on_to_where_he_wanted(life: Life) -> None:
    client = Client()

    answer = vouches(client, "s-city", f"{START}?next=/desk/people/")

    assert answer.headers["Location"] == "/desk/people/"
    assert client.get("/desk/people/").status_code == 200
    rows = SignInRecord.objects.order_by("pk").values_list("event", "how", "account__username")
    assert list(rows) == [
        ("sso_linked", "sso", life.city.username),
        ("signed_in", "sso", life.city.username),
    ]


def test_he_is_not_led_out_of_the_site(life: Life) -> None:
    answer = vouches(Client(), "s-city", f"{START}?next=https://elsewhere.example/")

    assert answer.headers["Location"] == "/desk/"


@pytest.mark.parametrize("subject", ["s-stranger", "s-applicant"])
def test_whoever_has_no_account_of_an_office_is_told_what_to_do(subject: str) -> None:
    client, before = Client(), Account.objects.count()

    answer = vouches(client, subject)

    assert answer.status_code == 409
    assert "没有可以用的账号" in answer.content.decode()
    assert client.get("/me/").status_code == 302
    assert Account.objects.count() == before, "no account is opened"
    assert not SocialAccount.objects.exists()
    assert SignInRecord.objects.get().why == "sso_unknown"


def test_a_stopped_officer_is_not_let_in(life: Life) -> None:
    Account.objects.filter(pk=life.city.pk).update(is_active=False)

    assert vouches(Client(), "s-city").status_code == 409
    assert SignInRecord.objects.get().why == "stopped"


def test_an_account_stays_with_the_first_who_was_vouched_for(life: Life) -> None:
    vouches(Client(), "s-city")

    other = vouches(Client(), "s-city-strong")

    assert other.status_code == 409
    assert "与“机关统一登录”的另一个人相连" in other.content.decode()
    assert SignInRecord.objects.latest("pk").why == "sso_other"


def test_a_name_that_changed_here_finds_its_account_all_the_same(life: Life) -> None:
    vouches(Client(), "s-city")
    Account.objects.filter(pk=life.city.pk).update(username="renamed")

    assert vouches(Client(), "s-city").headers["Location"] == "/desk/"


def test_ours_is_asked_where_the_provider_asked_for_a_password_only(life: Life, settings: Settings) -> None:
    settings.SECOND_FACTOR = "officers"

    assert vouches(Client(), "s-city").headers["Location"] == NEW
    assert vouches(Client(), "s-district").headers["Location"] == "/desk/", "it asked for two"

    owner = Client()
    gives_password(owner, life.city.username)
    secret = sets_up_app(owner)
    client = Client()
    assert vouches(client, "s-city").headers["Location"] == ASK
    assert client.post(ASK, {"code": code_of(secret, later=1)}).headers["Location"] == "/desk/"
    assert SignInRecord.objects.latest("pk").how == "sso+totp"


def test_an_answer_that_was_not_asked_for_lets_nobody_in(life: Life) -> None:
    client = Client()

    forged = vouches(client, "s-city", state="another")
    stolen = vouches(client, "s-city", code="another")
    begun_elsewhere = urlsplit(Client().get(START).headers["Location"])
    state = parse_qs(begun_elsewhere.query)["state"][0]
    elsewhere = client.get("/sign-in/office/back/", {"code": "x", "state": state})

    for answer in (forged, stolen, elsewhere):
        assert answer.status_code == 409
        assert "没有答复，或没有确认您是谁" in answer.content.decode()
    assert client.get("/me/").status_code == 302
    assert set(SignInRecord.objects.values_list("event", "why")) == {("refused", "sso")}


def test_a_provider_that_is_not_there_is_said_and_the_password_remains(
    settings: Settings, configured: SingleSignOn
) -> None:
    from dataclasses import replace

    gone = replace(configured, issuer="http://localhost:9")
    settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = gone, gone.for_allauth()

    answer = Client().get(START)

    assert answer.status_code == 409
    assert "用用户名和密码登录" in answer.content.decode()


def test_nothing_of_what_the_provider_tells_is_kept(life: Life) -> None:
    vouches(Client(), "s-city")
    vouches(Client(), "s-city")

    row = SocialAccount.objects.get()
    assert (row.user_id, row.uid, row.extra_data) == (life.city.pk, "s-city", {})


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"issuer": "https://sso.example", "client_id": ""}, "client_id"),
        ({"issuer": ""}, "issuer"),
        ({"issuer": "http://sso.example"}, "https"),
        ({"issuer": "https://sso.example", "client_secret_file": "/nowhere/at/all"}, "读不出来"),
    ],
)
def test_a_table_that_is_wrong_stops_the_site_and_says_why(
    table: dict[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=told):
        read_sso(site_file(tmp_path, **table))


def test_without_a_table_there_is_none(tmp_path: Path) -> None:
    assert read_sso(SiteFile(tmp_path / "none.toml")) is None
