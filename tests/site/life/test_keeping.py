"""What was kept as long as the package says is looked at, erased when the authority confirms it, and written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from linxuan.errors import Refused
from linxuan_site import clock
from linxuan_site.actions.keeping import erase_due
from linxuan_site.actions.reading import forget_reads, keep_read
from linxuan_site.models import AnswerChange, Application, Attachment, Erasure, PersonalRead
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.keeping import digest_of_due, due_for_erasing
from tests.site.life.conftest import CALL, Life, On


def seen_of(life: Life) -> str:
    return digest_of_due(due_for_erasing(definition_of(life.published)))


def erased(life: Life, seen: str | None = None) -> list[Erasure]:
    call = definition_of(life.published)
    return erase_due(call, seen=seen_of(life) if seen is None else seen, account=life.city)


def test_a_draft_is_due_the_day_after_its_time_is_over(life: Life, on: On) -> None:
    life.draft(1)
    call = definition_of(life.published)

    with on("2025-05-12"):
        assert due_for_erasing(call) == []
    with on("2025-05-13"):
        (due,) = due_for_erasing(call)
        assert (due.rule.id, due.until.isoformat()) == ("drafts", "2025-05-12")


def test_a_draft_goes_whole_and_a_row_says_what_went(life: Life, on: On) -> None:
    draft, filed = life.draft(1), life.submitted(2)

    with on("2026-01-01"):
        (row,) = erased(life)

    assert list(Application.objects.all()) == [filed]
    assert not Attachment.objects.filter(application=draft.pk).exists()
    assert not AnswerChange.objects.filter(application=draft.pk).exists()
    assert (row.what, row.subject, row.by, row.rows["application"]) == ("drafts", str(draft.pk), life.city, 1)
    assert row.rows["attachment"] > 0


def test_what_was_filed_or_designated_is_never_due(life: Life, on: On) -> None:
    returned = life.submitted(1)
    life.act(returned, "return", life.district, opinion="材料不全")
    life.recommended(2)

    with on("2060-01-01"):
        assert due_for_erasing(definition_of(life.published)) == []


def test_nothing_is_erased_but_what_was_looked_at(life: Life, on: On) -> None:
    life.draft(1)
    with on("2026-01-01"):
        seen = seen_of(life)
    life.draft(2)

    with on("2026-01-01"), pytest.raises(Refused) as refused:
        erased(life, seen)

    assert refused.value.code == "overtaken"
    assert Application.objects.count() == 2
    assert not Erasure.objects.exists()


def test_only_the_authority_erases(life: Life, on: On) -> None:
    life.draft(1)
    call = definition_of(life.published)

    with on("2026-01-01"), pytest.raises(Refused) as refused:
        erase_due(call, seen=seen_of(life), account=life.district)

    assert refused.value.code == "office"


def test_a_draft_whose_answers_were_taken_over_stays(life: Life, on: On) -> None:
    earlier, later = life.draft(1), life.submitted(2)
    AnswerChange.objects.filter(application=later).order_by("pk").last()
    AnswerChange.objects.create(
        application=later,
        version=later.version + 1,
        changes={"address": ["", "甲"]},
        name="甲",
        copied_from=earlier,
        at=clock.now(),
    )

    with on("2026-01-01"):
        assert due_for_erasing(definition_of(life.published)) == []


def test_who_read_is_kept_for_its_own_time(life: Life, on: On) -> None:
    forget_reads()
    keep_read(life.city, "list", CALL)

    with on("2026-05-13"):
        (row,) = erased(life)

    assert (row.what, row.rows) == ("reads", {"personalread": 1})
    assert not PersonalRead.objects.exists()


def test_the_page_shows_what_is_due_and_erases_it(life: Life, on: On) -> None:
    life.draft(1)
    client, page = Client(), f"/selection/{CALL}/keeping/"
    client.force_login(life.city)

    with on("2026-01-01"):
        shown: Any = client.get(page)
        done = client.post(page, {"seen": shown.context["seen"]}, follow=True)

    assert "示例1号有限公司" in shown.content.decode()
    assert not Application.objects.exists()
    assert life.city.full_name in done.content.decode()


def test_the_database_refuses_to_change_what_was_erased(life: Life, on: On) -> None:
    life.draft(1)
    with on("2026-01-01"):
        (row,) = erased(life)

    with pytest.raises(DatabaseError), transaction.atomic():
        Erasure.objects.filter(pk=row.pk).update(last_on=row.last_on - timedelta(days=1))
