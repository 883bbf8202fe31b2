"""The rules in the expression language of GoRules zen-engine, in two forms.

AS_WRITTEN says each rule as one would write it from the notice. GUARDED says what to do where a value is
missing, by hand in every rule, as a careful author would who knows that the engine has no unknown: null
comes out where the rule is not decided, and `and`, `or` are turned into `? :` so that what is decided
does not wait. Both are put into the engine unchanged, one by one or as one decision graph.
"""

from collections.abc import Mapping

DISTRICTS = "['990301', '990302', '990303', '990304', '990305', '990306']"

AS_WRITTEN: Mapping[str, str] = {
    "legal-person": "is_legal_person",
    "here": f"district in {DISTRICTS}",
    "three-years": "d(founded_on).add(3, 'y') <= d(filed_on)",
    "trade": "startsWith(industry, '65') or startsWith(industry, '64') or scale in ['large', 'medium']",
    "active": "status not in ['suspended', 'dormant', 'cancelled']",
    "capital": "capital in [100..50000]",
    "owner-agrees": "ownership != 'state' or owner_agrees",
    "service-share": "revenue > 0 and service_income >= 0.30 * revenue",
    "research": "revenue > 0 and research >= (scale == 'large' ? 0.02 : 0.03) * revenue",
    "growth": "revenue_2029 > 0 and revenue >= 1.05 * revenue_2029",
    "profit": "profit_2029 > 0 and profit_2030 > 0",
    "debt": "assets > 0 and debts <= 0.70 * assets",
    "staff": "staff >= 20 and staff - insured_staff <= 10",
    "platform": "d(platform_on) >= d('2026-01-01') and d(platform_on).add(18, 'M') <= d(filed_on)",
    "functions": "contains(functions, 'order') and contains(functions, 'settle')",
    "modes": "some(modes, # in ['design', 'remote', 'testing'])",
    "certificates": "len(certificates) >= 2",
    "strength": "patents >= 5 or standards >= 1 or (staff > 0 and service_staff >= 0.20 * staff)",
    "no-accident": "not accident or d(accident_on) < d('2028-01-01')",
    "no-pollution": "not pollution or d(pollution_on) < d('2028-01-01')",
    "honest": "not dishonest and not owes_tax",
    "credit": "credit_grade in ['a', 'b'] or (credit_grade == 'c' and provincial)",
    "again": "not designated or d(designated_on).add(3, 'y') <= d(filed_on)",
}


def _guard(names: str, rule: str) -> str:
    """Null while one of the names is missing."""
    missing = " or ".join(f"{name} == null" for name in names.split())
    return f"({missing} ? null : {rule})"


def _either(one: str, other: str) -> str:
    """`one or other` of two that may be null."""
    return f"({one}) == true ? true : (({other}) == true ? true : (({one}) == null or ({other}) == null ? null : false))"


def _both(one: str, other: str) -> str:
    """`one and other` of two that may be null."""
    return f"({one}) == false ? false : (({other}) == false ? false : (({one}) == null or ({other}) == null ? null : true))"


def _not(name: str) -> str:
    return _guard(name, f"not {name}")


def _share(part: str, whole: str, least: str) -> str:
    return f"({whole} == null ? null : ({whole} <= 0 ? false : ({part} == null ? null : {part} >= {least} * {whole})))"


GUARDED: Mapping[str, str] = {
    **AS_WRITTEN,
    "here": _guard("district", AS_WRITTEN["here"]),
    "three-years": _guard("founded_on", AS_WRITTEN["three-years"]),
    "trade": _either(
        _guard("industry", "(startsWith(industry, '65') or startsWith(industry, '64'))"),
        _guard("scale", "scale in ['large', 'medium']"),
    ),
    "active": _guard("status", AS_WRITTEN["active"]),
    "capital": _guard("capital", AS_WRITTEN["capital"]),
    "owner-agrees": _either(_guard("ownership", "ownership != 'state'"), "owner_agrees"),
    "service-share": _share("service_income", "revenue", "0.30"),
    "research": (
        "scale != null ? "
        + _share("research", "revenue", "(scale == 'large' ? 0.02 : 0.03)")
        + " : (revenue == null ? null : (revenue <= 0 ? false : (research == null ? null : "
        "(research >= 0.03 * revenue ? true : (research < 0.02 * revenue ? false : null)))))"
    ),
    "growth": _share("revenue", "revenue_2029", "1.05"),
    "profit": _both(_guard("profit_2029", "profit_2029 > 0"), _guard("profit_2030", "profit_2030 > 0")),
    "debt": "assets == null ? null : (assets <= 0 ? false : (debts == null ? null : debts <= 0.70 * assets))",
    "staff": _both(
        _guard("staff", "staff >= 20"), _guard("staff insured_staff", "staff - insured_staff <= 10")
    ),
    "platform": _guard("platform_on", f"({AS_WRITTEN['platform']})"),
    "functions": _guard("functions", f"({AS_WRITTEN['functions']})"),
    "modes": _guard("modes", AS_WRITTEN["modes"]),
    "certificates": _guard("certificates", AS_WRITTEN["certificates"]),
    "strength": _either(
        _guard("patents", "patents >= 5"),
        _either(_guard("standards", "standards >= 1"), _share("service_staff", "staff", "0.20")),
    ),
    "no-accident": _either(_not("accident"), _guard("accident_on", "d(accident_on) < d('2028-01-01')")),
    "no-pollution": _either(_not("pollution"), _guard("pollution_on", "d(pollution_on) < d('2028-01-01')")),
    "honest": _both(_not("dishonest"), _not("owes_tax")),
    "credit": (
        "credit_grade == null ? null : (credit_grade in ['a', 'b'] ? true : "
        "(credit_grade == 'c' ? provincial : false))"
    ),
    "again": _either(
        _not("designated"), _guard("designated_on", "d(designated_on).add(3, 'y') <= d(filed_on)")
    ),
}
