"""Many titles with their lines, made from a seed: names of a place, a brand, a trade and a legal form."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import islice
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import connection

from linxuan.designations import ENDLESS, STILL
from linxuan_site import migrations

FIRST = datetime(2005, 1, 1, tzinfo=UTC)
DAYS = 7300
"""Over which titles are recorded, evenly."""
RENAMED = 20
"""One title of so many has another name, two years later."""
AT_A_TIME = 5000
PROGRAMME, AUTHORITY = "示例示范主体", "示例主管部门"
BRANDS = "一丁万丰久乐云京仁伟佳信儒元兆先光兴凯利力加华卓南博启和嘉国坤城基堂天奥如威宁安宏宝宸富山岳峰川嵘巨帆平庆康建弘强彩德志思恒恩成拓振捷新方旭昂昇明易星春晟普景晨智曼朗木本杰松林柏格梓森楚正武永江汇沃沐沛河泉波泰泽洋洪浩海润涛淼清源滨瀚灵炎焕煜熙燕牧特玄玉玖瑞璟瑶甲申百皓盈盛睿石硕祥福禾秀程科穗立章竹策纳经维美翔翰耀联聚腾航良若英荣莱蓝虹融裕诚诺赛超跃路轩辉辰达迅远连迪通逸道邦郎金鑫钧铭锋锐锦长阳隆雄雅青顺颂领颖飞馨驰骏高魁鲁鸿鹏鹤麒麟龙"
PLACES = ("示例市", "示例市甲区", "示例市乙区", "丙县", "丁县")
TRADES = (
    "科技",
    "机械制造",
    "智能装备",
    "工业设计",
    "信息技术",
    "新材料",
    "重工",
    "电子",
    "供应链管理",
    "检测服务",
)
FORMS = ("有限公司", "有限公司", "有限责任公司", "股份有限公司")
FREQUENT, RARE = "科技", "重工"
"""Words that one name in ten has."""


def grow(size: int) -> tuple[str, str]:
    """Fill an empty register with so many titles; return the name of one in the middle, and its brand."""
    chance, told, parting = random.Random(6), ("", ""), _parting()
    with connection.schema_editor() as editor:
        parting.stop_parting(apps, editor)
    for number in range(1, size + 1, AT_A_TIME):
        some = list(islice(_titles(chance, number), min(AT_A_TIME, size + 1 - number)))
        _write("organisation", [one["organisation"] for one in some])
        _write("designation", [one["designation"] for one in some])
        _write("registerline", [line for one in some for line in one["lines"]])
        _write("registerevent", [event for one in some for event in one["events"]])
        told = (some[0]["designation"]["name"], some[0]["brand"]) if number <= size // 2 + 1 else told
    # All at once, as the migration does: the trigger writes them as they come, which takes longer.
    with connection.schema_editor() as editor:
        parting.part_by_triggers(apps, editor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return told


def _parting() -> ModuleType:
    """The migration that has the triggers."""
    (name,) = [
        one.name for one in iter_modules(migrations.__path__) if one.name.endswith("register_name_parts")
    ]
    return import_module(f"{migrations.__name__}.{name}")


def _titles(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    while True:
        yield _title(chance, number)
        number += 1


def _title(chance: random.Random, number: int) -> dict[str, Any]:
    brand = "".join(chance.choices(BRANDS, k=3))
    name = chance.choice(PLACES) + brand + chance.choice(TRADES) + chance.choice(FORMS)
    recorded = FIRST + timedelta(days=chance.randrange(DAYS), microseconds=number)
    code, cohort = f"91{number:016d}", 1 + (recorded.year - FIRST.year) // 2
    titled = {
        "programme": PROGRAMME,
        "authority": AUTHORITY,
        "cohort": cohort,
        "track": chance.choice(("enterprise", "platform")),
        "category": "",
        "mode": "",
        "in_charge": f"2102{chance.randrange(10):02d}",
        "offices": "{}",
        "document": f"示例文件〔{recorded.year}〕1号",
        "designated_on": date(recorded.year, 1, 1),
        "organisation_id": number,
    }
    lines = _lines({**titled, "designation_id": number}, name, recorded, chance)
    return {
        "brand": brand,
        "organisation": {
            "id": number,
            "identifier": code,
            "credit_code": code,
            "name": name,
            "created_at": recorded,
        },
        "designation": {**titled, "id": number, "name": name, "item": "", "recorded_at": recorded},
        "lines": lines,
        "events": list(_events(lines)),
    }


def _lines(
    titled: dict[str, Any], name: str, recorded: datetime, chance: random.Random
) -> list[dict[str, Any]]:
    def line(
        names: Sequence[str], days: tuple[date, date], known: tuple[datetime, datetime]
    ) -> dict[str, Any]:
        times = dict(
            zip(
                ("valid_from", "valid_until", "recorded_from", "recorded_until"), (*days, *known), strict=True
            )
        )
        more = {"state": "held", "since": titled["designated_on"], "by": titled["document"]}
        return {**titled, **more, **times, "name": names[-1], "names": "\n".join(names)}

    began = titled["designated_on"]
    if chance.randrange(RENAMED):
        return [line([name], (began, ENDLESS), (recorded, STILL))]
    later = recorded + timedelta(days=730)
    names = [name, name.replace("有限", "集团有限")]
    return [
        line(names[:1], (began, ENDLESS), (recorded, later)),
        line(names[:1], (began, date(later.year, 1, 1)), (later, STILL)),
        line(names, (date(later.year, 1, 1), ENDLESS), (later, STILL)),
    ]


def _events(lines: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Events by which the lines could be: the site asks of them when something was recorded."""
    for number, moment in enumerate(sorted({one["recorded_from"] for one in lines}), start=1):
        yield {
            "designation_id": lines[0]["designation_id"],
            "number": number,
            "kind": "designated" if number == 1 else "renamed",
            "holds_from": lines[0]["designated_on"],
            "changes": "{}",
            "offices": "{}",
            "document": lines[0]["document"],
            "reason": "",
            "recorded_at": moment,
        }


def _write(table: str, rows: Sequence[dict[str, Any]]) -> None:
    columns = list(rows[0])
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        named = ", ".join(f'"{one}"' for one in columns)
        cursor.executemany(
            f"INSERT INTO linxuan_site_{table} ({named}) VALUES ({places})",
            [[_plain(row[one]) for one in columns] for row in rows],
        )


def _plain(value: Any) -> Any:
    """As both databases take it: SQLite keeps moments in UTC without saying so."""
    if connection.vendor == "sqlite" and isinstance(value, date):
        return str(value.replace(tzinfo=None)) if isinstance(value, datetime) else value.isoformat()
    return value
