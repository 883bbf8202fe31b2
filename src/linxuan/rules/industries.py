"""Sections and divisions of the industrial classification GB/T 4754-2017.

A code has four digits without its letter; the first two are the division, and the division tells the
section. The standard stands in the code because it is the same for every programme.
"""

from collections.abc import Mapping

from linxuan.language import say

_SECTIONS = (
    ("A", 1, 5),
    ("B", 6, 12),
    ("C", 13, 43),
    ("D", 44, 46),
    ("E", 47, 50),
    ("F", 51, 52),
    ("G", 53, 60),
    ("H", 61, 62),
    ("I", 63, 65),
    ("J", 66, 69),
    ("K", 70, 70),
    ("L", 71, 72),
    ("M", 73, 75),
    ("N", 76, 79),
    ("O", 80, 82),
    ("P", 83, 83),
    ("Q", 84, 85),
    ("R", 86, 90),
    ("S", 91, 96),
    ("T", 97, 97),
)
_BY_DIVISION = {f"{n:02}": letter for letter, first, last in _SECTIONS for n in range(first, last + 1)}


def section_of(code: str) -> str | None:
    """Return the section, `A` to `T`, of a code of two to four digits.

    None for anything else, and for a division that the standard does not have: a code that says
    nothing is not known, it is not "some other section".
    """
    if not (2 <= len(code) <= 4 and code.isascii() and code.isdigit()):
        return None
    return _BY_DIVISION.get(code[:2])


def section_names() -> Mapping[str, str]:
    """Return the names of the sections by their letter, in the order of the standard."""
    return {
        "A": say("农、林、牧、渔业"),
        "B": say("采矿业"),
        "C": say("制造业"),
        "D": say("电力、热力、燃气及水生产和供应业"),
        "E": say("建筑业"),
        "F": say("批发和零售业"),
        "G": say("交通运输、仓储和邮政业"),
        "H": say("住宿和餐饮业"),
        "I": say("信息传输、软件和信息技术服务业"),
        "J": say("金融业"),
        "K": say("房地产业"),
        "L": say("租赁和商务服务业"),
        "M": say("科学研究和技术服务业"),
        "N": say("水利、环境和公共设施管理业"),
        "O": say("居民服务、修理和其他服务业"),
        "P": say("教育"),
        "Q": say("卫生和社会工作"),
        "R": say("文化、体育和娱乐业"),
        "S": say("公共管理、社会保障和社会组织"),
        "T": say("国际组织"),
    }
