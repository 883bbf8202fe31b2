"""`linxuan backup` and `linxuan restore`, on the database of this run and across to the other one."""

import gzip
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from linxuan.errors import BadInput
from linxuan_site.actions.designations import record_designations
from linxuan_site.backup import read_backup, write_backup
from linxuan_site.backup.rows import kept_models, write_rows
from linxuan_site.last_runs import BACKUP, last_run
from linxuan_site.models import (
    Account,
    Application,
    Designation,
    GradeRecord,
    Organisation,
    Placement,
    PublishedCall,
    Step,
)

pytestmark = pytest.mark.django_db(transaction=True)

MOMENT = datetime(2023, 5, 15, 15, 59, 59, 123456, tzinfo=UTC)
SCAN = "ab/scan of 申报书.pdf"


@pytest.fixture
def installation_with_rows() -> Application:
    """Some of everything that is hard to carry: microseconds, decimals, JSON, Chinese, empty and missing."""
    file = Path(settings.MEDIA_ROOT) / SCAN
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF-\x00\xff")
    organisation = Organisation.objects.create(
        identifier="X", name="示例企业“甲”\n有限公司", created_at=MOMENT
    )
    person = Account.objects.create(
        username="jia", full_name="甲", organisation=organisation, role="signatory", created_at=MOMENT
    )
    published = PublishedCall.objects.create(
        call="prize",
        version=1,
        name="示例",
        authority="示例局",
        digest="0" * 64,
        files={"a": "文"},
        published_at=MOMENT,
    )
    application = Application.objects.create(
        published_call=published,
        call="prize",
        procedure="enterprise",
        track="enterprise",
        organisation=organisation,
        stage="draft",
        answers={"operating_income": "1234567890.12", "list": [1, None, {"是": True}]},
        started_by=person,
        started_at=MOMENT,
        changed_at=MOMENT,
    )
    Step.objects.create(
        application=application, position=1, action="save", kind="save", source="", target="draft",
        office="applicant", actor=person, actor_name="甲", at=MOMENT,
    )  # fmt: skip
    Placement.objects.create(
        application=application, office="city", score=Decimal("87.50"), placed_by=person, placed_at=MOMENT
    )
    designation = Designation.objects.create(
        programme="p", authority="a", organisation=organisation, name="甲", cohort=4, track="project",
        document="d", designated_on=date(2022, 1, 31), recorded_at=MOMENT,
    )  # fmt: skip
    record_designations([designation], account=None)
    GradeRecord.objects.create(
        designation=designation, year=2022, grade="qualified", source="三(一)", recorded_at=MOMENT
    )
    return application


def everything() -> dict[str, list[str]]:
    """Return all rows of all tables, as text."""
    return {label: list(write_rows(model)) for label, model in kept_models().items()}


def test_tables_of_another_version_are_not_backed_up_and_one_is_told_what_to_do(tmp_path: Path) -> None:
    recorder = MigrationRecorder(connection)
    name = max(name for app, name in recorder.applied_migrations() if app == "linxuan_site")
    recorder.record_unapplied("linxuan_site", name)
    try:
        with pytest.raises(BadInput, match="linxuan migrate"):
            write_backup(tmp_path / "backup.tar.gz")
    finally:
        recorder.record_applied("linxuan_site", name)
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_comes_back_to_the_microsecond(
    installation_with_rows: Application, tmp_path: Path
) -> None:
    before, archive = everything(), tmp_path / "备份 1.tar.gz"
    write_backup(archive)
    Organisation.objects.create(identifier="later", name="later", created_at=MOMENT)
    (Path(settings.MEDIA_ROOT) / SCAN).unlink()

    restored = read_backup(archive)

    assert everything() == before
    assert restored.files == 1
    assert restored.rows == sum(len(lines) - 1 for lines in before.values())
    assert (Path(settings.MEDIA_ROOT) / SCAN).read_bytes() == b"%PDF-\x00\xff"


def test_new_rows_get_keys_after_the_restored_ones(
    installation_with_rows: Application, tmp_path: Path
) -> None:
    write_backup(tmp_path / "b.tar.gz")
    read_backup(tmp_path / "b.tar.gz")

    new = Organisation.objects.create(identifier="new", name="new", created_at=MOMENT)

    assert new.pk > installation_with_rows.organisation_id


def test_what_was_there_before_is_kept_in_a_backup_of_its_own(
    installation_with_rows: Application, tmp_path: Path
) -> None:
    write_backup(tmp_path / "b.tar.gz")
    Organisation.objects.create(identifier="later", name="later", created_at=MOMENT)
    later = everything()

    kept = read_backup(tmp_path / "b.tar.gz").before
    assert kept is not None
    read_backup(kept)

    assert everything() == later


def test_only_the_owner_may_read_a_backup(installation_with_rows: Application, tmp_path: Path) -> None:
    write_backup(tmp_path / "b.tar.gz")

    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("*b.tar.gz*")] == ["b.tar.gz"]


def test_when_a_backup_was_made_is_noted_for_who_looks_after_the_site(tmp_path: Path) -> None:
    assert last_run(BACKUP) is None
    write_backup(tmp_path / "b.tar.gz")

    made = last_run(BACKUP)

    assert made is not None
    assert datetime.now(UTC) - made < timedelta(minutes=1)


def test_sessions_are_not_kept() -> None:
    assert "sessions.session" not in kept_models()


def test_a_backup_that_cannot_be_written_leaves_the_older_one(
    installation_with_rows: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.tar.gz"
    target.write_bytes(b"older")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", full)
    with pytest.raises(BadInput, match="No space left"):
        write_backup(target)

    assert target.read_bytes() == b"older"
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("target", [".", "missing/b.tar.gz"])
def test_a_place_that_takes_no_file_is_refused_in_one_line(target: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        write_backup(tmp_path / target)

    assert "\n" not in str(refusal.value)


# ------------------------------------------------------------------------------ files that are refused

Spoil = Callable[[Path], None]


def cut_off(archive: Path) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) // 2])


def flip_a_byte(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)


def no_archive(archive: Path) -> None:
    archive.write_text("id,name\n", "utf-8")


def another_archive(archive: Path) -> None:
    with tarfile.open(archive, "w:gz") as written:
        add(written, "hello.txt", b"hello")


def empty_gzip(archive: Path) -> None:
    archive.write_bytes(gzip.compress(b""))


def newer_format(archive: Path) -> None:
    rewrite(archive, lambda manifest: manifest | {"format": 99})


def newer_tables(archive: Path) -> None:
    def change(manifest: dict[str, Any]) -> dict[str, Any]:
        manifest["migrations"]["linxuan_site"].append("9999_of_tomorrow")
        return manifest

    rewrite(archive, change)


def older_tables(archive: Path) -> None:
    def change(manifest: dict[str, Any]) -> dict[str, Any]:
        manifest["migrations"]["linxuan_site"].pop()
        return manifest

    rewrite(archive, change)


def a_path_out_of_the_folder(archive: Path) -> None:
    def change(manifest: dict[str, Any]) -> dict[str, Any]:
        manifest["members"]["files/../../out"] = {"size": 0, "sha256": "0"}
        return manifest

    rewrite(archive, change)


def a_member_less(archive: Path) -> None:
    rewrite(archive, lambda manifest: manifest, leave_out="rows/linxuan_site.step.jsonl")


def broken_manifest(archive: Path) -> None:
    rewrite(archive, lambda _: {"format": 1})


def rewrite(archive: Path, change: Callable[[dict[str, Any]], dict[str, Any]], leave_out: str = "") -> None:
    with tarfile.open(archive) as read:
        members = [(one.name, read.extractfile(one).read()) for one in read]
    with tarfile.open(archive, "w:gz") as written:
        for name, content in members:
            if name == "manifest.json":
                content = json.dumps(change(json.loads(content))).encode()
            if name != leave_out:
                add(written, name, content)


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, BytesIO(content))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (cut_off, "损坏"),
        (flip_a_byte, "损坏"),
        (no_archive, "不是遴选的备份文件"),
        (another_archive, "不是遴选的备份文件"),
        (empty_gzip, "不是遴选的备份文件"),
        (broken_manifest, "不是遴选的备份文件"),
        (newer_format, "请先升级"),
        (newer_tables, "请先升级"),
        (older_tables, "较早的版本"),
        (a_path_out_of_the_folder, "损坏"),
        (a_member_less, "step"),
        (Path.unlink, "没有"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_changes(
    spoil: Spoil, says: str, installation_with_rows: Application, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar.gz"
    write_backup(archive)
    before = everything()
    spoil(archive)

    with pytest.raises(BadInput, match=says) as refusal:
        read_backup(archive)

    assert "\n" not in str(refusal.value)
    assert everything() == before
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == [
        Path(settings.MEDIA_ROOT) / "ab",
        Path(settings.MEDIA_ROOT) / SCAN,
    ]


def change_rows(archive: Path, table: str, change: Callable[[str], str]) -> None:
    """Rewrite a table in an archive, with a manifest that agrees: only the database can find it wrong."""
    from linxuan_site.backup.manifest import member_of

    with tarfile.open(archive) as read:
        members = {one.name: read.extractfile(one).read() for one in read}
    name = f"rows/{table}.jsonl"
    members[name] = change(members[name].decode()).encode()
    measured = archive.with_name("measured")
    measured.write_bytes(members[name])
    manifest = json.loads(members["manifest.json"])
    manifest["members"][name] = {"size": member_of(measured).size, "sha256": member_of(measured).sha256}
    with tarfile.open(archive, "w:gz") as written:
        add(written, "manifest.json", json.dumps(manifest).encode())
        for other, content in members.items():
            if other != "manifest.json":
                add(written, other, content)


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("linxuan_site.organisation", lambda rows: rows + rows.splitlines()[-1] + "\n", "数据库不收"),
        ("linxuan_site.organisation", lambda rows: rows.splitlines()[0] + "\n", "数据库不收"),
        ("linxuan_site.graderecord", lambda rows: rows.replace("三(一)", ""), "数据库不收"),
        ("linxuan_site.step", lambda rows: rows.replace("2023-05-15T", "someday "), "第 2 行"),
        ("linxuan_site.step", lambda rows: rows.replace('"position"', '"place"'), "第 1 行"),
        ("linxuan_site.step", lambda rows: rows + "[]\n", "第 3 行"),
    ],
)
def test_rows_that_do_not_fit_leave_the_database_and_the_files_as_they_were(
    table: str, change: Callable[[str], str], says: str, installation_with_rows: Application, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar.gz"
    write_backup(archive)
    change_rows(archive, table, change)
    (Path(settings.MEDIA_ROOT) / SCAN).unlink()
    before = everything()

    with pytest.raises(BadInput, match=says) as refusal:
        read_backup(archive)

    assert "\n" not in str(refusal.value)
    assert everything() == before
    assert not (Path(settings.MEDIA_ROOT) / SCAN).exists()


# ---------------------------------------------------------------------------------- the other database


def linxuan(folder: Path, *arguments: str | Path) -> None:
    """Run the command in an installation of its own, on SQLite."""
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    code = "import sys; from linxuan_site.cli import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=surroundings | {"LINXUAN_VAR": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )


def test_a_backup_goes_to_a_fresh_sqlite_and_back_without_a_difference(
    installation_with_rows: Application, tmp_path: Path
) -> None:
    before = everything()
    write_backup(tmp_path / "here.tar.gz")

    linxuan(tmp_path / "fresh", "restore", tmp_path / "here.tar.gz")
    linxuan(tmp_path / "fresh", "backup", tmp_path / "there.tar.gz")
    Organisation.objects.create(identifier="later", name="later", created_at=MOMENT)
    read_backup(tmp_path / "there.tar.gz")

    assert everything() == before
