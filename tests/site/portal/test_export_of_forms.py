"""All forms of a call as one archive: what is in it, who gets it, and that broken-off work goes on."""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan_site.actions import export_forms, exports
from linxuan_site.actions.export_work import work_on_exports
from linxuan_site.actions.exports import ask_export, delete_export, stop_export
from linxuan_site.actions.paper_keys import make_key
from linxuan_site.actions.printing import printed_form
from linxuan_site.cli import main
from linxuan_site.models import Account, Export
from linxuan_site.queries.applications import last_submission
from linxuan_site.queries.exports import LOST_AFTER, export_folder, export_path
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

INDEX = "目录.csv"
OTHER = "210213"
Lay = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "start_worker", lambda *_: None)


class Killed(BaseException):
    """Stands for a worker that is gone: nothing of its own is done any more."""


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Quick pages instead of typeset ones: which were laid out, and what is to happen at which number."""
    told: dict[str, Any] = {"numbers": [], "raises": {}}

    def lay(_template: str, data: Mapping[str, Any], **_: object) -> bytes:
        if fault := told["raises"].get(data["number"]):
            raise fault
        told["numbers"].append(data["number"])
        return f"%PDF {data['number']} {data['revision']} {data['digest']}".encode()

    @contextmanager
    def typesetting(**_: object) -> Iterator[Lay]:
        yield lay

    monkeypatch.setattr(export_forms, "typesetting", typesetting)
    return told


def made(life: Life) -> tuple[Export, bytes]:
    asked = ask_export(CALL, account=life.city, kind="forms")
    assert work_on_exports() == 1
    asked.refresh_from_db()
    return asked, export_path(asked).read_bytes()


def index_of(archive: ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(archive.read(INDEX).decode("utf-8-sig").splitlines()))


def killed_at(life: Life, laid: dict[str, Any], number: str) -> Export:
    """An export whose worker was killed at a form, and of which nothing has been heard since."""
    asked = ask_export(CALL, account=life.city, kind="forms")
    laid["raises"] = {number: Killed()}
    with pytest.raises(Killed):
        work_on_exports()
    laid["raises"] = {}
    Export.objects.filter(pk=asked.pk).update(beat_at=timezone.now() - 2 * LOST_AFTER)
    asked.refresh_from_db()
    return asked


def test_the_archive_holds_each_form_as_it_is_printed_alone_and_an_index(life: Life) -> None:
    application = life.submitted(1)
    life.draft(2)

    asked, content = made(life)

    archive = ZipFile(BytesIO(content))
    (row,) = index_of(archive)
    submission = last_submission(application)
    assert submission is not None
    pdf = archive.read(row["文件"])
    assert (asked.state, asked.done, asked.total, asked.fault) == ("done", 1, 1, "")
    assert archive.namelist() == [row["文件"], INDEX]
    assert row["文件"].startswith(f"{row['类别']}/")
    assert row["文件"].endswith("/5-EN-0001 示例1号有限公司.pdf")
    assert pdf == printed_form(submission)
    assert (row["SHA-256"], row["校验码"]) == (sha256(pdf).hexdigest(), submission.digest)
    assert not export_folder(asked).exists()


def test_what_a_killed_worker_made_is_kept_and_the_archive_is_the_same(
    life: Life, laid: dict[str, Any]
) -> None:
    for number in (1, 2, 3):
        life.submitted(number)
    _asked, whole = made(life)
    laid["numbers"].clear()

    lost = killed_at(life, laid, "5-EN-0003")
    went_on, content = made(life)

    lost.refresh_from_db()
    assert laid["numbers"] == ["5-EN-0001", "5-EN-0002", "5-EN-0003"]
    assert content == whole
    assert (lost.state, went_on.state, went_on.done) == ("stopped", "done", 3)
    assert not export_folder(lost).exists()


def test_what_was_filed_anew_meanwhile_is_laid_out_anew(life: Life, laid: dict[str, Any]) -> None:
    first = life.submitted(1)
    life.submitted(2)
    life.submitted(3)
    killed_at(life, laid, "5-EN-0003")
    life.act(first, "return", life.district, opinion="请补充")
    first.refresh_from_db()
    life.act(first, "submit", life.applicant(1))
    laid["numbers"].clear()

    _asked, content = made(life)

    assert laid["numbers"] == ["5-EN-0001", "5-EN-0003"]
    assert [row["稿次"] for row in index_of(ZipFile(BytesIO(content)))] == ["2", "1", "1"]


def test_another_key_makes_every_form_anew(life: Life, laid: dict[str, Any]) -> None:
    life.submitted(1)
    life.submitted(2)
    killed_at(life, laid, "5-EN-0002")
    make_key(why="换密钥")

    made(life)

    assert laid["numbers"] == ["5-EN-0001", "5-EN-0001", "5-EN-0002"]


def test_a_form_that_fails_is_told_in_the_index_and_stops_no_other(life: Life, laid: dict[str, Any]) -> None:
    life.submitted(1)
    life.submitted(2)
    laid["raises"] = {"5-EN-0001": BadInput("这份文件太长")}

    asked, content = made(life)

    archive = ZipFile(BytesIO(content))
    failed, there = index_of(archive)
    assert (failed["文件"], failed["SHA-256"], failed["没有排成的原因"]) == ("", "", "这份文件太长")
    assert archive.namelist() == [there["文件"], INDEX]
    assert (asked.state, asked.done) == ("done", 1)
    assert "1份申报书没有排成" in asked.fault


def test_a_stopped_export_leaves_its_forms_until_they_are_deleted(life: Life, laid: dict[str, Any]) -> None:
    life.submitted(1)
    life.submitted(2)
    lost = killed_at(life, laid, "5-EN-0002")
    stop_export(lost.pk, account=life.city)
    kept = list(export_folder(lost).iterdir())

    delete_export(lost.pk, account=life.city)

    assert len(kept) == 1
    assert not export_folder(lost).exists()


def test_a_district_gets_the_forms_in_its_charge_and_no_others(
    life: Life, laid: dict[str, Any], visitor: Visitor
) -> None:
    own = life.submitted(1)
    other = life.submitted(2, district=OTHER)
    client, page = visitor(life.district), f"/selection/{CALL}/exports/"

    shown = read(client.get(page).content).text
    assert client.post(f"{page}ask/", {"kind": "forms"}).status_code == 302
    work_on_exports()
    asked = Export.objects.get()
    file = client.get(f"{page}{asked.pk}/file/")
    rows = index_of(ZipFile(BytesIO(file.getvalue())))

    assert "打包申报书" in shown
    assert "开始导出" not in shown
    assert (asked.total, asked.done) == (1, 1)
    assert [row["编号"] for row in rows] == [own.number]
    assert other.number not in str(rows)
    for reader in (life.other_district, life.city):
        assert visitor(reader).get(f"{page}{asked.pk}/file/").status_code == 404


def test_everything_is_for_the_authority_alone(life: Life) -> None:
    with pytest.raises(Refused):
        ask_export(CALL, account=life.district)
    with pytest.raises(BadInput, match="没有“papers”这种导出"):
        ask_export(CALL, account=life.city, kind="papers")


def test_an_applicant_gets_no_archive(life: Life, visitor: Visitor) -> None:
    life.submitted(1)

    assert visitor(life.applicant(1)).get(f"/selection/{CALL}/exports/").status_code == 403


def archived(life: Life, out: Path, by: Account) -> int:
    return main(["papers", "archive", CALL, "--as", by.username, "--out", str(out)])


def test_a_command_writes_the_same_archive(life: Life, laid: dict[str, Any], tmp_path: Path) -> None:
    life.submitted(1)
    life.submitted(2, district=OTHER)
    _asked, whole = made(life)
    out = tmp_path / "forms.zip"

    assert archived(life, out, life.city) == 0
    assert out.read_bytes() == whole
    assert not out.with_name("forms.zip.parts").exists()


def test_a_command_that_was_broken_off_goes_on(life: Life, laid: dict[str, Any], tmp_path: Path) -> None:
    for number in (1, 2, 3):
        life.submitted(number)
    out = tmp_path / "forms"
    laid["raises"] = {"5-EN-0003": Killed()}
    with pytest.raises(Killed):
        archived(life, out, life.city)
    laid["raises"] = {}

    assert archived(life, out, life.city) == 0
    assert laid["numbers"] == ["5-EN-0001", "5-EN-0002", "5-EN-0003"]
    found = sorted(path.name for path in out.rglob("*") if path.is_file())
    assert [name[:9] for name in found] == ["5-EN-0001", "5-EN-0002", "5-EN-0003", INDEX[:9]]


def test_a_command_of_a_district_writes_its_own_and_says_what_failed(
    life: Life, laid: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life.submitted(1)
    life.submitted(2, district=OTHER)
    life.submitted(3)
    laid["raises"] = {"5-EN-0003": BadInput("这份文件太长")}
    out = tmp_path / "forms"

    assert archived(life, out, life.district) == 1
    assert "1份申报书没有排成" in capsys.readouterr().out
    assert len(list(out.rglob("*.pdf"))) == 1


def test_the_forms_are_asked_for_by_api(life: Life, laid: dict[str, Any]) -> None:
    life.submitted(1)
    city = Caller(life.city)

    asked = city.post(f"/calls/{CALL}/exports?kind=forms")
    work_on_exports()
    file = city.get(f"/calls/{CALL}/exports/{asked.json()['id']}/file")

    assert (asked.status_code, asked.json()["kind"]) == (201, "forms")
    assert INDEX in ZipFile(BytesIO(file.getvalue())).namelist()
    assert "-forms-" in file["Content-Disposition"]
    assert Caller(life.district).post(f"/calls/{CALL}/exports?kind=all").status_code == 409
    assert Caller(life.district).post(f"/calls/{CALL}/exports?kind=forms").status_code == 201


def test_the_page_asks_for_forms_and_says_that_broken_off_work_goes_on(
    visitor: Visitor, life: Life, laid: dict[str, Any]
) -> None:
    life.submitted(1)
    life.submitted(2)
    client, page = visitor(life.city), f"/selection/{CALL}/exports/"
    killed_at(life, laid, "5-EN-0002")

    broken_off = read(client.get(page).content).text
    assert client.post(f"{page}ask/", {"kind": "forms"}).status_code == 302
    work_on_exports()

    assert "再导出一次就接着做" in broken_off
    assert laid["numbers"] == ["5-EN-0001", "5-EN-0002"]
    assert visitor(life.district).post(f"{page}ask/", {"kind": "all"}).status_code == 409
