"""The sealed scan of a form beside its print: what every page is, and what a person has to look at.

`results` has what is asked and what is found, `examining` asks a confined child, which opens the files
(`opening`), finds the codes of each page (`marks`), judges them (`judging`) and their order (`ordering`).
"""

from linxuan.papers.scans.examining import examine_here, examine_scan
from linxuan.papers.scans.results import (
    Box,
    Doubt,
    Examination,
    Expected,
    Kind,
    PageOutcome,
    ScanPage,
    as_plain,
    from_plain,
)

__all__ = [
    "Box",
    "Doubt",
    "Examination",
    "Expected",
    "Kind",
    "PageOutcome",
    "ScanPage",
    "as_plain",
    "examine_here",
    "examine_scan",
    "from_plain",
]
