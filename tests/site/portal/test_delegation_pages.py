"""Who is away names a colleague on his page; the colleague changes over, and every page says so."""

from datetime import date
from decimal import Decimal

from linxuan_site import clock
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.delegations import act_for, end_delegation, name_delegate
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.placements import place
from linxuan_site.models import Account, Delegation
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

DAYS = {"from_day": "2023-05-12", "until_day": "2023-05-14"}


def named(life: Life) -> tuple[Account, Delegation]:
    """An editor who stands in for the signatory from the 12th to the 14th."""
    editor = life.colleague(life.applicant(1), "editor")
    first, last = date(2023, 5, 12), date(2023, 5, 14)
    return editor, name_delegate(life.applicant(1), delegate=editor.pk, from_day=first, until_day=last)


def test_an_editor_submits_for_a_signatory_who_is_away(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    absent = life.applicant(1)
    editor = life.colleague(absent, "editor")
    signatory, delegate = visitor(absent), visitor(editor)

    done = signatory.post("/me/delegate/", {"delegate": editor.pk, **DAYS}, follow=True)
    offered = read(delegate.get("/my/").content)
    changed = delegate.post(
        "/me/standing-in/",
        {"delegation": offered.values["delegation"], "next": f"/applications/{application.pk}/"},
        follow=True,
    )
    submitted = delegate.post(
        f"/applications/{application.pk}/act/submit/", {"seen": "0", "restated_on": ""}, follow=True
    )

    assert f"已请{editor.full_name}代办" in done.content.decode()
    assert f"代{absent.full_name}办理" in offered.text
    assert "您正在代" in changed.content.decode()
    both = f"{editor.full_name}（代{absent.full_name}办理）"
    assert both in submitted.content.decode()
    assert both in signatory.get(f"/applications/{application.pk}/").content.decode()
    assert both in visitor(life.district).get(f"/desk/applications/{application.pk}/").content.decode()


def test_a_delegate_acts_in_his_own_name_again_when_he_says_so(visitor: Visitor, life: Life) -> None:
    editor, delegation = named(life)
    client = visitor(editor)
    client.post("/me/standing-in/", {"delegation": delegation.pk})

    page = client.post("/me/standing-in/", {}, follow=True).content.decode()

    assert "您正在代" not in page
    assert "请您代办" in page


def test_what_was_posted_after_the_last_day_is_not_done_and_stays_readable(
    visitor: Visitor, life: Life, on: On
) -> None:
    application = life.submitted(1)
    second = life.colleague(life.district, "second")
    first, last = date(2023, 5, 12), date(2023, 5, 14)
    delegation = name_delegate(life.district, delegate=second.pk, from_day=first, until_day=last)
    client = visitor(second)
    client.post("/me/standing-in/", {"delegation": delegation.pk})
    steps = application.steps.count()

    with on("2023-05-15"):
        answer = client.post(
            f"/desk/applications/{application.pk}/act/return/", {"seen": steps, "opinion": "请核对第4页"}
        )
        afterwards = client.get("/desk/").content.decode()

    assert answer.status_code == 403
    assert "代办已结束" in answer.content.decode()
    assert "请核对第4页" in answer.content.decode()
    assert application.steps.count() == steps
    assert "您正在代" not in afterwards


def test_a_delegation_that_was_taken_back_is_no_longer_offered(visitor: Visitor, life: Life) -> None:
    editor, delegation = named(life)
    end_delegation(delegation.pk, by=life.applicant(1))

    answer = visitor(editor).post("/me/standing-in/", {"delegation": delegation.pk}, follow=True)

    assert "代办的期限已到，或已被收回" in answer.content.decode()
    assert "您正在代" not in answer.content.decode()


def test_nobody_takes_up_or_ends_the_delegation_of_others(visitor: Visitor, life: Life) -> None:
    _editor, delegation = named(life)
    third = visitor(life.colleague(life.applicant(1), "third"))

    taken_up = third.post("/me/standing-in/", {"delegation": delegation.pk}, follow=True)
    ended = third.post(f"/me/delegations/{delegation.pk}/end/")

    assert "您正在代" not in taken_up.content.decode()
    assert ended.status_code == 404


def test_ending_it_leaves_a_trace_on_the_page(visitor: Visitor, life: Life) -> None:
    editor, delegation = named(life)
    signatory = visitor(life.applicant(1))

    page = read(signatory.post(f"/me/delegations/{delegation.pk}/end/", follow=True).content)

    assert "以前的代办" in page.text
    assert editor.full_name in page.text


def test_wrong_days_are_said_and_stay_as_typed(visitor: Visitor, life: Life) -> None:
    editor = life.colleague(life.applicant(1), "editor")
    given = {"delegate": editor.pk, "from_day": "2023-05-14", "until_day": "2023-05-12"}

    answer = visitor(life.applicant(1)).post("/me/delegate/", given)
    page = read(answer.content)

    assert answer.status_code == 422
    assert (page.values["from_day"], page.values["until_day"]) == ("2023-05-14", "2023-05-12")
    assert "#id_until_day" in page.links


def test_one_is_not_led_to_another_site(visitor: Visitor, life: Life) -> None:
    answer = visitor(life.applicant(1)).post("/me/standing-in/", {"next": "https://example.com/"})

    assert answer["Location"] == "/my/"


def test_what_an_officer_did_for_a_colleague_names_both_on_the_pages_of_the_others(
    visitor: Visitor, life: Life
) -> None:
    application, second = life.recommended(1), life.colleague(life.city, "second")
    day = date(2023, 5, 12)
    name_delegate(life.city, delegate=second.pk, from_day=day, until_day=day)
    act_for(second, life.city.username)
    place(application.pk, score=Decimal(91), account=second)
    judge(application.pk, [Judged("rule:legal-person", "confirmed")], account=second)
    record_credit_check(application.pk, Found("信用中国", clock.now(), clear=True), account=second)

    both, city = f"{second.full_name}（代{life.city.full_name}办理）", visitor(life.city)
    order = read(city.get(f"/board/{CALL}/enterprise/").content).text
    review = read(city.get(f"/desk/applications/{application.pk}/").content).text
    districts = read(visitor(life.district).get(f"/desk/applications/{application.pk}/").content).text

    assert f"排定：{both}" in order
    assert both in review
    assert districts.count(both) == 2
