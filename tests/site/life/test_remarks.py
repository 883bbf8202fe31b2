"""Remarks at fields: noted while an office reviews, sent with the return, kept as they were sent."""

import pytest

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.accounts import create_officer
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.remarks import note_remark
from linxuan_site.models import Application, Remark, RemarkDraft
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.remarks import remarks_of, remarks_to_answer
from tests.site.life.conftest import Life
from tests.site.life.test_judging import ADVANTAGE, SHARE
from tests.support.told import told


def returned(life: Life) -> Application:
    """An application sent back with a remark at its address, one on all of it, and a doubt."""
    application = life.submitted(1)
    note_remark(application.pk, "address", "门牌号与执照不符", account=life.district)
    note_remark(application.pk, "", "请逐项核对", account=life.district)
    judge(application.pk, [Judged(SHARE, "doubted", "请附合同")], account=life.district)
    life.act(application, "return", life.district, opinion="请修改")
    application.refresh_from_db()
    return application


def test_what_was_noted_goes_with_the_return_and_the_drafts_are_gone(life: Life) -> None:
    application = returned(life)

    sent = [(one.field, one.text) for one in Remark.objects.order_by("pk")]
    assert sorted(sent) == [
        ("", "请逐项核对"),
        ("address", "门牌号与执照不符"),
        ("service_income_direct", "请附合同"),
    ]
    assert not RemarkDraft.objects.exists()
    assert {one.sent_with.action for one in application.remarks.all()} == {"return"}


def test_the_message_of_the_return_carries_every_remark(life: Life) -> None:
    returned(life)

    text = told("application.step").text

    assert "请修改" in text
    assert "通讯地址：门牌号与执照不符" in text
    assert "请逐项核对" in text


def test_a_remark_says_whether_its_field_was_changed(life: Life) -> None:
    application = returned(life)
    save_answers(
        application.pk, {"address": "示例新址"}, account=life.applicant(1), version=application.version
    )
    application.refresh_from_db()

    shown = remarks_to_answer(definition_of(life.published), application)

    assert {one.field: one.changed for one in shown} == {
        "": False,
        "address": True,
        "service_income_direct": False,
    }


def test_once_it_is_submitted_again_remarks_are_history(life: Life) -> None:
    application = returned(life)
    life.act(application, "submit", life.applicant(1))
    application.refresh_from_db()

    call = definition_of(life.published)
    assert remarks_to_answer(call, application) == []
    assert len(remarks_of(call, application)) == 3


def test_a_doubt_about_an_earlier_submission_is_not_sent_again(life: Life) -> None:
    application = returned(life)
    life.act(application, "submit", life.applicant(1))

    life.act(application, "return", life.district, opinion="再改")

    assert Remark.objects.filter(revision=2).count() == 0


def test_a_judgement_of_a_person_is_told_at_the_first_field_where_it_is_written(life: Life) -> None:
    application = life.submitted(1)
    judge(application.pk, [Judged(ADVANTAGE, "refused", "没有可比的数据")], account=life.district)
    life.act(application, "return", life.district, opinion="请补充")

    call = definition_of(life.published)
    assert Remark.objects.get().field == call.forms["enterprise"].sections["advantage"].fields[0]


def test_a_remark_without_words_is_taken_away(life: Life) -> None:
    application = life.submitted(1)
    note_remark(application.pk, "address", "不对", account=life.district)
    note_remark(application.pk, "address", "  ", account=life.district)

    assert not RemarkDraft.objects.exists()


def test_a_colleagues_newer_words_are_not_overwritten_unseen(life: Life) -> None:
    application = life.submitted(1)
    colleague = create_officer(
        life.district.office,  # type: ignore[arg-type]
        username="second",
        password="linxuan-demo",
        full_name="孙示例",
    )
    note_remark(application.pk, "address", "门牌号不对", account=colleague, seen="")

    with pytest.raises(Refused, match="孙示例刚刚也写了这一项：门牌号不对"):
        note_remark(application.pk, "address", "地址不对", account=life.district, seen="")

    note_remark(application.pk, "address", "地址不对", account=life.district, seen="门牌号不对")
    assert RemarkDraft.objects.get().text == "地址不对"


@pytest.mark.parametrize(
    ("field", "text"), [("nothing", "不对"), ("address", "字" * 2001), ("address", "\x00")]
)
def test_a_remark_that_cannot_be_is_refused_with_words(life: Life, field: str, text: str) -> None:
    application = life.submitted(1)

    with pytest.raises(BadInput):
        note_remark(application.pk, field, text, account=life.district)


def test_only_who_reviews_notes_remarks(life: Life) -> None:
    application = life.submitted(1)

    for account in (life.other_district, life.city, life.applicant(1)):
        with pytest.raises(Refused):
            note_remark(application.pk, "address", "不对", account=account)
