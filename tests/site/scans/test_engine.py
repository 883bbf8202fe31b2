"""The work itself, in the process that the site starts: a real print, scanned, and what cannot be read."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from linxuan_site.actions.files import Upload, stored_path
from linxuan_site.actions.printing import printed_form
from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.models import Application, ScanExamination
from tests.core.papers.scans import as_pdf, scanned
from tests.site.life.conftest import Life

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120


def finished(application: Application) -> ScanExamination:
    start_worker("work-scans", Path(settings.SCAN_ROOT))
    end = time.monotonic() + PATIENCE
    found = application.scan_examinations.latest("pk")
    while found.finished_at is None:
        assert time.monotonic() < end, found.state
        time.sleep(0.2)
        found.refresh_from_db()
    return found


def test_a_scan_is_examined_by_a_process_of_its_own(life: Life, working: None) -> None:
    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))
    application.refresh_from_db()
    pages = scanned(printed_form(application.submissions.get()), 150)
    life.act(
        application,
        "hand-in",
        life.applicant(1),
        paper="application",
        scan=Upload("灰度.pdf", as_pdf([pages[0], *pages[2:]], 150)),
    )

    done = finished(application)

    assert (done.state, done.fault) == ("done", "")
    assert [one["page_of_print"] for one in done.pages] == [1, *range(3, len(pages) + 1)]
    assert {"no_seal", "missing"} <= {one["kind"] for one in done.doubts}
    assert list(Path(settings.SCAN_ROOT).iterdir()) == [Path(settings.SCAN_ROOT) / "worker.log"]


def test_what_cannot_be_read_is_told_in_one_sentence(life: Life, working: None) -> None:
    application = life.submitted(1)
    scan = application.attachments.get(slot="paper:application")
    Path(default_storage.path(stored_path(scan.digest))).write_bytes(b"%PDF-1.7 damaged where it lies")

    failed = finished(application)

    assert failed.state == "failed"
    assert "已损坏或不完整" in failed.fault
