"""The rules in CEL. Amounts are whole hundreds of yuan (0.01 万元), dates are ISO text."""

from collections.abc import Mapping

CEL: Mapping[str, str] = {
    "legal-person": "is_legal_person",
    "here": "district in ['990301', '990302', '990303', '990304', '990305', '990306']",
    "three-years": "add_months(founded_on, 36) <= filed_on",
    "trade": "industry.startsWith('65') || industry.startsWith('64') || scale in ['large', 'medium']",
    "active": "!(status in ['suspended', 'dormant', 'cancelled'])",
    "capital": "capital >= 10000 && capital <= 5000000",
    "owner-agrees": "ownership != 'state' || owner_agrees",
    "service-share": "revenue > 0 && service_income * 100 >= 30 * revenue",
    "research": (
        "revenue > 0 && (research * 100 >= 3 * revenue || (scale == 'large' && research * 100 >= 2 * revenue))"
    ),
    "growth": "revenue_2029 > 0 && revenue * 100 >= 105 * revenue_2029",
    "profit": "profit_2029 > 0 && profit_2030 > 0",
    "debt": "assets > 0 && debts * 100 <= 70 * assets",
    "staff": "staff >= 20 && staff - insured_staff <= 10",
    "platform": "platform_on >= '2026-01-01' && add_months(platform_on, 18) <= filed_on",
    "functions": "'order' in functions && 'settle' in functions",
    "modes": "modes.exists(mode, mode in ['design', 'remote', 'testing'])",
    "certificates": "size(certificates) >= 2",
    "strength": "patents >= 5 || standards >= 1 || (staff > 0 && service_staff * 5 >= staff)",
    "no-accident": "!accident || accident_on < '2028-01-01'",
    "no-pollution": "!pollution || pollution_on < '2028-01-01'",
    "honest": "!dishonest && !owes_tax",
    "credit": "credit_grade in ['a', 'b'] || (credit_grade == 'c' && provincial)",
    "again": "!designated || add_months(designated_on, 36) <= filed_on",
}
