"""Files in an object store (S3): from the form to the download, the paper and the backup; nothing lies in a folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.conf import settings as site_settings
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from linxuan_site.actions.storing import stored_content, stored_path
from linxuan_site.backup import read_backup, write_backup
from linxuan_site.doctor import examine
from linxuan_site.models import Account, Attachment
from tests.site.life.conftest import Life, in_may, life, on

__all__ = ["in_may", "life", "on"]
BUCKET = "linxuan"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings: Settings) -> Iterator[str]:
    """A bucket of its own, where the files of the test are kept."""
    given = {
        "endpoint_url": endpoint,
        "region_name": "r",
        "aws_access_key_id": "k",
        "aws_secret_access_key": "s",
    }
    store = boto3.resource("s3", **given)
    made = store.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "r"})
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": endpoint,
        "region_name": "r",
        "access_key": "k",
        "secret_key": "s",
        "addressing_style": "path",
        "file_overwrite": True,
        "default_acl": None,
    }
    settings.FILES_BUCKET = BUCKET
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield endpoint
    made.objects.all().delete()
    made.delete()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.uploads
def test_a_file_goes_from_the_form_to_the_store_and_back_to_who_may_read_it(bucket: str, life: Life) -> None:
    application = life.submitted(1)
    attachment = application.attachments.earliest("pk")
    address = f"/files/{attachment.pk}/"

    taken = signed_in(life.district).get(address)

    assert default_storage.exists(stored_path(attachment.digest))
    assert not Path(site_settings.MEDIA_ROOT).exists()
    assert taken.status_code == 200
    assert taken.content
    assert signed_in(life.other_district).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_backup_has_the_files_of_the_store_and_brings_them_back(
    bucket: str, life: Life, tmp_path: Path
) -> None:
    digest = life.submitted(1).attachments.earliest("pk").digest
    before = stored_content(digest)
    write_backup(tmp_path / "b.tar.gz")
    default_storage.delete(stored_path(digest))

    restored = read_backup(tmp_path / "b.tar.gz")

    assert restored.files == len(set(Attachment.objects.values_list("digest", flat=True)))
    assert stored_content(digest) == before


def test_the_doctor_tries_the_store_and_leaves_nothing_in_it(bucket: str, life: Life) -> None:
    life.submitted(1)
    before = [one.key for one in default_storage.bucket.objects.all()]

    found = {one.check: one.state for one in examine(["object-store", "files"])}

    assert found == {"object-store": "ok", "files": "ok"}
    assert [one.key for one in default_storage.bucket.objects.all()] == before


def test_a_bucket_that_is_not_there_is_a_fault_and_not_ready(bucket: str, client: Client) -> None:
    default_storage.bucket.objects.all().delete()
    default_storage.bucket.delete()
    answer = client.get("/health/ready")
    (seen,) = examine(["object-store"])
    default_storage.bucket.create(CreateBucketConfiguration={"LocationConstraint": "r"})

    assert (seen.state, BUCKET in seen.told) == ("fault", True)
    assert (answer.status_code, answer.json()["storage"]) == (503, "unreachable")
    assert b"127.0.0.1" not in answer.content


def test_the_settings_of_an_installation_lead_to_the_store(bucket: str, tmp_path: Path) -> None:
    for name in ("key", "secret"):
        (tmp_path / name).write_text(f"{name}\n", "ascii")
    (tmp_path / "site.toml").write_text(
        f'[files]\nbucket = "{BUCKET}"\nendpoint = "{bucket}"\nregion = "r"\n'
        f'key_file = "{tmp_path}/key"\nsecret_file = "{tmp_path}/secret"\n',
        "utf-8",
    )
    call = "import sys; from linxuan_site.cli import main; sys.exit(main())"
    kept = {key: one for key, one in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", call, "doctor", "object-store", "site-file", "extras", "--json"],
        env={**kept, "LINXUAN_VAR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert {one["state"] for one in json.loads(done.stdout)} == {"ok"}, done.stdout + done.stderr
