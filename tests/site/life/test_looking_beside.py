"""What lies beside an application is looked at once; who shows it then sees the same as who asks for each kind."""

from datetime import date
from decimal import Decimal
from typing import get_args

from linxuan_site import clock
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.helping import start_help
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.actions.remarks import note_remark
from linxuan_site.models import Account, Application
from linxuan_site.queries.arrivals import of_application
from linxuan_site.queries.beside import Beside, nothing_beside
from linxuan_site.queries.cases import case_of
from linxuan_site.queries.credit import credit_checks_of
from linxuan_site.queries.looking_beside import look_beside
from linxuan_site.queries.remarks import drafts_of
from linxuan_site.queries.reviewing import judgements_of
from tests.site.life.conftest import CALL, Life

KINDS = set(get_args(Beside))


def told_nothing_of(application: Application, account: Account) -> set[str]:
    """The kinds of which nothing is said to lie there; everything is as it is for who did not look."""
    looked, asked = (Application.objects.get(pk=application.pk) for _time in range(2))
    assert account.office is not None
    look_beside(looked, account.office)
    for read in (case_of, judgements_of, credit_checks_of, lambda one: drafts_of(one, account)):
        assert read(looked) == read(asked)
    assert of_application(looked) == of_application(asked)
    return {kind for kind in KINDS if nothing_beside(looked, kind)}


def test_beside_an_application_that_nobody_touched_lies_nothing(life: Life) -> None:
    assert told_nothing_of(life.submitted(1), life.district) == KINDS


def test_what_offices_left_beside_an_application_is_found_and_of_another_ones_only_what_holds_for_all(
    life: Life,
) -> None:
    application, other = life.submitted(1), life.submitted(2)
    judge(application.pk, [Judged("rule:legal-person", "doubted", "疑点")], account=life.district)
    note_remark(application.pk, "address", "不对", account=life.district)
    record_credit_check(application.pk, Found("信用中国", clock.now(), clear=True), account=life.district)
    place(application.pk, account=life.district, rank=1)

    assert told_nothing_of(application, life.district) == KINDS - {
        "judgements",
        "drafts",
        "credit",
        "placements",
    }
    # What one office is about to tell is not the other's.
    assert "drafts" in told_nothing_of(application, life.city)
    assert told_nothing_of(other, life.district) == KINDS

    set_earlier_day(CALL, "delivery", date(2023, 5, 14), account=life.district)
    extend_deadline(CALL, "delivery", date(2023, 5, 20), account=life.city, reason="雨", document="文")

    assert told_nothing_of(other, life.district) == KINDS - {"earlier_days", "put_off"}


def test_a_way_to_publication_is_found_beside_it(life: Life) -> None:
    application = life.recommended(1)
    issue_paper(CALL, "summary", account=life.district)
    assert KINDS - told_nothing_of(application, life.district) == {"placements", "arrivals", "issued"}

    place(application.pk, account=life.city, score=Decimal(95))
    life.act(application, "nominate", life.city)
    publicity = open_publicity(CALL, "nominated", account=life.city)
    assert "publicity" not in told_nothing_of(application, life.city)

    with clock.on_day(date(2023, 6, 30)):
        close_publicity(publicity.pk, account=life.city)
        assert "publicity" not in told_nothing_of(application, life.city)


def test_help_is_found_by_who_helps_until_it_ends(life: Life) -> None:
    draft = life.draft(1)
    start_help(draft.pk, account=life.district, reason="单位来电，网络故障")

    assert told_nothing_of(draft, life.district) == KINDS - {"help"}
    assert told_nothing_of(draft, life.city) == KINDS
