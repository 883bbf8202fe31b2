"""A summary table that comes back: by page, API and command, for the office that made it and the one that gets it."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linxuan_site.actions.papers import issue_paper
from linxuan_site.cli import main
from linxuan_site.models import Account, IssuedPaper
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, officer, recommended
from tests.site.doors.conftest import Caller

pytestmark = pytest.mark.django_db
PAGE = f"/desk/{CALL}/tables/compare/"
API = f"/calls/{CALL}/tables/compare"
FIRST = 4
"""The first row with an entry."""


def district(key: str = DISTRICT) -> Account:
    return officer("district", key)


def issued(key: str = DISTRICT) -> IssuedPaper:
    return issue_paper(CALL, "summary", account=district(key))


def edited(paper: IssuedPaper, cells: dict[str, Any] | None = None, *, forgotten: bool = False) -> bytes:
    """The workbook as somebody saves it who typed into cells; forgotten is what it says of itself."""
    with default_storage.open(paper.file) as kept:
        book = openpyxl.load_workbook(io.BytesIO(kept.read()))
    sheet = book.worksheets[0]
    for address, value in (cells or {}).items():
        sheet[address] = value
    if forgotten:
        sheet.delete_rows(sheet.max_row)
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(account: Account, content: bytes, name: str = "汇总表.xlsx") -> Any:
    answer = Caller(account).upload(API, file=SimpleUploadedFile(name, content))
    return answer.json() if answer.status_code == 200 else answer


def column(head: str) -> str:
    with default_storage.open(IssuedPaper.objects.latest("pk").file) as kept:
        sheet = openpyxl.load_workbook(io.BytesIO(kept.read())).worksheets[0]
    return next(cell.column_letter for cell in sheet[FIRST - 1] if cell.value == head)


def test_a_table_as_it_was_issued_is_as_the_system_has_it() -> None:
    recommended("示例甲", 1)
    recommended("示例乙", 2)
    found = sent(district(), edited(issued()))

    assert (found["differs"], found["rows"], found["cells"], found["faults"], found["heads"]) == (
        False,
        2,
        [],
        [],
        [],
    )
    assert (found["number"], found["revision"], found["newest_revision"]) == ("5-DOC-0001", 1, 1)


def test_of_an_edited_cell_one_learns_what_is_there_what_is_held_and_what_was_issued() -> None:
    recommended("示例甲", 1)
    subject = recommended("示例乙", 2)
    paper = issued()
    income = f"{column('营业收入（2022年）')}{FIRST + 1}"
    content = edited(paper, {income: 186_000_000})
    # The application was corrected after the table was issued.
    subject.answers = subject.answers | {"operating_income": {"2021": "16240.5", "2022": "18700"}}
    subject.save(update_fields=["answers"])

    (cell,) = [one for one in sent(district(), content)["cells"] if one["address"] == income]

    assert (cell["name"], cell["head"], cell["level"]) == ("示例乙", "营业收入（2022年）", "differs")
    assert (cell["there"], cell["held"], cell["issued"]) == ("186000000", "18700", "18600")


def test_a_table_that_lists_somebody_else_than_the_system_now_is_told_row_by_row() -> None:
    recommended("示例甲", 1)
    paper = issued()
    recommended("示例乙", 2)

    found = sent(district(), edited(paper, {f"{column('申报主体名称')}{FIRST}": "示例丙"}))

    assert [(one["kind"], one["name"]) for one in found["faults"]] == [("missing", "示例乙")]
    assert [(one["there"], one["held"]) for one in found["cells"]] == [("示例丙", "示例甲")]


def test_the_city_compares_what_a_district_sent_and_knows_whose_it_is() -> None:
    recommended("示例甲", 1)
    recommended("别处公司", 1, district=OTHER_DISTRICT)
    content = edited(issued(OTHER_DISTRICT), forgotten=True)

    found = sent(officer("city"), content)

    assert (found["paper"], found["office"], found["number"]) == (
        "summary",
        district(OTHER_DISTRICT).office.name,
        None,
    )  # type: ignore[union-attr]
    assert (found["differs"], found["rows"]) == (False, 1)


def test_a_district_learns_nothing_of_the_table_of_another_one() -> None:
    recommended("别处公司", 1, district=OTHER_DISTRICT)
    content = edited(issued(OTHER_DISTRICT))
    anonymous = edited(IssuedPaper.objects.get(), forgotten=True)

    answer = sent(district(), content)
    told = sent(district(), anonymous)

    assert answer.status_code == 400
    assert "不由您的部门收" in answer.json()["reason"]
    assert [one["kind"] for one in told["faults"]] == ["added"]
    assert told["cells"] == []


def test_a_later_issue_is_pointed_out_on_the_page() -> None:
    recommended("示例甲", 1)
    content = edited(issued())
    issued()
    client = Client()
    client.force_login(district())

    page = client.post(PAGE, {"file": SimpleUploadedFile("汇总表.xlsx", content)}).content.decode()

    assert "与系统现在的内容一致" in page
    assert "后来又生成了第 2 版" in page


def test_the_page_names_wrong_cells_and_keeps_nothing() -> None:
    recommended("示例甲", 1)
    paper = issued()
    content = edited(
        paper, {f"{column('服务收入占比')}{FIRST}": "<script>", f"{column('备注')}{FIRST}": "优先"}
    )
    client = Client()
    client.force_login(district())
    with CaptureQueriesContext(connection) as queries:
        page = client.post(PAGE, {"file": SimpleUploadedFile("汇总表.xlsx", content)}).content.decode()

    assert f"{column('服务收入占比')}{FIRST}" in page
    assert "不是数" in page
    assert "<script>" not in page.split('id="result"')[1]
    changes = [
        one["sql"]
        for one in queries
        if one["sql"].split()[0].upper() not in ("SELECT", "SAVEPOINT", "RELEASE")
    ]
    assert changes == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "没有认出表头|空"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式的xls"),
        ("日期,天气\n1月1日,晴".encode(), "没有认出表头"),
        (b"PK\x03\x04" + b"\xff" * 300, "不是可以读取的xlsx"),
    ],
)
def test_what_is_no_such_table_is_told_in_a_sentence(content: bytes, told: str) -> None:
    client = Client()
    client.force_login(district())

    answer = client.post(PAGE, {"file": SimpleUploadedFile("x.xlsx", content)})

    assert answer.status_code == 422
    assert any(word in answer.content.decode() for word in told.split("|"))


def test_without_a_file_the_page_asks_for_one() -> None:
    client = Client()
    client.force_login(district())

    assert client.get(PAGE).status_code == 200
    assert "请选一个" in client.post(PAGE).content.decode()
    assert (
        reverse("compare-table", args=[CALL])
        in client.get(reverse("desk-papers", args=[CALL])).content.decode()
    )


def test_as_many_queries_for_many_entries_as_for_one() -> None:
    recommended("示例甲", 1)
    one = edited(issued())
    with CaptureQueriesContext(connection) as few:
        sent(district(), one)
    for place in range(2, 7):
        recommended(f"示例{place}", place)
    many = edited(issued())
    with CaptureQueriesContext(connection) as more:
        sent(district(), many)

    assert len(more) <= len(few)


def test_by_command_the_exit_code_says_whether_it_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recommended("示例甲", 1)
    paper = issued()
    path = tmp_path / "back.xlsx"
    path.write_bytes(edited(paper))
    same = main(["papers", "compare", str(path), CALL, "--as", district().username])
    words = capsys.readouterr().out
    path.write_bytes(edited(paper, {f"{column('营业收入（2022年）')}{FIRST}": "18,600"}))
    written = main(["papers", "compare", str(path), CALL, "--as", district().username, "--json"])
    (cell,) = json.loads(capsys.readouterr().out)["cells"]
    path.write_bytes(edited(paper, {f"{column('营业收入（2022年）')}{FIRST}": 1}))
    other = main(["papers", "compare", str(path), CALL, "--as", district().username])

    assert (same, written, other) == (0, 0, 1)
    assert "与系统现在的内容一致" in words
    assert cell["level"] == "form"
    assert "系统里是“18600”" in capsys.readouterr().out
