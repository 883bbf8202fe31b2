"""Everything of a call in one archive: made in the background, watched, stopped, downloaded, taken away."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from linxuan_site.actions import export_work, exports
from linxuan_site.actions.export_work import work_on_exports
from linxuan_site.actions.objections import NewObjection, file_objection
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.models import Export
from tests.site.life.conftest import CALL, PDF, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

PAGE = f"/selection/{CALL}/exports/"


@pytest.fixture(autouse=True)
def _started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "start_worker", lambda *_: None)


def made(visitor: Visitor, life: Life) -> ZipFile:
    client = visitor(life.city)
    assert client.post(f"{PAGE}ask/").status_code == 302
    assert work_on_exports() == 1
    answer: Any = client.get(f"{PAGE}{Export.objects.latest('pk').pk}/file/")
    return ZipFile(BytesIO(answer.getvalue()))


def test_an_export_holds_what_was_filed_with_its_files_and_a_manifest(visitor: Visitor, life: Life) -> None:
    life.submitted(1)
    life.submitted(2)
    life.draft(3)

    archive = made(visitor, life)

    manifest = json.loads(archive.read("manifest.json"))
    told = json.loads(archive.read("applications/5-EN-0001/application.json"))
    names = set(archive.namelist())
    assert manifest["applications"] == 2
    assert names - {"manifest.json"} == set(manifest["members"])
    assert all(
        sha256(archive.read(name)).hexdigest() == member["sha256"]
        for name, member in manifest["members"].items()
    )
    assert told["applicant"] == "示例1号有限公司"
    assert told["answers"]["operating_income"]
    assert any(name.startswith("applications/5-EN-0001/files/") for name in names)
    assert archive.read("applications.csv").decode("utf-8-sig").count("5-EN-") == 2
    assert "示例3号" not in archive.read("applications.csv").decode()


def test_who_objects_is_in_no_export(visitor: Visitor, life: Life) -> None:
    application = life.recommended(1)
    place(application.pk, account=life.city, rank=1)
    life.act(application, "nominate", life.city)
    entry = open_publicity(CALL, "nominated", account=life.city).entries.get()
    wish = NewObjection("person", "举报示例人", "13900000000", entry.pk, "不符", "k", PDF, [PDF])
    file_objection(CALL, wish, sender="here")

    archive = made(visitor, life)

    assert not [name for name in archive.namelist() if "举报示例人".encode() in archive.read(name)]


def test_an_export_tells_how_far_it_is_and_stops_when_told(
    visitor: Visitor, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.submitted(1)
    life.submitted(2)
    client = visitor(life.city)
    client.post(f"{PAGE}ask/")
    export = Export.objects.get()
    monkeypatch.setattr(export_work, "BEAT", 0.0)
    beat, seen = export_work._Beat.__call__, []

    def noted(self: Any, done: int) -> None:
        beat(self, done)
        seen.append(read(client.get(f"{PAGE}{export.pk}/status/").content).text)
        if done == 1:
            client.post(f"{PAGE}{export.pk}/stop/")

    monkeypatch.setattr(export_work._Beat, "__call__", noted)
    work_on_exports()

    export.refresh_from_db()
    assert any("1 / 2" in text for text in seen)
    assert export.state == "stopped"
    assert client.get(f"{PAGE}{export.pk}/file/").status_code == 404
    assert "已停止" in read(client.get(PAGE).content).text


def test_one_is_not_asked_for_while_another_is_made(visitor: Visitor, life: Life) -> None:
    client = visitor(life.city)
    client.post(f"{PAGE}ask/")

    again = client.post(f"{PAGE}ask/")
    waiting = Export.objects.get()
    client.post(f"{PAGE}{waiting.pk}/stop/")

    assert again.status_code == 409
    waiting.refresh_from_db()
    assert waiting.state == "stopped"
    assert work_on_exports() == 0


def test_what_goes_wrong_is_said(visitor: Visitor, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    client = visitor(life.city)
    client.post(f"{PAGE}ask/")
    monkeypatch.setattr(export_work, "write_archive", lambda *_: 1 / 0)

    work_on_exports()

    assert "导出中途意外结束" in read(client.get(PAGE).content).text


def test_a_file_is_taken_away_and_the_row_stays(visitor: Visitor, life: Life) -> None:
    made(visitor, life)
    client, export = visitor(life.city), Export.objects.get()

    client.post(f"{PAGE}{export.pk}/delete/")

    assert client.get(f"{PAGE}{export.pk}/file/").status_code == 404
    assert "文件已删除" in read(client.get(PAGE).content).text


def test_nobody_else_has_it(visitor: Visitor, life: Life) -> None:
    made(visitor, life)
    file = f"{PAGE}{Export.objects.get().pk}/file/"

    assert visitor(life.district).get(file).status_code == 404
    assert visitor(life.applicant(1)).get(file).status_code == 403
    assert visitor().get(file).status_code == 302
