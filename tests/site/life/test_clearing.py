"""What was uploaded and never used is removed after some days; what was entered or waits stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from linxuan_site.actions import clearing
from linxuan_site.actions.clearing import clear_unused_uploads, unused_uploads
from linxuan_site.actions.list_imports import (
    discard_list,
    enter_list,
    held_list,
    hold_list,
    preview_of_upload,
    receive_list,
)
from linxuan_site.actions.storing import held_content, stored_content
from linxuan_site.models import ListUpload
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.list_imports import own_upload
from tests.site.life.conftest import CALL, Life

HEAD = "name,cohort,track,document\n"


def received(life: Life, name: str) -> ListUpload:
    content = f"{HEAD}{name},2,enterprise,第2批（示例）\n".encode()
    return receive_list(CALL, "名单.csv", content, given={}, by=life.city)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let so many days pass."""

    def passed(days: int) -> None:
        bound = timezone.now() + timedelta(days=days - settings.UNUSED_UPLOAD_DAYS)
        monkeypatch.setattr(clearing, "_bound", lambda: bound)

    return passed


def test_a_file_of_a_refused_form_is_cleared_after_its_days(life: Life, later: Any) -> None:
    sign = hold_list("名单.csv", b"name\n")
    later(settings.UNUSED_UPLOAD_DAYS - 1)
    assert (unused_uploads(), clear_unused_uploads()) == (0, 0)
    assert held_list(sign) == ("名单.csv", b"name\n")

    later(settings.UNUSED_UPLOAD_DAYS + 1)
    assert (unused_uploads(), clear_unused_uploads(), clear_unused_uploads()) == (1, 1, 0)
    assert held_list(sign) is None


def test_of_a_discarded_list_the_row_stays_and_says_when_its_file_went(life: Life, later: Any) -> None:
    upload = received(life, "放弃的公司")
    discard_list(upload.pk, by=life.city)
    assert own_upload(life.city, upload.pk) is not None

    later(settings.UNUSED_UPLOAD_DAYS + 1)

    assert clear_unused_uploads() == 1
    upload.refresh_from_db()
    assert upload.cleared_at is not None
    assert held_content(upload.digest) is None
    assert own_upload(life.city, upload.pk) is None


def test_what_waits_and_what_was_entered_stays(life: Life, later: Any) -> None:
    call = definition_of(life.published)
    waiting, entered, again = received(life, "等着的"), received(life, "登记的"), received(life, "等着的")
    enter_list(entered.pk, seen=preview_of_upload(call, entered).seen, by=life.city)
    discard_list(again.pk, by=life.city)

    later(settings.UNUSED_UPLOAD_DAYS + 1)

    assert clear_unused_uploads() == 1
    assert stored_content(entered.digest).startswith(HEAD.encode())
    assert preview_of_upload(call, waiting).rows == 1
    assert preview_of_upload(call, entered).rows == 1
