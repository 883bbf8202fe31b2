"""An organisation takes over what it filled in before: its own only, never more than it ticked."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from linxuan.carrying import Offer
from linxuan.errors import BadInput, Refused
from linxuan_site.actions.attachments import attach, remove_attachment
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.carrying import take_over, takeover_for
from linxuan_site.actions.drafts import save_answers, start_application
from linxuan_site.actions.files import Upload
from linxuan_site.actions.helping import start_help
from linxuan_site.models import Account, AnswerChange, Application
from linxuan_site.queries.cases import kept_attachments
from tests.site.life.conftest import CALL, PACKAGE, Life

Take = Callable[..., list[Offer]]


@pytest.fixture
def earlier(life: Life) -> Application:
    """An application that was filed and withdrawn."""
    application = life.submitted(1)
    life.act(application, "withdraw", life.applicant(1))
    application.refresh_from_db()
    return application


@pytest.fixture
def draft(life: Life, earlier: Application) -> Application:
    return start_application(life.applicant(1), CALL, "enterprise")


def took(draft: Application, earlier: Application, keys: object = None, *, by: Account) -> list[Offer]:
    """Take over what is ticked at first, or these keys, and read the draft again."""
    first = [one.key for one in takeover_for(draft, earlier, account=by).offers if not one.replaces]
    versions = {"version": draft.version, "earlier_version": earlier.version}
    done = take_over(draft.pk, earlier.pk, first if keys is None else keys, account=by, **versions)  # type: ignore[arg-type]
    draft.refresh_from_db()
    return done


def test_what_was_filed_before_stands_in_the_draft_afterwards(
    life: Life, earlier: Application, draft: Application
) -> None:
    took(draft, earlier, by=life.applicant(1))

    answered = {key: value for key, value in earlier.answers.items() if value is not None}
    undertakings = answered.keys() - draft.answers.keys()
    assert {key: draft.answers[key] for key in answered.keys() - undertakings} == {
        key: value for key, value in answered.items() if key not in undertakings
    }
    assert {answered[key] for key in undertakings} == {True}
    names = {(one.slot, one.name, one.digest) for one in kept_attachments(earlier) if ":" not in one.slot}
    assert {(one.slot, one.name, one.digest) for one in kept_attachments(draft)} == names


def test_every_change_names_the_application_that_it_came_from(
    life: Life, earlier: Application, draft: Application
) -> None:
    done = took(draft, earlier, by=life.applicant(1))

    rows = AnswerChange.objects.filter(application=draft, copied_from=earlier)
    changed = {slot.partition(".")[0] for row in rows for slot in row.changes}
    assert changed == {one.field.id for one in done}
    assert {row.changed_by for row in rows} == {life.applicant(1)}


def test_a_file_that_was_taken_over_is_taken_away_from_one_alone(
    life: Life, earlier: Application, draft: Application
) -> None:
    took(draft, earlier, by=life.applicant(1))
    before = len(kept_attachments(earlier))

    remove_attachment(kept_attachments(draft)[0].pk, account=life.applicant(1))

    assert len(kept_attachments(Application.objects.get(pk=earlier.pk))) == before


def test_nothing_that_was_filled_in_gives_way_unless_it_is_ticked(
    life: Life, earlier: Application, draft: Application
) -> None:
    save_answers(draft.pk, {"address": "新地址"}, account=life.applicant(1), version=draft.version)
    draft.refresh_from_db()

    took(draft, earlier, by=life.applicant(1))
    assert draft.answers["address"] == "新地址"

    took(draft, earlier, ["address"], by=life.applicant(1))
    assert draft.answers["address"] == earlier.answers["address"]


def test_years_of_another_call_are_taken_by_the_calendar(
    life: Life, earlier: Application, tmp_path: Path
) -> None:
    later = shutil.copytree(PACKAGE, tmp_path / "later-call")
    call = (later / "call.toml").read_text("utf-8").replace(f'id = "{CALL}"', 'id = "later-call"')
    (later / "call.toml").write_text(call, "utf-8")
    fields = later / "forms" / "fields.toml"
    asked = fields.read_text("utf-8")
    fields.write_text(asked.replace("2020, 2021, 2022", "2021, 2022, 2023"), "utf-8")
    publish_call(later)
    draft = start_application(life.applicant(1), "later-call", "enterprise")

    took(draft, earlier, by=life.applicant(1))

    tables = {key: was for key, was in earlier.answers.items() if isinstance(was, dict)}
    assert tables
    for key, was in tables.items():
        assert {year: draft.answers[key][year] for year in ("2021", "2022")} == {
            year: was[year] for year in ("2021", "2022")
        }
        assert "2020" not in draft.answers[key]


def test_a_colleague_who_changed_something_meanwhile_is_not_overwritten(
    life: Life, earlier: Application, draft: Application
) -> None:
    editor = life.colleague(life.applicant(1), "editor")
    save_answers(draft.pk, {"address": "同事填的"}, account=editor, version=draft.version)

    with pytest.raises(Refused) as refused:
        took(draft, earlier, ["address", "contact_person"], by=life.applicant(1))

    assert refused.value.code == "overtaken"
    assert Application.objects.get(pk=draft.pk).answers.get("contact_person") is None


def test_what_changed_in_the_earlier_application_has_to_be_looked_at_again(life: Life) -> None:
    earlier, draft = life.draft(1), start_application(life.applicant(1), CALL, "platform")
    seen = Application.objects.get(pk=earlier.pk)
    save_answers(earlier.pk, {"address": "改过了"}, account=life.applicant(1), version=earlier.version)

    with pytest.raises(Refused) as refused:
        take_over(
            draft.pk,
            earlier.pk,
            ["contact_person"],
            account=life.applicant(1),
            version=draft.version,
            earlier_version=seen.version,
        )

    assert refused.value.code == "overtaken"


def test_nothing_ticked_is_no_takeover(life: Life, earlier: Application, draft: Application) -> None:
    with pytest.raises(BadInput):
        took(draft, earlier, [], by=life.applicant(1))


def test_another_organisation_finds_nothing_to_take(life: Life, earlier: Application) -> None:
    life.applicant(2)
    other = start_application(life.applicant(2), CALL, "enterprise")

    with pytest.raises(Refused) as refused:
        took(other, earlier, ["address"], by=life.applicant(2))

    assert refused.value.code == "earlier"


def test_an_office_that_helps_copies_only_what_it_may_read(
    life: Life, earlier: Application, draft: Application
) -> None:
    place = {"district": "210211"}
    save_answers(draft.pk, place, account=life.applicant(1), version=draft.version)
    start_help(draft.pk, account=life.district, reason="单位来电")
    unfiled = start_application(life.applicant(1), CALL, "platform")
    save_answers(unfiled.pk, {**place, "address": "草稿"}, account=life.applicant(1), version=unfiled.version)
    draft.refresh_from_db()

    took(draft, earlier, ["address"], by=life.district)
    with pytest.raises(Refused):
        took(draft, Application.objects.get(pk=unfiled.pk), ["address"], by=life.district)

    row = AnswerChange.objects.get(application=draft, copied_from=earlier)
    assert (row.changed_by, row.office) == (life.district, "district")


def test_an_application_that_is_filed_takes_nothing_any_more(life: Life, earlier: Application) -> None:
    application = life.submitted(1)

    assert takeover_for(application, earlier, account=life.applicant(1)).offers == ()


def test_the_page_shows_old_beside_new_and_takes_over_what_is_ticked(
    life: Life, earlier: Application, draft: Application
) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    path = f"/applications/{draft.pk}/copy/"

    page = client.get(path).content.decode()
    assert f'value="{earlier.pk}"' in page
    assert "项需要重新填写" in page

    answer = client.post(
        path,
        {
            "from": earlier.pk,
            "version": draft.version,
            "earlier_version": earlier.version,
            "take": ["address", "contact_person"],
        },
        follow=True,
    )

    draft.refresh_from_db()
    assert "已带入 2 项" in answer.content.decode()
    assert draft.answers["address"] == earlier.answers["address"]
    assert "phone" not in draft.answers
    history = client.get(f"/applications/{draft.pk}/changes/").content.decode()
    assert f"从 {earlier.number} 复制" in history


def test_years_that_are_blank_are_ticked_apart_from_those_that_are_filled_in(
    life: Life, earlier: Application, draft: Application
) -> None:
    given = {"operating_income": {"2022": "7"}}
    save_answers(draft.pk, given, account=life.applicant(1), version=draft.version)
    client = Client()
    client.force_login(life.applicant(1))

    page = " ".join(client.get(f"/applications/{draft.pk}/copy/").content.decode().split())

    assert 'value="operating_income" id="id_take_operating_income" checked' in page
    assert 'value="operating_income:over" id="id_take_operating_income:over">' in page
    assert page.count("2022 年</span></label>") == 1


def test_the_page_keeps_the_ticks_when_it_has_to_be_looked_at_again(
    life: Life, earlier: Application, draft: Application
) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    given = {"from": earlier.pk, "version": draft.version, "earlier_version": 1, "take": ["address"]}

    answer = client.post(f"/applications/{draft.pk}/copy/", given)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'id="id_take_address" checked' in page
    assert 'id="id_take_contact_person" checked' not in page


def test_the_page_costs_the_same_whatever_there_is_to_copy(
    life: Life, earlier: Application, draft: Application, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    for number in range(5):
        upload = Upload(f"{number}.pdf", b"%PDF-1.7 " + str(number).encode())
        attach(draft.pk, "file_licence", upload, account=life.applicant(1))
    client.get(f"/applications/{draft.pk}/copy/")

    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        client.get(f"/applications/{draft.pk}/copy/")


def test_a_new_application_can_begin_with_what_was_filled_in_before(life: Life, earlier: Application) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    assert "申报，并带入以前填的" in client.get("/my/").content.decode()

    answer = client.post(f"/my/{CALL}/enterprise/", {"copy": "yes"})

    begun = Application.objects.latest("pk")
    assert answer["Location"] == f"/applications/{begun.pk}/copy/"
