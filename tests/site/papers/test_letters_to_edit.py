"""Beside the PDF of a letter its office gets a Word file to go on editing, which proves nothing."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from linxuan.programme.reading import package_files
from linxuan.screening.confined import Stopped
from linxuan_site.actions.calls import publish_files
from linxuan_site.actions.papers import issue_paper
from linxuan_site.cli import main
from linxuan_site.documents import word_letters
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.models import Account, IssuedPaper
from linxuan_site.queries import calls
from linxuan_site.queries.papers import WORD_TYPE, paper_file
from tests.core.letters.word_templates import template
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, officer, recommended
from tests.site.documents.reading import text_of

pytestmark = pytest.mark.django_db


def issued(paper: str = "opinion") -> IssuedPaper:
    return issue_paper(CALL, paper, account=officer("district", DISTRICT))


def word_of(paper: IssuedPaper) -> Any:
    with default_storage.open(paper.layouts.get(layout="word").file) as file:
        return docx.Document(BytesIO(file.read()))


def words(document: Any) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_it_says_what_was_issued_and_goes_on_saying_it() -> None:
    recommended("示例{{ 7*7 }}公司䶮𬭎", 1)
    paper = issued()
    recommended("后来的公司", 2)
    document = word_of(paper)

    assert "示例{{ 7*7 }}公司䶮𬭎" in [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "现按顺序推荐1个申报主体" in words(document)
    assert "后来的公司" not in str([cell.text for row in document.tables[0].rows for cell in row.cells])
    assert "金州区" in words(document)


def test_it_bears_no_number_and_no_code() -> None:
    recommended("示例公司", 1)
    paper = issued()
    document = word_of(paper)

    assert str(paper.number) not in words(document)
    assert not document.inline_shapes
    assert document.core_properties.comments == word_letters.NOTE


def test_the_page_offers_it_beside_the_pdf_and_says_that_it_proves_nothing() -> None:
    recommended("示例公司", 1)
    paper = issued()
    client = signed_in(officer("district", DISTRICT))
    address = reverse("paper-file", args=[paper.pk]) + "?layout=word"
    page = client.get(reverse("desk-papers", args=[CALL])).content.decode()
    answer = client.get(address)

    assert address in page
    assert "Word，可以继续编辑" in page
    assert "不能证明什么" in page
    assert (answer.status_code, answer["Content-Type"]) == (200, WORD_TYPE)
    assert answer["Content-Disposition"].startswith("attachment")
    assert docx.Document(BytesIO(answer.content)).tables


def test_who_may_not_have_the_letter_may_not_have_it_to_edit() -> None:
    recommended("示例公司", 1)
    paper = issued()
    addresses = [
        reverse("paper-file", args=[paper.pk]),
        reverse("paper-file", args=[paper.pk]) + "?layout=word",
    ]
    other = signed_in(officer("district", OTHER_DISTRICT))
    receiver = signed_in(officer("city"))

    assert [other.get(one).status_code for one in addresses] == [404, 404]
    assert [Client().get(one).status_code for one in addresses] == [404, 404]
    assert [receiver.get(one).status_code for one in addresses] == [200, 200]


def test_the_api_tells_of_it_and_hands_it_out() -> None:
    recommended("示例公司", 1)
    client = signed_in(officer("district", DISTRICT))
    made = client.post(f"/api/calls/{CALL}/papers/opinion").json()
    answer = client.get(f"/api/papers/{made['id']}/file?layout=word")

    assert made["layouts"] == ["word"]
    assert (answer.status_code, answer["Content-Type"]) == (200, WORD_TYPE)


def test_a_command_writes_it(tmp_path: Path) -> None:
    recommended("示例公司", 1)
    target = tmp_path / "意见.docx"
    account = officer("district", DISTRICT).username
    making = ["papers", "make", CALL, "opinion", "--as", account, "--word", "--to", str(target)]

    assert main(making) == 0
    assert "示例公司" in str([cell.text for cell in docx.Document(str(target)).tables[0].rows[1].cells])


def test_a_table_has_no_word_file() -> None:
    recommended("示例公司", 1)

    assert paper_file(officer("district", DISTRICT), issued("summary").pk, "word") is None


def test_a_word_file_that_takes_too_much_keeps_nobody_from_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(_letter: object) -> bytes:
        raise Stopped("seconds", memory=1, seconds=1)

    monkeypatch.setattr(word_letters, "letter_docx", stopped)
    recommended("示例公司", 1)
    paper = issued()

    assert default_storage.exists(paper.file)
    assert not paper.layouts.exists()


def test_parts_opinions_and_the_contact_of_a_letter_stand_in_it() -> None:
    paper = LetterPaper(
        office="示例局",
        addressee="",
        title=("名单",),
        opening=("如下：",),
        heads=(),
        rows=(),
        opinions=(("示例甲", "同意"),),
        statement=("特此函告。",),
        annexes=("表一", "表二"),
        day="2023年5月6日",
        year=2023,
        widths=(),
        parts=(
            LetterPart(
                "一、企业（1个）",
                facts=(("名称", "示例甲"),),
                heads=("序号", "名称"),
                rows=(("1", "示例甲"),),
                widths=(4, 40),
            ),
        ),
        contact="联系人：示例",
    )
    document = docx.Document(BytesIO(word_letters.letter_word(paper) or b""))
    said = words(document)

    assert [table.rows[-1].cells[1].text for table in document.tables] == ["示例甲", "示例甲"]
    assert said.index("一、企业（1个）") < said.index("1. 示例甲：同意") < said.index("特此函告。")
    assert "附件：1. 表一\n　　　2. 表二" in said
    assert "（联系人：示例）" in said


def with_word(*paragraphs: str) -> None:
    """Publish the real package with a Word template of its own for the opinion."""
    files = package_files(Path(__file__).parents[3] / "programmes" / CALL)
    named = b'[paper.opinion]\nword = "templates/opinion.docx"\n'
    files["call.toml"] = files["call.toml"].replace(b"[paper.opinion]\n", named, 1)
    publish_files({**files, "templates/opinion.docx": template(*paragraphs)}, CALL)


@pytest.fixture
def definitions_read_anew() -> Iterator[None]:
    calls._definition.cache_clear()
    yield
    calls._definition.cache_clear()


@pytest.mark.usefixtures("definitions_read_anew")
def test_the_template_of_the_package_is_filled_and_the_pdf_stays_ours() -> None:
    with_word(
        "本市自己的版式：{{ office }}", "{%p for row in rows %}", "{{ row|join(' ') }}", "{%p endfor %}"
    )
    recommended("示例公司", 1)
    paper = issued()
    said = words(word_of(paper))

    assert "本市自己的版式：" in said
    assert "示例公司" in said
    with default_storage.open(paper.file) as file:
        assert "本市自己的版式" not in text_of(file.read())


@pytest.mark.usefixtures("definitions_read_anew")
def test_a_template_that_fails_at_a_letter_keeps_nobody_from_the_pdf() -> None:
    with_word("{{ annexes[7].nothing }}")
    recommended("示例公司", 1)
    paper = issued()

    assert default_storage.exists(paper.file)
    assert not paper.layouts.exists()
