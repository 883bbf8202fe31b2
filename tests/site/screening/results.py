"""What the engine gives back, invented: for pages, whose tests need no engine."""

from typing import Any

RULES = [
    {"rule": "legal-person", "clause": "一(二)1", "met": 900, "not_met": 60, "unknown": 30},
    {"rule": "no-violation", "clause": "一(二)1", "met": 800, "not_met": 90, "unknown": 100},
    {"rule": "service-income-share", "clause": "一(二)2(1)", "met": 400, "not_met": 500, "unknown": 80},
]
DETAILS = {
    "legal-person": {"name": "独立法人资格", "strength": "mandatory", "alone": 20, "absent": 0},
    "no-violation": {"name": "没有违法行为", "strength": "mandatory", "alone": 50, "absent": 0},
    "service-income-share": {
        "name": "服务收入占营业收入比重",
        "strength": "in_principle",
        "alone": 0,
        "absent": 10,
    },
}
MADE_FROM: dict[str, Any] = {
    "call": "dalian-2023",
    "programme": "ab" * 32,
    "track": "enterprise",
    "on": None,
    "as_of": None,
    "parameters": {"service_share_min": "0.30", "unsound_statuses": ["suspended"]},
    "set": [],
    "data": {"file": "register.csv", "sha256": "cd" * 32, "rows": 1000},
    "engine": "duckdb 1.0",
    "software": "linxuan 0.1.0",
    "sample": {"rows": 990, "seed": 7},
}
RESULT: dict[str, Any] = {
    "rows": 1000,
    "unreadable": 10,
    "verdicts": {"eligible": 700, "ineligible": 160, "undetermined": 130},
    "rules": RULES,
    "details": DETAILS,
    "identity": ["申报主体名称"],
    "asked": 0,
    "missing": [
        {"field": "industry_code", "name": "所属行业（国民经济行业分类，四位）"},
        {"field": "operating_income@2022", "name": "营业收入（2022年）"},
    ],
    "unused": ["备注"],
    "warnings": ["统一社会信用代码：2 行重复"],
    "made_from": MADE_FROM,
    "files": {},
}
CURVE: dict[str, Any] = {
    "parameter": "service_share_min",
    "name": "服务收入占比下限",
    "rows": 1000,
    "unreadable": 10,
    "values": [
        {
            "value": value,
            "eligible": 700,
            "fulfilled": count,
            "ineligible": 160,
            "undetermined": 130,
            "rules": [{"rule": "service-income-share", "met": count, "not_met": 900 - count}],
        }
        for value, count in (("0.20", 500), ("0.30", 400), ("0.40", 250))
    ],
    "missing": [],
    "warnings": [],
    "made_from": MADE_FROM,
}
