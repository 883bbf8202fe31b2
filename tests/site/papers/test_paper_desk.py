"""What comes to the paper desk: whose it is, what is wanting, and what others see of it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan.errors import BadInput, Refused
from linxuan.papers import page_codes
from linxuan_site import clock
from linxuan_site.actions.arrivals import Counted, Handover
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.printing import printed_receipt
from linxuan_site.actions.receiving import receive_papers
from linxuan_site.models import Account, Application, Arrival, Delivery
from linxuan_site.queries.arrivals import of_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import case_of
from linxuan_site.queries.paper_desk import found_by
from linxuan_site.queries.verifying import verdict_of_number
from tests.site.life.conftest import CALL, Life, in_may, life

__all__ = ["in_may", "life"]
pytestmark = pytest.mark.django_db
ADDRESS = f"/desk/{CALL}/arrivals/"


def came(
    application: Application, by: Account, copies: int = 3, seals: tuple[str, ...] = ("unit",), **more: Any
) -> Arrival:
    counted = [Counted("application", copies, frozenset(seals))]
    handover = Handover(more.pop("at", clock.now()))
    return receive_papers(CALL, counted, handover, account=by, application=application.pk, **more)


def code_of(application: Application, revision: int | None = None, page: int = 1) -> str:
    submission = application.submissions.order_by("revision").all()[
        (revision or application.submissions.count()) - 1
    ]
    number = application.number or ""
    codes = page_codes(number, submission.revision, submission.digest, pages=4, key=key_to_print())
    return codes[page - 1]


def desk(account: Account, **asked: object) -> str:
    client = Client()
    client.force_login(account)
    answer = client.get(ADDRESS, asked)
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def post(account: Account, **typed: object) -> Any:
    client = Client()
    client.force_login(account)
    return client.post(f"{ADDRESS}receive/", {"arrived_at": "2023-05-12T00:00", **typed}, follow=True)


def lines(application: Application) -> list[str]:
    from linxuan.receiving import in_words

    return [in_words(one) for one in of_application(application).tallies]


def test_a_scanned_sheet_says_whose_it_is_and_what_is_wanted(life: Life) -> None:
    application = life.submitted(1)
    page = desk(life.city, code=code_of(application))

    assert "示例1号有限公司" in page
    assert "真实，且是现行的一稿" in page
    assert "应收 3 份" in page
    assert "单位公章" in page


def test_an_earlier_revision_is_said_loudly_and_does_not_count(life: Life) -> None:
    application = life.submitted(1)
    old = code_of(application)
    life.act(application, "return", life.district, opinion="请修改")
    life.act(application, "submit", life.applicant(1))
    page = desk(life.city, code=old)

    assert "已有第2稿" in page
    assert "请送件人从网上下载第 2 稿" in page
    answer = post(
        life.city, code=old, application=application.pk, copies_application=3, seals_application="unit"
    )
    assert "已收件" in answer.content.decode()
    assert lines(application) == ["还没有收到纸质材料（收到3份旧稿，不算）"]
    assert Arrival.objects.get().wrong == ["superseded", "early"]


def test_what_is_wanting_is_said_and_made_up_by_what_comes_later(life: Life) -> None:
    application = life.submitted(1)
    came(application, life.city, 2, ())
    assert lines(application) == ["收到2份，差1份，缺单位公章"]
    came(application, life.city, 1)

    assert lines(application) == ["收到3份，缺单位公章"]


def test_a_correction_is_another_row_that_says_all_anew(life: Life) -> None:
    application = life.submitted(1)
    first = came(application, life.city, 3, ())
    second = came(application, life.city, 3, corrects=first.pk, why="当场补盖了章")

    assert lines(application) == ["收到3份，齐全"]
    assert (second.number, second.revision, second.corrects) == (first.number, 2, first)
    with pytest.raises(Refused, match="已经更正过"):
        came(application, life.city, 2, corrects=first.pk, why="再改")
    with pytest.raises(BadInput, match="为什么"):
        came(application, life.city, 2, corrects=second.pk)


def test_rows_of_the_desk_are_never_changed(life: Life) -> None:
    came(life.submitted(1), life.city)

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        Arrival.objects.update(note="别的")


def nominated(life: Life, application: Application) -> None:
    from linxuan_site.actions.placements import place

    place(application.pk, account=life.city, score=90)
    life.act(application, "nominate", life.city, reasons=life.reasons())


def at_city(life: Life) -> Application:
    """Recommended, and nothing received."""
    from linxuan_site.actions.drafts import save_answers
    from linxuan_site.actions.placements import place
    from tests.site.life.conftest import REVIEW

    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    place(application.pk, account=life.district, rank=1)
    life.act(application, "recommend", life.district, opinion="同意推荐", reasons=life.reasons())
    application.refresh_from_db()
    return application


def test_the_programme_goes_on_by_what_the_desk_counted(life: Life) -> None:
    application = at_city(life)
    came(application, life.city, 2)
    with pytest.raises(Refused, match="还没有登记收到"):
        nominated(life, application)
    came(application, life.city, 1)
    nominated(life, application)

    assert Application.objects.get().stage == "nominated"


def test_what_the_act_of_the_programme_received_stands_at_the_desk_and_can_be_corrected(life: Life) -> None:
    application = life.recommended(1)
    entered = Arrival.objects.get()

    assert lines(application) == ["收到3份，齐全"]
    assert entered.step is not None
    came(application, life.city, 1, corrects=entered.pk, why="只有一份")
    assert case_of(Application.objects.get()).received == {}


def test_paper_that_comes_late_is_kept_and_counts_only_once_the_day_is_put_off(life: Life) -> None:

    application = at_city(life)
    with clock.on_day(date(2023, 5, 17)):
        arrival = came(application, life.city)
        assert arrival.wrong == ["late"]
        assert arrival.said["wrong"] == ["在截止日之后收到"]
        with pytest.raises(Refused, match="先给这一件延期"):
            nominated(life, application)
        extend_deadline(
            CALL,
            deadline="delivery",
            day=date(2023, 5, 18),
            reason="连日暴雨",
            document="纪要",
            number=str(application.number),
            account=life.city,
        )
        nominated(life, application)


def test_the_applicant_is_told_and_sees_it(life: Life) -> None:
    application = life.submitted(1)
    came(application, life.city, 3, ())
    client = Client()
    client.force_login(life.applicant(1))
    page = client.get(f"/applications/{application.pk}/").content.decode()

    assert "收到3份，缺单位公章" in page
    assert Delivery.objects.filter(topic="application.arrival").exists()


def test_the_district_sees_what_its_applicants_lack_and_what_came_of_its_own_papers(life: Life) -> None:
    application = at_city(life)
    came(application, life.city, 2)
    issue_paper(CALL, "opinion", account=life.district)
    sender = life.district.office
    assert sender is not None
    receive_papers(CALL, [Counted("opinion", 1)], Handover(clock.now()), account=life.city, sender=sender.pk)
    client = Client()
    client.force_login(life.district)

    assert "收到2份，差1份" in client.get(f"/desk/applications/{application.pk}/").content.decode()
    assert "收到1份，缺部门公章" in client.get(f"/desk/{CALL}/papers/").content.decode()


def test_a_letter_is_found_by_its_code_and_counted_for_its_office(life: Life) -> None:
    at_city(life)
    letter = issue_paper(CALL, "opinion", account=life.district)
    code = page_codes(str(letter.number), 1, str(letter.said), pages=1, key=key_to_print())[0]
    found = found_by(life.city, definition_of(life.published), code)

    assert found.subject is not None
    assert (found.subject.sender, found.paper, found.proved) == (life.district.office, "opinion", True)


def test_part_of_a_number_or_a_name_finds_and_several_are_offered(life: Life) -> None:
    first, second = life.submitted(1), life.submitted(2)
    call = definition_of(life.published)

    assert found_by(life.city, call, "0002").subject.application == second  # type: ignore[union-attr]
    assert found_by(life.city, call, "示例1号").subject.application == first  # type: ignore[union-attr]
    assert len(found_by(life.city, call, "EN-00").several) == 2
    assert "没有找到" in found_by(life.city, call, "9-XX").fault
    assert str(first.number) in desk(life.city, code="EN-00")


def test_a_code_that_is_not_whole_or_typed_by_another_keyboard_says_what_to_do(life: Life) -> None:
    code = code_of(life.submitted(1))
    call = definition_of(life.published)

    assert "没有读全" in found_by(life.city, call, code[:100]).fault
    assert "英文输入法" in found_by(life.city, call, code[:60] + "ｑ你" + code[62:]).fault
    assert found_by(life.city, call, code.lower().replace(":", "：")).proved


def test_what_was_counted_is_not_lost_when_it_cannot_be_read(life: Life) -> None:
    application = life.submitted(1)
    answer = post(life.city, application=application.pk, copies_application="三份", brought_by="王示例")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="三份"' in page
    assert 'value="王示例"' in page
    assert not Arrival.objects.exists()


def test_full_width_figures_are_read(life: Life) -> None:
    application = life.submitted(1)
    post(life.city, application=application.pk, copies_application="３", seals_application="unit")

    assert lines(application) == ["收到3份，齐全"]


def test_a_district_has_no_such_desk(life: Life) -> None:
    application = life.submitted(1)
    client = Client()
    client.force_login(life.district)

    assert client.get(ADDRESS).status_code == 404
    with pytest.raises(Refused):
        came(application, life.district)


def test_the_receipt_is_proved_by_its_code_until_it_is_corrected(life: Life) -> None:
    application = life.submitted(1)
    arrival = came(application, life.city)
    check = arrival.digest[:16]

    assert printed_receipt(arrival).startswith(b"%PDF")
    assert printed_receipt(arrival) == printed_receipt(arrival)
    assert verdict_of_number(arrival.number, check).outcome == "current"
    came(application, life.city, 2, corrects=arrival.pk, why="数错了")
    assert verdict_of_number(arrival.number, check).outcome == "superseded"


def test_the_receipt_is_for_those_whose_paper_it_is(life: Life) -> None:
    arrival = came(life.submitted(1), life.city)
    answers = {}
    for name, account in {
        "applicant": life.applicant(1),
        "stranger": life.applicant(2),
        "district": life.district,
        "other": life.other_district,
        "city": life.city,
    }.items():
        client = Client()
        client.force_login(account)
        answers[name] = client.get(f"/arrivals/{arrival.pk}/receipt/").status_code

    assert answers == {"applicant": 200, "stranger": 404, "district": 200, "other": 404, "city": 200}


def test_the_list_of_an_envelope_has_what_lies_in_it_and_the_sums(life: Life) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    application = at_city(life)
    came(application, life.city, 2)
    sender = life.district.office
    assert sender is not None
    client = Client()
    client.force_login(life.city)
    pdf = client.get(f"{ADDRESS}envelope/{sender.pk}/pdf/")
    book = load_workbook(BytesIO(client.get(f"{ADDRESS}envelope/{sender.pk}/xlsx/").content))
    cells = [[cell.value for cell in row if cell.value is not None] for row in book.active.iter_rows()]

    assert pdf.content.startswith(b"%PDF")
    assert ["服务型制造示范遴选申报书", 2, 3] in cells
    assert ["推荐意见", 0, 1] in cells


def test_the_list_is_read_in_as_many_reads_whatever_its_length(life: Life) -> None:
    client = Client()
    client.force_login(life.city)

    def reads() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(ADDRESS)
        return len(caught)

    came(life.submitted(1), life.city)
    few = reads()
    for number in range(2, 6):
        came(life.submitted(number), life.city, number % 3 + 1)

    assert 0 < few <= 20
    assert reads() == few


def test_the_list_is_narrowed_by_state_and_by_office(life: Life) -> None:
    whole, lacking, nothing = (life.submitted(number) for number in (1, 2, 3))
    came(whole, life.city)
    came(lacking, life.city, 1)
    elsewhere = life.submitted(4, district="210202")

    def shown(**asked: str) -> set[int]:
        from linxuan_site.queries.paper_desk_list import desk_list

        assert life.city.office is not None
        rows = desk_list(definition_of(life.published), life.city.office, **asked).rows
        return {one.application.pk for one in rows}

    assert shown(state="complete") == {whole.pk}
    assert shown(state="lacking") == {lacking.pk}
    assert shown(state="nothing") == {nothing.pk, elsewhere.pk}
    assert shown(state="nothing", sender="210202") == {elsewhere.pk}


def test_what_came_is_written_down_by_command(life: Life, capsys: pytest.CaptureFixture[str]) -> None:
    from linxuan_site.cli import main

    application = life.submitted(1)
    wanted = ["--paper", "application=3", "--seal", "application=unit", "--as", life.city.username]
    code = main(["papers", "receive", CALL, str(application.number), *wanted])

    assert code == 0
    assert "收到3份，齐全" in capsys.readouterr().out
    assert main(["papers", "receive", CALL, "9-ZZ", *wanted]) == 2


def test_who_stands_in_for_a_colleague_is_named_beside_him(life: Life) -> None:
    from linxuan_site.actions.delegations import act_for, name_delegate

    application = life.submitted(1)
    stand_in = life.colleague(life.city, "stand-in")
    name_delegate(life.city, delegate=stand_in.pk, from_day=clock.today(), until_day=clock.today())
    act_for(stand_in, life.city.username)
    arrival = came(application, stand_in)

    assert arrival.on_behalf_of == life.city
    assert "代" in arrival.said["received_by"]
