"""A title is taken away by a procedure: proposed, notified, answered, decided, appealed, restored."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.grades import record_grade, record_status
from linxuan_site.actions.proposals import enter_revocation, propose_by_rules, propose_revocation
from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Account, Designation, RevocationCase, RevocationStep, StatusRecord
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import line_of
from linxuan_site.queries.revocations import case_for, cases_page, own_cases
from tests.site.life.conftest import PDF, Life, On
from tests.site.life.test_evaluation import designated

ANSWER = Said(reason="已经恢复经营，附证明。")
DECISION = Said(reason="注销属实", document="示例工信发〔2023〕9号")
AFTER = "2023-05-29"
"""The first day after the time to answer."""


def ceased(
    life: Life, number: int = 901, *, status: str = "deregistered", on: str = "2023-05-10"
) -> RevocationCase:
    """A case that a status began."""
    entity = designated(life, number)
    call = definition_of(life.published)
    day = date.fromisoformat(on)
    record_status(
        call, entity, status, holds_from=day, source="公示系统", raw_word="注销企业", account=life.district
    )
    return entity.revocation_cases.get()


def people(number: int = 901) -> Account:
    return member_of(f"示例{number}号", credit_code(number), f"entity-{number}")


def revoked(life: Life, on: On) -> RevocationCase:
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city)
    with on(AFTER):
        take_step(case.pk, "revoke", DECISION, account=life.city)
    case.refresh_from_db()
    return case


def state_of(case: RevocationCase) -> str:
    line = line_of(case.designation)
    assert line is not None
    return line.state


def test_a_status_that_is_sent_twice_is_recorded_once(life: Life) -> None:
    entity, call = designated(life), definition_of(life.published)
    day = date(2023, 5, 10)
    record_status(call, entity, "deregistered", holds_from=day, source="公示系统", account=life.district)

    with pytest.raises(Refused, match="已经登记过"):
        record_status(call, entity, "deregistered", holds_from=day, source=" 公示系统 ", account=life.city)

    assert StatusRecord.objects.count() == 1


def test_a_status_that_a_rule_takes_for_revocation_proposes_it_in_the_same_transaction(life: Life) -> None:
    case = ceased(life)

    step = case.steps.get()
    assert (case.origin, case.rule, case.clause, case.state) == ("rule", "ceased", "三(一)", "proposed")
    assert "注销" in case.reason
    assert (step.act, step.by) == ("propose", None)
    assert state_of(case) == "held"


def test_the_same_facts_propose_once_whatever_became_of_it(life: Life) -> None:
    case = ceased(life)
    call = definition_of(life.published)

    assert propose_by_rules(call, case.designation) is None
    take_step(case.pk, "withdraw", Said(reason="查错了一家"), account=life.city)
    assert propose_by_rules(call, case.designation) is None
    record_status(
        call, case.designation, "deregistered", holds_from=date(2023, 5, 11), source="再查", account=life.city
    )
    assert case.designation.revocation_cases.count() == 2


def test_a_status_that_proposes_nothing_begins_no_case(life: Life) -> None:
    entity = designated(life)
    call = definition_of(life.published)
    for status in ("active", "licence_revoked", "suspended"):
        record_status(
            call, entity, status, holds_from=date(2023, 5, 10), source="公示系统", account=life.city
        )

    assert not entity.revocation_cases.exists()


def test_three_low_years_begin_a_case_when_the_third_is_recorded(life: Life) -> None:
    entity = designated(life)
    call = definition_of(life.published)
    for year in (2023, 2024, 2025):
        assert not entity.revocation_cases.exists()
        record_grade(call, entity, year, "basically_qualified", source="部函", account=None)

    assert entity.revocation_cases.get().rule == "three-low"


def test_nothing_is_decided_before_the_entity_was_heard(life: Life, on: On) -> None:
    case = ceased(life)

    with pytest.raises(Refused, match="告知"):
        take_step(case.pk, "revoke", DECISION, account=life.city)
    take_step(case.pk, "notify", Said(), account=life.city)
    with pytest.raises(Refused, match="期限也还没有到") as refused:
        take_step(case.pk, "revoke", DECISION, account=life.city)

    assert refused.value.clause == "三(一)"
    assert state_of(case) == "held"
    with on(AFTER):
        take_step(case.pk, "revoke", DECISION, account=life.city)
        assert state_of(case) == "revoked"


def test_the_notice_is_a_paper_and_a_message_with_the_last_day(
    life: Life, django_capture_on_commit_callbacks: object
) -> None:
    case = ceased(life)
    people()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        step = take_step(case.pk, "notify", Said(), account=life.city)

    assert step.until == date(2023, 5, 26)
    assert step.paper is not None
    assert step.paper.kind == "revocation_proposal"
    assert "2023-05-26" in mail.outbox[-1].body


def test_the_entity_answers_with_a_file_and_only_its_signatory(life: Life) -> None:
    case = ceased(life)
    member = people()
    take_step(case.pk, "notify", Said(), account=life.city)

    with pytest.raises(Refused, match="签署人"):
        take_step(case.pk, "answer", ANSWER, account=life.colleague(member, "editor-901"))
    with pytest.raises(BadInput, match="事实和理由"):
        take_step(case.pk, "answer", Said(), account=member)
    step = take_step(case.pk, "answer", ANSWER, account=member, files=[PDF])

    assert step.files.get().name == PDF.name
    case.refresh_from_db()
    assert case.state == "answered"


def test_others_see_and_do_nothing_of_a_case(life: Life) -> None:
    case = ceased(life)
    member, stranger = people(), life.applicant(3)

    assert case_for(member, case.pk) is None, "what was not notified is the office's own"
    take_step(case.pk, "notify", Said(), account=life.city)
    assert [one.case.pk for one in own_cases(member)] == [case.pk]
    for other in (stranger, life.other_district):
        assert case_for(other, case.pk) is None
        with pytest.raises(Refused, match="职责"):
            take_step(case.pk, "answer", ANSWER, account=other)
    with pytest.raises(Refused, match="不是您这一方"):
        take_step(case.pk, "withdraw", Said(reason="x"), account=life.district)


def test_a_decision_stands_in_the_register_with_its_document_and_its_letter(life: Life, on: On) -> None:
    case = revoked(life, on)
    step = case.steps.get(act="revoke")

    assert step.event is not None
    assert (step.event.kind, step.event.document) == ("revoked", DECISION.document)
    assert step.paper is not None
    assert step.paper.kind == "revocation"
    assert case.appeal_until == date(2023, 7, 28)


def test_an_appeal_restores_the_title(life: Life, on: On) -> None:
    case = revoked(life, on)
    member = people()
    with on("2023-06-01"):
        take_step(case.pk, "appeal", Said(reason="注销登记已撤销"), account=member, files=[PDF])
        with pytest.raises(BadInput, match="文件"):
            take_step(case.pk, "restore", Said(reason="属实"), account=life.city)
        take_step(case.pk, "restore", Said(reason="属实", document="示例复核1号"), account=life.city)
        assert state_of(case) == "held"

    kinds = [event.kind for event in case.designation.events.order_by("number")]
    assert kinds == ["designated", "revoked", "restored"]


def test_a_restored_title_can_be_taken_away_again_by_a_case_of_its_own(life: Life, on: On) -> None:
    case = revoked(life, on)
    with on("2023-06-01"):
        take_step(case.pk, "annul", Said(reason="法院判决", document="判决1号"), account=life.city)
        again = propose_revocation(
            definition_of(life.published), case.designation, reason="又有新的情况", account=life.district
        )
        first = take_step(again.pk, "notify", Said(), account=life.city).paper
    earlier = case.steps.get(act="notify").paper

    assert again.pk != case.pk
    assert first is not None
    assert earlier is not None
    assert first.number != earlier.number


def test_an_appeal_that_comes_late_is_refused_and_one_that_fails_leaves_the_title_revoked(
    life: Life, on: On
) -> None:
    case = revoked(life, on)
    member = people()
    with on("2023-07-29"), pytest.raises(Refused, match="申诉的期限"):
        take_step(case.pk, "appeal", Said(reason="晚了"), account=member)
    with on("2023-07-28"):
        take_step(case.pk, "appeal", Said(reason="不服"), account=member)
        take_step(case.pk, "uphold", Said(reason="事实清楚"), account=life.city)
        assert state_of(case) == "revoked"


def test_a_revocation_decided_elsewhere_begins_at_the_decision_and_is_marked(life: Life) -> None:
    entity = designated(life)
    call = definition_of(life.published)
    words = {"document": "部函9号", "reason": "部里取消", "decided_on": date(2023, 5, 1)}

    with pytest.raises(Refused):
        enter_revocation(call, entity, account=life.district, **words)  # type: ignore[arg-type]
    case = enter_revocation(call, entity, account=life.city, **words)  # type: ignore[arg-type]

    assert (case.origin, case.state, state_of(case)) == ("elsewhere", "revoked", "revoked")
    with pytest.raises(Refused, match="没有可以取消"):
        enter_revocation(call, entity, account=life.city, **words)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="作出决定的部门"):
        take_step(case.pk, "appeal", Said(reason="不服"), account=people())


def test_a_decision_elsewhere_withdraws_what_runs_here(life: Life) -> None:
    running = ceased(life)
    words = {"document": "部函9号", "reason": "部里取消", "decided_on": date(2023, 5, 11)}

    enter_revocation(
        definition_of(life.published),
        running.designation,
        account=life.city,
        **words,  # type: ignore[arg-type]
    )

    running.refresh_from_db()
    assert (running.state, state_of(running)) == ("withdrawn", "revoked")
    assert "部函9号" in running.steps.get(act="withdraw").reason


def test_who_comes_second_is_told(life: Life) -> None:
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city, seen=1)

    with pytest.raises(Refused, match="刚刚") as refused:
        take_step(case.pk, "withdraw", Said(reason="x"), account=life.city, seen=1)

    assert refused.value.code == "overtaken"


def test_the_list_of_the_authority_is_read_in_as_many_queries_however_long(
    life: Life,
) -> None:
    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            page = cases_page(life.city)
        return len(page.cases), len(queries)

    ceased(life, 901)
    number, queries = counted()
    for one in (902, 903, 904):
        ceased(life, one)

    assert counted() == (number + 3, queries)


def test_the_database_itself_keeps_the_law(life: Life) -> None:
    case = ceased(life)
    wrongs = (
        {"state": "revoked", "decided_on": date(2023, 5, 12)},
        {"state": "notified"},
        {"state": "silent"},
        {"reason": ""},
    )
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            RevocationCase.objects.filter(pk=case.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        RevocationCase.objects.create(
            designation=case.designation,
            origin="officer",
            reason="x",
            state="proposed",
            opened_at=case.opened_at,
        )
    with pytest.raises(Exception, match="never updated"), transaction.atomic():
        RevocationStep.objects.filter(case=case).update(reason="x")


def test_a_case_is_of_a_title_that_is_held(life: Life) -> None:
    entity: Designation = ceased(life).designation

    with pytest.raises(Refused, match="已经在办理"):
        propose_revocation(definition_of(life.published), entity, reason="x", account=life.city)


def test_titles_that_were_taken_away_before_begin_at_the_decision(life: Life) -> None:
    gone, kept = designated(life, 901), designated(life, 902)
    words = {
        "holds_from": date(2023, 5, 1),
        "document": "部函9号",
        "reason": "部里取消",
        "account": life.city,
    }
    record_event(gone, "revoked", **words)  # type: ignore[arg-type]
    migration = import_module("linxuan_site.migrations.0039_revocations")

    migration.begin_at_the_decision(apps, None)

    case = gone.revocation_cases.get()
    assert (case.origin, case.state, case.decided_on) == ("elsewhere", "revoked", date(2023, 5, 1))
    assert case.steps.get().event == gone.events.get(kind="revoked")
    assert not kept.revocation_cases.exists()
