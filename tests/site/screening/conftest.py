"""A call, its city, and registers to be screened; the worker does not start by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linxuan_site.actions import screenings
from linxuan_site.actions.registers import receive_register
from linxuan_site.actions.screenings import Wish, ask_screening
from linxuan_site.models import Screening
from tests.site.life.conftest import CALL, Life, in_may, life, on
from tests.site.portal.conftest import visitor

__all__ = ["in_may", "life", "on", "visitor"]

HEAD = (
    "申报主体名称,统一社会信用代码,所在区市县（先导区）,是否独立法人,运营状况良好,经营状态,财务状况良好,"
    "是否发生过重大质量、环保或安全事故,最近一次重大事故的日期,2021年1月1日以来有无违法行为,"
    "是否涉嫌违法正在接受审查,营业收入,直接服务收入,间接服务收入"
)
GOOD = "示例甲公司,91990000000700007W,210211,是,是,存续,是,否,,否,否,1000.00,300.00,100.00"
LITTLE = "示例乙公司,91990000000700015P,210211,是,是,存续,是,否,,否,否,1000.00,100.00,50.00"
VIOLATED = "示例丙公司,91990000000700023J,210211,是,是,存续,是,否,,是,否,1000.00,300.00,100.00"
UNKNOWN = "示例丁公司,91990000000700031D,210211,,是,存续,是,否,,否,否,1000.00,300.00,100.00"
ODD = "示例戊公司,916100000007000408,210211,是,是,存续,是,否,,否,否,约一千万,300.00,100.00"
REGISTER = "".join(f"{line}\n" for line in (HEAD, GOOD, LITTLE, VIOLATED, UNKNOWN, ODD)).encode()

Ask = Callable[..., Screening]
Send = Callable[..., dict[str, object]]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note that a worker would have been started, once for each time."""
    starts: list[str] = []
    monkeypatch.setattr(screenings, "start_worker", lambda: starts.append("started"))
    return starts


@pytest.fixture
def ask(life: Life) -> Ask:
    """Ask for a screening, of the small register unless another is given."""

    def do(content: bytes = REGISTER, name: str = "名录.csv", **wishes: object) -> Screening:
        wish = Wish(**{"track": "enterprise", **wishes})  # type: ignore[arg-type]
        return ask_screening(CALL, wish, receive_register(name, [content]), account=life.city)

    return do


def posted(content: bytes = REGISTER, name: str = "名录.csv", **typed: object) -> dict[str, object]:
    """What a browser sends with the form."""
    return {"register": SimpleUploadedFile(name, content), **typed}


def folders(root: Path) -> list[str]:
    """The names of the folders below `var/screenings`."""
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.exists() else []


def city(life: Life) -> Client:
    client = Client()
    client.force_login(life.city)
    return client
