"""The keys that sign what is printed: the first print makes one, a later one takes over, none is lost."""

import stat
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from linxuan.errors import BadInput
from linxuan_site.actions.paper_keys import key_to_print, make_key, retire_key
from linxuan_site.backup import write_backup
from linxuan_site.cli import main
from linxuan_site.models import AdministrationRecord, PaperKey
from linxuan_site.queries.paper_keys import private_file
from linxuan_site.queries.verifying import verdicts_of_file
from tests.site.papers.printed import form, print_of

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def test_the_first_print_makes_a_key_and_the_next_one_takes_it() -> None:
    first, second = key_to_print(), key_to_print()

    assert first.public == second.public
    assert PaperKey.objects.count() == 1
    assert [one.act for one in AdministrationRecord.objects.all()] == ["key.made"]


def test_a_private_key_lies_in_a_file_that_only_its_owner_may_read() -> None:
    file = private_file(make_key().key_id)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.django_db(transaction=True)
def test_a_private_key_is_in_no_table_and_in_no_backup(tmp_path: Path) -> None:
    key_to_print()
    secret = private_file(PaperKey.objects.get().key_id).read_text().splitlines()[1]
    archive = tmp_path / "backup.tar.gz"
    write_backup(archive)

    with tarfile.open(archive) as opened:
        members = [opened.extractfile(one) for one in opened.getmembers() if one.isfile()]
        assert not any(secret.encode() in member.read() for member in members if member)


def test_the_newest_key_signs() -> None:
    first = key_to_print()
    second = make_key()

    assert key_to_print().public.id.hex() == second.key_id != first.public.id.hex()


@pytest.mark.django_db(transaction=True)
def test_a_retired_key_signs_nothing_more_and_proves_what_it_signed(tmp_path: Path) -> None:
    printed = print_of(form(), tmp_path)
    old = PaperKey.objects.get()
    retire_key(old.key_id, why="每年更换")

    found = verdicts_of_file(printed)[0].verdict

    assert found is not None
    assert found.outcome == "current"
    assert not private_file(old.key_id).exists()
    assert key_to_print().public.id.hex() != old.key_id


def test_what_a_revoked_key_signed_proves_nothing(tmp_path: Path) -> None:
    printed = print_of(form(), tmp_path)
    retire_key(PaperKey.objects.get().key_id, why="私钥外泄", revoked=True)

    found = verdicts_of_file(printed)[0].verdict

    assert found is not None
    assert (found.outcome, found.filed) == ("revoked", None)


def test_a_retired_key_may_still_be_revoked_but_not_retired_again() -> None:
    key = make_key().key_id
    retire_key(key, why="换新")

    with pytest.raises(BadInput, match="已经停用"):
        retire_key(key, why="再来")
    assert retire_key(key, why="发现外泄", revoked=True).revoked_on is not None


@pytest.mark.parametrize(("key", "why", "told"), [("00000000", "换新", "没有密钥"), ("", " ", "没有密钥")])
def test_a_key_that_nobody_has_cannot_be_retired(key: str, why: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        retire_key(key, why=why)


def test_the_database_keeps_no_revoked_key_that_still_signs() -> None:
    key = make_key()

    with pytest.raises(IntegrityError, match="revoked_is_retired"), transaction.atomic():
        PaperKey.objects.filter(pk=key.pk).update(revoked_on="2026-01-01")
    with pytest.raises(IntegrityError, match="for_a_reason"), transaction.atomic():
        PaperKey.objects.filter(pk=key.pk).update(retired_at=key.made_at)


def test_a_folder_that_cannot_be_written_is_told_to_the_administrator(tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file")
    settings.PAPER_KEYS = tmp_path / "occupied" / "keys"

    with pytest.raises(BadInput, match="请系统管理员检查"):
        key_to_print()
    assert not PaperKey.objects.exists()


def test_keys_are_made_listed_and_retired_by_command(capsys: Capture) -> None:
    assert main(["papers", "keys", "list"]) == 0
    assert main(["papers", "keys", "new"]) == 0
    key = PaperKey.objects.get().key_id
    assert main(["papers", "keys", "retire", key, "--why", "外泄", "--revoke"]) == 0
    assert main(["papers", "keys", "list"]) == 0

    told = capsys.readouterr().out
    assert "还没有签名密钥" in told
    assert key in told
    assert "已作废" in told


def test_a_file_is_verified_by_command(tmp_path: Path, capsys: Capture) -> None:
    printed = print_of(form("示例公司"), tmp_path)

    assert main(["papers", "verify", str(printed)]) == 0
    assert "示例公司 5-EN-0001 第1稿" in capsys.readouterr().out

    retire_key(PaperKey.objects.get().key_id, why="外泄", revoked=True)

    assert main(["papers", "verify", str(printed), "--json"]) == 1
    assert '"outcome": "revoked"' in capsys.readouterr().out
    assert main(["papers", "verify", str(tmp_path / "nothing.pdf")]) == 2
