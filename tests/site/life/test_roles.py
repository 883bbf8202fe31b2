"""Who of an organisation may act for it, and who may only fill in."""

import pytest
from django.db import IntegrityError, transaction

from linxuan.errors import Refused
from linxuan_site.actions.drafts import save_answers
from linxuan_site.models import Account
from linxuan_site.permissions import manages_people, may_sign
from linxuan_site.queries.dossiers import dossier_of
from tests.site.life.conftest import Life


def test_who_registers_an_organisation_may_sign_for_it_and_manages_its_people(life: Life) -> None:
    first = life.applicant(1)

    assert may_sign(first)
    assert manages_people(first)


def test_the_first_person_of_an_office_manages_its_people(life: Life) -> None:
    second = life.colleague(life.district, "second")

    assert manages_people(life.district)
    assert not manages_people(second)


def test_an_editor_fills_in_but_does_not_submit_and_is_told_whom_to_ask(life: Life) -> None:
    application = life.draft(1)
    editor = life.colleague(life.applicant(1), "editor")
    save_answers(application.pk, {"address": "乙路2号"}, account=editor, version=application.version)

    with pytest.raises(Refused, match=life.applicant(1).full_name) as refused:
        life.act(application, "submit", editor)

    assert refused.value.code == "role"
    assert application.steps.count() == 0


@pytest.mark.parametrize("action", ["hand-in", "withdraw"])
def test_what_was_submitted_is_not_handed_in_or_withdrawn_by_an_editor(life: Life, action: str) -> None:
    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))
    editor = life.colleague(life.applicant(1), "editor")

    with pytest.raises(Refused) as refused:
        life.act(application, action, editor, paper="application")

    assert refused.value.code == "role"
    assert not application.attachments.filter(slot="paper:application").exists(), "nothing is left behind"


def test_an_agent_signs_only_where_he_was_given_it_and_never_manages_people(life: Life) -> None:
    application = life.draft(1)
    fills_in = life.colleague(life.applicant(1), "agent", firm="示例代理有限公司")
    signs = life.colleague(life.applicant(1), "agent-2", role="signatory", firm="示例代理有限公司")

    with pytest.raises(Refused):
        life.act(application, "submit", fills_in)
    life.act(application, "submit", signs)

    assert not manages_people(signs)


def test_every_act_on_the_page_says_what_the_act_itself_would(life: Life) -> None:
    application = life.draft(1)
    editor = life.colleague(life.applicant(1), "editor")

    for account, may in ((editor, False), (life.applicant(1), True)):
        dossier = dossier_of(account, application.pk)
        assert dossier is not None
        open_to_him = {one.action.id for one in dossier.acts if one.refusal is None}
        assert open_to_him == ({"submit", "withdraw"} if may else set())
        assert bool(dossier.signatories) is not may


@pytest.mark.parametrize("wrong", [{"role": "chief"}, {"role": ""}, {"is_office_administrator": True}])
def test_the_database_knows_no_other_roles(life: Life, wrong: dict[str, object]) -> None:
    account = life.applicant(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**wrong)
