"""The columns of the register: what DuckDB stores, and the share of rows that leave them unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

YES_NO, DATE, TEXT, LIST, WHOLE = "BOOLEAN", "DATE", "VARCHAR", "VARCHAR[]", "INTEGER"
MONEY = "DECIMAL(18, 2)"
"""万元."""


@dataclass(frozen=True)
class Column:
    """How a column is stored, and in which share of the rows it is unknown beyond what follows anyhow."""

    stored: str
    unknown: float


COLUMNS: Mapping[str, Column] = {
    # Not called credit_code: a screening would look at its check characters and for repeats, which is no
    # rule. With codes.toml it does.
    "name": Column(TEXT, 0.005),
    "register_number": Column(TEXT, 0.005),
    "contact": Column(TEXT, 0.30),
    "is_legal_person": Column(YES_NO, 0.005),
    "district": Column(TEXT, 0.01),
    "founded_on": Column(DATE, 0.01),
    "industry": Column(TEXT, 0.02),
    "scale": Column(TEXT, 0.05),
    "ownership": Column(TEXT, 0.04),
    "owner_agrees": Column(YES_NO, 0.50),
    "status": Column(TEXT, 0.01),
    "capital": Column(MONEY, 0.02),
    "designated": Column(YES_NO, 0.03),
    "designated_on": Column(DATE, 0.30),
    "provincial": Column(YES_NO, 0.10),
    "revenue@2028": Column(MONEY, 0.12),
    "revenue@2029": Column(MONEY, 0.08),
    "revenue@2030": Column(MONEY, 0.04),
    "profit@2029": Column(MONEY, 0.06),
    "profit@2030": Column(MONEY, 0.05),
    "service_income": Column(MONEY, 0.15),
    "research": Column(MONEY, 0.12),
    "exports": Column(MONEY, 0.70),
    "tax_paid": Column(MONEY, 0.20),
    "assets": Column(MONEY, 0.08),
    "debts": Column(MONEY, 0.09),
    "staff": Column(WHOLE, 0.03),
    "insured_staff": Column(WHOLE, 0.10),
    "service_staff": Column(WHOLE, 0.20),
    "research_staff": Column(WHOLE, 0.30),
    "platform_on": Column(DATE, 0.25),
    "customers": Column(WHOLE, 0.60),
    "functions": Column(LIST, 0.20),
    "modes": Column(LIST, 0.15),
    "certificates": Column(LIST, 0.10),
    "patents": Column(WHOLE, 0.15),
    "copyrights": Column(WHOLE, 0.50),
    "standards": Column(WHOLE, 0.30),
    "accident": Column(YES_NO, 0.04),
    "accident_on": Column(DATE, 0.20),
    "pollution": Column(YES_NO, 0.05),
    "pollution_on": Column(DATE, 0.90),
    "dishonest": Column(YES_NO, 0.02),
    "owes_tax": Column(YES_NO, 0.03),
    "credit_grade": Column(TEXT, 0.08),
    "filed_on": Column(DATE, 0.0),
}
