"""People of an organisation or an office: invited, let in, given other duties, removed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.people import (
    Duty,
    Invited,
    accept_invitation,
    invite,
    set_active,
    set_duty,
    withdraw_invitation,
)
from linxuan_site.models import Account, Delivery, Invitation, PersonChange
from tests.site.life.conftest import Life

EDITOR, SIGNATORY = Duty("editor"), Duty("signatory")
ACCEPT = {"username": "invited", "full_name": "钱示例", "password": "a-long-password-7"}


def invited(by: Account, duty: Duty = EDITOR, email: str = "qian@example.com") -> Invited:
    place = by.organisation or by.office
    assert place is not None
    return invite(
        place, full_name="钱示例", email=email, duty=duty, by=by, link=lambda one: f"http://x/{one}/"
    )


def test_an_invited_person_joins_with_the_duties_he_was_invited_to(life: Life) -> None:
    agent = Duty("editor", "示例代理有限公司")

    account = accept_invitation(invited(life.applicant(1), agent).token, **ACCEPT)

    assert account.organisation == life.applicant(1).organisation
    assert (account.role, account.firm, account.email) == ("editor", agent.firm, "qian@example.com")
    assert account.check_password(ACCEPT["password"])


def test_an_officer_is_invited_to_an_office(life: Life) -> None:
    made = invited(life.district, Duty("signatory", "不算数", is_office_administrator=True))

    account = accept_invitation(made.token, **ACCEPT)

    assert account.office == life.district.office
    assert (account.role, account.firm, account.is_office_administrator) == ("", "", True)


def test_a_link_counts_once(life: Life) -> None:
    token = invited(life.applicant(1)).token
    accept_invitation(token, **ACCEPT)

    with pytest.raises(Refused, match="已经用过、收回或过期"):
        accept_invitation(token, **{**ACCEPT, "username": "another"})

    assert not Account.objects.filter(username="another").exists()


def test_a_link_that_was_taken_back_or_is_too_old_counts_no_more(life: Life) -> None:
    taken_back, too_old = invited(life.applicant(1)), invited(life.applicant(1), email="")
    withdraw_invitation(taken_back.invitation.pk, by=life.applicant(1))
    later = timezone.now() - timedelta(days=8)
    Invitation.objects.filter(pk=too_old.invitation.pk).update(
        invited_at=later, expires_at=later + timedelta(days=7)
    )

    for one in (taken_back, too_old):
        with pytest.raises(Refused):
            accept_invitation(one.token, **ACCEPT)


def test_a_wrong_password_leaves_the_link_open(life: Life) -> None:
    token = invited(life.applicant(1)).token

    with pytest.raises(BadInput):
        accept_invitation(token, **{**ACCEPT, "password": "1234"})

    assert accept_invitation(token, **ACCEPT).pk


def test_inviting_the_same_person_again_ends_the_first_link(life: Life) -> None:
    first, second = invited(life.applicant(1)), invited(life.applicant(1), SIGNATORY)

    with pytest.raises(Refused):
        accept_invitation(first.token, **ACCEPT)
    assert accept_invitation(second.token, **ACCEPT).role == "signatory"


def test_the_link_is_sent_after_the_commit_and_kept_nowhere(
    life: Life, django_capture_on_commit_callbacks: object, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        token = invited(life.applicant(1)).token
        assert mail.outbox == []

    assert [one.to for one in mail.outbox] == [["qian@example.com"]]
    assert f"http://x/{token}/" in mail.outbox[0].body
    assert token not in str(Delivery.objects.values_list())
    assert token not in str(Invitation.objects.values_list())


def test_who_gave_no_address_gets_no_message(life: Life) -> None:
    invited(life.applicant(1), email="")

    assert not Delivery.objects.filter(topic="account.invitation").exists()


def test_only_who_manages_the_people_of_a_place_changes_them(life: Life) -> None:
    editor = life.colleague(life.applicant(1), "editor")
    agent = life.colleague(life.applicant(1), "agent", role="signatory", firm="示例代理有限公司")
    second = life.colleague(life.district, "second")
    organisation, office = life.applicant(1).organisation, life.district.office
    assert organisation is not None
    assert office is not None

    for by in (editor, agent, life.applicant(2), life.district):
        with pytest.raises(Refused):
            set_duty(editor.pk, SIGNATORY, by=by)
        with pytest.raises(Refused):
            invite(organisation, full_name="某", email="", duty=EDITOR, by=by, link=str)
    for by in (second, life.applicant(1), life.city):
        with pytest.raises(Refused):
            set_active(second.pk, False, by=by)
        with pytest.raises(Refused):
            invite(office, full_name="某", email="", duty=Duty(), by=by, link=str)


def test_one_signatory_of_its_own_always_remains(life: Life) -> None:
    first = life.applicant(1)
    life.colleague(first, "agent", role="signatory", firm="示例代理有限公司")

    for act in (
        lambda: set_duty(first.pk, EDITOR, by=first),
        lambda: set_duty(first.pk, Duty("signatory", "别的公司"), by=first),
        lambda: set_active(first.pk, False, by=first),
    ):
        with pytest.raises(Refused, match="至少要留一位"), transaction.atomic():
            act()
        first.refresh_from_db()
        assert (first.role, first.firm, first.is_active) == ("signatory", "", True)

    other = life.colleague(first, "other", role="signatory")
    set_active(first.pk, False, by=other)
    assert not Account.objects.get(pk=first.pk).is_active


def test_one_who_manages_the_people_of_an_office_always_remains(life: Life) -> None:
    with pytest.raises(Refused, match="至少要留一位"):
        set_duty(life.district.pk, Duty(), by=life.district)


def test_what_became_of_a_person_is_kept(life: Life) -> None:
    first = life.applicant(1)
    account = accept_invitation(invited(first).token, **ACCEPT)
    set_duty(account.pk, SIGNATORY, by=first)
    set_duty(account.pk, SIGNATORY, by=first)
    set_active(account.pk, False, by=first)
    set_active(account.pk, True, by=first)

    kept = PersonChange.objects.filter(account=account).order_by("pk")

    assert list(kept.values_list("kind", "role", "changed_by")) == [
        ("joined", "editor", first.pk),
        ("duty", "signatory", first.pk),
        ("removed", "signatory", first.pk),
        ("restored", "signatory", first.pk),
    ]
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        kept.update(role="editor")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"full_name": " "}, "full_name"),
        ({"email": "nobody"}, "email"),
        ({"email": "colleague@example.com"}, "email"),
        ({"duty": Duty("chief")}, "role"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_at_its_field(
    life: Life, given: dict[str, object], field: str
) -> None:
    first = life.applicant(1)
    life.colleague(first, "colleague")
    sound = {"full_name": "钱示例", "email": "qian@example.com", "duty": EDITOR}

    with pytest.raises(BadInput) as wrong:
        invite(first.organisation, by=first, link=str, **{**sound, **given})  # type: ignore[arg-type]

    assert wrong.value.field == field
