"""Files at the fields of a form: each sent by itself by the scripts, or along with the section without them."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from linxuan_site.actions.attachments import attach
from linxuan_site.actions.drafts import start_application
from linxuan_site.actions.files import Upload
from linxuan_site.models import AnswerChange, Application, Attachment
from linxuan_site.queries import file_limits
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

PDF = b"%PDF-1.7 words"
PART = {"HX-Request": "true"}
CELL = "functions_evidence.1.function_file"


@pytest.fixture
def draft(life: Life) -> Application:
    return start_application(life.applicant(1), CALL, "enterprise")


@pytest.fixture
def platform(life: Life) -> Application:
    """An application with files in the rows of a group."""
    return start_application(life.applicant(1), CALL, "platform")


@pytest.fixture
def client(visitor: Visitor, life: Life) -> Client:
    return visitor(life.applicant(1))


def send(
    client: Client,
    draft: Application,
    name: str,
    content: bytes = PDF,
    *,
    at: str = "file_licence",
    **more: str,
) -> HttpResponse:
    """Send one file as the scripts do."""
    slot = at if "." not in at else f"{at.split('.', maxsplit=1)[0]}.{at.split('.')[2]}"
    given = {"file": SimpleUploadedFile(name, content), "at": at, **more}
    return client.post(f"/applications/{draft.pk}/files/{slot}/", given, headers=PART)


def kept(draft: Application, slot: str = "file_licence") -> list[str]:
    rows = draft.attachments.filter(slot=slot, removed_at=None).order_by("pk")
    return list(rows.values_list("name", flat=True))


def section(client: Client, draft: Application, name: str, query: str = "") -> Page:
    answer = client.get(f"/applications/{draft.pk}/form/{name}/{query}")
    assert answer.status_code == 200
    return read(answer.content)


def buttons(page: Page, name: str) -> list[str]:
    return [given["value"] for tag, given in page.tags if tag == "button" and given.get("name") == name]


def outcome(answer: HttpResponse) -> str:
    return next(
        given["data-state"] for _tag, given in read(answer.content).tags if given.get("id") == "attached"
    )


class TestOneByOne:
    def test_a_file_is_attached_downloaded_and_taken_away(self, client: Client, draft: Application) -> None:
        page = read(send(client, draft, "执照.pdf").content)
        link = next(one for one in page.links if one.startswith("/files/") and "preview" not in one)

        answer = client.get(link)
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")

        client.post(f"/applications/{draft.pk}{link}remove/", headers=PART)
        assert kept(draft) == []
        assert client.get(link).status_code == 404

    def test_what_follows_from_it_comes_back_with_it(self, client: Client, draft: Application) -> None:
        before = section(client, draft, "files").text
        page = read(send(client, draft, "执照.pdf").content)

        assert {"kept_file_licence", "sections", "turn", "verify"} <= page.ids
        assert "这一节还差 4 处" in before
        assert "这一节还差 3 处" in page.text
        done = [line for line in page.text.splitlines() if "已完成" in line]
        assert done != [line for line in before.splitlines() if "已完成" in line]

    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("程序.exe", b"MZ", "这里只收"),
            ("空.pdf", b"", "是空文件"),
            ("假.pdf", b"PK\x03\x04", "内容不是 PDF 文件"),
        ],
    )
    def test_one_that_is_refused_says_why_and_the_others_stay(
        self, client: Client, draft: Application, name: str, content: bytes, why: str
    ) -> None:
        send(client, draft, "执照.pdf")
        answer = send(client, draft, name, content)

        assert answer.status_code == 422
        assert outcome(answer) == "refused"
        assert why in answer.content.decode()
        assert kept(draft) == ["执照.pdf"]

    def test_one_that_is_too_large_is_refused(
        self, client: Client, draft: Application, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT = 10

        assert "超过 0 MB" in send(client, draft, "大.pdf").content.decode()
        assert kept(draft) == []

    def test_as_many_as_the_site_takes_and_no_more(
        self, client: Client, draft: Application, settings: Settings
    ) -> None:
        settings.FILES_AT_ONE_FIELD = 1
        send(client, draft, "一.pdf")

        answer = send(client, draft, "二.pdf", b"%PDF-2")

        assert "这里最多 1 个文件" in answer.content.decode()
        assert kept(draft) == ["一.pdf"]

    def test_an_upload_whose_answer_was_lost_counts_once(self, client: Client, draft: Application) -> None:
        for _again in range(2):
            assert outcome(send(client, draft, "执照.pdf")) == "kept"

        assert kept(draft) == ["执照.pdf"]
        assert AnswerChange.objects.filter(application=draft, changes__has_key="file_licence").count() == 1

    def test_two_who_attach_at_once_do_not_overwrite_each_other(
        self, client: Client, draft: Application, visitor: Visitor, life: Life
    ) -> None:
        colleague = visitor(life.colleague(life.applicant(1), "second"))
        send(client, draft, "证明.pdf", b"%PDF-1")

        page = read(send(colleague, draft, "证明.pdf", b"%PDF-2").content)

        assert kept(draft) == ["证明.pdf", "证明.pdf"]
        assert sum(link.endswith("/preview/") for link in page.links) == 2

    def test_a_file_is_replaced_and_the_record_keeps_both(self, client: Client, draft: Application) -> None:
        send(client, draft, "旧.pdf", b"%PDF-1")
        old = draft.attachments.get()

        send(client, draft, "新.pdf", b"%PDF-2", replaces=str(old.pk))

        assert kept(draft) == ["新.pdf"]
        change = AnswerChange.objects.filter(application=draft).latest("version")
        assert change.changes == {"file_licence": {"was": "旧.pdf", "is": "新.pdf"}}
        assert draft.attachments.count() == 2

    def test_what_somebody_else_replaced_meanwhile_is_not_replaced_again(
        self, client: Client, draft: Application
    ) -> None:
        send(client, draft, "旧.pdf", b"%PDF-1")
        old = str(draft.attachments.get().pk)
        send(client, draft, "对方的.pdf", b"%PDF-2", replaces=old)

        answer = send(client, draft, "我的.pdf", b"%PDF-3", replaces=old)

        assert answer.status_code == 409
        assert "刚刚已被删除或替换" in answer.content.decode()
        assert kept(draft) == ["对方的.pdf"]

    def test_taking_away_is_undone(self, client: Client, draft: Application) -> None:
        send(client, draft, "执照.pdf")
        file = draft.attachments.get()
        there = f"/applications/{draft.pk}/files/{file.pk}"

        page = read(client.post(f"{there}/remove/", headers=PART).content)
        assert "已删除“执照.pdf”" in page.text
        assert buttons(page, "restore") == [f"file.{file.pk}"]
        client.post(f"{there}/restore/", headers=PART)

        assert kept(draft) == ["执照.pdf"]
        assert AnswerChange.objects.filter(application=draft, changes__has_key="file_licence").count() == 3

    def test_what_is_no_field_takes_no_file(self, client: Client, draft: Application) -> None:
        for slot in ("name", "nothing", "paper:application", "name.function_file", "file_licence.x"):
            there = f"/applications/{draft.pk}/files/{slot}/"
            for headers in (PART, {}):
                given = {"x": SimpleUploadedFile("a.pdf", PDF)}
                assert client.post(there, given, headers=headers).status_code == 409
        assert not draft.attachments.exists()

    def test_nobody_puts_a_file_back_after_it_was_filed(self, client: Client, life: Life) -> None:
        filed = life.draft(1)
        file = filed.attachments.filter(slot="file_other").first() or attach(
            filed.pk, "file_other", Upload("另.pdf", PDF), account=life.applicant(1)
        )
        there = f"/applications/{filed.pk}/files/{file.pk}"
        client.post(f"{there}/remove/", headers=PART)
        life.act(filed, "submit", life.applicant(1))

        assert client.post(f"{there}/restore/", headers=PART).status_code == 409
        assert kept(filed, "file_other") == []

    def test_a_stranger_finds_no_file_and_changes_none(
        self, client: Client, draft: Application, visitor: Visitor, life: Life
    ) -> None:
        send(client, draft, "执照.pdf")
        file = draft.attachments.get()

        for person in (life.applicant(2), life.other_district):
            stranger = visitor(person)
            assert stranger.get(f"/files/{file.pk}/").status_code == 404
            for act in ("remove", "restore"):
                there = f"/applications/{draft.pk}/files/{file.pk}/{act}/"
                assert stranger.post(there, headers=PART).status_code == 404
        assert visitor().get(f"/files/{file.pk}/").status_code == 302
        assert kept(draft) == ["执照.pdf"]


class TestInRows:
    def test_a_row_gets_its_file_and_its_name(self, client: Client, platform: Application) -> None:
        page = read(send(client, platform, "证明.pdf", at=CELL).content)

        assert page.values[CELL] == "证明.pdf"
        assert any(link.endswith("/preview/") for link in page.links)
        assert kept(platform, "functions_evidence.function_file") == ["证明.pdf"]

    def test_two_rows_with_files_of_one_name_keep_each_its_own(
        self, client: Client, platform: Application
    ) -> None:
        names = [
            read(send(client, platform, "证明.pdf", content, at=cell).content).values[cell]
            for cell, content in ((CELL.replace("1", "0"), b"%PDF-1"), (CELL, b"%PDF-2"), (CELL, b"%PDF-2"))
        ]

        assert names == ["证明.pdf", "证明 (2).pdf", "证明 (2).pdf"]

    def test_a_file_is_taken_out_of_its_row_and_put_back(self, client: Client, platform: Application) -> None:
        send(client, platform, "证明.pdf", at=CELL)
        there = f"/applications/{platform.pk}/files/{platform.attachments.get().pk}"

        gone = read(client.post(f"{there}/remove/", {"at": CELL}, headers=PART).content)
        back = read(client.post(f"{there}/restore/", {"at": CELL}, headers=PART).content)

        assert (gone.values[CELL], back.values[CELL]) == ("", "证明.pdf")

    def test_a_refused_file_leaves_what_the_row_names(self, client: Client, platform: Application) -> None:
        page = read(send(client, platform, "假.pdf", b"no", at=CELL).content)

        assert CELL not in page.values
        assert "内容不是 PDF 文件" in page.text

    def test_without_scripts_a_row_loses_its_file_by_a_button(
        self, client: Client, platform: Application
    ) -> None:
        there = f"/applications/{platform.pk}/form/platform/"
        cell = CELL.replace("1", "0")
        given = {
            cell.replace("_file", "_text"): "在线发布",
            f"upload.{cell}": SimpleUploadedFile("证明.pdf", PDF),
        }
        client.post(there, {**given, "version": "1"})
        page = section(client, platform, "platform")
        remove = next(one for one in buttons(page, "remove") if one.endswith(cell))

        typed = {cell: page.values[cell], cell.replace("_file", "_text"): "在线发布"}
        client.post(there, {**typed, "version": page.values["version"], "remove": remove})

        platform.refresh_from_db()
        assert platform.answers["functions_evidence"] == [{"function_text": "在线发布"}]
        assert kept(platform, "functions_evidence.function_file") == []

    def test_the_office_finds_the_file_in_its_row(self, visitor: Visitor, life: Life) -> None:
        filed = life.draft(1, "platform")
        client = visitor(life.applicant(1))
        rows = filed.answers["functions_evidence"]
        send(client, filed, "第一行.pdf", at=CELL.replace("1", "0"))
        given = {
            f"functions_evidence.{n}.{key}": text for n, row in enumerate(rows) for key, text in row.items()
        }
        given["functions_evidence.0.function_file"] = "第一行.pdf"
        filed.refresh_from_db()
        others = section(client, filed, "platform").values
        client.post(f"/applications/{filed.pk}/form/platform/", {**others, **given})
        life.act(filed, "submit", life.applicant(1))
        life.act(filed, "hand-in", life.applicant(1), paper="application")

        page = read(visitor(life.district).get(f"/desk/applications/{filed.pk}/").content)

        file = Attachment.objects.get(name="第一行.pdf")
        assert f"/files/{file.pk}/preview/" in page.links


class TestWithoutScripts:
    def test_several_files_come_with_the_section_and_a_refused_one_keeps_none_back(
        self, client: Client, draft: Application
    ) -> None:
        files = [SimpleUploadedFile("执照.pdf", PDF), SimpleUploadedFile("假.pdf", b"no")]

        answer = client.post(
            f"/applications/{draft.pk}/form/files/", {"upload.file_licence": files, "version": "1"}
        )

        page = read(answer.content)
        assert answer.status_code == 422
        assert kept(draft) == ["执照.pdf"]
        assert page.text.count("“假.pdf”的内容不是 PDF 文件") == 2  # at the top, and at the field
        assert "#id_file_licence" in page.links

    def test_what_was_taken_away_is_put_back_by_the_next_page(
        self, client: Client, draft: Application
    ) -> None:
        there = f"/applications/{draft.pk}/form/files/"
        client.post(there, {"upload.file_licence": SimpleUploadedFile("执照.pdf", PDF), "version": "1"})
        remove = buttons(section(client, draft, "files"), "remove")[0]

        answer = client.post(there, {"version": "1", "remove": remove})
        page = read(client.get(answer["Location"]).content)
        assert "已删除“执照.pdf”" in page.text
        client.post(there, {"version": "1", "restore": buttons(page, "restore")[0]})

        assert kept(draft) == ["执照.pdf"]

    def test_a_form_with_more_than_is_taken_says_so(
        self, client: Client, draft: Application, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT = 100
        file = SimpleUploadedFile("大.pdf", b"%PDF" + b"x" * (2**20 + 2000))

        answer = client.post(
            f"/applications/{draft.pk}/form/files/", {"upload.file_licence": file, "version": "1"}
        )

        assert "合起来太大" in answer.content.decode()


class TestLimits:
    def test_the_page_says_what_the_server_takes(
        self, client: Client, draft: Application, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT, settings.FILES_AT_ONE_FIELD = 3 * 2**20, 4
        page = section(client, draft, "files")

        assert "ZIP，每个不超过 3 MB，最多 4 个" in page.text
        zone = next(given for _tag, given in page.tags if given.get("data-name") == "file_licence")
        assert (zone["data-size"], zone["data-most"]) == (str(3 * 2**20), "4")
        accepted = next(
            given["accept"] for tag, given in page.tags if given.get("name") == "upload.file_licence"
        )
        assert set(accepted.split(",")) == {".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".zip"}

    def test_a_programme_takes_less_than_the_site(self, life: Life) -> None:
        field = file_limits.file_field(definition_of(life.published), "file_licence")
        assert field is not None
        less = file_limits.limits_of(replace(field, types=("pdf",), mb=2, most=1))

        assert (less.types, less.mb, less.most, less.accept) == (("pdf",), 2, 1, ".pdf")
