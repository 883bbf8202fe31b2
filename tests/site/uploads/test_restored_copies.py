"""A backup brings back files with what others download of them, and who took one as it came."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from linxuan_site.actions.inspecting import inspected, original, ready, take_original
from linxuan_site.actions.storing import keep
from linxuan_site.backup import read_backup, write_backup
from linxuan_site.models import (
    Account,
    Application,
    Attachment,
    FileInspection,
    Organisation,
    OriginalTaken,
    PublishedCall,
)
from tests.core.uploads import made

pytestmark = [pytest.mark.uploads, pytest.mark.django_db(transaction=True)]
MOMENT = datetime(2023, 5, 15, tzinfo=UTC)
CONTENT = made.scripted()


@pytest.fixture
def attachment() -> Attachment:
    """A PDF with a script, handed in and looked at."""
    organisation = Organisation.objects.create(identifier="X", name="示例企业", created_at=MOMENT)
    person = Account.objects.create(
        username="jia", full_name="甲", organisation=organisation, role="signatory", created_at=MOMENT
    )
    published = PublishedCall.objects.create(
        call="prize", version=1, name="示例", authority="示例局", digest="0" * 64, files={}, published_at=MOMENT
    )  # fmt: skip
    application = Application.objects.create(
        published_call=published, call="prize", procedure="enterprise", track="enterprise",
        organisation=organisation, stage="draft", answers={}, started_by=person, started_at=MOMENT,
        changed_at=MOMENT,
    )  # fmt: skip
    inspected(CONTENT, "application/pdf", "方案.pdf")
    return Attachment.objects.create(
        application=application, slot="plan", name="方案.pdf", content_type="application/pdf",
        size=len(CONTENT), digest=keep(CONTENT), uploaded_by=person, uploaded_at=MOMENT,
    )  # fmt: skip


def test_the_copy_without_the_script_comes_back_with_the_file_as_it_came(
    attachment: Attachment, tmp_path: Path
) -> None:
    copy = ready(attachment)
    take_original(attachment, account=attachment.uploaded_by)
    archive = tmp_path / "backup.tar.gz"
    write_backup(archive)
    shutil.rmtree(settings.MEDIA_ROOT)
    Organisation.objects.update(name="后来的名字")

    read_backup(archive)

    again = Attachment.objects.get(pk=attachment.pk)
    assert (again.application.organisation.name, FileInspection.objects.count()) == ("示例企业", 1)
    assert ready(again) == copy
    assert b"0wned" not in ready(again).content
    assert sha256(original(again).content).hexdigest() == again.digest
    assert OriginalTaken.objects.get().taken_by == attachment.uploaded_by
