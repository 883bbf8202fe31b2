"""Forms with every place filled in by lot: names, numbers of all lengths, dates, three years of figures."""

from random import Random
from typing import Any

from bench.papers.forms import PROCEDURE, programme
from linxuan.answers import fields_of

YEARS = ("2020", "2021", "2022")
SIGNS = "大连金州普湾瓦房店庄河重工装备精密科技制造新材料海洋船舶电气自动化股份李王张刘陈杨赵黄周吴伟芳娜敏静强磊军洋勇"


def filled(place: int) -> dict[str, Any]:
    """Return answers for what a form leaves open otherwise; the same place gives the same ones."""
    lot = Random(f"filled {place}")
    return {
        id: said
        for id, field in fields_of(programme(), PROCEDURE).items()
        if (said := _said(lot, id, field.kind)) is not None
    }


def _said(lot: Random, id: str, kind: str) -> Any:
    match kind:
        case "decimal" | "integer" if id == "registered_capital":
            return _figure(lot, kind)
        case "decimal" | "integer":
            return {year: _figure(lot, kind) for year in YEARS}
        case "date":
            return f"20{lot.randint(10, 22)}-{lot.randint(1, 12):02d}-{lot.randint(1, 28):02d}"
        case "phone":
            return "1" + "".join(lot.choice("0123456789") for _ in range(10))
        case "text" if id not in ("name", "mode_other"):
            return "".join(lot.choices(SIGNS, k=lot.randint(2, 14)))
    return None


def _figure(lot: Random, kind: str) -> str:
    whole = lot.randint(1, 10 ** lot.randint(1, 6))
    return f"{whole}.{lot.randint(0, 99):02d}" if kind == "decimal" and lot.random() < 0.6 else str(whole)
