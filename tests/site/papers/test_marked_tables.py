"""A workbook says of which issue it is: by a code, by words, by properties; in our layout and in the package's."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from linxuan.errors import InvalidProgramme
from linxuan.papers.reading import read_pages
from linxuan.programme.reading import package_files
from linxuan.workbooks.properties import properties_of
from linxuan_site.actions.calls import publish_call, publish_files
from linxuan_site.actions.papers import issue_paper
from linxuan_site.documents.specimens import Specimen, specimen_file
from linxuan_site.models import IssuedPaper
from linxuan_site.queries import calls
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.papers import paper_file
from linxuan_site.queries.verifying import verdict_of_code, verdict_of_number
from tests.core.workbooks.layouts import layout
from tests.site.documents.life import CALL, DAY, DISTRICT, OTHER_DISTRICT, officer, recommended
from tests.site.documents.reading import rows_of

pytestmark = pytest.mark.django_db
DALIAN = Path(__file__).parents[3] / "programmes" / CALL
BOOK = "templates/letter-table.xlsx"
OPINION = ("rank", "track", "category", "name", "credit_code")
NAMES = {
    "linxuan_title": "=汇总表!$A$1",
    "linxuan_row": "=汇总表!$A$5:$F$5",
    "linxuan_mark": "=汇总表!$D$8",
    "column_serial": "=汇总表!$A$5",
}


@pytest.fixture(autouse=True)
def definitions_read_anew() -> Iterator[None]:
    """Each test publishes another version under the same key: what is kept of the last one goes."""
    calls._definition.cache_clear()
    yield
    calls._definition.cache_clear()


def with_workbook(columns: tuple[str, ...] = OPINION) -> dict[str, bytes]:
    """The files of the real package, whose district table is short and has a workbook of the package."""
    files = package_files(DALIAN)
    text = files["call.toml"].decode()
    head, _, rest = text.partition("[paper.summary]")
    rest = re.sub(
        r"^lists .*$", f"lists = {list(OPINION)!r}".replace("'", '"'), rest, count=1, flags=re.MULTILINE
    )
    rest = rest.replace('template = "table"', f'template = "table"\nworkbook = "{BOOK}"', 1)
    files["call.toml"] = f"{head}[paper.summary]{rest}".encode()
    own = {f"column_{id}": f"=汇总表!${'BCDEF'[place]}$5" for place, id in enumerate(columns)}
    files[BOOK] = layout({**NAMES, **own})
    return files


def issued() -> IssuedPaper:
    return issue_paper(CALL, "summary", account=officer("district", DISTRICT))


def content(file: str) -> bytes:
    with default_storage.open(file) as opened:
        return bytes(opened.read())


def part(workbook: bytes, path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(path)


def test_a_workbook_bears_a_code_that_proves_what_was_issued(tmp_path: Path) -> None:
    recommended("示例公司", 1)
    paper = issued()
    workbook = content(paper.file)
    picture = tmp_path / "code.png"
    picture.write_bytes(part(workbook, "xl/media/image1.png"))
    ((text,),) = [one.texts for one in read_pages(picture)]
    own = properties_of(part(workbook, "docProps/custom.xml"))

    assert verdict_of_code(text).outcome == "current"
    assert own["linxuan_code"] == text
    assert (own["linxuan_number"], own["linxuan_revision"]) == (paper.number, "1")
    assert verdict_of_number(str(paper.number), own["linxuan_digest"]).outcome == "current"
    assert rows_of(workbook)[-1][0] == f"编号 5-DOC-0001　第1版　校验码 {own['linxuan_digest']}"
    assert own["linxuan_digest"].replace(" ", "") == str(paper.said)[:16]


def test_a_workbook_of_a_later_issue_takes_the_place_of_the_first() -> None:
    recommended("示例公司", 1)
    first = properties_of(part(content(issued().file), "docProps/custom.xml"))
    issued()

    assert verdict_of_code(first["linxuan_code"]).outcome == "superseded"


def test_both_layouts_are_made_where_the_package_brings_one_and_bear_the_same_mark() -> None:
    publish_files(with_workbook(), CALL)
    recommended("示例公司", 1)
    recommended("=示例", 2)
    paper = issued()
    found = paper_file(officer("district", DISTRICT), paper.pk, "own")

    assert found is not None
    assert found.name.endswith("（项目模板）.xlsx")
    rows = rows_of(found.content)
    assert [row[:5] for row in rows[4:6]] == [
        [1.0, 1.0, "示范企业", "", "示例公司"],
        [2.0, 2.0, "示范企业", "", "=示例"],
    ]
    assert rows[8][3] == rows_of(content(paper.file))[-1][0]
    assert part(found.content, "docProps/custom.xml").count(b"linxuan_") == 4


def test_the_other_layout_is_offered_to_its_office_and_to_no_other() -> None:
    publish_files(with_workbook(), CALL)
    recommended("示例公司", 1)
    paper = issued()
    client, stranger = Client(), Client()
    client.force_login(officer("district", DISTRICT))
    stranger.force_login(officer("district", OTHER_DISTRICT))
    address = reverse("paper-file", args=[paper.pk]) + "?layout=own"

    page = client.get(reverse("desk-papers", args=[CALL])).content.decode()
    answer = client.get(address)

    assert address in page
    assert "按项目的表格模板" in page
    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    assert stranger.get(address).status_code == 404
    assert client.get(f"{address}x").status_code == 404


def test_a_package_with_a_faulty_workbook_is_not_published_and_is_told_the_cell(tmp_path: Path) -> None:
    folder = tmp_path / CALL
    for file, text in with_workbook(OPINION[:-1]).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(text)

    with pytest.raises(InvalidProgramme) as told:
        publish_call(folder)

    (fault,) = told.value.errors
    assert (fault.file, fault.place) == (BOOK, "汇总表!A5:F5")
    assert "没有给“credit_code”留列" in fault.problem


def test_a_specimen_shows_the_workbook_of_the_package() -> None:
    publish_files(with_workbook(), CALL)
    call = definition_of(current_call(CALL))

    rows = rows_of(specimen_file(call, Specimen(call.papers["summary"], "enterprise"), DAY.date()))

    assert rows[0][0] == call.papers["summary"].name
    assert call.layouts[BOOK] == with_workbook()[BOOK]
