"""A draft is its applicant's own; an office reads and fills it in only while it helps, and never submits it."""

import pytest
from django.db import DatabaseError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.files import Upload
from linxuan_site.actions.helping import end_help, start_help
from linxuan_site.models import Account, AnswerChange, Application, Help
from linxuan_site.queries.applications import readable_attachment
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.helping import possible_helpers
from tests.site.life.conftest import PDF, Life
from tests.support.told import told


def read_by(account: Account, application: Application) -> Dossier:
    found = dossier_of(account, application.pk)
    assert found is not None
    return found


def test_an_office_sees_of_a_draft_only_how_far_it_is(life: Life) -> None:
    application = life.draft(1, address="")

    for account in (life.district, life.city):
        seen = read_by(account, application)
        assert (seen.kept_back, seen.answers, seen.files, dict(seen.case.answers)) == (True, {}, (), {})
        assert seen.missing == 1
    assert read_by(life.applicant(1), application).answers["district"] == "210211"


def test_no_file_of_a_draft_is_read_by_an_office(life: Life) -> None:
    file = life.draft(1).attachments.earliest("pk")

    assert readable_attachment(life.district, file.pk) is None
    assert readable_attachment(life.applicant(1), file.pk) is not None


def test_an_office_sees_of_what_it_sent_back_only_what_was_filed(life: Life) -> None:
    application = life.submitted(1)
    filed = application.answers["address"]
    life.act(application, "return", life.district, opinion="请改")
    application.refresh_from_db()
    save_answers(
        application.pk, {"address": "还没写完"}, account=life.applicant(1), version=application.version
    )
    new = attach(application.pk, "file_other", PDF, account=life.applicant(1))

    seen = read_by(life.district, application)

    assert seen.kept_back
    assert seen.answers["address"] == filed
    assert new not in seen.files
    assert len(seen.files) > 0
    assert readable_attachment(life.district, new.pk) is None


def test_what_was_filed_is_still_seen_while_its_applicant_replaces_it(life: Life) -> None:
    application, applicant = life.submitted(1), life.applicant(1)
    life.act(application, "return", life.district, opinion="请改")
    filed = application.attachments.filter(slot="file_licence").earliest("pk")
    new = attach(
        application.pk, "file_licence", Upload("新.pdf", b"%PDF-2"), account=applicant, replaces=filed.pk
    )

    seen = read_by(life.district, application)

    assert filed in seen.files
    assert new not in seen.files
    assert readable_attachment(life.district, filed.pk) == filed
    assert readable_attachment(applicant, filed.pk) is None


def test_what_ended_before_it_was_filed_stays_its_applicants_own(life: Life) -> None:
    application = life.draft(1)
    life.act(application, "withdraw", life.applicant(1))

    assert read_by(life.district, application).answers == {}


def test_the_applicant_asks_an_office_that_then_fills_in_under_its_own_name(life: Life) -> None:
    application = life.draft(1, address="")
    office = possible_helpers(definition_of(life.published), application)[0]
    start_help(application.pk, account=life.applicant(1), office=office.pk)

    save_answers(
        application.pk, {"address": "代填的地址"}, account=life.district, version=application.version
    )

    row = AnswerChange.objects.latest("version")
    assert (row.office, row.name) == ("district", life.district.full_name)
    assert read_by(life.district, application).answers["address"] == "代填的地址"
    with pytest.raises(Refused):
        life.act(application, "submit", life.district)
    life.act(application, "submit", life.applicant(1))
    assert Help.objects.get().ended_by == life.applicant(1)


def test_without_help_no_office_writes_into_a_draft(life: Life) -> None:
    application = life.draft(1)

    with pytest.raises(Refused):
        save_answers(application.pk, {"address": "代填"}, account=life.district, version=application.version)


def test_an_office_that_begins_help_says_why_and_the_applicant_is_told(life: Life) -> None:
    application = life.draft(1)
    with pytest.raises(BadInput, match="请写明为什么"):
        start_help(application.pk, account=life.district)

    start_help(application.pk, account=life.district, reason="单位来电，网络故障")

    assert "单位来电，网络故障" in told("help.started").text


def test_only_the_office_that_was_asked_helps(life: Life) -> None:
    application = life.draft(1)
    start_help(application.pk, account=life.district, reason="单位来电")

    assert read_by(life.city, application).kept_back
    with pytest.raises(Refused):
        save_answers(application.pk, {"address": "代填"}, account=life.city, version=application.version)
    with pytest.raises(Refused):
        end_help(application.pk, account=life.city)


def test_after_the_applicant_ends_it_the_draft_is_its_own_again(life: Life) -> None:
    application = life.draft(1)
    start_help(application.pk, account=life.district, reason="单位来电")

    end_help(application.pk, account=life.applicant(1))

    assert read_by(life.district, application).kept_back
    with pytest.raises(Refused):
        save_answers(application.pk, {"address": "代填"}, account=life.district, version=application.version)
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        Help.objects.update(reason="改过")


def test_there_is_one_help_at_a_time_and_only_while_the_draft_lies_with_its_applicant(life: Life) -> None:
    application = life.draft(1)
    start_help(application.pk, account=life.district, reason="单位来电")
    with pytest.raises(Refused, match="已在协助填写"):
        start_help(application.pk, account=life.city, reason="再来")
    life.act(application, "submit", life.applicant(1))
    with pytest.raises(Refused, match="不能再协助填写"):
        start_help(application.pk, account=life.district, reason="单位来电")


def test_strangers_begin_no_help(life: Life) -> None:
    application = life.draft(1)

    for account in (life.other_district, life.applicant(2)):
        with pytest.raises(Refused):
            start_help(application.pk, account=account, reason="来帮忙")


def test_an_applicant_asks_only_an_office_in_charge(life: Life) -> None:
    application = life.draft(1)

    with pytest.raises(BadInput, match="请选择"):
        start_help(application.pk, account=life.applicant(1), office=life.other_district.office_id)
