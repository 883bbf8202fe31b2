"""The first view of what everybody reads is light: what goes over the wire before anything can be drawn by charts."""

import pytest

from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.public_register import PAGE
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read
from tests.support.weight import MOST, weight

PAGES = (
    "/",
    f"/calls/{CALL}/",
    f"/calls/{CALL}/guide/platform/",
    f"/calls/{CALL}/self-check/platform/",
    "/register/",
)


def fetched(page: Page) -> list[str]:
    """What the browser fetches with a page: its styles and scripts."""
    styles = [given["href"] for tag, given in page.tags if tag == "link" and given.get("rel") == "stylesheet"]
    return styles + [given["src"] for tag, given in page.tags if tag == "script" and "src" in given]


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view_weighs_at_most_150_kilobytes(visitor: Visitor, life: Life, address: str) -> None:
    for number in range(PAGE):
        row = {"name": f"示例{number}号老牌有限公司", "credit_code": credit_code(number), "cohort": "2"}
        enter_designation(
            definition_of(life.published),
            {**row, "track": "enterprise", "in_charge": "210211", "document": "示例文件〔2018〕1号"},
        )
    content = visitor().get(address).content
    files = fetched(read(content))

    assert files
    assert len(content) + sum(map(weight, files)) < MOST


def test_the_library_of_the_charts_is_no_part_of_the_first_view(visitor: Visitor, life: Life) -> None:
    assert not [one for one in fetched(read(visitor().get("/register/").content)) if "echarts" in one]
