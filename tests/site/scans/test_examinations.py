"""A sealed scan is examined after it was handed in: queued, begun anew, repeated, and nothing is rejected."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.workflow import Act
from linxuan_site.actions import scans
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.files import Upload, stored_content
from linxuan_site.actions.scan_work import work_on_scans
from linxuan_site.actions.scans import examine_again
from linxuan_site.models import ScanExamination
from linxuan_site.queries.scans import examined, is_lost, open_doubts
from tests.site.life.conftest import PDF, Life
from tests.site.scans.sealed import CLEAR, DOUBTED, Looks, picture

SECOND = Upload("第二份.pdf", b"%PDF-1.7 second")


def hand_in(life: Life, application: Any, *files: Upload) -> ScanExamination:
    move_application(
        application.pk,
        Act("hand-in"),
        account=life.applicant(1),
        files={"application": list(files)},
    )
    return ScanExamination.objects.filter(application=application).latest("pk")


def test_what_is_handed_in_waits_and_is_then_compared_with_what_was_filed(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    waiting = application.scan_examinations.get()

    done = looks.at(application, CLEAR)

    [(files, expected)] = looks.asked
    filed = application.submissions.get()
    assert (waiting.state, done.state, done.doubted) == ("waiting", "done", 0)
    assert files == [PDF.content]
    assert (expected.number, expected.revision, expected.digest) == (application.number, 1, filed.digest)
    assert (expected.pages, expected.sealed, expected.seal_words) == (2, True, ("申报单位（公章）",))
    assert [one["outcome"] for one in done.pages] == ["ours", "ours"]
    assert done.files[0]["digest"] == application.attachments.get(slot="paper:application").digest


def test_several_files_are_one_scan_in_their_order(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    looks.at(application, CLEAR)

    hand_in(life, application, SECOND, PDF)
    looks.at(application, CLEAR)

    assert looks.asked[-1][0] == [SECOND.content, PDF.content]


def test_a_paper_without_a_file_is_not_handed_in(life: Life) -> None:
    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))

    with pytest.raises(Refused, match="请选择材料"):
        hand_in(life, application)


def test_doubts_are_kept_with_their_pictures_under_their_digest(life: Life, looks: Looks) -> None:
    application = life.submitted(1)

    done = looks.at(application, DOUBTED)

    shown = examined(application)
    assert shown is not None
    assert (done.doubted, shown.state, len(shown.open)) == (3, "doubted", 3)
    assert [one.kind for one in shown.doubts] == ["differs", "older", "missing"]
    assert stored_content(shown.doubts[0].picture) == picture()
    assert shown.doubts[1].picture == ""
    assert application.stage == "district"


def test_what_a_child_drew_and_is_no_jpeg_is_not_kept(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    odd = DOUBTED.doubts[0].__class__("differs", "有一处不一样", 1, 1, 1, None, b"<svg onload=alert(1)>")

    done = looks.at(application, CLEAR.__class__(CLEAR.pages, [odd]))

    assert done.doubts[0]["picture"] == ""


def test_a_file_that_cannot_be_read_says_why_and_stays(life: Life, looks: Looks) -> None:
    application = life.submitted(1)

    failed = looks.at(application, BadInput("这个PDF设有密码，打不开"))

    assert (failed.state, failed.fault) == ("failed", "这个PDF设有密码，打不开")
    assert application.attachments.filter(slot="paper:application", removed_at=None).exists()


def test_what_nobody_foresaw_leaves_a_sentence_and_can_be_repeated(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    failed = looks.at(application, RuntimeError("boom"))

    again = examine_again(application.pk, account=life.district)

    assert (failed.state, "意外" in failed.fault, "boom" in failed.fault) == ("failed", True, False)
    assert (again.pk != failed.pk, again.state, again.asked_by) == (True, "waiting", life.district)
    assert looks.at(application, CLEAR).state == "done"


def test_one_that_is_being_read_is_not_read_twice(life: Life, looks: Looks) -> None:
    application = life.submitted(1)

    with pytest.raises(Refused, match="正在核对"):
        examine_again(application.pk, account=life.district)


def test_what_a_process_left_lying_is_begun_anew(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    long_ago = timezone.now() - timedelta(hours=1)
    application.scan_examinations.update(state="running", worker="gone", beat_at=long_ago)
    assert is_lost(application.scan_examinations.get())

    assert work_on_scans() == 1

    assert application.scan_examinations.get().state == "done"


def test_a_process_is_started_only_where_none_is_at_work(
    life: Life,
    looks: Looks,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    starts: list[tuple[object, ...]] = []
    monkeypatch.setattr(scans, "start_worker", lambda *told: starts.append(told))

    with django_capture_on_commit_callbacks(execute=True):
        life.submitted(1)
        life.submitted(2)

    assert [told[0] for told in starts] == ["work-scans"]


def test_a_form_that_is_filed_again_leaves_the_scan_to_the_older_print(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    looks.at(application, DOUBTED)
    life.act(application, "return", life.district, opinion="请改")
    life.act(application, "submit", life.applicant(1))

    shown = examined(application)

    assert shown is not None
    assert (shown.outdated, shown.revision, shown.newest) == (True, 1, 2)
    assert open_doubts([application], {application.pk: 2}) == {}


def test_a_new_scan_starts_anew_and_the_old_examination_stays(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    old = looks.at(application, DOUBTED)
    hand_in(life, application, SECOND)

    new = looks.at(application, CLEAR)

    old.refresh_from_db()
    assert (old.doubted, new.doubted, application.scan_examinations.count()) == (3, 0, 2)
    assert open_doubts([application], {application.pk: 1}) == {}


def test_a_story_that_is_replayed_leaves_no_examination(life: Life) -> None:
    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))

    move_application(
        application.pk,
        Act("hand-in"),
        account=life.applicant(1),
        files={"application": PDF},
        examine=False,
    )

    assert not ScanExamination.objects.exists()


def test_the_database_refuses_doubts_before_the_end(life: Life) -> None:
    application = life.submitted(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        application.scan_examinations.update(doubted=1)


def test_an_office_elsewhere_asks_for_no_examination(life: Life, looks: Looks) -> None:
    application = life.submitted(1)
    looks.at(application, CLEAR)

    with pytest.raises(Refused, match="没有可以核对的"):
        examine_again(application.pk, account=life.other_district)
