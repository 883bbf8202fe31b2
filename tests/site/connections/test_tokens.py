"""Tokens of an organisation or an office: what they may, by whom they are made and revoked, what the record says."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from linxuan.errors import BadInput, Refused
from linxuan.workflow import Act
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.people import Duty, set_active, set_duty
from linxuan_site.actions.tokens import account_of_token, issue_token, make_token, revoke_token
from linxuan_site.api.scopes import MEANING, SCOPES, scope_of
from linxuan_site.cli import main
from linxuan_site.demo.people import administrator, member_of
from linxuan_site.models import Account, AdministrationRecord, ApiToken, PersonChange
from linxuan_site.models import tokens as model
from linxuan_site.queries.tokens import has_the_shape, new_token
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.support.operations import operations


def token_for(account: Account, *scopes: str, name: str = "ERP") -> str:
    return make_token(name=name, scopes=scopes or model.SCOPES, expires_on=None, by=account).token


def caller(account: Account, *scopes: str, name: str = "ERP") -> Caller:
    return Caller(account, token=token_for(account, *scopes, name=name))


def test_a_signatory_makes_a_token_on_a_page_and_it_is_shown_once(visitor: Visitor, life: Life) -> None:
    signatory = visitor(life.applicant(1))

    page = read(signatory.post("/tokens/", {"name": "ERP", "scopes": ["read"]}, follow=True).content)
    found = re.search(r"lx_\w+", page.text)

    assert found is not None
    assert has_the_shape(found[0])
    assert found[0] not in signatory.get("/tokens/").content.decode()
    assert Client(headers={"authorization": f"Bearer {found[0]}"}).get("/api/me").status_code == 200
    assert not ApiToken.objects.filter(digest=found[0]).exists()


@given(st.text(st.characters(codec="ascii"), max_size=60), st.integers(0, 48), st.sampled_from("0aZ_"))
def test_a_sign_that_is_wrong_shows_in_the_sum(other: str, at: int, sign: str) -> None:
    token = new_token()
    spoilt = token[:at] + sign + token[at + 1 :]

    assert has_the_shape(token)
    assert has_the_shape(spoilt) == (spoilt == token)
    assert not has_the_shape(other)


def test_who_may_not_sign_makes_no_token(visitor: Visitor, life: Life) -> None:
    signatory = life.applicant(1)
    agent = life.colleague(signatory, "agent", role="signatory", firm="示例代办公司")

    for person in (life.colleague(signatory, "editor"), agent):
        assert visitor(person).get("/tokens/").status_code == 403
        with pytest.raises(Refused):
            token_for(person)


def test_a_token_does_what_its_scopes_say_and_nothing_else(life: Life) -> None:
    reads = caller(life.applicant(1), "read")

    begun = reads.post(f"/calls/{CALL}/applications", procedure="enterprise")

    assert reads.get("/applications").status_code == 200
    assert (begun.status_code, begun.json()["code"]) == (403, "scope")
    assert "fill" in begun.json()["reason"]
    assert life.applicant(1).organisation.applications.count() == 0


def test_what_a_person_does_himself_is_for_no_token_of_a_place(life: Life) -> None:
    token = token_for(life.applicant(1))
    whole = Caller(life.applicant(1), token=token)

    renamed = whole.send("patch", "/me", {"full_name": "别人", "email": "", "password": ""})
    stands_in = whole.client.get("/api/me", headers={"X-On-Behalf-Of": "somebody"})

    assert (renamed.status_code, renamed.json()["code"]) == (403, "scope")
    assert (stands_in.status_code, stands_in.json()["code"]) == (403, "scope")


def test_a_step_says_by_which_token_it_was_done_and_who_made_it(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    acts = caller(life.applicant(1), "read", "act", name="申报系统")

    step = acts.post(f"/applications/{application.pk}/acts/submit")
    shown = visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content.decode()

    assert (step.status_code, step.json()["token_name"]) == (200, "申报系统")
    assert step.json()["actor_name"] == life.applicant(1).full_name
    assert f"{life.applicant(1).full_name}（用令牌“申报系统”）" in shown


def test_people_who_were_changed_by_a_token_are_on_record_with_it(life: Life) -> None:
    editor = life.colleague(life.applicant(1), "editor")

    done = caller(life.applicant(1), "people").put(f"/people/{editor.pk}/active", active=False)

    assert done.status_code == 200
    assert PersonChange.objects.get(kind="removed").token_name == "ERP"


def test_a_token_ends_when_its_maker_may_make_none_or_left(life: Life) -> None:
    maker, other = life.applicant(1), life.colleague(life.applicant(1), "other", role="signatory")
    token = token_for(maker)
    assert account_of_token(token) == maker

    set_duty(maker.pk, Duty(role="editor"), by=other)
    assert account_of_token(token) is None
    set_duty(maker.pk, Duty(role="signatory"), by=other)
    assert account_of_token(token) == maker
    set_active(maker.pk, False, by=other)
    assert account_of_token(token) is None


def test_a_token_of_a_place_does_not_go_elsewhere_with_its_maker(life: Life) -> None:
    officer = life.district
    token = token_for(officer)

    Account.objects.filter(pk=officer.pk).update(office=life.city.office)

    assert account_of_token(token) is None


def test_whoever_may_revoke_does_and_others_find_nothing(life: Life, db: None) -> None:
    maker = life.applicant(1)
    colleague = life.colleague(maker, "other", role="signatory")
    stranger = member_of("示例旁人有限公司", "", "stranger")
    for number, who in enumerate((maker, colleague, administrator())):
        token = token_for(maker, name=str(number))
        row = ApiToken.objects.latest("pk")
        assert Caller(stranger).delete(f"/tokens/{row.pk}").status_code == 404
        with pytest.raises(Refused):
            revoke_token(row.pk, by=stranger)

        assert Caller(who).delete(f"/tokens/{row.pk}").status_code == 204

        assert account_of_token(token) is None
        assert AdministrationRecord.objects.filter(act="token.revoked", by=who).count() == 1
    with pytest.raises(BadInput, match="撤销了的也算"):
        token_for(maker, name="0")


def test_a_token_ends_with_its_last_day(life: Life) -> None:
    today = timezone.localdate()
    made = make_token(name="短", scopes=["read"], expires_on=today, by=life.district)
    assert account_of_token(made.token) is not None

    ApiToken.objects.update(expires_on=today - timedelta(days=1))

    assert account_of_token(made.token) is None
    with pytest.raises(BadInput):
        make_token(name="长", scopes=["read"], expires_on=today + timedelta(days=999), by=life.district)


def test_a_token_makes_none_that_may_more_or_counts_longer(life: Life) -> None:
    narrow = caller(life.applicant(1), "people", "read")

    more = narrow.post("/tokens", name="多", scopes=["act"])
    less = narrow.post("/tokens", name="少", scopes=["read"])
    longer = narrow.post(
        "/tokens", name="久", scopes=["read"], expires_on=str(timezone.localdate() + timedelta(days=367))
    )

    assert (more.status_code, more.json()["code"]) == (409, "scope")
    assert (less.status_code, longer.status_code) == (201, 400)
    assert less.json()["token"] not in narrow.get("/tokens").content.decode()


def test_its_use_is_noted_once_an_hour(life: Life) -> None:
    token = token_for(life.district)
    account_of_token(token)
    first = ApiToken.objects.get().used_at
    assert first is not None

    account_of_token(token)
    assert ApiToken.objects.get().used_at == first
    ApiToken.objects.update(used_at=first - timedelta(hours=2))
    account_of_token(token)

    assert ApiToken.objects.get().used_at > first - timedelta(hours=1)


def test_keys_of_persons_made_before_keep_working(life: Life) -> None:
    ApiToken.objects.create(
        account=life.district,
        name="旧",
        digest="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        created_at=timezone.now(),
    )

    assert account_of_token("abc") == life.district


def test_who_calls_too_often_is_told_when_to_come_again(life: Life, settings: Settings) -> None:
    settings.API_CALLS_A_MINUTE = 3
    busy, other = Caller(life.district), Caller(life.city)

    answers = [busy.get("/me") for _ in range(8)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "too-many"
    assert other.get("/me").status_code == 200


def test_every_operation_that_changes_something_has_its_scope_and_no_other_has() -> None:
    changing = {
        one.name for one in operations() if not one.public and scope_of(one.method, one.path) != "read"
    }
    listed = {
        f"{method.lower()} {path}"
        for lines in SCOPES.values()
        for method, path in (line.split() for line in lines.strip().splitlines())
    }

    assert {name for name in changing if "/administration/" not in name} == listed
    assert set(MEANING) == {*model.SCOPES, "own"}


def test_the_document_that_is_served_names_the_scope_of_every_operation(db: None) -> None:
    document = Client().get("/api/openapi.json").json()

    begin = document["paths"]["/api/calls/{call}/applications"]["post"]

    assert begin["security"] == [{"Token": ["fill"]}, {"SignedIn": []}]
    assert document["components"]["securitySchemes"]["Token"]["x-scopes"] == MEANING


def test_the_site_administrator_sees_the_tokens_of_all_places(visitor: Visitor, life: Life) -> None:
    token_for(life.applicant(1), name="企业系统")
    token_for(life.district, name="区里系统")

    page = read(visitor(administrator()).get("/tokens/").content)

    assert "企业系统" in page.text
    assert life.applicant(1).organisation.name in page.text
    assert "区里系统" in page.text


def test_tokens_are_made_listed_and_revoked_by_command(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    as_district = ["--as", life.district.username]
    assert main(["token", "脚本", "--scope", "read", "--scope", "act", *as_district]) == 0
    token = capsys.readouterr().out.strip()
    row = ApiToken.objects.get()

    assert account_of_token(token) == life.district
    assert main(["tokens", *as_district]) == 0
    assert "read act" in capsys.readouterr().out
    assert main(["revoke-token", str(row.pk), *as_district]) == 0
    assert account_of_token(token) is None
    assert main(["revoke-token", "999", *as_district]) == 2


def test_a_persons_own_key_leaves_no_name_of_a_token(life: Life) -> None:
    account = account_of_token(issue_token(life.applicant(1), "自己的"))
    assert account is not None
    application = life.draft(1)

    step = move_application(application.pk, Act("submit"), account=account)

    assert step.token_name is None
