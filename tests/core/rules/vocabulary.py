"""An invented form for the tests of the rule language, and records over it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from linxuan.rules.evaluate import evaluate
from linxuan.rules.explain import Explanation, explain
from linxuan.rules.parse import parse
from linxuan.rules.record import ParameterValue, Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import Value

YEARS = (2020, 2021, 2022)
NAMES = (
    Variable("income", Type.DECIMAL, "营业收入", "万元", years=YEARS),
    Variable("direct", Type.DECIMAL, "直接服务收入", "万元", years=YEARS),
    Variable("indirect", Type.DECIMAL, "间接服务收入", "万元", years=YEARS),
    Variable("staff", Type.INTEGER, "从业人数", "人", years=YEARS),
    Variable("capital", Type.DECIMAL, "注册资本", "万元"),
    Variable("designated", Type.INTEGER, "示范主体", "个"),
    Variable("centres", Type.INTEGER, "设计中心", "个"),
    Variable("live_on", Type.DATE, "平台正式投入运营日期"),
    Variable("filed_on", Type.DATE, "申报日"),
    Variable("legal", Type.YES_NO, "是否独立法人"),
    Variable("accident", Type.YES_NO, "是否发生过重大事故"),
    Variable("accident_on", Type.DATE, "最近一次重大事故日期"),
    Variable(
        "status", Type.CHOICE, "经营状态", options={"active": "存续", "closed": "注销", "halted": "停业"}
    ),
    Variable("category", Type.CHOICE, "申报类别", options={"sharing": "共享制造类", "other": "其他类"}),
    Variable(
        "functions", Type.CHOICES, "平台功能", options={"a": "在线发布", "b": "订单匹配", "c": "生产管理"}
    ),
    Variable("district", Type.TEXT, "所在地", options={"990101": "甲区", "990102": "乙区"}),
    Variable("industry", Type.TEXT, "所属行业"),
    Variable(
        "patents",
        Type.GROUP,
        "专利",
        fields={
            "granted": Variable("granted", Type.YES_NO, "是否授权"),
            "granted_on": Variable("granted_on", Type.DATE, "授权日"),
        },
    ),
)
PARAMETERS = (
    Variable("least_share", Type.SHARE, "服务收入占比下限"),
    Variable("least_years", Type.INTEGER, "运营年数下限", "年"),
    Variable("since", Type.DATE, "事故起算日"),
    Variable(
        "unsound", Type.CHOICES, "不良状态", options={"active": "存续", "closed": "注销", "halted": "停业"}
    ),
)
SCOPE = Scope(
    {each.id: each for each in NAMES}, {each.id: each for each in PARAMETERS}, frozenset({"districts"})
)
SETTLED: Mapping[str, ParameterValue] = {
    "least_share": Decimal("0.30"),
    "least_years": 2,
    "since": date(2021, 1, 1),
    "unsound": ("closed", "halted"),
}


def record(**values: Value | None) -> Record:
    """Return a record with the given answers; parameters, lists and years are those of the form."""
    return Record(
        values,
        SETTLED,
        {"districts": frozenset({"990101", "990102"})},
        {each.id: each.years for each in NAMES if each.years},
        {each.id: tuple(each.fields) for each in NAMES if each.fields},
    )


def latest(value: str | int) -> Mapping[int, Decimal | int]:
    """Return a year table of which only the latest year is given."""
    return {YEARS[-1]: Decimal(value)}


def yearly(*values: str | int) -> Mapping[int, Decimal | int]:
    """Return a year table, the earliest year first."""
    return {year: Decimal(value) for year, value in zip(YEARS, values, strict=True)}


def outcome(text: str, **values: Value | None) -> Value | None:
    """Return what an expression says of answers."""
    return evaluate(parse(text), record(**values))


def explained(text: str, **values: Value | None) -> Explanation:
    """Return why an expression says so of answers, and what it waits for."""
    return explain(parse(text), record(**values), SCOPE)
