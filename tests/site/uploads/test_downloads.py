"""What is handed in is looked at once, and handed out as nothing that runs: by page, by API, in an archive."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linxuan_site.actions import inspecting
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.export_archive import members_of_file
from linxuan_site.actions.files import Upload
from linxuan_site.models import Application, Attachment, FileInspection, OriginalTaken
from tests.core.attacks import paper_files
from tests.core.uploads import made
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

pytestmark = pytest.mark.uploads
PART = {"HX-Request": "true"}
HARMLESS = paper_files.pdf(b"0 0 m 20 20 l S")
WITH_AN_OBJECT = made.docx({"word/embeddings/oleObject1.bin": b"x"})


@pytest.fixture
def draft(life: Life) -> Application:
    return life.draft(1)


@pytest.fixture
def client(visitor: Visitor, life: Life) -> Client:
    return visitor(life.applicant(1))


def handed_in(life: Life, draft: Application, name: str, content: bytes) -> Attachment:
    return attach(draft.pk, "file_other", Upload(name, content), account=life.applicant(1))


def filed(life: Life, draft: Application, name: str, content: bytes) -> Attachment:
    """A file that the district sees."""
    file = handed_in(life, draft, name, content)
    life.act(draft, "submit", life.applicant(1))
    life.act(draft, "hand-in", life.applicant(1), paper="application")
    return file


def runs_nothing(answer: Any) -> bool:
    return bool(
        answer["Content-Disposition"].startswith("attachment;")
        and answer["X-Content-Type-Options"] == "nosniff"
        and answer["Content-Security-Policy"].startswith("sandbox")
    )


class TestHandingIn:
    @pytest.mark.parametrize(
        ("name", "content", "word"),
        [
            ("网页.pdf", b"<script>alert(1)</script>", "不是 PDF"),
            ("半份.pdf", HARMLESS[:90], "已损坏"),
            ("密码.pdf", paper_files.encrypted(), "密码"),
            ("炸弹.zip", made.zip_bomb(), "解开后超过"),
            ("大图.png", paper_files.huge_picture(), "像素"),
            ("笑.docx", made.laughing(), "XML实体"),
            ("图.svg", b"<svg/>", "这里只收"),
            ("程序.exe", b"MZ", "这里只收"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_place_and_nothing_is_lost(
        self, client: Client, draft: Application, name: str, content: bytes, word: str
    ) -> None:
        before = (draft.attachments.count(), draft.answers, FileInspection.objects.count())
        address = f"/applications/{draft.pk}/files/file_other/"
        answer = client.post(address, {"file": SimpleUploadedFile(name, content)}, headers=PART)

        assert answer.status_code == 422
        assert word in read(answer.content).text
        draft.refresh_from_db()
        assert (draft.attachments.count(), draft.answers, FileInspection.objects.count()) == before

    def test_what_was_typed_beside_a_hostile_file_is_saved(self, client: Client, draft: Application) -> None:
        sent = {"upload.file_other": SimpleUploadedFile("密码.pdf", paper_files.encrypted()), "go": "stay"}
        answer = client.post(f"/applications/{draft.pk}/form/files/", {**sent, "version": draft.version})

        assert "密码" in read(answer.content).text
        assert not draft.attachments.filter(name="密码.pdf").exists()

    def test_the_same_file_is_looked_at_once(
        self, life: Life, draft: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = handed_in(life, draft, "一.pdf", HARMLESS)
        monkeypatch.setattr(inspecting, "look", None)
        second = handed_in(life, draft, "二.pdf", HARMLESS)

        assert first.digest == second.digest
        assert FileInspection.objects.filter(digest=first.digest).count() == 1

    def test_what_was_seen_is_never_changed(self, life: Life, draft: Application) -> None:
        handed_in(life, draft, "一.pdf", HARMLESS)
        with pytest.raises(DatabaseError), transaction.atomic():
            FileInspection.objects.update(copy_digest="0" * 64)


class TestHandingOut:
    def test_a_script_is_told_to_both_and_gone_from_what_others_get(
        self, client: Client, visitor: Visitor, life: Life, draft: Application
    ) -> None:
        file = filed(life, draft, "方案.pdf", made.scripted())
        told = "含有打开时自动执行的动作、脚本；供下载的是去掉后的副本，原件照存"

        assert told in read(client.get(f"/applications/{draft.pk}/form/files/").content).text
        officer = visitor(life.district)
        review = read(officer.get(reverse("review", args=[draft.pk])).content)
        assert told in review.text
        assert f"/files/{file.pk}/original/" in review.links

        answer = officer.get(f"/files/{file.pk}/")
        assert runs_nothing(answer)
        assert answer["Content-Type"] == "application/pdf"
        assert b"0wned" not in answer.content
        assert "%E5%B7%B2%E5%8E%BB%E9%99%A4" in answer["Content-Disposition"]

    def test_the_file_as_it_came_stays_and_takes_an_explicit_act_of_an_officer(
        self, client: Client, visitor: Visitor, life: Life, draft: Application
    ) -> None:
        file = filed(life, draft, "方案.pdf", made.scripted())
        address, officer = f"/files/{file.pk}/original/", visitor(life.district)

        assert "可能自动执行" in read(officer.get(address).content).text
        answer = officer.post(address)
        assert sha256(answer.content).hexdigest() == file.digest
        assert runs_nothing(answer)
        assert answer["Content-Type"] == "application/octet-stream"
        assert client.post(address).status_code == 403
        assert visitor(life.other_district).post(address).status_code == 404

    def test_who_took_it_stays_recorded_and_is_shown_and_looking_leaves_no_row(
        self, client: Client, visitor: Visitor, life: Life, draft: Application
    ) -> None:
        file = filed(life, draft, "方案.pdf", made.scripted())
        address, officer = f"/files/{file.pk}/original/", visitor(life.district)
        officer.get(address)
        officer.head(address)
        client.post(address)
        assert not OriginalTaken.objects.exists()

        officer.post(address)
        Caller(life.city).get(f"/applications/{draft.pk}/attachments/{file.pk}/original")

        rows = OriginalTaken.objects.order_by("pk")
        assert [(one.attachment, one.taken_by) for one in rows] == [(file, life.district), (file, life.city)]
        shown = read(officer.get(address).content).text
        assert life.district.full_name in shown
        assert life.city.full_name in shown
        with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
            OriginalTaken.objects.update(taken_by=life.city)

    def test_what_cannot_be_taken_out_is_not_handed_out(
        self, client: Client, visitor: Visitor, life: Life, draft: Application
    ) -> None:
        file = filed(life, draft, "表.docx", WITH_AN_OBJECT)

        for reader, way in ((client, False), (visitor(life.district), True)):
            answer = reader.get(f"/files/{file.pk}/")
            page = read(answer.content)
            assert (answer.status_code, "不能安全去掉" in page.text) == (409, True)
            assert (f"/files/{file.pk}/original/" in page.links) is way

    def test_a_file_of_before_is_looked_at_when_it_is_asked_for(
        self, client: Client, life: Life, draft: Application
    ) -> None:
        file = handed_in(life, draft, "方案.pdf", made.scripted())
        before_it_was_looked_at(file)

        assert b"0wned" not in client.get(f"/files/{file.pk}/").content
        assert FileInspection.objects.filter(digest=file.digest).exists()


def before_it_was_looked_at(file: Attachment) -> None:
    FileInspection.objects.filter(digest=file.digest).delete()


class TestByApi:
    def test_what_was_seen_is_told_and_the_copy_handed_out(self, life: Life, draft: Application) -> None:
        file = filed(life, draft, "方案.pdf", made.scripted())
        applicant, officer = Caller(life.applicant(1)), Caller(life.district)
        listed = {one["id"]: one for one in officer.get(f"/applications/{draft.pk}/files").json()}

        assert listed[file.pk]["look"]["way"] == "copied"
        assert {one["what"] for one in listed[file.pk]["look"]["findings"]} == {"automatic", "script"}
        place = f"/applications/{draft.pk}/attachments/{file.pk}"
        assert runs_nothing(officer.get(place))
        assert b"0wned" not in officer.get(place).content
        original = officer.get(f"{place}/original")
        assert (runs_nothing(original), original["Content-Type"]) == (True, "application/octet-stream")
        assert sha256(original.content).hexdigest() == file.digest
        assert applicant.get(f"{place}/original").status_code == 403

    def test_what_is_withheld_is_refused_with_its_reason(self, life: Life, draft: Application) -> None:
        file = handed_in(life, draft, "表.docx", WITH_AN_OBJECT)
        answer = Caller(life.applicant(1)).get(f"/applications/{draft.pk}/attachments/{file.pk}")

        assert answer.status_code == 409
        assert "不能安全去掉" in answer.json()["reason"]


def test_an_archive_of_all_has_the_copy_and_the_file_as_it_came_under_a_name_that_opens_nothing(
    life: Life, draft: Application
) -> None:
    scripted = handed_in(life, draft, "方案.pdf", made.scripted())
    withheld = handed_in(life, draft, "表.docx", WITH_AN_OBJECT)
    plain = handed_in(life, draft, "一.pdf", HARMLESS)

    copy, original = members_of_file(scripted, "a/方案.pdf")
    assert (copy[0], original[0]) == ("a/方案.pdf", "a/方案.pdf.original")
    assert b"0wned" not in copy[1]
    assert sha256(original[1]).hexdigest() == scripted.digest
    assert [name for name, *_ in members_of_file(withheld, "a/表.docx")] == ["a/表.docx.original"]
    assert [(name, content) for name, content, _ in members_of_file(plain, "a/一.pdf")] == [
        ("a/一.pdf", HARMLESS)
    ]


def test_a_desk_with_many_files_asks_no_more_often(visitor: Visitor, life: Life, draft: Application) -> None:
    client: Client = visitor(life.applicant(1))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/applications/{draft.pk}/form/files/")
        return len(queries)

    few = asked()
    for number in range(4):
        handed_in(life, draft, f"{number}.pdf", paper_files.pdf(b"0 0 m %d 9 l S" % number))
    assert asked() == few
